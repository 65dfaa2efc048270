"""Is a sentence supported by the exact spans it cites?

Words decide what words can: a sentence that keeps the words of one quoted sentence (or of two neighbours) is compared
with it number for number, name for name, negation for negation. A paraphrase in other words is not judged here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from assistant.alignment import Match, align, holds, same, same_name
from assistant.differences import differences
from assistant.languages import detect_language
from assistant.numerals import english_value
from assistant.plain import plain_text
from assistant.records import Support
from assistant.sentences import split_sentences
from assistant.swedish import fold, words
from assistant.wording import Token, read_wording, stems_of, tidy

Judge = Callable[[str, str], Support]
"""Takes a sentence and the quoted text; ``supported``, ``unsupported`` or ``unjudged``."""

NEAR = 0.5
"""Share of the content words from which sentence and quote are compared word for word; below, another thing is said.

On the choosing half of four public sets 0.35 to 0.5 find 96 to 99 % of the sentences beside a wrong span.
"""
_PAIR_GAIN = 0.1
"""What a second sentence of the quote must add to the share, to be read together with the first."""
_FEWEST_OF_PART = 3
"""Words that each of two sentences must give to one that joins them."""
_JOINTS = frozenset("och men samt eller utan".split())
_FEWEST = 2
"""Words of the shortest sentence that says anything."""
_MOST = 200
"""Words of the longest sentence that is compared: time grows with both lengths."""
_PARTS = 6
"""Quoted sentences, the nearest first, that are tried in pairs."""
_MARKER = re.compile(r"\[\d+\]")
_ITEM = re.compile(r"^\s*(?:\d+[.)]|[-•*–])\s+")
_ENGLISH_CAPITALS = frozenset(
    """
    i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december sweden swedish european english
    """.split()
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to."""

    support: Support
    reason: str | None
    """Why it is neither verbatim nor supported: ``no_citation``, ``no_words``, ``too_long``, ``swapped``, ``number``,
    ``name``, ``negation``, ``modal``, ``quantity``, ``opposite``, ``order``, ``context``, ``other_words``,
    ``language``, ``judge``."""
    detail: str = ""
    """The word or number concerned, as typed."""


def check_support(sentence: str, quotes: Sequence[str], judge: Judge | None = None) -> Checked:
    """Check a sentence of an answer against the spans it cites.

    Args:
        sentence: Without its [n] markers.
        quotes: The exact text of the spans, Markdown and all; empty where it cites none.
        judge: Asked where the words cannot decide.

    Returns:
        ``verbatim`` for one or several whole sentences of one quote, word for word; ``supported`` where every content
        word stands in one quoted sentence, or in two neighbours, and nothing that turns the meaning differs;
        ``unsupported`` where something does, or where next to nothing of it stands there; else ``unjudged``.
    """
    quoted = [tuple(part.text for part in split_sentences(plain_text(quote))) for quote in quotes]
    if not any(quoted):
        return Checked("unsupported", "no_citation")
    if any(_is_verbatim(sentence, parts) for parts in quoted):
        return Checked("verbatim", None)
    said = tidy(_ITEM.sub("", plain_text(_MARKER.sub(" ", sentence))))
    length = len(read_wording([said]).tokens)
    if not length:
        return Checked("unsupported", "no_words")
    if length > _MOST:
        return Checked("unjudged", "too_long")
    checked = _by_words(said, quoted)
    if judge is None or not (checked.support == "unjudged" or checked.reason == "swapped"):
        return checked
    judged = judge(said, " ".join(chain(*quoted)))
    if judged == "supported":
        return Checked("supported", None)
    return Checked("unsupported", "judge") if judged == "unsupported" and checked.support == "unjudged" else checked


def _is_verbatim(sentence: str, parts: Sequence[str]) -> bool:
    if plain_text(sentence) in parts:
        return True
    said = [fold(word) for word in words(plain_text(sentence))]
    read = [[fold(word) for word in words(part)] for part in parts]
    runs = ([*chain(*read[first:last])] for first in range(len(read)) for last in range(first + 1, len(read) + 1))
    return bool(said) and any(said == run for run in runs)


def _by_words(said: str, quoted: Sequence[Sequence[str]]) -> Checked:
    everything = read_wording([*chain(*quoted)]).tokens
    match = _nearest(said, quoted)
    foreign = match.coverage < NEAR and _language(said) != _language(" ".join(chain(*quoted)))
    missing = _missing_number(match, everything, foreign=foreign) or _missing_name(match, everything, foreign=foreign)
    if missing:
        return missing
    if foreign:
        return Checked("unjudged", "language")
    if match.coverage < NEAR:
        return Checked("unsupported", "swapped", _first_missing(match))
    found = list(differences(match))
    certain = next((difference for difference in found if difference.certain), None)
    if certain:
        return Checked("unsupported", certain.reason, certain.detail)
    if match.coverage < 1 or len(match.said.tokens) < _FEWEST:
        return Checked("unjudged", "other_words", _first_missing(match))
    return Checked("unjudged", found[0].reason, found[0].detail) if found else Checked("supported", None)


def _language(text: str) -> str:
    """Tell a text's language without its "i", which is a word of both English and Swedish."""
    return detect_language(re.sub(r"\b[iI]\b", " ", text))


def _nearest(said: str, quoted: Sequence[Sequence[str]]) -> Match:
    """Lay the sentence beside the quoted sentence, or pair of them, that holds most of its words."""
    known = stems_of(said)

    def laid(*parts: str) -> Match:
        return align(read_wording([said], stems_of(" ".join(parts))), read_wording(parts, known))

    def closeness(match: Match) -> tuple[float, int]:
        return (match.coverage, sum(match.in_order))

    alone = {part: laid(part) for part in chain(*quoted)}
    best = max(alone.values(), key=closeness)
    if best.coverage == 1:
        return best
    nearest = set(sorted(alone, key=lambda part: (-alone[part].coverage, part))[:_PARTS])
    tried = (laid(*pair) for pair in _pairs(quoted) if set(pair) <= nearest)
    pairs = [match for match in tried if _is_joined(match)]
    joined = max(pairs, key=closeness, default=best)
    return joined if joined.coverage > best.coverage + _PAIR_GAIN else best


def _pairs(quoted: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for parts in quoted:
        yield from pairwise(parts)
    for one in range(len(quoted)):
        for other in range(len(quoted)):
            if one != other:
                yield from ((left, right) for left in quoted[one] for right in quoted[other])


def _is_joined(match: Match) -> bool:
    """Tell whether a sentence is one quoted sentence followed by another, joined where a clause begins."""
    parts: list[list[Token]] = [[], []]
    tokens = match.said.tokens
    for at, (token, place) in enumerate(zip(tokens, match.places, strict=True)):
        if place is None or not match.in_order[at]:
            if place is not None and token.content:
                return False
            continue
        part = match.quoted.tokens[place].sentence
        begins = at and (tokens[at - 1].clause != token.clause or fold(tokens[at - 1].text) in _JOINTS)
        if part and not parts[1] and not begins:
            return False
        parts[part].append(token)
    return all(len(part) >= _FEWEST_OF_PART and any(token.content for token in part) for part in parts)


def _missing_number(match: Match, everything: Sequence[Token], *, foreign: bool) -> Checked | None:
    for token in match.said.tokens:
        value = english_value(token.text) if foreign else None
        if value and not any(other.key == value for other in everything if other.kind == "number"):
            return Checked("unsupported", "number", token.text)
        if token.kind == "number" and not any(same(token, other) for other in everything):
            return Checked("unsupported", "number", token.text)
    return None


def _missing_name(match: Match, everything: Sequence[Token], *, foreign: bool) -> Checked | None:
    shouted = all(token.text.isupper() for token in match.said.tokens)

    def missing(token: Token) -> bool:
        if any(same_name(token.text, other.text) or holds(other, token) or holds(token, other) for other in everything):
            return False
        if not token.name and any(same(token, other) for other in everything):
            return False
        return not (foreign and fold(token.text) in _ENGLISH_CAPITALS)

    tokens = match.said.tokens
    for at, token in enumerate(tokens):
        first = token.may_be_name and at + 1 < len(tokens) and tokens[at + 1].name
        if (token.name or first) and not shouted and missing(token):
            return Checked("unsupported", "name", token.text)
        if fold(token.text) == "enligt":
            source = next((place for place in range(at + 1, min(at + 4, len(tokens))) if tokens[place].content), None)
            titled = source is not None and any(other.name for other in tokens[source + 1 : source + 2])
            if source is not None and not titled and missing(tokens[source]):
                return Checked("unsupported", "name", tokens[source].text)
    return None


def _first_missing(match: Match) -> str:
    pairs = zip(match.places, match.said.tokens, strict=True)
    return next((token.text for place, token in pairs if place is None and token.content), "")
