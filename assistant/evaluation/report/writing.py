"""Writes the files of a run's report into its folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.answer_rows import RunError
from assistant.evaluation.comparing import Comparison, compare
from assistant.evaluation.deciding import Decision, decide
from assistant.evaluation.figures import figures
from assistant.evaluation.report.page import as_page
from assistant.evaluation.report.summary import as_markdown
from assistant.evaluation.report.tables import as_csv, as_junit
from assistant.evaluation.run_folder import Run, write
from assistant.evaluation.scoring import Scores, score

PAGE = "report.html"


@dataclass(frozen=True, slots=True)
class Judged:
    """A run that was measured and decided on."""

    scores: Scores
    decisions: tuple[Decision, ...]
    comparison: Comparison | None
    figures: dict[str, Any]
    """The content of ``metrics.json``."""


def judge(run: Run, baseline: Run | None = None) -> Judged:
    """Measure a run and decide on its demands."""
    scores = score(run)
    comparison = compare(run, baseline) if baseline else None
    decisions = decide(scores, comparison)
    return Judged(scores, decisions, comparison, figures(scores, decisions, comparison))


def write_report(folder: Path, run: Run, judged: Judged) -> None:
    """Write ``metrics.json``, ``metrics.csv``, ``junit.xml``, ``summary.md`` and ``report.html``.

    Raises:
        RunError: The folder cannot be written.
    """
    files = {
        "metrics.csv": as_csv(judged.figures),
        "junit.xml": as_junit(judged.scores, judged.decisions),
        "summary.md": as_markdown(judged.figures, judged.scores, judged.decisions),
        PAGE: as_page(run, judged.scores, judged.decisions, judged.comparison, judged.figures),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, "metrics.json", judged.figures)
        for name, content in files.items():
            (folder / name).write_text(content, "utf-8", errors="replace", newline="")
    except OSError as error:
        raise RunError(
            f"The report cannot be written to {folder} ({error.strerror}). Expected a writable folder. Name another.",
            f"Rapporten kan inte skrivas i {folder}. Ange en annan mapp.",
        ) from error
