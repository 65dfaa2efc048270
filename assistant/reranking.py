"""An optional cross-encoder, named in the settings, that puts the first passages found into a better order."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import EncoderError
from assistant.passages import embedded_text
from assistant.records import ScoredPassage
from assistant.settings import Settings, open_hub

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 20
"""Passages that are read again; those behind keep their order and their scores."""
_WEIGHT = 0.5
"""What the cross-encoder adds to a score for a sure yes: more than the scores of one question lie apart."""


class Reranker:
    """A loaded sentence-transformers CrossEncoder."""

    def __init__(self, model: "CrossEncoder") -> None:
        self._model = model

    def rerank(self, question: str, found: Sequence[ScoredPassage]) -> tuple[ScoredPassage, ...]:
        """Read the first passages again, together with the question, and order all by the new scores.

        Args:
            question: A question that stands alone.
            found: Best first.

        Returns:
            The same passages with ranks from 1. What the cross-encoder thinks, 0 to 1, is weighed into the scores of
            the passage and of its sentences alike.
        """
        first = found[:DEPTH]
        if not first:
            return tuple(found)
        pairs = [(question, embedded_text(row.passage)) for row in first]
        read = np.ravel(self._model.predict(pairs, show_progress_bar=False))
        if read.min() < 0 or read.max() > 1:  # models differ in whether they give logits or probabilities
            read = 1 / (1 + np.exp(-read))
        moved = [_raised(row, _WEIGHT * float(gain)) for row, gain in zip(first, read, strict=True)]
        ordered = sorted((*moved, *found[DEPTH:]), key=lambda row: (-row.score, row.rank))
        return tuple(replace(row, rank=rank) for rank, row in enumerate(ordered, start=1))


def load_reranker(settings: Settings) -> Reranker | None:
    """Load the cross-encoder that the settings name; None where they name none.

    Raises:
        EncoderError: It cannot be found or gives more than one number for a pair.
    """
    if settings.reranker is None:
        return None
    folder = Path(settings.reranker).expanduser()
    if not folder.is_dir() and settings.reranker.count("/") != 1:
        raise _unusable(settings.reranker, "there is no such folder")
    if settings.encoder_online:
        open_hub()
    # Heavy (seconds), and only for those who set it.
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(
            str(folder) if folder.is_dir() else settings.reranker, local_files_only=not settings.encoder_online
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _unusable(settings.reranker, str(error)) from error
    if model.num_labels != 1:
        raise _unusable(settings.reranker, f"it gives {model.num_labels} numbers for a pair")
    return Reranker(model)


def _raised(row: ScoredPassage, gain: float) -> ScoredPassage:
    return replace(row, score=row.score + gain, sentence_scores=tuple(score + gain for score in row.sentence_scores))


def _unusable(name: str, problem: str) -> EncoderError:
    return EncoderError(
        f"The reranker {name!r} could not be loaded ({problem}). Expected a folder with a sentence-transformers "
        "cross-encoder that gives one number for a pair, or a hub name that is already in the local cache. "
        "Mend TILLIT_RERANKER, or remove it to go without.",
        f"Omrankaren ”{name}” kunde inte läsas in. Ange en mapp med en cross-encoder i TILLIT_RERANKER, eller ta bort "
        "inställningen.",
    )
