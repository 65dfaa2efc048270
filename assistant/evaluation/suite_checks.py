"""Reads a suite's tree into its records and notes everything that is wrong on the way."""

from collections.abc import Sequence
from pathlib import Path

from assistant.evaluation.prompts import KINDS, STATUSES, Defaults, Fact, Place, Prompt, Suite
from assistant.evaluation.suite_demands import read_defaults, read_gates
from assistant.evaluation.suite_files import Part
from assistant.evaluation.suite_notes import Notes
from assistant.evaluation.suite_quotes import Finder
from assistant.records import Document

SCHEMA = 1
_REMARKS = ("comment", "notes")
_SUITE = ("schema", "suite", "corpus", "defaults", "gates", "prompts", "description", *_REMARKS)
_PROMPT = (
    "id", "kind", "question", "turns", "paraphrases", "section", "shape", "follow_up", "gold", "expect", "draft",
    *_REMARKS,
)  # fmt: skip
_GOLD = ("quotes", "facts", "must_not", *_REMARKS)
_GROUP = ("any_of", *_REMARKS)
_FACT = ("id", "vital", "any_of", *_REMARKS)
_EXPECT = ("status", "language", "query_has", "query_lacks", *_REMARKS)


def read_suite(tree: Part, stem: str, corpus: Path | None, documents: Sequence[Document], notes: Notes) -> Suite:
    """Give the suite of a tree. It is whole only where ``notes`` holds no problem afterwards.

    Args:
        tree: The file.
        stem: The suite's name where it names none itself.
        corpus: The folder it is about.
        documents: Where its quotes must stand.
        notes: Takes what is wrong.
    """
    names = notes.names(tree, _SUITE, "the suite")
    _check_schema(tree, names, notes)
    name = notes.text(names["suite"], "suite", is_loose=True) if "suite" in names else stem
    if "corpus" in names:
        notes.text(names["corpus"], "corpus")
    defaults = read_defaults(names["defaults"], notes) if "defaults" in names else Defaults()
    gates = read_gates(names["gates"], defaults, notes) if "gates" in names else ()
    prompts: tuple[Prompt, ...] = ()
    if "prompts" not in names:
        notes.missing(tree, "prompts", "a list of prompts", "en lista med testfrågor")
    else:
        rows = notes.rows(names["prompts"], "prompts", "prompts", "testfrågor", "- id: q1")
        prompts = _prompts(rows, Finder(documents), notes)
    return Suite(name, corpus, prompts, defaults, gates, tuple(notes.notices))


def _check_schema(tree: Part, names: dict[str, Part], notes: Notes) -> None:
    if "schema" not in names:
        notes.missing(tree, "schema", f"schema: {SCHEMA}", f"schema: {SCHEMA}")
    elif names["schema"].value != SCHEMA or isinstance(names["schema"].value, bool):
        notes.wrong(names["schema"], "schema", f"schema: {SCHEMA}, the only form there is", f"schema: {SCHEMA}")


def _prompts(rows: Sequence[Part], finder: Finder, notes: Notes) -> tuple[Prompt, ...]:
    prompts = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        notes.prompt = f"number {number}"
        prompt = _prompt(row, finder, notes)
        if prompt and prompt.id in seen:
            notes.add(
                row.line,
                f"its id {prompt.id!r} is used on line {seen[prompt.id]} already. Expected an id of its own for every "
                "prompt. Change one of them.",
                f"namnet (id) ”{prompt.id}” används redan på rad {seen[prompt.id]}. Ge varje fråga ett eget.",
            )
        elif prompt:
            seen[prompt.id] = row.line
            prompts.append(prompt)
    notes.prompt = ""
    return tuple(prompts)


def _prompt(row: Part, finder: Finder, notes: Notes) -> Prompt | None:
    if not isinstance(row.value, dict):
        notes.wrong(row, "the prompt", "id, kind and question or turns", "id, kind och question eller turns")
        return None
    given = row.value.get("id")
    if given is not None and isinstance(given.value, str | int) and not isinstance(given.value, bool):
        notes.prompt = given.typed
    names = notes.names(row, _PROMPT, "the prompt")
    id_ = notes.text(names["id"], "id", is_loose=True) if "id" in names else ""
    if "id" not in names:
        notes.missing(row, "id", "an id of its own, such as id: q1", "ett eget namn, till exempel id: q1")
    if "kind" not in names:
        notes.missing(row, "kind", f"kind: one of {', '.join(KINDS)}", f"kind: något av {', '.join(KINDS)}")
    kind = notes.one_of(names["kind"], "kind", KINDS) if "kind" in names else ""
    quotes, facts, must_not = _gold(names["gold"], finder, notes) if "gold" in names else ((), (), ())
    expected = notes.names(names["expect"], _EXPECT, "expect") if "expect" in names else {}
    section = _section(names.get("section"), notes)
    if section and section not in finder.sections:
        notes.notice(
            names["section"].line,
            f"section {section!r} is no heading of the corpus; it is used to gather prompts all the same.",
            f"section ”{section}” är ingen rubrik i texten; frågorna samlas under den ändå.",
        )
    if kind == "answerable" and not quotes:
        notes.notice(
            row.line,
            "it is answerable but has no quotes, so whether the right passage is cited cannot be measured.",
            "frågan har inget citat ur texten, så det går inte att mäta om svaret visar rätt ställe.",
        )
    draft = names.get("draft")
    if draft and not isinstance(draft.value, bool):
        notes.wrong(draft, "draft", "true or false", "true eller false")
    return Prompt(
        id=id_,
        kind=kind,
        turns=_turns(row, names, notes),
        section=section,
        quotes=quotes,
        facts=facts,
        must_not=must_not,
        statuses=_statuses(expected["status"], notes) if "status" in expected else ("answered",),
        language=notes.text(expected["language"], "expect.language") if "language" in expected else None,
        paraphrases=notes.texts(names["paraphrases"], "paraphrases") if "paraphrases" in names else (),
        query_has=_beginnings("query_has", expected, notes),
        query_lacks=_beginnings("query_lacks", expected, notes),
        shape=notes.text(names["shape"], "shape", is_loose=True) if "shape" in names else "",
        follow_up=notes.text(names["follow_up"], "follow_up", is_loose=True) if "follow_up" in names else "",
        is_draft=bool(draft and draft.value),
        line=row.line,
    )


def _section(part: Part | None, notes: Notes) -> str:
    """Give a prompt's section; an empty one is none."""
    return notes.text(part, "section", is_loose=True) if part and part.value != "" else ""


def _turns(row: Part, names: dict[str, Part], notes: Notes) -> tuple[str, ...]:
    if "question" in names and "turns" in names:
        notes.wrong(
            names["turns"],
            "turns",
            "either question or turns",
            "antingen question eller turns",
            ("Keep question for a single question, turns for a conversation.", "Behåll question för en ensam fråga."),
        )
        return ()
    if "turns" in names:
        return notes.texts(names["turns"], "turns")
    if "question" in names:
        text = notes.text(names["question"], "question")
        return (text,) if text else ()
    notes.missing(row, "question", "question: a text, or turns: a list of texts", "question: en text, eller turns: […]")
    return ()


def _gold(
    part: Part, finder: Finder, notes: Notes
) -> tuple[tuple[tuple[Place, ...], ...], tuple[Fact, ...], tuple[str, ...]]:
    names = notes.names(part, _GOLD, "gold")
    groups: list[tuple[Place, ...]] = []
    if "quotes" in names:
        for group in notes.rows(names["quotes"], "gold.quotes", "groups", "grupper", '- any_of: ["…"]'):
            inner = notes.names(group, _GROUP, "gold.quotes")
            if "any_of" in inner:
                groups.append(_places(inner["any_of"], finder, notes))
            elif isinstance(group.value, dict):
                notes.missing(group, "any_of", 'any_of: ["a quote"]', 'any_of: ["ett citat ur texten"]')
    facts = []
    if "facts" in names:
        rows = notes.rows(names["facts"], "gold.facts", "facts", "fakta", '- {id: f1, any_of: ["…"]}')
        facts = [fact for row in rows if (fact := _fact(row, notes))]
        twice = {fact.id for fact in facts if sum(fact.id == other.id for other in facts) > 1}
        if twice:
            notes.wrong(names["facts"], "gold.facts", f"each id once ({', '.join(sorted(twice))})", "varje id en gång")
    must_not = notes.texts(names["must_not"], "gold.must_not", is_loose=True) if "must_not" in names else ()
    return tuple(groups), tuple(facts), must_not


def _places(part: Part, finder: Finder, notes: Notes) -> tuple[Place, ...]:
    """Give every place of every quote of a group; notes those that stand nowhere."""
    found: list[Place] = []
    for row in notes.rows(part, "any_of", "quotes", "citat", '["…"]'):
        quote = notes.text(row, "the quote", is_loose=True)
        places = finder.places(quote) if quote else ()
        found += places
        if quote and not places:
            near = finder.nearest(quote)
            notes.add(
                row.line,
                f"the quote {row.shown} is not in the corpus (stale). Expected words copied from the text. "
                + (f"The nearest sentence is {near!r}; copy from it." if near else "Nothing there resembles it."),
                f"citatet {row.shown} står inte längre i texten (inaktuellt). "
                + (f"Närmast kommer ”{near}”. Kopiera därifrån." if near else "Inget i texten liknar det."),
                is_stale=True,
            )
    return tuple(dict.fromkeys(found))


def _fact(part: Part, notes: Notes) -> Fact | None:
    names = notes.names(part, _FACT, "gold.facts")
    if not isinstance(part.value, dict):
        return None
    for name, example in (("id", "id: f1"), ("any_of", 'any_of: ["…"]')):
        if name not in names:
            notes.missing(part, name, example, example)
    vital = names.get("vital")
    if vital and not isinstance(vital.value, bool):
        notes.wrong(vital, "vital", "true or false", "true eller false")
    id_ = notes.text(names["id"], "id", is_loose=True) if "id" in names else ""
    wordings = notes.texts(names["any_of"], "any_of", is_loose=True) if "any_of" in names else ()
    return Fact(id_, bool(vital.value) if vital else True, wordings) if id_ and wordings else None


def _statuses(part: Part, notes: Notes) -> tuple[str, ...]:
    """Give the statuses that are right: one, or any of a list."""
    rows = part.value if isinstance(part.value, list) and part.value else [part]
    return tuple(notes.one_of(row, "expect.status", STATUSES) for row in rows)


def _beginnings(name: str, expected: dict[str, Part], notes: Notes) -> tuple[str, ...]:
    return notes.texts(expected[name], f"expect.{name}", is_loose=True) if name in expected else ()
