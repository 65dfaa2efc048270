"""Sets of questions in the BEIR layout: a corpus, questions, and which texts answer which (Thakur et al. 2021)."""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import TillitError

_HALF = re.compile("[\ud800-\udfff]")
"""A surrogate without its other half: it can be written as JSON, but neither encoded nor kept."""


class BeirError(TillitError):
    """A set cannot be used: a file is missing, broken, or speaks of what is not there."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the corpus."""

    id: str
    title: str
    """May be empty."""
    text: str

    @property
    def whole(self) -> str:
        """Title and text as one; the title once, where the text begins with it already."""
        return self.text if self.text.startswith(self.title) else f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer that was marked in a relevant text."""

    start: int
    """In characters of ``Text.text``."""
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question."""

    id: str
    text: str
    cluster: str
    """What belongs together, and is resampled together; the query's own id where the set names none."""
    english: str | None
    """The same question in English."""
    answers: tuple[MarkedAnswer, ...] = ()
    """In any of the relevant texts; () where the set marks none."""
    distractors: tuple[MarkedAnswer, ...] = ()
    """Spans of the relevant texts that were marked as wrong answers."""


@dataclass(frozen=True, slots=True)
class BeirSet:
    """A set that was read whole and found to be in order."""

    name: str
    texts: tuple[Text, ...]
    queries: tuple[Query, ...]
    """Those that have a relevant text, in the order of the file."""
    unjudged: int
    """Questions of the file without a relevant text: they are left out."""
    judgements: Mapping[str, Mapping[str, int]]
    """Query id → text id → relevance; 0 and below is irrelevant."""
    unanswerable: tuple[Query, ...]
    """Questions that no text answers; empty where the set has none."""

    @property
    def fingerprint(self) -> str:
        """Hash of the corpus."""
        digest = hashlib.sha256()
        for text in self.texts:
            digest.update(f"{text.id}\0{text.title}\0{text.text}\0".encode("utf-8", "replace"))
        return digest.hexdigest()


def read_set(folder: Path) -> BeirSet:
    """Read ``corpus.jsonl``, ``queries.jsonl``, ``qrels.jsonl`` (or ``qrels/test.tsv``) and unanswerable questions.

    Raises:
        BeirError: A file is missing or broken, an id is used twice or unknown, or there is nothing to ask.
    """
    texts = tuple(_texts(folder / "corpus.jsonl"))
    queries = read_queries(folder / "queries.jsonl")
    judgements = _judgements(folder, {text.id for text in texts}, {query.id for query in queries})
    judged = tuple(query for query in queries if any(score > 0 for score in judgements.get(query.id, {}).values()))
    if not judged:
        raise _error(folder, "no query has a relevant text", "at least one judgement with a score above 0")
    unanswerable = folder / "queries_unanswerable.jsonl"
    return BeirSet(
        name=folder.resolve().name,
        texts=texts,
        queries=judged,
        unjudged=len(queries) - len(judged),
        judgements=judgements,
        unanswerable=read_queries(unanswerable) if unanswerable.is_file() else (),
    )


def read_queries(path: Path) -> tuple[Query, ...]:
    """Read the questions of a file.

    Raises:
        BeirError: It is missing, broken or empty, or an id is used twice.
    """
    queries: dict[str, Query] = {}
    for where, row in _rows(path):
        id_, text = _text(row, "_id", where), _text(row, "text", where)
        metadata = row.get("metadata") or {}
        if not isinstance(metadata, dict):
            raise _error(where, f"metadata is {metadata!r}", 'an object such as {"cluster": "a"}')
        if id_ in queries:
            raise _error(where, f"the _id {id_!r} is used twice", "an _id of its own for every query")
        cluster, english = metadata.get("cluster"), metadata.get("question_en")
        queries[id_] = Query(
            id_,
            text,
            cluster=str(id_ if cluster is None else cluster),
            english=str(english) if english else None,
            answers=tuple(_answers(metadata.get("answers") or [], where)),
            distractors=tuple(_answers(metadata.get("distractors") or [], where)),
        )
    if not queries:
        raise _error(path, "it holds no queries", "at least one")
    return tuple(queries.values())


def _answers(rows: object, where: str) -> Iterator[MarkedAnswer]:
    for row in rows if isinstance(rows, list) else [rows]:
        start, text = (row.get("start"), row.get("text")) if isinstance(row, dict) else (None, None)
        if not isinstance(start, int) or start < 0 or not isinstance(text, str):
            raise _error(where, f"an answer is {row!r}", 'an object such as {"start": 120, "text": "två år"}')
        yield MarkedAnswer(start, text)


def _texts(path: Path) -> Iterator[Text]:
    seen: set[str] = set()
    for where, row in _rows(path):
        title = row.get("title") or ""
        if not isinstance(title, str):
            raise _error(where, f"title is {title!r}", "a text, or none")
        id_, text = _text(row, "_id", where), row.get("text")
        if not isinstance(text, str) or not (text.strip() or title.strip()):
            raise _error(where, f"text is {text!r}", "a text")
        if id_ in seen:
            raise _error(where, f"the _id {id_!r} is used twice", "an _id of its own for every text")
        seen.add(id_)
        yield Text(id_, title.strip(), text if text.strip() else title)
    if not seen:
        raise _error(path, "it holds no texts", "at least one")


def _judgements(folder: Path, texts: set[str], queries: set[str]) -> dict[str, dict[str, int]]:
    path, table = folder / "qrels.jsonl", folder / "qrels" / "test.tsv"
    found: dict[str, dict[str, int]] = {}
    for where, row in _table_rows(table) if table.is_file() and not path.is_file() else _rows(path):
        query, text = _text(row, "query-id", where), _text(row, "corpus-id", where)
        if query not in queries:
            raise _error(where, f"the query-id {query!r} is unknown", "the _id of a row of queries.jsonl")
        if text not in texts:
            raise _error(where, f"the corpus-id {text!r} is unknown", "the _id of a row of corpus.jsonl")
        judged = found.setdefault(query, {})
        if text in judged:
            raise _error(where, f"{query!r} and {text!r} are judged twice", "one judgement of each pair")
        judged[text] = _score(row.get("score"), where)
    return found


def _score(value: object, where: str) -> int:
    try:
        number = float(value) if isinstance(value, int | float | str) else math.nan
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not number.is_integer():
        raise _error(where, f"score is {value!r}", "a whole number, 0 for irrelevant")
    return int(number)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a JSON-lines file, each with where it stands."""
    for number, line in _lines(path):
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise _error(where, f"it is not JSON ({error})", "one JSON object on each line") from error
        if not isinstance(row, dict):
            raise _error(where, f"it is {line[:60]!r}", "a JSON object")
        if _HALF.search(json.dumps(row, ensure_ascii=False)):
            raise _error(where, r"it holds half a character (\ud800 to \udfff alone)", "whole characters")
        yield where, row


def _table_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a tab-separated file under the names of its first line."""
    names: Sequence[str] = ()
    for number, line in _lines(path):
        cells = line.split("\t")
        if not names:
            names = cells
        elif len(cells) != len(names):
            raise _error(f"{path}, line {number}", f"it has {len(cells)} columns", f"{len(names)}, as the first line")
        else:
            yield f"{path}, line {number}", dict(zip(names, cells, strict=True))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, numbered from 1."""
    try:
        content = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(path, f"it is not UTF-8 (byte {error.start + 1})", "a text file in UTF-8") from error
    except OSError as error:
        raise _error(path, f"it cannot be read ({error.strerror})", "a file of a set in the BEIR layout") from error
    # Not splitlines: it would also cut at rarer line ends, which may stand inside a JSON text.
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name != "text":
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise _error(where, f"{name} is {value!r}", "a text that is not empty")
    return value


def _error(where: object, found: str, expected: str) -> BeirError:
    return BeirError(
        f"{where}: {found}. Expected {expected}. Mend the file, or name another folder.",
        f"{where}: {found}. Väntade: {expected}. Rätta filen eller ange en annan mapp.",
    )
