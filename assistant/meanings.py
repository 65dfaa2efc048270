"""How alike questions and words are in meaning; the vectors of those that come again are kept."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.languages import detect_language

Vectors = NDArray[np.float32]

_KEPT = 4096
"""Texts whose vectors are kept: 6 MB of them."""


class Meanings:
    """Vectors by their texts. Several threads may ask at once: at the worst a text is encoded twice."""

    def __init__(self, encode: Callable[[Sequence[str], Sequence[str]], Vectors]) -> None:
        """Keep nothing yet.

        Args:
            encode: Questions, and the language of each → unit vectors of shape (len(questions), dimension).
        """
        self._encode = encode
        self._vectors: dict[str, Vectors] = {}

    def keep(self, text: str, vector: Vectors) -> None:
        """Keep the vector of a text that is known already."""
        if len(self._vectors) >= _KEPT:
            self._vectors = {}
        self._vectors[text] = vector

    def forget(self) -> None:
        """Keep nothing of what was asked so far."""
        self._vectors = {}

    def closest(self, texts: Sequence[str], others: Sequence[str]) -> list[float]:
        """Give each text's highest cosine with any of the others; 0 where there are none."""
        if not texts or not others:
            return [0.0] * len(texts)
        vectors = self._of([*texts, *others])  # one call of the encoder, since each takes its time
        cosines = vectors[: len(texts)] @ vectors[len(texts) :].T
        return [float(most) for most in cosines.max(axis=1)]

    def between(self, word: str, others: Sequence[str]) -> list[float]:
        """Give the cosine of a Swedish word with each of others."""
        if not others:
            return []
        vectors = self._of([word, *others], "sv")
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def _of(self, texts: Sequence[str], language: str | None = None) -> Vectors:
        kept = self._vectors
        found = {text: kept[text] for text in texts if text in kept}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            vectors = self._encode(new, [language or detect_language(text) for text in new])
            for text, vector in zip(new, vectors, strict=True):
                self.keep(text, vector)
                found[text] = vector
        return np.stack([found[text] for text in texts])
