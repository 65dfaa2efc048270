"""What people think of the answers of a run: a line for every judgement, of which the last counts."""

import hashlib
import json
import random
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.errors import TillitError
from assistant.evaluation.answer_rows import AS_TYPED
from assistant.evaluation.prompts import Prompt
from assistant.evaluation.run_folder import Run
from assistant.records import Answer

LABELS = "labels"
"""Folder of the data folder, with a file for every run."""
Support = Literal["full", "partly", "none"]
Useful = Literal["yes", "partly", "no"]
SUPPORTS: tuple[Support, ...] = ("full", "partly", "none")
USEFULS: tuple[Useful, ...] = ("yes", "partly", "no")
LONGEST_NAME = 40
LONGEST_COMMENT = 4000

_writing = threading.Lock()


class LabelError(TillitError):
    """A judgement cannot be kept, or the file of those before it cannot be read."""


@dataclass(frozen=True, slots=True)
class Label:
    """One person's judgement of one answer."""

    rater: str
    prompt: str
    """Its id."""
    facts: Mapping[str, bool] = field(default_factory=dict)
    """Id of a fact → whether the answer says it."""
    support: Mapping[str, Support] = field(default_factory=dict)
    """Place of a sentence in the answer, from 0, as text → how far what it cites bears it out."""
    useful: Useful | None = None
    comment: str = ""
    at: str = ""

    @property
    def is_complete(self) -> bool:
        """True where it says whether the answer is useful; the rest may be left open."""
        return self.useful is not None


@dataclass(frozen=True, slots=True)
class Case:
    """An answer that is to be judged, without what measured it."""

    prompt: Prompt
    answer: Answer

    @property
    def sentences(self) -> tuple[int, ...]:
        """The places of the sentences that cite something."""
        return tuple(place for place, each in enumerate(self.answer.sentences) if each.citations)


def rater_name(typed: str) -> str:
    """Give a rater's name as it is kept, "" where nothing was typed: initials in capitals, one space between words."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())[:LONGEST_NAME]
    return name.upper() if len(name) <= 3 else name


def cases(run: Run, rater: str) -> tuple[Case, ...]:
    """Give a run's answers in an order of the rater's own, the same every time: nobody judges in the suite's order."""
    prompts = {prompt.id: prompt for prompt in run.suite.prompts}
    found = [Case(prompts[row.prompt], row.answer) for row in run.rows if row.way == AS_TYPED and row.prompt in prompts]
    seed = hashlib.sha256(f"{rater.casefold()}\0{run.about.get('started')}".encode("utf-8", "replace")).hexdigest()
    random.Random(seed).shuffle(found)  # noqa: S311 - an order, no secret
    return tuple(found)


def file_of(data: Path, run: str) -> Path:
    """Give the file with a run's judgements; it may not be there yet."""
    return data / LABELS / f"{run}.jsonl"


def keep(path: Path, label: Label) -> None:
    """Write a judgement behind those before it; on the disk when this returns.

    Raises:
        LabelError: The file cannot be written.
    """
    row = asdict(label) | {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _writing, path.open("ab+") as file:
            # A line that a power cut left unfinished must not swallow this one.
            if file.tell() and not _ends_a_line(path):
                line = b"\n" + line
            file.write(line)
    except OSError as error:
        raise LabelError(
            f"The judgement cannot be written to {path} ({error.strerror}). Expected a writable folder with room. "
            "Mend that, and save once more.",
            f"Bedömningen kunde inte sparas ({error.strerror}). Se till att disken har plats och försök igen.",
        ) from error


def read(path: Path) -> tuple[Label, ...]:
    """Give the judgements that count, in the order they were first made; () where there are none.

    Raises:
        LabelError: The file cannot be read. A line that was cut off by a power failure is passed over.
    """
    if not path.is_file():
        return ()
    try:
        lines = path.read_text("utf-8", errors="replace").split("\n")
    except OSError as error:
        raise LabelError(
            f"{path} cannot be read ({error.strerror}). Expected the judgements of a run. Mend its permissions.",
            f"Bedömningarna i {path.name} går inte att läsa.",
        ) from error
    found: dict[tuple[str, str], Label] = {}
    for line in lines:
        label = _label(line)
        if label:
            found[label.rater.casefold(), label.prompt] = label
    return tuple(found.values())


def of_rater(labels: Sequence[Label], rater: str) -> dict[str, Label]:
    """Give one rater's judgements by prompt."""
    return {label.prompt: label for label in labels if label.rater.casefold() == rater.casefold()}


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"


def _label(line: str) -> Label | None:
    try:
        row: Any = json.loads(line)
        return Label(
            rater=str(row["rater"]),
            prompt=str(row["prompt"]),
            facts={str(name): bool(value) for name, value in row["facts"].items()},
            support={str(name): value for name, value in row["support"].items() if value in SUPPORTS},
            useful=row["useful"] if row["useful"] in USEFULS else None,
            comment=str(row["comment"]),
            at=str(row["at"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
