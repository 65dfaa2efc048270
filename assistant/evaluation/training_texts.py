"""Own texts for training: guidance with questions that it answers, each with the sentence that does, and near misses.

One JSON file for each text; ``tests/training/README.md`` tells the form.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.documents import read_document
from assistant.errors import TillitError
from assistant.passages import sentence_text
from assistant.records import Document, Passage


class TrainingTextError(TillitError):
    """A training text cannot be used."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A question, and where in its text the answer stands."""

    question: str
    start: int
    end: int
    also: Mapping[str, str] = field(default_factory=dict)
    """Language → the question in it."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question on the subject of a text that the text does not answer."""

    question: str
    also: Mapping[str, str] = field(default_factory=dict)
    """Language → the question in it."""


@dataclass(frozen=True, slots=True)
class TrainingText:
    """A guidance text with its questions."""

    document: Document
    answerable: tuple[Answerable, ...]
    near_misses: tuple[NearMiss, ...]


def read_texts(folders: Sequence[Path]) -> tuple[TrainingText, ...]:
    """Read every ``.json`` file of some folders, each in the order of their names.

    Raises:
        TrainingTextError: A folder has none, one has not the form of a training text, or a quote is not in its text.
    """
    texts: list[TrainingText] = []
    for folder in folders:
        paths = sorted(folder.glob("*.json"))
        if not paths:
            found = "it holds no .json file" if folder.is_dir() else "there is no such folder"
            raise training_text_error(folder, found, "a folder with one .json file for each training text")
        texts += map(_read, paths)
    return tuple(texts)


def answering_passages(passages: Sequence[Passage], asked: Answerable) -> tuple[int, ...]:
    """Give the places in ``passages`` of those that the answer stands in."""
    return tuple(
        number for number, passage in enumerate(passages) if passage.start < asked.end and asked.start < passage.end
    )


def answering_sentences(passages: Sequence[Passage], asked: Answerable) -> tuple[str, ...]:
    """Give the sentences that the answer stands in, as the encoder reads them."""
    return tuple(
        sentence_text(passage, sentence)
        for passage in passages
        for sentence in passage.sentences
        if sentence.start < asked.end and asked.start < sentence.end
    )


def _read(path: Path) -> TrainingText:
    table = _table(path)
    title, text = _text(table, "title", str(path)), _text(table, "text", str(path))
    first_line = text.split("\n", 1)[0].strip()
    if first_line != f"# {title}":
        raise training_text_error(path, f"text begins with {first_line!r}", f"its title as a heading, {f'# {title}'!r}")
    document = read_document(f"{path.stem}.md", text)
    answerable = []
    for where, row in _rows(table, "answerable", path):
        question, quote = _text(row, "q", where), _text(row, "quote", where)
        found = _answerable(document, question, unicodedata.normalize("NFC", quote), where)
        answerable.append(replace(found, also=_also(row, where)))
    near_misses = []
    for where, row in _rows(table, "near_miss", path):
        _text(row, "why", where)
        near_misses.append(NearMiss(_text(row, "q", where), _also(row, where)))
    return TrainingText(document, tuple(answerable), tuple(near_misses))


def _answerable(document: Document, question: str, quote: str, where: str) -> Answerable:
    """Find a quote in its document."""
    count = document.text.count(quote)
    if count != 1:
        found = f"the quote {quote!r} stands {count} times in the text"
        raise training_text_error(where, found, "a sentence that stands there once, letter by letter")
    start = document.text.index(quote)
    end = start + len(quote)
    blocks = (block for section in document.sections for block in section.blocks)
    if not any(block.kind != "heading" and block.start < end and start < block.end for block in blocks):
        raise training_text_error(where, f"the quote {quote!r} is a heading", "a sentence below it")
    return Answerable(question, start, end)


def _table(path: Path) -> Mapping[str, object]:
    expected = "a JSON object with title, text, answerable and near_miss"
    try:
        table = json.loads(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise training_text_error(path, f"it is not UTF-8 (byte {error.start + 1})", "a text file in UTF-8") from error
    except OSError as error:
        raise training_text_error(path, f"it cannot be read ({error.strerror})", "a file that can be opened") from error
    except json.JSONDecodeError as error:
        raise training_text_error(path, f"it is not JSON ({error})", expected) from error
    if not isinstance(table, dict):
        raise training_text_error(path, f"it is {str(table)[:60]!r}", expected)
    return table


def _rows(table: Mapping[str, object], name: str, path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the rows of a list, each with where it stands, counted from 1."""
    rows = table.get(name)
    if not isinstance(rows, list) or not rows:
        raise training_text_error(path, f"{name} is {rows!r}", "a list of at least one question")
    for number, row in enumerate(rows, start=1):
        where = f"{path}, {name} {number}"
        if not isinstance(row, dict):
            raise training_text_error(where, f"it is {row!r}", 'an object such as {"q": "…"}')
        yield where, row


def _also(row: Mapping[str, object], where: str) -> Mapping[str, str]:
    """Give a question's wordings in other languages."""
    also = row.get("also", {})
    if not isinstance(also, dict):
        raise training_text_error(where, f"also is {also!r}", 'an object such as {"en": "…", "fi": "…"}')
    return {str(language): _text(also, language, where) for language in also}


def _text(row: Mapping[str, object], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise training_text_error(where, f"{name} is {value!r}", "a text that is not empty")
    return value


def training_text_error(where: object, found: str, expected: str) -> TrainingTextError:
    """Say where something is wrong, what was found, and what was expected."""
    return TrainingTextError(
        f"{where}: {found}. Expected {expected}. Mend the file, or name another folder with --texts.",
        f"{where}: {found}. Väntade: {expected}. Rätta filen eller ange en annan mapp med --texts.",
    )
