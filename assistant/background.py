"""What the world outside the guidance sounds like to an encoder: the mean question, and statements on other subjects.

Both stand in ``data/background.json``. Their vectors are kept in the user's cache, since they are the same every time.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embeddings import Encoder

Vectors = NDArray[np.float32]

_CENTRING = 0.4
"""Share of the mean question that is taken from a question; chosen on the development suites."""


@dataclass(frozen=True, slots=True)
class Background:
    """The background as one encoder reads it."""

    centres: Mapping[str, Vectors]
    """Language → mean vector of everyday questions in it, shape (dimension,)."""
    statements: Vectors
    """Unit vectors of statements on everyday subjects, shape (n, dimension)."""

    def centred(self, question: Vectors, language: str) -> Vectors:
        """Take from a question most of what all questions share.

        Short, general sentences lie near every question ("hubs"; Radovanović et al. 2010, JMLR 11): what brings them
        there is their similarity to the mean question.

        Args:
            question: Unit vector, shape (dimension,).
            language: The question's; the mean over all languages serves one that has no questions of its own.

        Returns:
            Unit vector, shape (dimension,).
        """
        centre = self.centres.get(language)
        if centre is None:
            centre = np.mean(list(self.centres.values()), axis=0)
        moved = question - _CENTRING * centre
        return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)


def load_background(encoder: Encoder, cache: Path) -> Background:
    """Read the background's vectors from the cache, or encode them (a few seconds) and keep them there.

    Args:
        encoder: Encodes questions and statements.
        cache: Folder for what can be made again; where it cannot be written, nothing is kept.
    """
    source = files("assistant").joinpath("data", "background.json").read_bytes()
    key = hashlib.sha256(source + encoder.identity.fingerprint.encode()).hexdigest()[:16]
    path = cache / f"background-{key}.npz"
    try:
        with np.load(path) as kept:
            languages = {name.removeprefix("centre_"): kept[name] for name in kept.files if name != "statements"}
            return Background(languages, kept["statements"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass  # not there, or damaged: made anew
    table = json.loads(source)
    centres = {
        language: encoder.encode_questions(questions).mean(axis=0) for language, questions in table["questions"].items()
    }
    made = Background(centres, encoder.encode_texts(table["statements"]))
    try:
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.npz")
        np.savez(unfinished, statements=made.statements, **{f"centre_{name}": each for name, each in centres.items()})
        unfinished.replace(path)
    except OSError:
        pass  # a cache that cannot be written costs seconds at the next start, no more
    return made
