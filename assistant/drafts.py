"""What an extractive answer is made of before it is numbered: our frame, and claims that quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.citations import Claim, claim
from assistant.plain import plain_text
from assistant.records import ListPlace, Passage
from assistant.swedish import words

MAX_OF_PART = 3
_INTERJECTION_WORDS = 4
_LINE_WORDS = 5
_LEANING = re.compile(
    r"(det (innebär|betyder|handlar|gäller|är (alltså|därför|också)|beror|gör|kan (också|även))|detta|dessa|därför|dessutom|"
    r"således|alltså|däremot|på så sätt|på det sättet|i stället|istället|trots det|men |och |så |han |hon |hen |den |de |"
    r"dess |deras |därmed|samtidigt|likaså|sådan|då |(\S+ ){1,7}(är|blir|kan|ska|bör|måste) (därför|alltså|däremot)\b)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"(ja|nej|jo|yes|no)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """An extractive answer before it is numbered."""

    claims: tuple[Claim, ...]
    frame: str = ""
    """Our own words before the claims, as Markdown."""


def passage_claims(passage: Passage, numbers: Sequence[int], *, opens_paragraph: bool = False) -> list[Claim]:
    """Quote sentences of a passage, in their order: what only asks or exclaims makes one claim with what follows.

    Args:
        passage: Where they stand.
        numbers: Which, from 0.
        opens_paragraph: True lets the first begin a paragraph.
    """
    claims: list[Claim] = []
    ordered = sorted(numbers)
    place = 0
    while place < len(ordered):
        first = last = ordered[place]
        if is_interjection(passage.sentences[first].text) or passage.sentences[first].text.endswith("?"):
            follows = place + 1 < len(ordered) and ordered[place + 1] == first + 1
            last, place = (first + 1, place + 1) if follows else (last, place)
        start, end = passage.sentences[first].start, passage.sentences[last].end
        claims.append(claim(passage, start, end, opens_paragraph=opens_paragraph and not claims))
        place += 1
    return claims


def sentence_claim(passage: Passage, number: int, item: str = "") -> Claim:
    """Quote one sentence, from 0."""
    sentence = passage.sentences[number]
    return claim(passage, sentence.start, sentence.end, item=item)


def item_claim(item: Passage) -> Claim:
    """Quote a list item's first sentence, with the next one where the first only asks."""
    last = 1 if len(item.sentences) > 1 and item.sentences[0].text.endswith("?") else 0
    return claim(item, item.sentences[0].start, item.sentences[last].end, item=marker(item.place))


def marker(place: ListPlace | None) -> str:
    """Give what stands before a list item: its number, or a dash; "" for what is no item."""
    return "" if place is None else f"{place.number}." if place.ordered else "-"


def joined(drafts: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """Join the answers to the parts of a question: each begins a paragraph, and no span is told twice.

    Running text is kept to the first three sentences of a part; a list is told whole.
    """
    claims: list[Claim] = []
    told: set[tuple[str, int, int]] = set()
    for draft in drafts:
        is_list = any(made.item for made in draft)
        for place, made in enumerate(draft if is_list else draft[:MAX_OF_PART]):
            span = (made.passage.document, made.start, made.end)
            if span not in told:
                told.add(span)
                claims.append(replace(made, opens_paragraph=bool(claims) and (place == 0 or made.opens_paragraph)))
    return tuple(claims)


def leans(sentence: str) -> bool:
    """Tell whether a sentence needs the one before it to be understood."""
    return bool(_LEANING.match(plain_text(sentence)))


def is_line(passage: Passage) -> bool:
    """Tell whether a passage is a line such as a date or a label: a few words, no list item, no mark at its end."""
    is_short = len(words(passage.text)) <= _LINE_WORDS
    return is_short and passage.place is None and passage.text[-1] not in '.!?…”"'


def is_interjection(sentence: str) -> bool:
    """Tell whether a sentence is too short to say anything by itself ("Nej, tvärt om!", "Varför då?")."""
    return sentence.endswith(("!", "?")) and len(words(sentence)) <= _INTERJECTION_WORDS


def is_reply(sentence: str) -> bool:
    """Tell whether a sentence only replies to a question before it ("Nej, tvärt om!")."""
    return bool(_REPLY.match(sentence)) and is_interjection(sentence)
