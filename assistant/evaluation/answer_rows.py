"""What was played, a line each: ``answers.jsonl`` of a run, written as it goes and read again for scoring."""

import json
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import TillitError
from assistant.records import Answer

AS_TYPED = "as_typed"
PARAPHRASE = "paraphrase"


class RunError(TillitError):
    """A folder is no run, or one of its files cannot be used."""


@dataclass(frozen=True, slots=True)
class Played:
    """A prompt that was played, and what came of it."""

    prompt: str
    """Its id."""
    way: str
    """``as_typed``, a variant's name, or ``paraphrase``."""
    number: int
    """Of the paraphrase, from 1; 0 for the others."""
    turns: tuple[str, ...]
    is_cold: bool
    """True for the first answer of a process, which loads and warms what the others find ready."""
    answer: Answer

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other of the run."""
        return self.prompt, self.way, self.number

    def as_line(self) -> str:
        """Give the line of ``answers.jsonl``."""
        row = {
            "prompt": self.prompt,
            "way": self.way,
            "number": self.number,
            "turns": list(self.turns),
            "cold": self.is_cold,
            "answer": self.answer.as_dict(),
        }
        return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n"


def read_rows(path: Path, *, is_running: bool = False) -> list[Played]:
    """Read the rows of ``answers.jsonl``.

    Args:
        path: The file.
        is_running: True leaves out a last line that was cut off when the run ended.

    Raises:
        RunError: The file cannot be read, or a line is no row.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _error(path, f"it cannot be read ({error})") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (is_running and number == len(lines)):  # the last of them has no line end
            continue
        try:
            rows.append(_row(json.loads(line)))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _error(path, f"line {number} is no answer ({error!r})") from error
    return rows


def answer_of(record: Mapping[str, Any]) -> Answer:
    """Give the answer of a record that was read from JSON: keys it lacks get their defaults, unknown ones are left out.

    Raises:
        KeyError: A key without a default is missing.
        TypeError: A value is not of the right kind.
    """
    answer: Answer = _built(Answer, record)
    return answer


def _row(row: Mapping[str, Any]) -> Played:
    return Played(
        str(row["prompt"]),
        str(row["way"]),
        int(row["number"]),
        tuple(str(turn) for turn in row["turns"]),
        bool(row["cold"]),
        answer_of(row["answer"]),
    )


def _built(kind: Any, value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    """Bring a value of JSON to the kind a record's field has."""
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise TypeError(f"{kind.__name__} is {value!r}")
        hints = _hints(kind)
        return kind(**{name: _built(hint, value[name]) for name, hint in hints.items() if name in value})
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise TypeError(f"a list is {value!r}")
        return tuple(_built(typing.get_args(kind)[0], each) for each in value)
    if isinstance(kind, types.UnionType):
        return value if value is None else _built(typing.get_args(kind)[0], value)
    if kind in {str, int} and (not isinstance(value, kind) or isinstance(value, bool)):
        raise TypeError(f"{kind.__name__} is {value!r}")
    if kind is float:
        return float(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    known = typing.get_type_hints(kind)
    return {field.name: known[field.name] for field in fields(kind)}


def _error(path: Path, found: str) -> RunError:
    return RunError(
        f"{path}: {found}. Expected lines that a run has written. Run the suite again.",
        f"{path.name}: {found}. Kör sviten igen.",
    )
