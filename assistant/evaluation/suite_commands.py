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
    bring = commands.add_parser("import", help="make a suite of a promptfoo file or a folder in the BEIR layout")
    bring.add_argument("source", type=Path, metavar="SOURCE", help="promptfoo's YAML, or a folder")
    bring.add_argument("--out", type=Path, required=True, help="the suite; for a folder, the folder it goes to")
    export = commands.add_parser("export", help="write a suite for promptfoo or in the BEIR layout")
    export.add_argument("suite", type=Path, metavar="SUITE")
    export.add_argument("--format", choices=("promptfoo", "beir"), default="promptfoo")
    export.add_argument("--out", type=Path, required=True, help="promptfoo's YAML; for BEIR, a folder")
    new = commands.add_parser("new", help="draft a suite from the corpus: a few prompts for every section, to review")
    new.add_argument("out", type=Path, metavar="SUITE", help="the YAML file to be written")
    new.add_argument("--per-section", type=int, choices=range(1, 21), default=3, metavar="N", help="1 to 20")
    for command in (check, run, export, new):
        command.add_argument("--corpus", help="folder of the texts, where a suite names none itself")
    return [run]


def run_suite_command(settings: Settings, options: argparse.Namespace) -> int:
    """Carry a command out and give its exit code."""
    # What asks something is heavy (torch, chromadb: seconds); a broken suite is told before that loads.
    from assistant.evaluation import check_command, exchange_command

    command = options.command
    if command == "check":
        return check_command.check(settings, options.suites)
    if command == "compare":
        return check_command.compare_runs(options)
    if command == "score":
        return check_command.score_again(options)
    if command == "import":
        return exchange_command.import_suite(options)
    if command == "export":
        return exchange_command.export_suite(settings, options)
    if command == "new":
        return exchange_command.new_suite(settings, options)
    check_command.verify(settings, options.suites, drafts=options.drafts)
    from assistant.evaluation.run_command import run

    return run(settings, options)
