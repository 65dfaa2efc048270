"""``python -m assistant.evaluation run``: plays suites, keeps every answer, writes the report, says the verdict."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from assistant.answering import Assistant
from assistant.evaluation.deciding import EXIT_CODES, Verdict
from assistant.evaluation.printed import verdict_lines
from assistant.evaluation.prompts import Suite
from assistant.evaluation.recording import Recording, begin, played_with, record
from assistant.evaluation.report.writing import PAGE, Judged, judge, write_report
from assistant.evaluation.run_folder import (
    describe,
    new_folder,
    read_run,
    unfinished_folder,
)
from assistant.evaluation.running import open_suites, tasks
from assistant.settings import Settings

EXIT_STOPPED = 130


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Play suites one after another, each into a folder of its own.

    Returns:
        An exit code: the gravest verdict, or 130 where Ctrl-C stopped it.
    """
    verdicts: list[Verdict] = []
    opened = open_suites(settings, options.suites)
    is_cold = True
    for path, (assistant, suite) in zip(options.suites, opened, strict=True):
        prompts = suite.prompts if options.drafts else suite.reviewed()
        folder = _folder(settings, suite, options, several=len(opened) > 1)
        baseline = _baseline(options.baseline, suite, several=len(opened) > 1)
        about = describe(suite, path, played_with(settings, variants=options.variants), assistant.documents)
        listed = tasks(prompts, suite.defaults.variants if options.variants else ())
        recording = begin(folder, about, path, listed, resume=options.resume)
        if not _play(recording, assistant, suite, is_cold=is_cold):
            print(f"Stopped. Go on with: run {path} --out {folder} --resume")
            return EXIT_STOPPED
        is_cold = False
        judged = report(folder, baseline)
        print("\n".join(verdict_lines(judged, misses=options.misses)))
        print(f"  report: {folder / PAGE}")
        verdicts.append(judged.figures["verdict"])
    return gravest(verdicts)


def report(folder: Path, baseline: Path | None, suite: Path | None = None, target: Path | None = None) -> Judged:
    """Score a finished run and write its report.

    Args:
        folder: The run.
        baseline: An earlier run, or None.
        suite: A suite to score with instead of the run's own.
        target: Where the report goes instead of into the run's folder.
    """
    whole = read_run(folder, suite)
    judged = judge(whole, read_run(baseline) if baseline else None)
    write_report(target or folder, whole, judged)
    return judged


def gravest(verdicts: Sequence[Verdict]) -> int:
    """Give the exit code of several verdicts: a failure before an open one."""
    codes = {EXIT_CODES[verdict] for verdict in verdicts}
    return next((code for code in (1, 3) if code in codes), 0)


def _play(recording: Recording, assistant: Assistant, suite: Suite, *, is_cold: bool) -> bool:
    """Play what is left with a progress bar; False where Ctrl-C stopped it."""
    total = recording.done + len(recording.left)
    with tqdm(total=total, initial=recording.done, desc=suite.name, unit="prompt", disable=None) as bar:
        try:
            for _ in record(recording, assistant, suite, is_cold=is_cold):
                bar.update()
        except KeyboardInterrupt:
            return False
    return True


def _folder(settings: Settings, suite: Suite, options: argparse.Namespace, *, several: bool) -> Path:
    if options.out:
        out: Path = options.out
        return out / suite.name if several else out
    found = unfinished_folder(settings.data, suite.name) if options.resume else None
    return found or new_folder(settings.data, suite.name)


def _baseline(folder: Path | None, suite: Suite, *, several: bool) -> Path | None:
    """Give the baseline of a suite; it is read before anything is played, so that a wrong one is told at once."""
    if folder is None:
        return None
    chosen = folder / suite.name if several else folder
    read_run(chosen)
    return chosen
