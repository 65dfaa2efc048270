"""Suites of test prompts: YAML whose gold is verbatim quotes, resolved to places in the corpus when it is loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import TillitError
from assistant.records import Document

KINDS = ("answerable", "near_miss", "out_of_scope", "false_premise", "injection", "chitchat")
STATUSES = ("answered", "partial", "refused")


class SuiteError(TillitError):
    """A suite cannot be used: broken, or stale against the corpus."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gold quote stands."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What an answer must say, in any of these words."""

    id: str
    vital: bool
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question with what a good answer cites, says, and does not say."""

    id: str
    kind: str
    turns: tuple[str, ...]
    section: str
    quotes: tuple[tuple[Place, ...], ...]
    """Groups: each must be cited, by any of its places."""
    facts: tuple[Fact, ...]
    must_not: tuple[str, ...]
    statuses: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Suite:
    """A named list of prompts."""

    name: str
    corpus: Path | None
    """The folder of texts the suite is about, where it is not the project's own."""
    prompts: tuple[Prompt, ...]


def corpus_of(path: Path) -> Path | None:
    """Tell which corpus folder a suite is about; None for the one of the settings."""
    corpus = _read(path).get("corpus")
    return (path.parent / str(corpus)).resolve() if corpus else None


def load_suite(path: Path, documents: Sequence[Document]) -> Suite:
    """Read a suite and find its quotes in the documents.

    Raises:
        SuiteError: It is not YAML of this form, or a quote is no longer in the corpus.
    """
    table = _read(path)
    rows = table.get("prompts")
    if not isinstance(rows, list) or not rows:
        raise _error(path, "", f"prompts is {rows!r}", "a list of prompts")
    prompts: list[Prompt] = []
    for number, row in enumerate(rows, start=1):
        prompt = _prompt(path, number, row, documents)
        if any(prompt.id == other.id for other in prompts):
            raise _error(path, prompt.id, "its id is used twice", "an id of its own for every prompt")
        prompts.append(prompt)
    return Suite(str(table.get("suite") or path.stem), corpus_of(path), tuple(prompts))


def _read(path: Path) -> dict[str, Any]:
    try:
        table = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _error(path, "", f"it cannot be read ({error})", "a YAML file in UTF-8") from error
    if not isinstance(table, dict):
        raise _error(path, "", f"it holds {type(table).__name__}", "schema, suite and prompts")
    return table


def _prompt(path: Path, number: int, row: object, documents: Sequence[Document]) -> Prompt:
    if not isinstance(row, dict):
        raise _error(path, f"number {number}", f"it is {row!r}", "id, kind and question or turns")
    id_ = str(row.get("id") or f"number {number}")
    turns = row.get("turns") or ([row["question"]] if row.get("question") else None)
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise _error(path, id_, f"turns is {turns!r}", "question: a text, or turns: a list of texts")
    if row.get("kind") not in KINDS:
        raise _error(path, id_, f"kind is {row.get('kind')!r}", f"one of {', '.join(KINDS)}")
    gold: Mapping[str, Any] = row.get("gold") or {}
    expect: Mapping[str, Any] = row.get("expect") or {}
    statuses = expect.get("status", "answered")
    statuses = tuple(statuses if isinstance(statuses, list) else [statuses])
    if not set(statuses) <= set(STATUSES):
        raise _error(path, id_, f"expect.status is {statuses!r}", f"one or more of {', '.join(STATUSES)}")
    return Prompt(
        id=id_,
        kind=row["kind"],
        turns=tuple(turns),
        section=str(row.get("section") or ""),
        quotes=tuple(
            tuple(_find(path, id_, quote, documents) for quote in group["any_of"]) for group in gold.get("quotes", ())
        ),
        facts=tuple(
            Fact(str(fact["id"]), bool(fact.get("vital", True)), tuple(fact["any_of"]))
            for fact in gold.get("facts", ())
        ),
        must_not=tuple(gold.get("must_not", ())),
        statuses=statuses,
        language=expect.get("language"),
    )


def _find(path: Path, id_: str, quote: str, documents: Sequence[Document]) -> Place:
    for document in documents:
        start = document.text.find(quote)
        if start != -1:
            return Place(document.name, start, start + len(quote))
    raise _error(path, id_, f"the quote {quote!r} is not in the corpus (stale)", "a quote copied from the text")


def _error(path: Path, id_: str, found: str, expected: str) -> SuiteError:
    where = f"{path.name}, prompt {id_}" if id_ else path.name
    return SuiteError(
        f"{where}: {found}. Expected {expected}. Mend the suite.",
        f"{where}: {found}. Rätta sviten: väntade {expected}.",
    )
