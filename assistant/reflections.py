"""Questions for a group to talk about after an answer: written by us, kept in a file beside the corpus.

Each is tied to the guidance by a verbatim quote. Where the text no longer holds the quote, the question is left out.
"""

import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.documents import REFLECTIONS
from assistant.records import Answer, Citation, Document, Section

AT_ONCE = 2
"""Questions shown beside one answer."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question for the group, and the place in the guidance it belongs to."""

    question: str
    document: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reflections:
    """What the file holds and the guidance still has a place for."""

    author: str
    """Who wrote the questions, to be shown beside them."""
    questions: tuple[Reflection, ...]
    warnings: tuple[str, ...]
    """What was left out and why, in Swedish, for whoever looks after the texts."""


def read_reflections(corpus: Path, documents: Sequence[Document]) -> Reflections:
    """Read the file beside the texts; nothing it lacks or holds breaks anything.

    Args:
        corpus: The folder of the texts.
        documents: What was read from it.

    Returns:
        No questions where there is no file. Warnings are logged as well.
    """
    path = corpus / REFLECTIONS
    if not path.is_file():
        return Reflections("", (), ())
    try:
        table = yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return _told(Reflections("", (), (f"{REFLECTIONS} kan inte läsas ({error}). Rätta filen.",)))
    rows = table.get("questions") if isinstance(table, dict) else None
    if not isinstance(rows, list):
        expected = "author och questions, en lista av frågor med question och quote"
        return _told(Reflections("", (), (f"{REFLECTIONS} har inte den väntade formen: {expected}. Rätta filen.",)))
    found: list[Reflection] = []
    warnings: list[str] = []
    for number, row in enumerate(rows, start=1):
        made = _reflection(row, documents)
        if isinstance(made, Reflection):
            found.append(made)
        else:
            warnings.append(f"{REFLECTIONS}, fråga {number}: {made}")
    return _told(Reflections(" ".join(str(table.get("author") or "").split()), tuple(found), tuple(warnings)))


def reflections_for(answer: Answer, reflections: Reflections, count: int = AT_ONCE) -> tuple[Reflection, ...]:
    """Give questions that belong to what an answer cites, the nearest first; () where it cites nothing.

    One whose quote overlaps what is cited comes before others of the same section, nearer ones before those farther
    away; the first citations of an answer count most.
    """
    ranked = [
        (_distance(reflection, citation), place, order, reflection)
        for order, reflection in enumerate(reflections.questions)
        for place, citation in enumerate(answer.citations)
        if (citation.document, citation.section) == (reflection.document, reflection.section)
    ]
    ranked.sort(key=lambda row: (row[0] > 0, row[1] if row[0] == 0 else row[0], row[1], row[2]))
    return tuple(dict.fromkeys(reflection for *_, reflection in ranked))[:count]


def _reflection(row: object, documents: Sequence[Document]) -> Reflection | str:
    """Find the place of a question, or say why it is left out."""
    question, quote = (row.get("question"), row.get("quote")) if isinstance(row, dict) else (None, None)
    if not (isinstance(question, str) and isinstance(quote, str) and question.strip() and quote.strip()):
        return "den saknar question eller quote. Skriv båda, eller ta bort den."
    # Any white space is alike: nobody sees whether the text has a space, a no-break space or a new line there.
    wanted = re.compile(r"\s+".join(map(re.escape, unicodedata.normalize("NFC", quote).split())))
    for document in documents:
        place = wanted.search(document.text)
        section = _section_at(document, place.start()) if place else None
        if place and section:
            asked = " ".join(unicodedata.normalize("NFC", question).split())
            return Reflection(asked, document.name, section.name, place.start(), place.end())
    return f"citatet ”{quote}” finns inte längre i texten, så frågan visas inte. Välj ett nytt citat."


def _section_at(document: Document, place: int) -> Section | None:
    return next((section for section in document.sections if section.start <= place < section.end), None)


def _distance(reflection: Reflection, citation: Citation) -> int:
    """Give the characters between a question's quote and a citation, 0 where they overlap."""
    return max(0, reflection.start - citation.end, citation.start - reflection.end)


def _told(reflections: Reflections) -> Reflections:
    for warning in reflections.warnings:
        _log.warning("%s", warning)
    return reflections
