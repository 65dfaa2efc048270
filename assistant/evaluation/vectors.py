"""Vectors that are kept between runs: an encoder that remembers questions."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from assistant.embeddings import Encoder

Vectors = NDArray[np.float32]

_CHUNK = 64
"""Texts that are encoded between two steps of the progress bar."""


class RememberingEncoder(Encoder):
    """An encoder that keeps what it read as a question, or without a prompt, in a file of a folder."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        """Open the file; one that is damaged is made anew.

        Args:
            encoder: Reads what is not remembered.
            folder: Where the file stands. It is made by :meth:`save`.
        """
        vars(self).update(vars(encoder))  # the same loaded model
        self._path = folder / f"vectors-{encoder.identity.fingerprint[:16]}.npz"
        self._kept = _read(self._path)
        self._known = len(self._kept)

    def encode_questions(self, questions: Sequence[str]) -> Vectors:
        """Encode questions, as :meth:`Encoder.encode_questions` does."""
        return self._remembered(f"question {self.prompts}", questions, super().encode_questions)

    def encode_bare(self, texts: Sequence[str]) -> Vectors:
        """Encode texts without a prompt, as :meth:`Encoder.encode_bare` does."""
        return self._remembered("bare", texts, super().encode_bare)

    def save(self) -> None:
        """Write what was learned."""
        if len(self._kept) == self._known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(f".{os.getpid()}.npz")
        np.savez(unfinished, keys=np.array(list(self._kept)), vectors=np.stack(list(self._kept.values())))
        unfinished.replace(self._path)
        self._known = len(self._kept)

    def _remembered(self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> Vectors:
        if not texts:
            return encode(texts)
        keys = [hashlib.sha256(f"{kind}\0{text}".encode("utf-8", "replace")).hexdigest()[:32] for text in texts]
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
        if unknown:
            self._kept.update(zip(unknown, encode(list(unknown.values())), strict=True))
        return np.stack([self._kept[key] for key in keys])


def encode_all(texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors], what: str) -> Vectors:
    """Encode many texts with a progress bar; shape (len(texts), dimension)."""
    if not texts:
        return encode(texts)
    chunks = []
    with tqdm(total=len(texts), desc=what, unit="text", disable=None, leave=False) as bar:
        for first in range(0, len(texts), _CHUNK):
            chunk = texts[first : first + _CHUNK]
            chunks.append(encode(chunk))
            bar.update(len(chunk))
    return np.concatenate(chunks)


def _read(path: Path) -> dict[str, Vectors]:
    try:
        with np.load(path) as kept:
            return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}  # not there, or damaged: made anew
