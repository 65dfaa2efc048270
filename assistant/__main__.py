"""The command line: ``python -m assistant ask``."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from assistant.console import speak_utf8
from assistant.errors import TillitError
from assistant.records import Answer, Mode, Turn
from assistant.settings import close_doors, load

if TYPE_CHECKING:
    from assistant.answering import Assistant

_FLAGS = ("corpus", "data", "chroma_url", "encoder", "model", "model_url")
EXIT_OK, EXIT_PROBLEM, EXIT_USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation of an input file."""

    id: str
    turns: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        0, or 1 when something could not be done (a bad input row included), or 2 when the command is wrong.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if bool(options.question) == bool(options.input):
        parser.error("give either a question or --input FILE")
    close_doors()
    speak_utf8()
    try:
        settings = load({name: getattr(options, name) for name in _FLAGS})
        # Heavy (torch, chromadb: seconds): a wrong command or setting is told before they load.
        from assistant.pipeline import open_assistant

        if options.input:
            return _ask_file(lambda: open_assistant(settings), options.input, options.output, options.mode)
        assistant = open_assistant(settings)
        answer = _converse(assistant, (*options.history, options.question), id_=None, mode=options.mode)
    except TillitError as problem:
        print(problem.message, file=sys.stderr)
        return EXIT_PROBLEM
    print(_as_line(answer) if options.json else _as_text(answer))
    return EXIT_OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Ask the guidance.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer one question, or every row of a file")
    ask.add_argument("question", nargs="?", help="the question; leave it out with --input")
    ask.add_argument(
        "--after", dest="history", action="append", default=[], metavar="QUESTION", help="a turn before it"
    )
    ask.add_argument("--json", action="store_true", help="print the answer record on one line")
    ask.add_argument("--input", type=Path, metavar="Q.jsonl", help='rows {"id": "…", "turns": ["…", "the question"]}')
    ask.add_argument("--output", type=Path, metavar="A.jsonl", help="where the records go; printed if left out")
    ask.add_argument("--corpus", help="folder of the guidance texts")
    ask.add_argument("--data", help="folder of the index")
    ask.add_argument("--chroma-url", help="address of a Chroma server")
    ask.add_argument("--encoder", help="folder or name of another sentence-transformers model")
    ask.add_argument("--model", help="language model that words the answers, such as ollama:gemma3:4b")
    ask.add_argument("--model-url", help="address of its server, http://host:port/v1")
    ask.add_argument(
        "--mode",
        choices=["extractive", "generative"],
        help="the guidance's own sentences, or the language model's (where one is set)",
    )
    return parser


def _ask_file(open_: Callable[[], "Assistant"], source: Path, target: Path | None, mode: Mode | None) -> int:
    """Answer every row of a file. A bad row is reported with its line number, and the rest goes on."""
    try:
        lines = source.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TillitError(
            f"The input file {source} cannot be read ({error}). Expected JSON lines in UTF-8. Mend its name.",
            f"Filen {source} kan inte läsas.",
        ) from error
    assistant = open_()
    bad = 0
    try:
        output: TextIO = target.open("w", encoding="utf-8") if target else sys.stdout
    except OSError as error:
        raise TillitError(
            f"The output file {target} cannot be written ({error.strerror}). Expected a writable place. Name another.",
            f"Filen {target} kan inte skrivas.",
        ) from error
    try:
        for number, row in _rows(lines):
            if isinstance(row, str):
                bad += 1
                print(f"{source}, line {number}: {row}", file=sys.stderr)
                continue
            output.write(_as_line(_converse(assistant, row.turns, id_=row.id, mode=mode)) + "\n")
            output.flush()
    finally:
        if target:
            output.close()
    if bad:
        print(f"{bad} row(s) could not be read; the others were answered.", file=sys.stderr)
    return EXIT_PROBLEM if bad else EXIT_OK


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | str]]:
    """Yield line number and row, or what is wrong with it; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield number, f"it is not JSON ({error}). Expected an object with id and turns. Mend the line."
            continue
        yield number, _row(row)


def _row(row: object) -> Row | str:
    expected = 'Expected {"id": "…", "turns": ["earlier question", "the question"]}. Mend the line.'
    if not isinstance(row, dict):
        return f"it holds {type(row).__name__}, no object. {expected}"
    turns = row.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        return f"turns is {json.dumps(turns, ensure_ascii=False)}. {expected}"
    if not isinstance(row.get("id"), str | int):
        return f"id is {json.dumps(row.get('id'), ensure_ascii=False)}. {expected}"
    return Row(_encodable(str(row["id"])), tuple(map(_encodable, turns)))


def _encodable(text: str) -> str:
    """Replace half surrogates, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _converse(assistant: "Assistant", turns: Sequence[str], id_: str | None, mode: Mode | None) -> Answer:
    """Play turns as one conversation and give the last answer."""
    history: list[Turn] = []
    for question in turns[:-1]:
        history.append(Turn(question, assistant.answer(question, history, mode=mode)))
    return assistant.answer(turns[-1], history, id_=id_, mode=mode)


def _as_line(answer: Answer) -> str:
    return json.dumps(answer.as_dict(), ensure_ascii=False)


def _as_text(answer: Answer) -> str:
    lines = [answer.text]
    if answer.citations:
        lines += ["", "Källor:"]
        for c in answer.citations:
            section, quote = c.section.rstrip(":"), " ".join(c.quote.split())
            lines.append(f"  [{c.number}] {c.title} › {section}: ”{quote}”")
    if answer.suggestions:
        lines += ["", "Fråga vidare:", *(f"  - {question}" for question in answer.suggestions)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
