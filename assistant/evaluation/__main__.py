"""The evaluation's command line: ``python -m assistant.evaluation`` and the name of what to measure or train."""

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from assistant.console import speak_utf8
from assistant.errors import SettingsError, TillitError
from assistant.evaluation.suite_commands import SUITE_COMMANDS, add_suite_commands, run_suite_command
from assistant.settings import Settings, close_doors, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        0 where all that is demanded is met, 1 where it is not, 3 where the prompts are too few to tell; 2 for a suite,
        set, run or setting that cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m assistant.evaluation", description="Measure answers.")
    commands = parser.add_subparsers(dest="command", required=True)
    with_data = add_suite_commands(commands)
    fit = commands.add_parser("calibrate", help="fit the limits on development suites and public questions")
    fit.add_argument("suites", nargs="+", type=Path, metavar="SUITE")
    fit.add_argument("--questions", type=Path, required=True, metavar="DIR", help="folder of BEIR-layout sets")
    fit.add_argument(
        "--near-misses", type=Path, required=True, metavar="DIR", help="a large set that has unanswerable questions"
    )
    fit.add_argument(
        "--answered", type=Path, nargs="+", default=[], metavar="DIR", help="sets whose texts answer their questions"
    )
    search = commands.add_parser("retrieval", help="measure the search on a set in the BEIR layout, beside baselines")
    search.add_argument("set", type=Path, metavar="DIR", help="corpus.jsonl, queries.jsonl, qrels.jsonl")
    search.add_argument("--unrelated", type=Path, metavar="DIR", help="a set whose questions this corpus cannot answer")
    search.add_argument("--every", type=_positive, default=1, metavar="N", help="ask only each Nth query")
    search.add_argument("--encoder", help="folder or name of another sentence-transformers model, for every system")
    search.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    support = commands.add_parser("support", help="measure the support check on true and falsified sentences")
    support.add_argument("sets", nargs="+", type=Path, metavar="DIR", help="sets of Swedish texts in the BEIR layout")
    support.add_argument("--choosing", action="store_true", help="take the half of the texts the rules are chosen on")
    support.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    train = commands.add_parser(
        "train", help="train the encoder's adapter or the verifier anew, or the adapter further"
    )
    train.add_argument("model", choices=("encoder", "languages", "verifier"))
    train.add_argument("--texts", type=Path, nargs="+", required=True, metavar="DIR", help="own texts: tests/training")
    train.add_argument("--sets", type=Path, metavar="DIR", help="encoder, verifier: folder of BEIR-layout sets")
    train.add_argument("--parallel", type=Path, nargs="+", metavar="DIR", help="languages: tests/training/parallel")
    train.add_argument("--out", type=Path, metavar="DIR", help="where the weights go instead of into the package")
    train.add_argument("--steps", type=_positive, metavar="N", help="stop after so many, for a trial")
    for command in (*with_data, fit, search):
        command.add_argument("--data", help="folder for the indexes")
    options = parser.parse_args(arguments)
    if options.command == "train":
        needed = "parallel" if options.model == "languages" else "sets"
        if not getattr(options, needed):
            train.error(f"train {options.model} needs --{needed} DIR")
    close_doors()
    speak_utf8()
    try:
        settings = load({name: getattr(options, name, None) for name in ("corpus", "data", "encoder")})
        if options.command in SUITE_COMMANDS:
            return run_suite_command(settings, options)
        if options.command == "retrieval":
            _retrieval(settings, options)
        elif options.command == "support":
            _support(settings, options.sets, options.json, choosing=options.choosing)
        elif options.command == "train":
            _train(settings, options)
        else:
            _calibrate(settings, options.suites, options.questions, [options.near_misses, *options.answered])
    except TillitError as problem:
        print(problem.message, file=sys.stderr)
        return 2
    return 0


def _retrieval(settings: Settings, options: argparse.Namespace) -> None:
    from assistant.evaluation.beir import read_queries, read_set

    beir = read_set(options.set)
    unrelated = read_queries(options.unrelated / "queries.jsonl") if options.unrelated else ()
    _check_target(options.json)
    # Heavy, as above.
    from assistant.evaluation.retrieval import measure
    from assistant.evaluation.retrieval_table import table

    report = measure(settings, beir, unrelated=unrelated, every=options.every)
    print(table(report))
    _write(options.json, report.as_dict())


def _support(settings: Settings, folders: Sequence[Path], target: Path | None, *, choosing: bool) -> None:
    from assistant.entailment import load_judge
    from assistant.evaluation.beir import read_set
    from assistant.evaluation.support import as_dict, cases_of_set, measure, table

    _check_target(target)
    sets = [read_set(folder) for folder in folders]
    judge = load_judge(settings)
    results = {beir.name: measure(cases_of_set(beir, choosing=choosing), judge) for beir in sets}
    print(table(results))
    _write(target, as_dict(results))


def _check_target(target: Path | None) -> None:
    """Refuse a file that cannot be written, before anything is measured.

    Raises:
        SettingsError: It is a folder, or in none.
    """
    if target and (target.is_dir() or not target.resolve().parent.is_dir()):
        raise _not_writable(target, "no such folder, or a folder itself")


def _write(target: Path | None, figures: object) -> None:
    if target:
        try:
            target.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
        except OSError as error:
            raise _not_writable(target, error.strerror) from error


def _not_writable(target: Path, reason: str | None) -> SettingsError:
    return SettingsError(
        f"The file {target} cannot be written ({reason}). Expected a file name in an existing folder. Mend --json.",
        f"Filen {target} kan inte skrivas. Ange ett filnamn i en befintlig mapp med --json.",
    )


def _positive(text: str) -> int:
    """Read a whole number from 1.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if text.isdecimal() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(f"it is {text!r}; expected a whole number from 1")


def _calibrate(settings: Settings, paths: Sequence[Path], questions: Path, sets: Sequence[Path]) -> None:
    # Heavy, as above.
    from assistant.embeddings import load_encoder
    from assistant.evaluation.beir import read_set
    from assistant.evaluation.calibration import calibrate, examples, examples_of_set, public_questions
    from assistant.evaluation.own_search import open_set
    from assistant.evaluation.running import open_suites

    beirs = [read_set(path) for path in sets]
    public = public_questions(questions)
    rows = list(examples(open_suites(settings, paths), [each for drawn in public.values() for each in drawn]))
    encoder = load_encoder(settings)
    for beir in beirs:
        rows += examples_of_set(open_set(beir, settings, encoder), beir, public)
    table = calibrate(rows)
    target = Path(str(files("assistant").joinpath("data", "limits.json")))
    target.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(table, indent=1, ensure_ascii=False))


def _train(settings: Settings, options: argparse.Namespace) -> None:
    # Heavy, as above.
    if options.model == "languages":
        from assistant.evaluation.train_languages import train_languages

        print(train_languages(settings, options.texts, options.parallel, options.out, steps=options.steps))
        return
    if options.model == "encoder":
        from assistant.evaluation.train_encoder import train_encoder as train
    else:
        from assistant.evaluation.train_verifier import train_verifier as train
    print(train(settings, options.texts, options.sets, options.out, steps=options.steps))


if __name__ == "__main__":
    sys.exit(main())
