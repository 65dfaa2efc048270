"""The runs below the data folder, as a list: when, of what, how it came out; and comparisons of two of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import TillitError
from assistant.evaluation.answer_rows import RunError
from assistant.evaluation.report.writing import PAGE, judge, write_report
from assistant.evaluation.run_folder import ANSWERS, RUN, RUNS, read_run
from assistant.evaluation.suite_shelf import shelf, stamp
from assistant.evaluation.suites import corpus_of
from assistant.records import Document

COMPARISONS = "comparisons"
"""Folder of the data folder with reports that compare two runs."""
_METRICS = "metrics.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A run that stands in the data folder."""

    folder: Path
    suite: str
    started: str
    """ISO 8601, UTC."""
    is_finished: bool
    played: int
    verdict: str | None
    """None where the report has not been written yet."""
    right: int
    """Prompts that got the right kind of answer."""
    prompts: int
    model: str | None

    @property
    def name(self) -> str:
        """The folder's name, by which pages know it."""
        return self.folder.name


def runs_made(data: Path) -> tuple[Made, ...]:
    """List the runs, newest first. Folders that are none are passed over."""
    found = [made for path in (data / RUNS).glob(f"*/{RUN}") if (made := _made(path.parent))]
    return tuple(sorted(found, key=lambda each: (each.started, each.name), reverse=True))


def find_run(name: str, data: Path) -> Made | None:
    """Give a run by its name; a name never leads out of the folder."""
    return next((made for made in runs_made(data) if made.name == name), None)


def report_of(made: Made) -> Path:
    """Give the page of a run's report, writing it where it is missing.

    Raises:
        TillitError: The run is not finished or cannot be read.
    """
    page = made.folder / PAGE
    if not page.is_file():
        run = read_run(made.folder)
        write_report(made.folder, run, judge(run))
    return page


def compare_made(old: Made, new: Made, data: Path) -> Path:
    """Write the report of a run against an earlier one, and give its page.

    Raises:
        RunError: They are one and the same, or have no prompt in common.
        TillitError: One of them cannot be read.
    """
    if old.name == new.name:
        raise RunError("A run was to be compared with itself. Choose two.", "Välj två olika körningar att jämföra.")
    run, baseline = read_run(new.folder), read_run(old.folder)
    if not {row.prompt for row in run.rows} & {row.prompt for row in baseline.rows}:
        raise RunError(
            f"{old.name} and {new.name} have no prompt in common. Expected runs of the same suite. Choose others.",
            "Körningarna har inga frågor gemensamma. Välj två körningar av samma testfrågor.",
        )
    target = data / COMPARISONS / f"{new.name}--{old.name}"
    write_report(target, run, judge(run, baseline))
    return target / PAGE


def suite_of(made: Made, data: Path, documents: Sequence[Document]) -> tuple[Path, bool]:
    """Give the suite that an unfinished run goes on with, and whether it plays the variants.

    Raises:
        RunError: The suite was changed since, and about texts that its copy in the run does not lead to.
    """
    about = _read(made.folder / RUN) or {}
    variants = bool(about.get("settings", {}).get("variants"))
    for listed in shelf(data, documents):
        if stamp(listed.path) == about.get("suite_hash"):
            return listed.path, variants
    copy = made.folder / str(about.get("suite_file"))
    try:
        if copy.is_file() and corpus_of(copy) is None:
            return copy, variants
    except TillitError:
        pass
    raise RunError(
        f"The suite of {made.name} was changed since. Expected it as it was. Begin a new run.",
        "Testfrågorna har ändrats sedan körningen stoppades. Starta en ny körning.",
    )


def _made(folder: Path) -> Made | None:
    about = _read(folder / RUN)
    if about is None:
        return None
    metrics = _read(folder / _METRICS) or {}
    prompts = metrics.get("prompts", {})
    settings = about.get("settings")
    return Made(
        folder,
        str(about.get("suite", folder.name)),
        str(about.get("started", "")),
        bool(about.get("finished")),
        _count(folder / ANSWERS),
        metrics.get("verdict"),
        int(prompts.get("right", 0)),
        int(prompts.get("all", 0)),
        settings.get("model") if isinstance(settings, Mapping) else None,
    )


def _count(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.is_file() else 0


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
