"""The words' side of search: BM25 over folded stems and compound parts, and which words the guidance knows."""

import bm25s
import numpy as np
from numpy.typing import NDArray

from assistant.records import Passage
from assistant.swedish import compound_parts, content_words, stem, stems

_SHORTEST_INSIDE = 5
"""Letters a stem must have to be recognised inside a longer word of the guidance."""


class Lexicon:
    """The words of the guidance, searched by BM25 (Lucene's variant, k1 = 1.5, b = 0.75; Kamphuis et al. 2020).

    Attributes:
        size: Number of passages.
    """

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        texts = [stems(f"{passage.context}\n{passage.text}") for passage in passages]
        self._vocabulary = frozenset(word for text in texts for word in text)
        tokens = [self._with_parts(text) for text in texts]
        self.size = len(passages)
        self._document_frequency: dict[str, int] = {}
        for text in tokens:
            for token in set(text):
                self._document_frequency[token] = self._document_frequency.get(token, 0) + 1
        self._bm25 = bm25s.BM25(method="lucene") if any(tokens) else None
        if self._bm25:
            self._bm25.index(tokens, show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        """Score every passage for a question.

        Returns:
            BM25 of shape (number of passages,), float32; zeros where no content word is shared.
        """
        words = [token for token in self._with_parts(self._content_stems(question)) if token in self._document_frequency]
        if not words or self._bm25 is None:
            return np.zeros(self.size, np.float32)
        return np.asarray(self._bm25.get_scores(words), np.float32)

    def knows(self, word: str) -> bool:
        """Tell whether a word stands anywhere in the guidance, in any form, as a compound's part or made of its parts."""
        wanted = stem(word)
        if wanted in self._vocabulary or compound_parts(wanted, self._vocabulary):
            return True
        return len(wanted) >= _SHORTEST_INSIDE and any(
            known.startswith(wanted) or known.endswith(wanted) for known in self._vocabulary
        )

    def forms(self, word: str) -> tuple[str, ...]:
        """Give what a word is matched by: its stem and, if it is a compound of known words, their stems."""
        wanted = stem(word)
        return (wanted, *compound_parts(wanted, self._vocabulary))

    def rarity(self, word: str) -> float:
        """Give the inverse document frequency of a word: ln(1 + (N - n + .5) / (n + .5)), highest for unknown words."""
        count = self._document_frequency.get(stem(word), 0)
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def _content_stems(self, text: str) -> list[str]:
        return [stem(word) for word in content_words(text)]

    def _with_parts(self, tokens: list[str]) -> list[str]:
        return [part for token in tokens for part in (token, *compound_parts(token, self._vocabulary))]
