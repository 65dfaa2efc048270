"""What follows on an answer without asking anew: more of it, an example, simpler words."""

import re
from collections.abc import Sequence

from assistant.citations import Claim
from assistant.cues import Move
from assistant.drafts import Draft, is_interjection, leans, passage_claims, sentence_claim
from assistant.extractive import best_claims
from assistant.phrases import phrase
from assistant.records import Answer, Passage, ScoredPassage, Status
from assistant.swedish import words

_MORE = 3
_NEAREST = 2
_EXAMPLE = re.compile(
    r"\b(till exempel|exempelvis|t\.\s?ex\.?|bland annat|bl\.\s?a\.?|såsom|kan vara att|for example)(?!\w)",
    re.IGNORECASE,
)
_SHORTEST_WORDS = 5
"""A sentence of fewer words says too little by itself."""


def compose_move(
    move: Move, found: Sequence[ScoredPassage], before: Sequence[Answer], guidance: Sequence[Passage], language: str
) -> tuple[Draft, Status]:
    """Follow on an answer.

    Args:
        move: What is wanted of it.
        found: Passages scored for the question before, best first.
        before: The answers of the conversation that cite something, oldest first.
        guidance: All passages in the order of the corpus.
        language: The question's language, for the frame.

    Returns:
        The draft, and ``partial`` where the guidance does not have what is wanted: the draft says so.
    """
    told = {(c.document, c.start, c.end) for answer in before for c in answer.citations}
    last = {(c.document, c.start, c.end) for c in before[-1].citations}
    cited = [p for p in guidance if any(p.document == d and p.start < e and s < p.end for d, s, e in last)]
    nearest = tuple(made for made in best_claims(found, _NEAREST + len(told)) if not _is_told(made, told))
    if move == "simpler":
        return Draft(_shortest(cited, last), phrase(language, "no_rewording")), "partial"
    sections = {(passage.document, passage.section) for passage in cited}
    around = [passage for passage in guidance if (passage.document, passage.section) in sections]
    if move == "example":
        examples = [made for passage in around for made in _examples(passage)]
        if examples:
            return Draft(tuple(examples[:_NEAREST]), phrase(language, "source_language")), "answered"
        return Draft(nearest[:_NEAREST], phrase(language, "no_example")), "partial"
    rest = [made for passage in [*cited, *around] for made in _rest(passage) if not _is_told(made, told)]
    if rest:
        return Draft(tuple(dict.fromkeys(rest))[:_MORE], phrase(language, "source_language")), "answered"
    frame = phrase(language, "no_more" if nearest else "nothing_more")
    return Draft(nearest[:_NEAREST], frame), "partial"


def with_neighbours(claims: Sequence[Claim], guidance: Sequence[Passage]) -> tuple[Claim, ...]:
    """Quote what was told of one section with the sentence before and the one after.

    Returns:
        () where nothing stands beside it, or what was told is spread out.
    """
    first = claims[0].passage
    section = [each for each in guidance if (each.document, each.section) == (first.document, first.section)]
    places = [(passage, number) for passage in section for number in range(len(passage.sentences))]
    told = {(made.passage.document, made.start, made.end) for made in claims}
    at = [place for place, (passage, number) in enumerate(places) if _is_told(sentence_claim(passage, number), told)]
    near = places[max(0, at[0] - 1) : at[-1] + 2] if at else []
    if len(near) == len(at) or at[-1] - at[0] >= _MORE:
        return ()
    passages = [passage for passage in section if any(passage is each for each, _ in near)]
    return tuple(
        made
        for passage in passages
        for made in passage_claims(passage, [number for each, number in near if each is passage], opens_paragraph=True)
    )


def _rest(passage: Passage) -> list[Claim]:
    """Quote every sentence of a passage; what leans on the one before stays by its side."""
    return passage_claims(passage, range(len(passage.sentences)))


def _examples(passage: Passage) -> list[Claim]:
    """Quote the sentences of a passage that give an example, with the one they lean on."""
    claims: list[Claim] = []
    for number, sentence in enumerate(passage.sentences):
        if _EXAMPLE.search(sentence.text):
            before = number > 0 and (leans(sentence.text) or passage.sentences[number - 1].text.endswith("?"))
            claims += passage_claims(passage, [number - 1, number] if before else [number])
    return claims


def _shortest(cited: Sequence[Passage], told: set[tuple[str, int, int]]) -> tuple[Claim, ...]:
    """Quote the shortest sentence told that says something by itself; the first where none does."""
    claims = [
        sentence_claim(passage, number)
        for passage in cited
        for number, sentence in enumerate(passage.sentences)
        if any(s < sentence.end and sentence.start < e for d, s, e in told if d == passage.document)
    ]
    alone = [
        c for c in claims if len(words(c.text)) >= _SHORTEST_WORDS and not leans(c.text) and not c.text.endswith("?")
    ]
    sensible = [made for made in alone if not is_interjection(made.text)]
    return tuple(sorted(sensible, key=lambda made: len(words(made.text)))[:1] or claims[:1])


def _is_told(made: Claim, told: set[tuple[str, int, int]]) -> bool:
    return any(made.passage.document == d and s < made.end and made.start < e for d, s, e in told)
