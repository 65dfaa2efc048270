"""Questions that the guidance does answer, drawn from its own headings and questions."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from assistant.phrases import phrase
from assistant.records import Block, Citation, Document, Section
from assistant.sentences import split_sentences
from assistant.swedish import stems

_QUESTION = re.compile(r"[^?]+\?")
_MAX_CHARS = 110
_FEWEST = 2
"""Questions to go on with that are looked for beyond what was found."""
_SECTIONS_OF_AN_ANSWER = 2
"""Sections up to which an answer tells of them; one that cites more is an overview, and leaves all to be asked."""
ALIKE = 0.82
"""Cosine from which two questions ask the same. On the development suites none of 8,434 pairs of questions with
different answers reaches it (the highest: .80), and rewordings such as "vad räknas som"/"hur definierar ni" lie about
it; across languages it is seldom reached, which is why what was told counts as well."""


@dataclass(frozen=True, slots=True)
class _Suggestion:
    question: str
    start: int
    end: int
    """Where in the document that stands which answers it, or begins to."""


def questions_of(document: Document, section: Section) -> tuple[str, ...]:
    """Give the questions a section answers: those it asks itself, else one about its heading.

    Question headings come first, then questions inside the text that a sentence follows.
    """
    return tuple(dict.fromkeys(suggestion.question for suggestion in _suggestions(document, section)))


def _suggestions(document: Document, section: Section) -> list[_Suggestion]:
    headings = [document.text[block.start : block.end] for block in section.blocks if block.kind == "heading"]
    body = [block for block in section.blocks if block.kind != "heading"]
    if section.aside or not body:
        return []
    questions = [question for heading in headings for question in _split_questions(heading)]
    asked = [_Suggestion(question, body[0].start, body[0].end) for question in questions]
    asked += [suggestion for block in body for suggestion in _inner(document, block)]
    if asked or not headings or section.path == (document.title,):
        return asked
    topic = section.path[-1].strip(" .:!")
    return [_Suggestion(phrase("sv", "about", topic=f"”{topic}”"), body[0].start, body[0].end)]


def starting_questions(documents: Sequence[Document], count: int = 3) -> tuple[str, ...]:
    """Give questions to begin with, one per section, spread over the documents."""
    per_section = [
        questions[0]
        for document in documents
        for section in document.sections
        if (questions := questions_of(document, section))
    ]
    if len(per_section) <= count:
        return tuple(per_section)
    stride = len(per_section) / count
    return tuple(per_section[int(place * stride)] for place in range(count))


def next_questions(
    documents: Iterable[Document],
    nearest: Sequence[tuple[str, str]],
    asked: Sequence[str],
    told: Iterable[Sequence[Citation]] = (),
    likeness: Callable[[Sequence[str]], Sequence[float]] | None = None,
    count: int = 3,
) -> tuple[str, ...]:
    """Give questions near the one asked that were not asked before, in whatever words or language.

    Args:
        documents: The guidance.
        nearest: Document name and section name of what was found, best first.
        asked: The questions of the conversation so far.
        told: What each of its answers cites. A question is not suggested whose answer begins with some of it.
        likeness: Questions → how like each is in meaning to the closest one asked, a cosine.
        count: How many at the most.
    """
    wanted = {place: rank for rank, place in reversed(list(enumerate(nearest)))}
    done = {frozenset(stems(question)) for question in asked}
    spans = [
        (citation.document, citation.start, citation.end)
        for answer in told
        if len({(each.document, each.section) for each in answer}) <= _SECTIONS_OF_AN_ANSWER
        for citation in answer
    ]
    near: list[tuple[int, str]] = []
    far: list[tuple[Document, Section]] = []

    def fresh(document: Document, section: Section) -> Iterator[str]:
        for each in _suggestions(document, section):
            is_told = any(name == document.name and start < each.end and each.start < end for name, start, end in spans)
            if not is_told and frozenset(stems(each.question)) not in done:
                yield each.question

    for document in documents:
        for section in document.sections:
            rank = wanted.get((document.name, section.name))
            if rank is None:
                far.append((document, section))
            else:
                near += [(rank, question) for question in fresh(document, section)]
    near.sort(key=lambda row: row[0])
    chosen = _unlike([question for _, question in near], likeness)[:count]
    if len(chosen) < _FEWEST:
        others = (question for document, section in far for question in fresh(document, section))
        chosen += _unlike(list(islice(others, count)), likeness)[: _FEWEST - len(chosen)]
    return tuple(dict.fromkeys(chosen))


def _unlike(questions: Sequence[str], likeness: Callable[[Sequence[str]], Sequence[float]] | None) -> list[str]:
    """Keep the questions, each once, that are not like one asked."""
    each = list(dict.fromkeys(questions))
    if likeness is None:
        return each
    return [question for question, cosine in zip(each, likeness(each), strict=True) if cosine < ALIKE]


def _split_questions(heading: str) -> list[str]:
    """Give each question of a heading that asks; a heading such as "Vad är X? Finns det Y?" asks twice."""
    parts = [part.strip() for part in _QUESTION.findall(" ".join(heading.split()))]
    return [part for part in parts if 8 <= len(part) <= _MAX_CHARS and part[0].isupper() and len(part.split()) > 2]


def _inner(document: Document, block: Block) -> list[_Suggestion]:
    sentences = split_sentences(document.text, block.start, block.end)
    return [
        _Suggestion(" ".join(sentence.text.split()), following.start, following.end)
        for sentence, following in pairwise(sentences)
        if sentence.text.endswith("?")
        and 12 <= len(sentence.text) <= _MAX_CHARS
        and len(sentence.text.split()) > 2
        and not sentence.text.lower().startswith(("men ", "och ", "eller ", "så "))
    ]
