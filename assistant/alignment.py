"""Which word of a quote each word of a sentence goes back to."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.numerals import further_values
from assistant.swedish import compound_parts, fold
from assistant.wording import Token, Wording

_MIN_PART = 4
"""Letters of the shortest stem that is looked for inside a compound."""
_LONGEST_ENDING = 4
_EMPTYING = ("los", "fri")
"""Compounds ending so deny their first part: ``avgiftsfri`` holds no ``avgift``."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence laid beside one or two sentences of a quote."""

    said: Wording
    quoted: Wording
    places: tuple[int | None, ...]
    """For each token said, the token quoted that it goes back to; None where there is none."""
    in_order: tuple[bool, ...]
    """For each token said, whether it stands where the quote's order has it."""

    @property
    def used(self) -> frozenset[int]:
        """Places of the tokens quoted that a token said goes back to."""
        return frozenset(place for place in self.places if place is not None)

    @property
    def coverage(self) -> float:
        """Share of the content words said that stand in the quote; of all words where fewer than two have."""
        counted = [place for place, token in zip(self.places, self.said.tokens, strict=True) if token.content]
        counted = counted if len(counted) > 1 else list(self.places)
        return sum(place is not None for place in counted) / max(1, len(counted))

    def gap(self, at: int) -> range:
        """Give the places in the quote between what the nearest words before and after ``said.tokens[at]`` go back to.

        What stands there is what the token at ``at`` stands instead of.
        """
        anchored = [(i, p) for i, p in enumerate(self.places) if p is not None and self.in_order[i] and i != at]
        low = max((p for i, p in anchored if i < at), default=-1)
        high = min((p for i, p in anchored if i > at), default=len(self.quoted.tokens))
        return range(low + 1, high)


def same(said: Token, quoted: Token) -> bool:
    """Tell whether two tokens are forms of one word, or the same number."""
    if said.key == quoted.key and (said.kind == quoted.kind or said.name or quoted.name):
        return not (said.name and quoted.name) or same_name(said.text, quoted.text)
    if said.kind == "number" and said.key in further_values(quoted.text):
        return True
    return quoted.kind == "number" and quoted.key in further_values(said.text)


def same_name(said: str, quoted: str) -> bool:
    """Tell whether one name is the other with an ending: ``Sveriges``, not ``Anne`` beside ``Anna``."""
    shorter, longer = sorted((fold(said).removesuffix("s"), fold(quoted).removesuffix("s")), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= _LONGEST_ENDING


def holds(whole: Token, part: Token) -> bool:
    """Tell whether a word is the first or last part of a compound."""
    if whole.kind != "word" or part.kind != "word" or not _MIN_PART <= len(part.key) < len(whole.key):
        return False
    if whole.key.startswith(part.key):
        return not whole.key.endswith(_EMPTYING)
    return whole.key.endswith(part.key) and len(whole.key) - len(part.key) >= _MIN_PART - 1


def align(said: Wording, quoted: Wording) -> Match:
    """Lay a sentence beside a quote: first what stands in the same order, then what was moved, then compounds."""
    places = _in_order(said.tokens, quoted.tokens)
    in_order = tuple(place is not None for place in places)
    while True:  # what was moved as one piece stays together
        left = [at for at, place in enumerate(places) if place is None]
        free = [place for place in range(len(quoted.tokens)) if place not in set(places)]
        moved = _in_order([said.tokens[at] for at in left], [quoted.tokens[place] for place in free])
        if not any(place is not None for place in moved):
            break
        for at, place in zip(left, moved, strict=True):
            places[at] = None if place is None else free[place]
    # A word that stands there for itself is not at hand as a part of another.
    rest = [(place, quoted.tokens[place]) for place in free if quoted.tokens[place].kind == "word"]
    vocabulary = {token.key for _, token in rest}
    for at, token in enumerate(said.tokens):
        if places[at] is None and token.content and token.kind == "word":
            places[at] = _compound(token, rest, vocabulary)
    return Match(said, quoted, tuple(places), in_order)


def _compound(token: Token, quoted: Sequence[tuple[int, Token]], vocabulary: set[str]) -> int | None:
    """Give the token of a quote that a word is a part of, or, of a compound, the one its last part is."""
    for place, other in quoted:
        if holds(other, token):
            return place
    parts = compound_parts(token.key, vocabulary)
    return next((place for place, other in quoted if parts and other.key == parts[-1]), None)


def _in_order(said: Sequence[Token], quoted: Sequence[Token]) -> list[int | None]:
    """Give the heaviest common subsequence: a content word weighs four times what a function word does."""
    weights = [4 if token.content else 1 for token in said]
    alike = [[same(token, other) for other in quoted] for token in said]
    best = [[0] * (len(quoted) + 1) for _ in range(len(said) + 1)]
    for at in range(len(said) - 1, -1, -1):
        row, below, equal = best[at], best[at + 1], alike[at]
        for place in range(len(quoted) - 1, -1, -1):
            value = max(below[place], row[place + 1])
            row[place] = max(value, below[place + 1] + weights[at]) if equal[place] else value
    places: list[int | None] = [None] * len(said)
    at = place = 0
    while at < len(said) and place < len(quoted):
        if alike[at][place] and best[at][place] == best[at + 1][place + 1] + weights[at]:
            places[at] = place
            at, place = at + 1, place + 1
        elif best[at + 1][place] >= best[at][place + 1]:
            at += 1
        else:
            place += 1
    return places
