"""A report → the blocks that every format sets in its own way. All texts are plain, on one line, in NFC."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.exports.report import Entry, Report
from assistant.exports.wording import counted, wording
from assistant.moments import zone
from assistant.plain import plain_text
from assistant.records import Answer, Citation
from assistant.typed import MAX_QUESTION_CHARS, one_line

BlockKind = Literal["title", "note", "heading", "question", "facts", "text", "item", "label", "source", "row"]

_ESCAPED = re.compile(r"\\([^\w\s])")
_ITEM = re.compile(r"(\d+[.)]|[-•*])\s+(.*)")
_LIST_CHARS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a report."""

    kind: BlockKind
    text: str
    mark: str = ""
    """What stands before it: a list's or a source's number, a question's."""
    place: str = ""
    """Where a source stands, or what stands at the end of a row."""


def blocks(report: Report) -> Iterator[Block]:
    """Yield a report from its title on."""
    language = report.language
    yield Block("title", title(report))
    yield Block("note", " · ".join(_figures(report)))
    yield Block("note", wording(language, "quotes"))
    if any(entry.answer and entry.answer.mode == "generative" for entry in report.entries):
        yield Block("note", wording(language, "generated"))
    if report.kind == "workshop":
        yield Block("note", wording(language, "anonymous"))
    if report.hidden:
        yield Block("note", counted(language, "hidden", report.hidden))
    if not report.entries:
        yield Block("text", wording(language, "empty"))
    for number, entry in enumerate(report.entries, start=1):
        yield from _entry(number, entry, language)
    yield from _sections(report)


def title(report: Report) -> str:
    """Give the title of a report."""
    named = one_line(report.title)
    return named or wording(report.language, report.kind)


def question_text(entry: Entry) -> str:
    """Give as much of a question as the assistant read."""
    whole = one_line(entry.question)
    return whole if len(whole) <= MAX_QUESTION_CHARS else f"{whole[:MAX_QUESTION_CHARS].rstrip()} …"


def status_text(entry: Entry, language: str) -> str:
    """Say whether a question was answered."""
    return wording(language, entry.answer.status if entry.answer else "waiting")


def answer_blocks(answer: Answer) -> Iterator[Block]:
    """Yield the paragraphs and list items of an answer, its Markdown read as plain text."""
    for line in answer.text.split("\n"):
        text = _ESCAPED.sub(r"\1", one_line(line))
        item = _ITEM.fullmatch(one_line(line))
        if item and len(item[1]) <= _LIST_CHARS:
            yield Block("item", _ESCAPED.sub(r"\1", item[2]), "•" if item[1] in "-*" else item[1])
        elif text:
            yield Block("text", text)


def quote_text(citation: Citation) -> str:
    """Give the words of a source, without the marks of its file."""
    return one_line(plain_text(citation.quote))


def _figures(report: Report) -> Iterator[str]:
    language = report.language
    yield wording(language, "made", time=f"{report.made_at:%Y-%m-%d %H:%M} ({zone(report.made_at)})")
    if report.participants is not None:
        yield counted(language, "participants", report.participants)
    yield counted(language, "questions", len(report.entries))
    if report.kind == "workshop":
        statuses = [entry.answer.status if entry.answer else "waiting" for entry in report.entries]
        for status in ("answered", "partial", "refused", "waiting"):
            if count := statuses.count(status):
                yield wording(language, f"n_{status}", count=count)
        up, down = sum(entry.up for entry in report.entries), sum(entry.down for entry in report.entries)
        if up or down:
            yield wording(language, "votes", up=up, down=down)


def _entry(number: int, entry: Entry, language: str) -> Iterator[Block]:
    yield Block("question", question_text(entry), str(number))
    facts = [status_text(entry, language)]
    if entry.asked_at:
        facts.append(wording(language, "asked_at", time=f"{entry.asked_at:%H:%M}"))
    if entry.is_pinned:
        facts.append(wording(language, "pinned"))
    if entry.up or entry.down:
        facts.append(wording(language, "votes", up=entry.up, down=entry.down))
    if entry.answer and entry.answer.mode == "generative":
        facts.append(wording(language, "by_model"))
    yield Block("facts", " · ".join(facts))
    if not entry.answer:
        return
    yield from answer_blocks(entry.answer)
    if cited := entry.answer.citations:
        yield Block("label", wording(language, "source" if len(cited) == 1 else "sources"))
    for citation in cited:
        where = wording(
            language,
            "place",
            section=one_line(citation.section).rstrip(":"),
            start=citation.start,
            end=citation.end,
            document=one_line(citation.document),
        )
        yield Block("source", f"”{quote_text(citation)}”", str(citation.number), where)


def _sections(report: Report) -> Iterator[Block]:
    if not report.sections:
        return
    asked = sorted((each for each in report.sections if each.count), key=lambda each: -each.count)
    never = [each for each in report.sections if not each.count]
    yield Block("heading", wording(report.language, "sections"))
    for each in asked:
        yield Block("row", one_line(each.section).rstrip(":"), place=counted(report.language, "citing", each.count))
    if never:
        yield Block("label", wording(report.language, "never"))
    for each in never:
        yield Block("row", one_line(each.section).rstrip(":"))
