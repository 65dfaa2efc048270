"""Questions that the guidance does answer, drawn from its own headings and questions."""

import re
from collections.abc import Iterable, Sequence

from assistant.phrases import phrase
from assistant.records import Block, Document, Section
from assistant.sentences import split_sentences
from assistant.swedish import stems

_QUESTION = re.compile(r"[^?]+\?")
_MAX_CHARS = 110


def questions_of(document: Document, section: Section, language: str = "sv") -> tuple[str, ...]:
    """Give the questions a section answers: those it asks itself, else one about its heading.

    Question headings come first, then questions inside the text that a sentence follows.
    """
    headings = [document.text[block.start : block.end] for block in section.blocks if block.kind == "heading"]
    has_body = any(block.kind != "heading" for block in section.blocks)
    if section.aside or not has_body:
        return ()
    asked = [question for heading in headings for question in _split_questions(heading)]
    asked += [question for block in section.blocks if block.kind != "heading" for question in _inner(document, block)]
    if asked:
        return tuple(dict.fromkeys(asked))
    topic = section.path[-1].strip(" .:!")
    return (phrase(language, "about", topic=f"”{topic}”"),) if headings and section.path != (document.title,) else ()


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
    documents: Iterable[Document], nearest: Sequence[tuple[str, str]], asked: Sequence[str], count: int = 3
) -> tuple[str, ...]:
    """Give questions near the one asked that were not asked before.

    Args:
        documents: The guidance.
        nearest: Document name and section name of what was found, best first.
        asked: The questions of the conversation so far.
        count: How many at the most.
    """
    wanted = {place: rank for rank, place in reversed(list(enumerate(nearest)))}
    done = {frozenset(stems(question)) for question in asked}
    ranked: list[tuple[int, str]] = []
    for document in documents:
        for section in document.sections:
            rank = wanted.get((document.name, section.name))
            if rank is not None:
                ranked += [(rank, question) for question in questions_of(document, section)]
    ranked.sort(key=lambda row: row[0])
    fresh = dict.fromkeys(question for _, question in ranked if frozenset(stems(question)) not in done)
    return tuple(fresh)[:count]


def _split_questions(heading: str) -> list[str]:
    """Give each question of a heading that asks; a heading such as "Vad är X? Finns det Y?" asks twice."""
    parts = [part.strip() for part in _QUESTION.findall(" ".join(heading.split()))]
    return [part for part in parts if 8 <= len(part) <= _MAX_CHARS and part[0].isupper() and len(part.split()) > 2]


def _inner(document: Document, block: Block) -> list[str]:
    sentences = split_sentences(document.text, block.start, block.end)
    return [
        " ".join(sentence.text.split())
        for sentence in sentences[:-1]
        if sentence.text.endswith("?")
        and 12 <= len(sentence.text) <= _MAX_CHARS
        and len(sentence.text.split()) > 2
        and not sentence.text.lower().startswith(("men ", "och ", "eller ", "så "))
    ]
