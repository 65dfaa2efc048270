"""The ways a question may be typed: without å, ä and ö, with slips of the fingers, in lower case, in English."""

import random
import re
from collections.abc import Sequence

from assistant.evaluation.beir import Query

_PLAIN = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE")
_WORD = re.compile(r"[^\W\d_]{4,}")
"""Words long enough for a slip."""
_SLIPS_PER_WORD = 1 / 3
_ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
"""The letters of a Swedish keyboard; each row begins a little to the right of the one above."""


def variants(queries: Sequence[Query]) -> dict[str, dict[str, str]]:
    """Give every way of typing the questions.

    Returns:
        Variant → query id → text, ``as_typed`` first. ``english`` holds only the queries that are there in English,
        and is left out where none is.
    """
    ways = {
        "as_typed": {query.id: query.text for query in queries},
        "no_diacritics": {query.id: without_diacritics(query.text) for query in queries},
        "typos": {query.id: with_typos(query.text) for query in queries},
        "lower_case": {query.id: in_lower_case(query.text) for query in queries},
        "english": {query.id: query.english for query in queries if query.english},
    }
    return {name: texts for name, texts in ways.items() if texts}


def retyped(question: str, roll: float, ends: tuple[float, float, float]) -> str:
    """Type a question as some people do, by a roll of the dice.

    Args:
        question: As it was typed.
        roll: A random number, from 0 to 1.
        ends: Below the first it goes without diacritics, below the second with slips, below the third in lower case;
            from there on it stays as it is.
    """
    for change, end in zip((without_diacritics, with_typos, in_lower_case), ends, strict=True):
        if roll < end:
            return change(question)
    return question


def without_diacritics(question: str) -> str:
    """Replace å, ä, ö and é by a, a, o and e, as on a keyboard without them."""
    return question.translate(_PLAIN)


def in_lower_case(question: str) -> str:
    """Give a question in lower case, without its question marks."""
    return question.lower().replace("?", "").strip()


def with_typos(question: str) -> str:
    """Put slips of the fingers into a question: at least one, and one in about every third word of 4 letters or more.

    A slip swaps two letters, drops one, doubles one or takes the neighbouring key; never the first letter. The same
    question always gets the same slips. A question without a word of 4 letters stays as it is.
    """
    draw = random.Random(question)  # noqa: S311 - slips, seeded by the text
    places = [match.span() for match in _WORD.finditer(question)]
    if not places:
        return question
    chosen = [place for place in places if draw.random() < _SLIPS_PER_WORD] or [draw.choice(places)]
    for start, end in reversed(chosen):
        question = question[:start] + _slipped(question[start:end], draw) + question[end:]
    return question


def _slipped(word: str, draw: random.Random) -> str:
    """Give a word with one slip after its first letter."""
    place = draw.randrange(1, len(word))
    letter = word[place]
    kind = draw.choice(("swap", "drop", "double", "neighbour"))
    if kind == "swap" and place + 1 < len(word) and word[place + 1] != letter:
        return f"{word[:place]}{word[place + 1]}{letter}{word[place + 2 :]}"
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    near = neighbours(letter)
    if kind == "neighbour" and near:
        return word[:place] + draw.choice(near) + word[place + 1 :]
    return word[:place] + letter + word[place:]


def neighbours(letter: str) -> list[str]:
    """List the letters on the keys around a letter's, in its case; [] for one that has no key of its own."""
    for number, keys in enumerate(_ROWS):
        place = keys.find(letter.lower())
        if place == -1:
            continue
        # A key touches its two neighbours, the two keys above it to the right and the two below it to the left.
        touched = [(number, place - 1), (number, place + 1)]
        touched += [(number - 1, place), (number - 1, place + 1), (number + 1, place - 1), (number + 1, place)]
        found = [_ROWS[row][at] for row, at in touched if 0 <= row < len(_ROWS) and 0 <= at < len(_ROWS[row])]
        return [key.upper() if letter.isupper() else key for key in found]
    return []
