"""Sentence ↔ exact span: numbering and quoting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.plain import plain_text
from assistant.records import AnswerSentence, Citation, Passage
from assistant.support import check_support

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LEADING = re.compile(r"^(\s*\d+(?=[.)])|\s*)(?=(#{1,6}|[+=-]+|[.)])(\s|$))")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer and the span of the guidance it rests on."""

    text: str
    """As it is shown, without Markdown marks."""
    passage: Passage
    start: int
    end: int
    item: str = ""
    """The marker of a list item ("1." or "-"), "" for running text."""
    opens_paragraph: bool = False
    label: str = ""
    """A word of ours that stands before a paragraph: what of the question it is about."""


class Placed(Protocol):
    """Where a sentence stands in an answer."""

    @property
    def item(self) -> str:
        """The marker of a list item, "" for running text."""

    @property
    def opens_paragraph(self) -> bool:
        """True where it begins one."""

    @property
    def label(self) -> str:
        """A word of ours before it, or ""."""


def claim(passage: Passage, start: int, end: int, *, item: str = "", opens_paragraph: bool = False) -> Claim:
    """Make a claim that quotes ``[start, end)`` of the passage's document word for word."""
    text = plain_text(passage.text[start - passage.start : end - passage.start])
    return Claim(text.rstrip(",;") if item else text, passage, start, end, item, opens_paragraph)


def cite(claims: Sequence[Claim]) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """Number the spans that claims rest on, from 1 in the order of the answer, and check each claim against its span.

    Returns:
        The answer's sentences, one per claim, and one citation per distinct span.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[AnswerSentence] = []
    for made in claims:
        span = (made.passage.document, made.start, made.end)
        if span not in numbers:
            numbers[span] = len(numbers) + 1
            citations.append(citation_of(numbers[span], made))
        citation = citations[numbers[span] - 1]
        checked = check_support(made.text, [citation.quote])
        sentences.append(AnswerSentence(made.text, (citation.number,), checked.support, checked.reason))
    return tuple(sentences), tuple(citations)


def markdown(claims: Sequence[Placed], sentences: Sequence[AnswerSentence], frame: str = "", close: str = "") -> str:
    """Set claims as Markdown with [n] markers: paragraphs, lists as lists, our own frame around them."""
    lines: list[str] = [frame] if frame else []
    previous: Placed | None = None
    for made, sentence in zip(claims, sentences, strict=True):
        marked = f"{escape(sentence.text)} {' '.join(f'[{number}]' for number in sentence.citations)}"
        if made.label and not made.item:
            marked = f"**{escape(made.label)}:** {marked}"
        if made.item:
            separator = "\n" if previous and previous.item else "\n\n" if lines else ""
            lines.append(f"{separator}{made.item} {marked}")
        elif previous is None or made.opens_paragraph:
            lines.append(f"\n\n{marked}" if lines else marked)
        else:
            lines.append(f" {marked}")
        previous = made
    if close:
        lines.append(f"\n\n{close}" if lines else close)
    return "".join(lines)


def escape(text: str) -> str:
    """Escape what Markdown would read as a mark, so that the guidance's characters are shown as they are."""
    return _LEADING.sub(r"\1\\", _SPECIAL.sub(r"\\\1", text))


def citation_of(number: int, made: Claim) -> Citation:
    """Make the citation of the span a claim rests on."""
    passage = made.passage
    return Citation(
        number=number,
        document=passage.document,
        title=passage.title,
        section=passage.section_name,
        start=made.start,
        end=made.end,
        quote=passage.text[made.start - passage.start : made.end - passage.start],
    )
