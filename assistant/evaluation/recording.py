"""Plays what a run has left to play and keeps every answer as it comes, for the command line and the app alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.embeddings import identify_encoder
from assistant.evaluation.answer_rows import Played
from assistant.evaluation.prompts import Suite
from assistant.evaluation.run_folder import ANSWERS, RUN, finish, played_before, start
from assistant.evaluation.running import Task, play
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Recording:
    """A run that has begun: what is done already, and what is left."""

    folder: Path
    about: Mapping[str, Any]
    done: int
    left: tuple[Task, ...]


def played_with(settings: Settings, *, variants: bool) -> dict[str, Any]:
    """Give what an answer depends on, beside the corpus.

    Args:
        settings: Of the assistant that is asked.
        variants: True where every prompt is played as carelessly typed as well.
    """
    encoder = identify_encoder(settings)
    return {
        "encoder": Path(encoder.name).name,
        "encoder_hash": encoder.fingerprint[:16],
        "reranker": Path(settings.reranker).name if settings.reranker else None,
        "model": settings.model,
        "variants": variants,
    }


def begin(
    folder: Path, about: Mapping[str, Any], source: Path, listed: Sequence[Task], *, resume: bool = False
) -> Recording:
    """Make the folder of a run, or find out what one that was broken off has left to play.

    Args:
        folder: Of the run.
        about: See :func:`assistant.evaluation.run_folder.describe`.
        source: The suite's file.
        listed: All that is to be played.
        resume: True goes on where a run stands in the folder.

    Raises:
        RunError: The folder cannot be made, holds a run, or one of anything else.
    """
    known: set[tuple[str, str, int]] = set()
    if resume and (folder / RUN).exists():
        known = {row.key for row in played_before(folder, about)}
    else:
        start(folder, about, source)
    left = tuple(task for task in listed if task.key not in known)
    return Recording(folder, about, len(listed) - len(left), left)


def record(recording: Recording, assistant: Assistant, suite: Suite, *, is_cold: bool = True) -> Iterator[Played]:
    """Play what is left, yielding each answer once it stands on the disk; the run is finished when all are.

    Whoever stops early, or is interrupted, leaves a run that :func:`begin` can go on with.

    Args:
        recording: What is left.
        assistant: Answers.
        suite: What is played.
        is_cold: True where this process has answered nothing yet.
    """
    with (recording.folder / ANSWERS).open("a", encoding="utf-8") as file:
        for row in play(assistant, recording.left, is_cold=is_cold):
            file.write(row.as_line())
            file.flush()
            yield row
    finish(recording.folder, recording.about, suite, assistant.documents)
