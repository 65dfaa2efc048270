"""The frozen records that flow through the system, from a file on disk to an answer on a screen.

Every ``start`` and ``end`` counts characters (Unicode code points) in ``Document.text``: half-open, so that
``document.text[x.start:x.end]`` is the text of ``x``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

BlockKind = Literal["heading", "paragraph", "item"]
Status = Literal["answered", "partial", "refused"]
Support = Literal["verbatim", "supported", "unsupported", "unjudged"]
Mode = Literal["extractive", "generative"]

PATH_SEPARATOR = " › "
CONTEXT_CHARS = 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a list item stands: in which list of the document, as number what, of how many."""

    list_id: int
    """Counts the lists of one document from 0."""
    number: int
    """Counts the items of one list from 1, whatever the text prints before them."""
    size: int
    ordered: bool
    intro: str
    """The line that introduces the list (a paragraph ending in a colon or the heading), or ""."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item: an exact slice of the document without its Markdown marker."""

    kind: BlockKind
    start: int
    end: int
    level: int
    """1 to 6 for headings, 0 for paragraphs, nesting depth from 1 for list items."""
    place: ListPlace | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it, up to the next heading of any level."""

    path: tuple[str, ...]
    """Headings from the outermost in; the document's own title is left out unless nothing else is there."""
    start: int
    end: int
    blocks: tuple[Block, ...]
    aside: bool = False
    """True for what stands in the text but is no guidance (advertising, links): see front matter ``aside``."""

    @property
    def name(self) -> str:
        """The heading path as people read it."""
        return PATH_SEPARATOR.join(self.path)


@dataclass(frozen=True, slots=True)
class Document:
    """A text of the corpus with its structure."""

    name: str
    """Path relative to the corpus folder, with ``/`` on every system."""
    title: str
    text: str
    """NFC, line ends as ``\\n``, front matter and Markdown marks included."""
    language: str
    facts: Mapping[str, str]
    """Publication facts of the front matter (publisher, published …) as printed there."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and searched: a paragraph, a part of a long one, or a list item, with its context."""

    id: str
    """Hash of document name, place and text."""
    document: str
    title: str
    section: tuple[str, ...]
    """Headings from the outermost in; () where no heading of the text stands above it."""
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    place: ListPlace | None = None
    aside: bool = False

    @property
    def section_name(self) -> str:
        """The heading path as people read it; the document's title where there is none."""
        return PATH_SEPARATOR.join(self.section) or self.title

    @property
    def heading(self) -> str:
        """The innermost heading, or ""."""
        return self.section[-1] if self.section else ""

    @property
    def context(self) -> str:
        """Headings and list introduction: searched together with the text, never quoted.

        At most 300 characters of them, the innermost first to be kept. The title is left out: it would make all
        passages of a document more alike.
        """
        kept: list[str] = []
        room = CONTEXT_CHARS
        for line in dict.fromkeys((self.place.intro if self.place else "", *reversed(self.section))):
            if line and len(line) <= room:
                kept.append(line)
                room -= len(line)
        return "\n".join(reversed(kept))


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage found for a query."""

    passage: Passage
    rank: int
    """From 1."""
    score: float
    """What the ranking is made of: the best score of a sentence by meaning and words."""
    dense: float
    """Cosine similarity: the mean of the passage's own and its best sentence's, -1 to 1."""
    lexical: float
    """BM25 over stems, 0 when no word is shared."""
    sentence_scores: tuple[float, ...]
    """Score of each of the passage's sentences, in order: meaning and words weighed together, and what the verifier
    thinks of it where that has read it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered span that a sentence of an answer rests on."""

    number: int
    document: str
    title: str
    section: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer with the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]
    support: Support
    reason: str | None = None
    """Why it is neither verbatim nor supported: a short code of the support check."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A line of the record's ``retrieved``: what the search found, whether it was used or not."""

    document: str
    section: str
    start: int
    end: int
    rank: int
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer record. ``as_dict`` gives exactly the JSON that the command line prints."""

    id: str
    question: str
    """As typed."""
    query: str
    """How it was understood, standing alone."""
    language: str
    status: Status
    reason: str | None
    mode: Mode
    model: str | None
    text: str
    """What the person reads: Markdown with [1] markers."""
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float | None = None
    """How likely the guidance answers the question, 0 to 1, as the limits see it; None where they were not asked."""
    notice: str | None = None
    """One line, in the language of the frame, on what became of a formulated answer; it ends ``text`` as well."""
    fallback: str | None = None
    """A short code for it."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Give the record as plain lists and dictionaries, in the order of the contract."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation and the answer it got."""

    question: str
    answer: Answer


def answer_from_dict(table: Mapping[str, Any]) -> Answer:
    """Give the record that :meth:`Answer.as_dict` made a table of, read from JSON or not.

    Fields that a later version added are passed over, and those that an earlier one did not have get their defaults.

    Raises:
        ValueError: It is no answer record.
    """
    try:
        known = _known(Answer, table)
        return Answer(
            **known
            | {
                "sentences": tuple(
                    AnswerSentence(**_known(AnswerSentence, row) | {"citations": tuple(row["citations"])})
                    for row in known.get("sentences", ())
                ),
                "citations": tuple(Citation(**_known(Citation, row)) for row in known.get("citations", ())),
                "retrieved": tuple(Retrieved(**_known(Retrieved, row)) for row in known.get("retrieved", ())),
                "suggestions": tuple(known.get("suggestions", ())),
            }
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"It is no answer record ({error}). Expected what Answer.as_dict gives.") from error


def _known(kind: type, table: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a table that a record has fields for."""
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in table.items() if name in names}
