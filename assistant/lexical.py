"""The words' side of search: BM25 over folded stems, compound parts and letters, and which words the guidance knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from assistant.records import Passage
from assistant.swedish import FUNCTION_WORDS, compound_parts, content_words, fold, stem, stems, words

Scores = NDArray[np.float32]

_SHORTEST_INSIDE = 5
"""Letters a stem must have to be recognised inside a longer word of the guidance."""
_GRAM_LENGTHS = (4, 5)
"""Letters of the pieces that forgive typos and find parts of compounds."""


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """BM25 of a question; zeros where nothing is shared."""

    passages: Scores
    """Stems, of each passage with its context; shape (number of passages,)."""
    sentences: Scores
    """Stems, of each sentence; shape (number of sentences,), passage by passage."""
    letters: Scores
    """Pieces of four and five letters, of each sentence with its heading; the same shape."""


class Lexicon:
    """The words of the guidance.

    Attributes:
        size: Number of passages.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        texts = [stems(f"{passage.context}\n{passage.text}") for passage in passages]
        titles = (word for title in {passage.title for passage in passages} for word in stems(title))
        self._vocabulary = frozenset((*titles, *(word for text in texts for word in text)))
        self.size = len(passages)
        self._document_frequency: dict[str, int] = {}
        tokens = [self._with_parts(text) for text in texts]
        for text in tokens:
            for token in set(text):
                self._document_frequency[token] = self._document_frequency.get(token, 0) + 1
        sentences = [(passage, sentence) for passage in passages for sentence in passage.sentences]
        self._passages = _Ranking(tokens)
        self._sentences = _Ranking([self._with_parts(stems(sentence.text)) for _, sentence in sentences])
        self._letters = _Ranking(
            [_letters(f"{passage.heading}\n{sentence.text}") for passage, sentence in sentences]
        )

    def scores(self, question: str) -> LexicalScores:
        """Score every passage and sentence for a question."""
        tokens = self._with_parts([stem(word) for word in content_words(question)])
        return LexicalScores(
            self._passages.scores(tokens), self._sentences.scores(tokens), self._letters.scores(_letters(question))
        )

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in the guidance: in any form, in a compound, or as a compound of its words."""
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

    def _with_parts(self, tokens: Iterable[str]) -> list[str]:
        return [part for token in tokens for part in (token, *compound_parts(token, self._vocabulary))]


class _Ranking:
    """BM25 in Lucene's variant, k1 = 1.5, b = 0.75 (Kamphuis et al. 2020), over lists of tokens."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        self._known = frozenset(token for text in texts for token in text)
        self._bm25 = bm25s.BM25(method="lucene") if self._known else None
        if self._bm25:
            self._bm25.index([list(text) for text in texts], show_progress=False)

    def scores(self, tokens: Iterable[str]) -> Scores:
        """Score every text; shape (number of texts,), float32."""
        known = [token for token in tokens if token in self._known]
        if not known or self._bm25 is None:
            return np.zeros(self._size, np.float32)
        return np.asarray(self._bm25.get_scores(known), np.float32)


def _letters(text: str) -> list[str]:
    """Cut the content words of a text, folded, with a space at both ends, into overlapping pieces."""
    framed = [f" {fold(word)} " for word in words(text) if fold(word) not in FUNCTION_WORDS]
    return [
        word[start : start + length]
        for word in framed
        for length in _GRAM_LENGTHS
        for start in range(len(word) - length + 1)
    ]
