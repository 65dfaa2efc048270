"""A question → the passages that may answer it, scored."""

import numpy as np
from numpy.typing import NDArray

from assistant.embeddings import Encoder
from assistant.index import Index
from assistant.lexical import Lexicon
from assistant.records import ScoredPassage

Vectors = NDArray[np.float32]

TOP_K = 10
_CANDIDATES = 50
"""Passages of each side that are scored by both."""
_SENTENCE_WEIGHT = 0.5
"""Share of a passage's dense score that its best sentence gives; the rest is the passage's own."""
_LEXICAL_WEIGHT = 0.10
"""What the best possible BM25 adds to a cosine: the cosines of a question over a corpus span about as much."""
_SATURATION = 6.0
"""BM25 at which half of that weight is given."""


class Retriever:
    """Searches one opened index with one encoder."""

    def __init__(self, index: Index, encoder: Encoder, lexicon: Lexicon) -> None:
        self._index = index
        self._encoder = encoder
        self._lexicon = lexicon
        self._by_id = {passage.id: passage for passage in index.passages}

    def encode(self, query: str) -> Vectors:
        """Give a question's unit vector, shape (dimension,)."""
        return self._encoder.encode_questions([query])[0]

    def rank(self, query: str, vector: Vectors) -> tuple[ScoredPassage, ...]:
        """Score the candidates of both sides for a question whose vector is known; all of them, best first."""
        lexical = self._lexicon.scores(query)
        best_by_words = [int(place) for place in np.argsort(-lexical, kind="stable")[:_CANDIDATES] if lexical[place] > 0]
        dense = self._index.search(vector)
        unscored = {self._index.passages[place].id for place in best_by_words} - set(dense)
        dense |= self._index.score(vector, unscored) if unscored else {}
        bm25 = {passage.id: float(score) for passage, score in zip(self._index.passages, lexical, strict=True)}
        places = {passage.id: place for place, passage in enumerate(self._index.passages)}
        fused = [
            (_fused(cosine, sentence_cosines, bm25[id_]), cosine, sentence_cosines, id_)
            for id_, (cosine, sentence_cosines) in dense.items()
        ]
        fused.sort(key=lambda row: (-row[0], places[row[3]]))
        return tuple(
            ScoredPassage(self._by_id[id_], rank, score, cosine, bm25[id_], sentence_cosines)
            for rank, (score, cosine, sentence_cosines, id_) in enumerate(fused, start=1)
        )


def _fused(cosine: float, sentence_cosines: tuple[float, ...], bm25: float) -> float:
    """Weigh the two sides: scores, not ranks, since on few passages ranks let any shared word outrank meaning."""
    dense = (1 - _SENTENCE_WEIGHT) * cosine + _SENTENCE_WEIGHT * max(sentence_cosines)
    return dense + _LEXICAL_WEIGHT * bm25 / (bm25 + _SATURATION)
