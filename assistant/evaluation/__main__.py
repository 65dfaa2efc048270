"""The evaluation's command line: ``python -m assistant.evaluation run SUITE`` and ``calibrate``."""

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from assistant.console import speak_utf8
from assistant.errors import TillitError
from assistant.settings import Settings, close_doors, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        0, or 2 for a suite or setting that cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m assistant.evaluation", description="Measure answers.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="play a suite and print its figures")
    run.add_argument("suites", nargs="+", type=Path, metavar="SUITE")
    run.add_argument("--misses", action="store_true", help="print every prompt that was not answered as wanted")
    fit = commands.add_parser("calibrate", help="fit the limits on development suites and public questions")
    fit.add_argument("suites", nargs="+", type=Path, metavar="SUITE")
    fit.add_argument("--questions", type=Path, required=True, metavar="DIR", help="folder of BEIR-layout sets")
    for command in (run, fit):
        command.add_argument("--data", help="folder for the indexes")
    options = parser.parse_args(arguments)
    close_doors()
    speak_utf8()
    try:
        settings = load({"data": options.data})
        if options.command == "run":
            _run(settings, options.suites, misses=options.misses)
        else:
            _calibrate(settings, options.suites, options.questions)
    except TillitError as problem:
        print(problem.message, file=sys.stderr)
        return 2
    return 0


def _run(settings: Settings, paths: Sequence[Path], *, misses: bool) -> None:
    # Heavy (torch, chromadb: seconds): help and a wrong setting are told before they load.
    from assistant.evaluation.metrics import summarise
    from assistant.evaluation.running import open_suites, run_suite

    for assistant, suite in open_suites(settings, paths):
        rows = list(run_suite(assistant, suite))
        print(f"{suite.name}: {len(rows)} prompts")
        for name, value in summarise(rows).items():
            print(f"  {name:22} {value:.3f}")
        for row in rows:
            if misses and not (row.status_is_right and row.right_passage):
                print(f"  - {row.prompt.id} ({row.prompt.kind}) {' | '.join(row.prompt.turns)}")
                print(f"      {row.answer.status}: {' '.join(row.answer.text.split())[:200]}")


def _calibrate(settings: Settings, paths: Sequence[Path], questions: Path) -> None:
    # Heavy, as above.
    from assistant.evaluation.calibration import calibrate, examples, public_questions
    from assistant.evaluation.running import open_suites

    table = calibrate(list(examples(open_suites(settings, paths), public_questions(questions))))
    target = Path(str(files("assistant").joinpath("data", "limits.json")))
    target.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(table, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
