"""The same questions and statements in Swedish and other languages: what ``train languages`` learns from.

Tab-separated files in UTF-8; ``tests/training/README.md`` tells the form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.training_texts import training_text_error

SWEDISH = "sv"


@dataclass(frozen=True, slots=True)
class Parallel:
    """A question, or a statement, in several languages."""

    swedish: str
    others: Mapping[str, str]
    """Language → the same in it."""


def read_parallel(folders: Sequence[Path]) -> tuple[Parallel, ...]:
    """Read every ``.tsv`` file of some folders, each in the order of their names.

    Raises:
        TrainingTextError: A folder has none, or a line has not the fields that the first line of its file names.
    """
    read: list[Parallel] = []
    for folder in folders:
        paths = sorted(folder.glob("*.tsv"))
        if not paths:
            found = "it holds no .tsv file" if folder.is_dir() else "there is no such folder"
            raise training_text_error(
                folder, found, "a folder with tab-separated files such as tests/training/parallel"
            )
        for path in paths:
            read += _rows(path)
    return tuple(read)


def _rows(path: Path) -> list[Parallel]:
    try:
        first, *lines = path.read_text("utf-8").rstrip("\n").split("\n")
    except UnicodeDecodeError as error:
        raise training_text_error(path, f"it is not UTF-8 (byte {error.start + 1})", "a text file in UTF-8") from error
    except OSError as error:
        raise training_text_error(path, f"it cannot be read ({error.strerror})", "a file that can be opened") from error
    languages = first.split("\t")
    if languages[0] != SWEDISH or len(languages) < 2:
        raise training_text_error(path, f"its first line is {first[:60]!r}", "languages between tabs, 'sv' the first")
    rows = []
    for number, line in enumerate(lines, start=2):
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != len(languages) or not all(fields):
            found = f"{sum(map(bool, fields))} fields hold a text"
            raise training_text_error(f"{path}, line {number}", found, f"{len(languages)}, with tabs between them")
        rows.append(Parallel(fields[0], dict(zip(languages[1:], fields[1:], strict=True))))
    return rows
