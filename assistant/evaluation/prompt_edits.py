"""A prompt as a person fills it in on a form, and how it gets into a suite of theirs: whole, checked, or not at all."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.evaluation.prompts import KINDS, STATUSES, Place
from assistant.evaluation.suite_quotes import Finder
from assistant.evaluation.suite_shelf import remark_of, stamp, text_of, tree_of
from assistant.evaluation.suite_writing import ExchangeError
from assistant.evaluation.suites import SuiteError, load_suite
from assistant.records import Document

LONGEST_QUESTION = 1000
_LONGEST_ID = 40
_ALTERNATIVE = "|"
_saving = threading.Lock()


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form's fields, as typed."""

    id: str = ""
    """"" for a new prompt."""
    question: str = ""
    earlier: tuple[str, ...] = ()
    """Questions of the conversation before it."""
    kind: str = "answerable"
    statuses: tuple[str, ...] = ("answered",)
    quotes: tuple[str, ...] = ()
    """A place that the answer must show each; a line each for quotes of which any is enough."""
    vital: tuple[str, ...] = ()
    """Facts the answer must state; wordings of which any is enough stand with | between them."""
    other: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field."""

    name: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class RefusedError(ExchangeError):
    """A prompt cannot be saved as it is.

    Attributes:
        faults: What is wrong, by field.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        names = ", ".join(fault.name for fault in faults)
        super().__init__(f"The prompt is not whole ({names}). Mend it and save again.", "Frågan är inte hel än.")
        self.faults = tuple(faults)


def filled_of(row: Mapping[str, Any]) -> Filled:
    """Give the form's content for a prompt as it stands in a suite's file.

    Raises:
        ExchangeError: It is too broken for a form.
    """
    try:
        return _filled(row)
    except (AttributeError, KeyError, TypeError, IndexError) as error:
        raise ExchangeError(
            f"The prompt {row.get('id')!r} cannot be shown ({error!r}). Expected the form of a suite. Mend the file.",
            f"Frågan ”{row.get('id')}” är felskriven och kan inte visas här. Rätta den i filen.",
        ) from error


def _filled(row: Mapping[str, Any]) -> Filled:
    gold, expect = row.get("gold") or {}, row.get("expect") or {}
    turns = row.get("turns") or [row.get("question", "")]
    facts = gold.get("facts") or []
    statuses = expect.get("status", "answered")
    return Filled(
        id=str(row.get("id", "")),
        question=str(turns[-1]),
        earlier=tuple(str(turn) for turn in turns[:-1]),
        kind=str(row.get("kind", "answerable")),
        statuses=tuple(statuses) if isinstance(statuses, list) else (str(statuses),),
        quotes=tuple("\n".join(map(str, group["any_of"])) for group in gold.get("quotes") or []),
        vital=tuple(_wordings(fact) for fact in facts if fact.get("vital", True)),
        other=tuple(_wordings(fact) for fact in facts if not fact.get("vital", True)),
        must_not=tuple(map(str, gold.get("must_not") or [])),
        is_draft=bool(row.get("draft")),
    )


def faults_of(filled: Filled, documents: Sequence[Document]) -> list[Fault]:
    """Tell what keeps a prompt from being saved, by field."""
    faults = []
    if not filled.question.strip():
        faults.append(Fault("question", "empty"))
    elif len(filled.question) > LONGEST_QUESTION:
        faults.append(Fault("question", "long", {"limit": LONGEST_QUESTION}))
    if filled.kind not in KINDS:
        faults.append(Fault("kind", "unknown"))
    if not filled.statuses or not set(filled.statuses) <= set(STATUSES):
        faults.append(Fault("status", "none"))
    if filled.kind == "answerable" and not any(quote.strip() for quote in filled.quotes) and not filled.is_draft:
        faults.append(Fault("quotes", "missing"))
    finder = Finder(documents)
    for number, group in enumerate(filled.quotes):
        for quote in _lines(group):
            if not finder.places(quote):
                near = finder.nearest(quote)
                faults.append(Fault(f"quotes-{number}", "near" if near else "nowhere", {"quote": quote, "near": near}))
    return faults


def save_prompt(path: Path, filled: Filled, known: str, documents: Sequence[Document]) -> str:
    """Put a prompt into a suite, in the place of the one with its id or behind the others, and give its id.

    Args:
        path: An own suite; it is made where it is not there.
        filled: The form's content.
        known: The :func:`stamp` of the file when the form was shown.
        documents: The texts the suite is about.

    Raises:
        RefusedError: The prompt is not whole.
        ExchangeError: The file was changed in the meantime, or cannot be written.
        SuiteError: Something else in the suite is wrong; nothing is changed. Other prompts may be out of date, though:
            they are mended one after another.
    """
    faults = faults_of(filled, documents)
    if faults:
        raise RefusedError(faults)
    with _saving:
        if stamp(path) != known:
            raise ExchangeError(
                f"{path} was changed since the form was opened. Expected it as it was. Save once more to put the "
                "prompt into the changed file.",
                "Filen med testfrågor har ändrats sedan du öppnade formuläret. Spara en gång till, så läggs din fråga "
                "in i den ändrade filen.",
            )
        tree = tree_of(path) if path.exists() else {"suite": path.stem}
        rows = list(tree.get("prompts") or [])
        place = (
            next((at for at, row in enumerate(rows) if str(row.get("id")) == filled.id), None) if filled.id else None
        )
        old = rows[place] if place is not None else {}
        row = _row(filled, old, _new_id(filled, rows) if place is None else str(old["id"]), documents)
        rows = [*rows, row] if place is None else [*rows[:place], row, *rows[place + 1 :]]
        text = text_of(tree | {"prompts": rows}, remark_of(path) if path.exists() else "")
        _replace(path, text, documents)
    return str(row["id"])


def remove_prompt(path: Path, id_: str, known: str, documents: Sequence[Document]) -> None:
    """Take a prompt out of a suite.

    Raises:
        ExchangeError: The file was changed in the meantime, or it is the last one.
    """
    with _saving:
        tree = tree_of(path)
        rows = [row for row in rows_of(tree) if str(row.get("id")) != id_]
        if stamp(path) != known or not rows:
            raise ExchangeError(
                f"{id_} was not removed from {path}: it is the last prompt, or the file was changed. Look again.",
                "Frågan togs inte bort: den är den sista, eller så har filen ändrats. Ladda om sidan.",
            )
        _replace(path, text_of(tree | {"prompts": rows}, remark_of(path)), documents)


def rows_of(tree: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the prompts of a suite's tree.

    Raises:
        ExchangeError: One of them has no names and values at all.
    """
    rows = tree.get("prompts") or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ExchangeError(
            "The suite's prompts are no list of names and values. Expected what check accepts. Mend the file.",
            "Filen med testfrågor är felskriven. Rätta den i en textredigerare först.",
        )
    return list(rows)


def _replace(path: Path, text: str, documents: Sequence[Document]) -> None:
    """Write a suite once it has been read as ``check`` reads it; other prompts' quotes may be out of date."""
    unfinished = path.with_name(f".{path.name}")  # the shelf passes it over
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, "utf-8", errors="replace")
        try:
            load_suite(unfinished, documents)
        except SuiteError as error:
            if not error.is_stale:
                raise SuiteError(path, error.problems) from error
        unfinished.replace(path)
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be written ({error.strerror}). Expected a writable place with room. Mend that.",
            f"{path.name} kunde inte sparas ({error.strerror}). Se till att disken har plats och försök igen.",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _row(filled: Filled, old: Mapping[str, Any], id_: str, documents: Sequence[Document]) -> dict[str, Any]:
    """Give a prompt as it stands in a suite; what the form does not show is kept from the old one."""
    row: dict[str, Any] = {"id": id_, "kind": filled.kind}
    turns = [*(turn for turn in filled.earlier if turn.strip()), filled.question.strip()]
    row |= {"question": turns[0]} if len(turns) == 1 else {"turns": turns}
    if filled.is_draft:
        row["draft"] = True
    replaced = {"id", "kind", "question", "turns", "draft", "gold", "expect", "section"}
    row |= {name: value for name, value in old.items() if name not in replaced}
    groups = [lines for group in filled.quotes if (lines := _lines(group))]
    section = old.get("section") or (_section(Finder(documents).places(groups[0][0]), documents) if groups else "")
    if section:
        row["section"] = section
    facts = [(True, fact) for fact in filled.vital] + [(False, fact) for fact in filled.other]
    split = [(vital, wordings) for vital, fact in facts if (wordings := _split(fact))]
    gold = {
        **(old.get("gold") or {}),
        "quotes": [{"any_of": group} for group in groups],
        "facts": [
            {"id": f"f{number}", "vital": vital, "any_of": wordings}
            for number, (vital, wordings) in enumerate(split, start=1)
        ],
        "must_not": [text for typed in filled.must_not if (text := typed.strip())],
    }
    if kept := {name: value for name, value in gold.items() if value}:
        row["gold"] = kept
    statuses = list(filled.statuses)
    row["expect"] = (old.get("expect") or {}) | {"status": statuses[0] if len(statuses) == 1 else statuses}
    return row


def _new_id(filled: Filled, rows: Sequence[Mapping[str, Any]]) -> str:
    taken = {str(row.get("id")) for row in rows}
    stem = filled.id or "-".join(re.findall(r"\w+", filled.question.lower())[:4])[:_LONGEST_ID] or "fraga"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _section(places: Sequence[Place], documents: Sequence[Document]) -> str:
    for place in places[:1]:
        for document in documents:
            for section in document.sections:
                if document.name == place.document and section.start <= place.start < section.end:
                    return section.name
    return ""


def _lines(group: str) -> list[str]:
    return [" ".join(line.split()) for line in group.splitlines() if line.strip()]


def _split(fact: str) -> list[str]:
    return [text for part in fact.split(_ALTERNATIVE) if (text := part.strip())]


def _wordings(fact: Mapping[str, Any]) -> str:
    return f" {_ALTERNATIVE} ".join(map(str, fact.get("any_of") or []))
