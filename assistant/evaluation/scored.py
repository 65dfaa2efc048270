"""A prompt with the answer it got, and the texts that both speak of: what every metric of one answer takes."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.evaluation.prompts import Place, Prompt
from assistant.records import Answer, Document

Span = tuple[str, int, int]
"""Document, start, end."""


class Texts:
    """Documents by name, with the paragraphs (and list items) that spans stand in."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: Mapping[str, Document] = {document.name: document for document in documents}
        self._paragraphs: dict[str, tuple[list[int], list[int]]] = {}

    def text(self, name: str) -> str:
        """Give a document's text, "" for one that is not there."""
        document = self.documents.get(name)
        return document.text if document else ""

    def paragraphs(self, document: str, start: int, end: int) -> list[Span]:
        """Give the paragraphs and list items that a span overlaps, in order; headings are none."""
        starts, ends = self._bounds(document)
        place = max(0, bisect_right(starts, start) - 1)
        found = []
        while place < len(starts) and starts[place] < end:
            if start < ends[place]:
                found.append((document, starts[place], ends[place]))
            place += 1
        return found

    def _bounds(self, name: str) -> tuple[list[int], list[int]]:
        if name not in self._paragraphs:
            document = self.documents.get(name)
            sections = document.sections if document else ()
            blocks = [block for section in sections for block in section.blocks if block.kind != "heading"]
            self._paragraphs[name] = ([block.start for block in blocks], [block.end for block in blocks])
        return self._paragraphs[name]


@dataclass(frozen=True)
class Scored:
    """A prompt and its answer."""

    prompt: Prompt
    answer: Answer
    texts: Texts

    @property
    def is_refused(self) -> bool:
        """True for an answer that says it is none."""
        return self.answer.status == "refused"

    @cached_property
    def cited(self) -> tuple[Span, ...]:
        """The spans the answer cites."""
        return tuple((each.document, each.start, each.end) for each in self.answer.citations)

    @cached_property
    def gold(self) -> tuple[Place, ...]:
        """Every place of every gold quote."""
        return tuple(place for group in self.prompt.quotes for place in group)


def overlaps(span: Span, place: Place) -> bool:
    """Tell whether a span and a place share a character."""
    return span[0] == place.document and span[1] < place.end and place.start < span[2]


def overlaps_any(span: Span, places: Sequence[Place]) -> bool:
    """Tell whether a span shares a character with any of the places."""
    return any(overlaps(span, place) for place in places)
