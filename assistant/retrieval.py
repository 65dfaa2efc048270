"""A question → the passages that may answer it, scored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.background import Background
from assistant.embeddings import Encoder
from assistant.index import Index
from assistant.lexical import LexicalScores, Lexicon, Scores
from assistant.records import ScoredPassage
from assistant.reranking import Reranker
from assistant.verifier import UNREAD, Reading

Vectors = NDArray[np.float32]

TOP_K = 10
_CANDIDATES = 50
"""Passages that words alone bring in, beside those that meaning finds."""

# A sentence's score: its passage's cosine, its own, and for the words, what the best possible BM25 adds.
# Weights chosen on the development suites and the public sets' development halves.
_PASSAGE_WEIGHT, _SENTENCE_WEIGHT = 0.4, 0.6
_STEMS_IN_PASSAGE = (0.08, 6.0)
_STEMS_IN_SENTENCE = (0.03, 4.0)
_LETTERS_IN_SENTENCE = (0.05, 8.0)
"""Each: the most it adds, and the BM25 at which half of that is added."""
_WORDING_WEIGHT = 0.35
"""What the Swedish words of a question in another language weigh beside the question itself."""
_READ = 0.02
"""What each log-odd adds that the verifier gives a sentence above one that it did not read."""


class Retriever:
    """Searches one opened index with one encoder."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        lexicon: Lexicon,
        background: Background,
        reranker: Reranker | None = None,
    ) -> None:
        self._reranker = reranker
        self._background = background
        self._index = index
        self._encoder = encoder
        self._lexicon = lexicon
        self._place = {passage.id: place for place, passage in enumerate(index.passages)}
        counts = [len(passage.sentences) for passage in index.passages]
        self._first_sentence = np.concatenate(([0], np.cumsum(counts, dtype=int)))

    def encode(self, query: str, language: str, wording: str | None = None) -> Vectors:
        """Give the vector a question is searched by: unit length, shape (dimension,).

        Args:
            query: The question.
            language: Its language.
            wording: Its words in Swedish, where it is not: they draw the vector to where the guidance lies.
        """
        if not wording:
            return self._background.centred(self._encoder.encode_questions([query])[0], language)
        typed, swedish = self.encode_all([query, wording], [language, "sv"])
        vector = (1 - _WORDING_WEIGHT) * typed + _WORDING_WEIGHT * swedish
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def encode_all(self, queries: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Give what :meth:`encode` gives for each query; shape (len(queries), dimension)."""
        vectors = self._encoder.encode_questions(queries)
        for place, language in enumerate(languages):
            vectors[place] = self._background.centred(vectors[place], language)
        return vectors

    def rival(self, vector: Vectors) -> float:
        """Give the highest cosine of a question with a statement that has nothing to do with the guidance."""
        return float((self._background.statements @ vector).max())

    def rank(self, query: str, vector: Vectors, wording: str | None = None) -> tuple[ScoredPassage, ...]:
        """Score the passages that meaning or words bring in.

        Args:
            query: The question, standing alone.
            vector: What :meth:`encode` gave for it.
            wording: What the words' side looks for; None for the question itself.

        Returns:
            All of them with ranks from 1, best score first, ties broken by place in the corpus.
        """
        words = self._lexicon.scores(query if wording is None else wording)
        dense = self._index.search(vector)
        unscored = {self._index.passages[place].id for place in _best(words.passages, _CANDIDATES)} - dense.keys()
        if unscored:
            dense |= self._index.score(vector, unscored)
        scored = [self._scored(self._place[id_], *cosines, words) for id_, cosines in dense.items()]
        scored.sort(key=lambda row: (-row.score, self._place[row.passage.id]))
        found = tuple(replace(row, rank=rank) for rank, row in enumerate(scored, start=1))
        return self._reranker.rerank(query, found) if self._reranker else found

    def _scored(
        self, place: int, cosine: float, sentence_cosines: tuple[float, ...], words: LexicalScores
    ) -> ScoredPassage:
        """Weigh meaning and words: by scores, since on few passages ranks let any shared word outrank meaning."""
        first, last = self._first_sentence[place : place + 2]
        bm25 = float(words.passages[place])
        of_passage = _PASSAGE_WEIGHT * cosine + _share(bm25, *_STEMS_IN_PASSAGE)
        sentence_scores = tuple(
            of_passage
            + _SENTENCE_WEIGHT * own
            + _share(float(stems), *_STEMS_IN_SENTENCE)
            + _share(float(letters), *_LETTERS_IN_SENTENCE)
            for own, stems, letters in zip(
                sentence_cosines, words.sentences[first:last], words.letters[first:last], strict=True
            )
        )
        dense = _PASSAGE_WEIGHT * cosine + _SENTENCE_WEIGHT * max(sentence_cosines)
        return ScoredPassage(self._index.passages[place], 0, max(sentence_scores), dense, bm25, sentence_scores)


def with_readings(found: Sequence[ScoredPassage], readings: Mapping[str, Reading]) -> tuple[ScoredPassage, ...]:
    """Weigh in what the verifier says of single sentences; the passages stay as they are ranked.

    Args:
        found: Passages scored for a question.
        readings: Passage id → what it says for the same question.
    """
    return tuple(_with_reading(row, readings[row.passage.id]) if row.passage.id in readings else row for row in found)


def _with_reading(row: ScoredPassage, reading: Reading) -> ScoredPassage:
    scores = zip(row.sentence_scores, reading.sentences, strict=True)
    return replace(row, sentence_scores=tuple(score + _READ * (odds - UNREAD) for score, odds in scores))


def _best(bm25: Scores, count: int) -> list[int]:
    """Give the places of the highest scores above 0, best first, ties in order."""
    places = np.flatnonzero(bm25)
    if len(places) > count:
        least = np.partition(bm25[places], -count)[-count]
        places = places[bm25[places] >= least]
    best = np.argsort(-bm25[places], kind="stable")[:count]
    return [int(place) for place in places[best]]


def _share(bm25: float, most: float, half: float) -> float:
    """Map BM25, which has no upper end, to 0 … most."""
    return most * bm25 / (bm25 + half)
