"""The commands about suites and runs: what each takes, and where it is carried out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its only name

SUITE_COMMANDS = ("run", "compare", "score", "check", "import", "export", "new")


def add_suite_commands(commands: "Commands") -> list[argparse.ArgumentParser]:
    """Add the commands to the command line.

    Returns:
        Those that take a data folder.
    """
    run = commands.add_parser("run", help="play suites, write a report, and say whether their demands are met")
    run.add_argument("suites", nargs="+", type=Path, metavar="SUITE")
    run.add_argument("--out", type=Path, metavar="DIR", help="folder of the run; one below the data folder if left out")
    run.add_argument("--baseline", type=Path, metavar="DIR", help="an earlier run to compare with")
    run.add_argument("--resume", action="store_true", help="go on with a run that was stopped")
    run.add_argument("--variants", action="store_true", help="play every prompt as carelessly typed as well")
    run.add_argument("--drafts", action="store_true", help="play drafts as well")
    run.add_argument("--misses", action="store_true", help="print every prompt that was not answered as wanted")
    compare = commands.add_parser("compare", help="say whether a run is better or worse than an earlier one")
    compare.add_argument("old", type=Path, metavar="OLD", help="folder of the earlier run")
    compare.add_argument("new", type=Path, metavar="NEW", help="folder of the later run")
    compare.add_argument("--out", type=Path, metavar="DIR", help="write a report of the comparison there")
    score = commands.add_parser("score", help="score a run again, without asking anything")
    score.add_argument("folder", type=Path, metavar="DIR", help="folder of the run")
    score.add_argument("--suite", type=Path, help="score with this suite instead of the run's own")
    score.add_argument("--baseline", type=Path, metavar="DIR", help="an earlier run to compare with")
    score.add_argument("--out", type=Path, metavar="DIR", help="write the report there instead of into the run")
    score.add_argument("--misses", action="store_true", help="print every prompt that was not answered as wanted")
    check = commands.add_parser("check", help="tell everything that is wrong with suites")
    check.add_argument("suites", nargs="+", type=Path, metavar="SUITE")
    for command in (check, run):
        command.add_argument("--corpus", help="folder of the texts, where a suite names none itself")
    return [run]


def run_suite_command(settings: Settings, options: argparse.Namespace) -> int:
    """Carry a command out and give its exit code."""
    # Heavy where something is asked (torch, chromadb: seconds): help and a broken suite are told before they load.
    if options.command == "check":
        from assistant.evaluation.check_command import check

        return check(settings, options.suites)
    if options.command == "compare":
        from assistant.evaluation.check_command import compare_runs

        return compare_runs(options)
    if options.command == "score":
        from assistant.evaluation.check_command import score_again

        return score_again(options)
    from assistant.evaluation.check_command import verify
    from assistant.evaluation.run_command import run

    verify(settings, options.suites)
    return run(settings, options)
