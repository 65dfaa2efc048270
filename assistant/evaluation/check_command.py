"""``check``, ``compare`` and ``score``: what can be told of suites and runs without asking anything."""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from assistant.documents import read_corpus
from assistant.evaluation.comparing import compare
from assistant.evaluation.deciding import EXIT_CODES
from assistant.evaluation.printed import comparison_lines, verdict_lines
from assistant.evaluation.prompts import Problem
from assistant.evaluation.report.writing import PAGE, judge, write_report
from assistant.evaluation.run_folder import read_run
from assistant.evaluation.suites import SuiteError, corpus_of, load_suite
from assistant.settings import Settings

_CHANGE_CODES = {"same": 0, "better": 0, "worse": 1, "unclear": 3}


def check(settings: Settings, paths: Iterable[Path]) -> int:
    """Read suites against their corpora and tell everything that is wrong with any of them.

    Returns:
        0, or 2 where one is broken or stale.
    """
    code = 0
    for path in paths:
        try:
            suite = load_suite(path, read_corpus(corpus_of(path) or settings.corpus).documents)
        except SuiteError as error:
            print(error.message)
            code = 2
            continue
        kinds = Counter(prompt.kind for prompt in suite.prompts)
        drafts = sum(prompt.is_draft for prompt in suite.prompts)
        print(
            f"{path}: in order. {len(suite.prompts)} prompts ({', '.join(f'{kinds[kind]} {kind}' for kind in kinds)})"
        )
        if drafts:
            print(f"  {drafts} of them are drafts and are not played")
        if not suite.gates:
            print("  it demands nothing (no gates), so a run of it gives figures but no verdict")
        for notice in suite.notices:
            print(f"  line {notice.line}, prompt {notice.prompt}: {notice.english}")
    return code


def verify(settings: Settings, paths: Iterable[Path], *, drafts: bool) -> None:
    """Read suites against their corpora, before anything slow is loaded.

    Args:
        settings: Where the corpus is.
        paths: The suites.
        drafts: True where drafts are played as well.

    Raises:
        SuiteError: One is broken or stale, or holds nothing to play.
    """
    for path in paths:
        suite = load_suite(path, read_corpus(corpus_of(path) or settings.corpus).documents)
        if not drafts and not suite.reviewed():
            english = (
                "all of its prompts are drafts. Expected reviewed ones. Read them, mend them and take draft: true "
                "away; or run them as they are with --drafts."
            )
            raise SuiteError(path, [Problem(0, "", english, "alla frågor är utkast. Granska dem och ta bort draft.")])


def compare_runs(options: argparse.Namespace) -> int:
    """Compare two runs and tell what changed; the suite's demands on the baseline decide where it has any.

    Returns:
        0 for better, the same or passed, 1 for worse or failed, 3 for too little to tell.
    """
    new, old = read_run(options.new), read_run(options.old)
    if options.out:
        write_report(options.out, new, judge(new, old))
        print(f"  report: {options.out / PAGE}")
    if any(gate.max_drop is not None for gate in new.suite.gates):
        judged = judge(new, old)
        print("\n".join(verdict_lines(judged)))
        return EXIT_CODES[judged.figures["verdict"]]
    comparison = compare(new, old)
    print(f"{new.suite.name}: {options.new} against {options.old}")
    print("\n".join(comparison_lines(comparison)))
    return _CHANGE_CODES[comparison.change]


def score_again(options: argparse.Namespace) -> int:
    """Score a run again, offline: with the metrics, and where asked for with the gold, as they are today."""
    run = read_run(options.folder, options.suite)
    judged = judge(run, read_run(options.baseline) if options.baseline else None)
    target: Path = options.out or options.folder
    write_report(target, run, judged)
    print("\n".join(verdict_lines(judged, misses=options.misses)))
    print(f"  report: {target / PAGE}")
    return EXIT_CODES[judged.figures["verdict"]]
