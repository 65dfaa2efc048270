"""The words' side of search: BM25 over folded stems, compound parts and letters, and which words the guidance knows."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from assistant.records import Passage
from assistant.swedish import FUNCTION_WORDS, compound_parts, content_words, fold, stem, words

Scores = NDArray[np.float32]

_SHORTEST_INSIDE = 5
"""Letters a stem must have to be recognised inside a longer word of the guidance."""
_GRAM_LENGTHS = (4, 5)
"""Letters of the pieces that forgive typos and find parts of compounds."""
_K1, _B = 1.5, 0.75


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
        whole = [f"{passage.context}\n{passage.text}" for passage in passages]
        titles = {passage.title for passage in passages}
        # A guidance has far fewer words than places where they stand: each is stemmed and split once.
        stem_of, parts_of = cache(stem), cache(lambda token: self._with_parts([token]))
        self._vocabulary = frozenset(map(stem_of, {word for text in (*titles, *whole) for word in words(text)}))
        self._forwards = sorted(self._vocabulary)
        self._backwards = sorted(word[::-1] for word in self._vocabulary)
        self.size = len(passages)
        sentences = [(passage.heading, sentence.text) for passage in passages for sentence in passage.sentences]
        for token in self._forwards:  # in this order, since neighbours share the stems of their beginnings
            parts_of(token)
        self._passages = _Ranking(whole, lambda word: parts_of(stem_of(word)))
        self._sentences = _Ranking((text for _, text in sentences), lambda word: parts_of(stem_of(word)))
        self._letters = _Ranking((f"{heading}\n{text}" for heading, text in sentences), _letters)

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
        return len(wanted) >= _SHORTEST_INSIDE and (
            _any_starts(self._forwards, wanted) or _any_starts(self._backwards, wanted[::-1])
        )

    def forms(self, word: str) -> tuple[str, ...]:
        """Give what a word is matched by: its stem and, if it is a compound of known words, their stems."""
        wanted = stem(word)
        return (wanted, *compound_parts(wanted, self._vocabulary))

    def rarity(self, word: str) -> float:
        """Give the inverse document frequency of a word: ln(1 + (N - n + .5) / (n + .5)), highest for unknown words."""
        count = self._passages.frequency(stem(word))
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def _with_parts(self, tokens: Iterable[str]) -> list[str]:
        return [part for token in tokens for part in (token, *compound_parts(token, self._vocabulary))]


class _Ranking:
    """BM25 in Lucene's variant (Kamphuis et al. 2020), over what the words of texts stand for."""

    def __init__(self, texts: Iterable[str], tokens_of: Callable[[str], Sequence[str]]) -> None:
        """Count everything.

        Args:
            texts: What is ranked.
            tokens_of: A word of a text → the tokens it is found by. Called once a word, however often that stands.
        """
        in_texts, seen = _counts(map(words, texts))
        in_words, self._columns = _counts(map(tokens_of, seen))
        lengths = in_texts @ in_words.sum(axis=1)
        # Tokens × texts: every token's texts lie side by side.
        counts = in_words.T.tocsr() @ in_texts.T.tocsr()
        self._texts, self._ends = counts.indices, counts.indptr
        self._counts = counts.data.astype(np.min_scalar_type(counts.max() if counts.nnz else 0))
        frequencies = np.diff(self._ends)
        self._rarity = np.log(1 + (len(lengths) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        self._norms = _K1 * ((1 - _B) + _B * lengths / (lengths.mean() if lengths.any() else 1))

    def scores(self, tokens: Iterable[str]) -> Scores:
        """Score every text; shape (number of texts,), float32."""
        total = np.zeros(len(self._norms), np.float32)
        for column in [self._columns[token] for token in tokens if token in self._columns]:
            here = slice(self._ends[column], self._ends[column + 1])
            texts, counts = self._texts[here], self._counts[here].astype(np.float32)
            scores = self._rarity[column] * (counts / (self._norms[texts] + counts))
            total[texts] += scores.astype(np.float32)  # no text stands twice in a column
        return total

    def frequency(self, token: str) -> int:
        """Count the texts that hold a token."""
        column = self._columns.get(token)
        return 0 if column is None else int(self._ends[column + 1] - self._ends[column])


def _counts(rows: Iterable[Iterable[str]]) -> tuple[csr_array, dict[str, int]]:
    """Count what stands in each row; gives rows × distinct strings, and the column of each string."""
    columns: dict[str, int] = {}
    found, ends = array("i"), array("i", [0])
    for row in rows:
        found.extend(columns.setdefault(each, len(columns)) for each in row)
        ends.append(len(found))
    ones = np.ones(len(found), np.int32)
    counts = csr_array((ones, np.asarray(found), np.asarray(ends)), (len(ends) - 1, len(columns)))
    counts.sum_duplicates()
    return counts, columns


def _any_starts(ordered: Sequence[str], beginning: str) -> bool:
    """Tell whether any of the words, which are in order, starts so."""
    place = bisect_left(ordered, beginning)
    return place < len(ordered) and ordered[place].startswith(beginning)


def _letters(text: str) -> list[str]:
    """Cut the content words of a text, folded, with a space at both ends, into overlapping pieces."""
    framed = [f" {fold(word)} " for word in words(text) if fold(word) not in FUNCTION_WORDS]
    return [
        word[start : start + length]
        for word in framed
        for length in _GRAM_LENGTHS
        for start in range(len(word) - length + 1)
    ]
