"""Differences between a sentence and a quote of nearly the same words that turn what is said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.alignment import Match
from assistant.meaning_words import (
    BESIDE_NEGATION,
    CONDITIONS,
    DENYING,
    EMBEDDING,
    OPPOSITES,
    QUANTITIES,
    SAYING_MODALLY,
    SUBJECT_NEGATORS,
    WEAKENING,
)
from assistant.numerals import ONE_WORDS
from assistant.swedish import fold
from assistant.wording import Negation, Token, Wording

_REACH = 5
"""Words after a negation or modal verb among which the word that it governs stands."""
_JOINING = frozenset("och eller samt resp respektive".split())


@dataclass(frozen=True, slots=True)
class Difference:
    """Something said that the quote does not say, or the other way round."""

    reason: str
    detail: str
    """The word or number concerned, as typed."""
    certain: bool
    """False where only a reader can tell whether it matters."""


def differences(match: Match) -> Iterator[Difference]:
    """Yield what turns the meaning, the certain ones of each kind first as they are found."""
    for look in (_numbers, _names, _negations, _modals, _opposites, _quantities, _exchanged, _context, _order):
        yield from look(match)


def _numbers(match: Match) -> Iterator[Difference]:
    for at, token in _unplaced(match, lambda token: token.kind == "number" or fold(token.text) in ONE_WORDS):
        if any(other.kind == "number" for other in _instead(match, at)):
            yield Difference("number", token.text, certain=True)
        elif token.kind == "number" and match.places[at] is not None and not _moved_along(match, at):
            yield Difference("order", token.text, certain=False)


def _names(match: Match) -> Iterator[Difference]:
    for at, token in _unplaced(match, lambda token: token.kind == "word"):
        instead = [other for other in _instead(match, at) if other.content]
        name = token.name or (token.opens and token.content and token.text[0].isupper() and _starts_name(match, at))
        if name and any(other.name or (other.opens and other.text[0].isupper()) for other in instead):
            yield Difference("name", token.text, certain=True)


def _starts_name(match: Match, at: int) -> bool:
    """Tell whether a sentence begins with a name: another follows, or both it and what it replaces look like one."""
    tokens, instead = match.said.tokens, _instead(match, at)
    if at + 1 < len(tokens) and tokens[at + 1].name and tokens[at + 1].clause == tokens[at].clause:
        return True
    return any(other.name for other in instead) or (
        tokens[at].may_be_name and any(other.may_be_name for other in instead)
    )


def _negations(match: Match) -> Iterator[Difference]:
    free = list(match.quoted.negations)
    left = list(match.said.negations)
    # "inte" goes back to "inte" rather than to an "utan" beside it
    for same in (_same_word_and_place, _same_place, _same_clause):
        for negation in tuple(left):
            found = next((other for other in free if same(match, negation, other)), None)
            if found is not None:
                left.remove(negation)
                free.remove(found)
    taken = [negation for negation in free if _governed_is_said(match, negation)]
    for unmatched, other_side in ((left, _unused(match)), (taken, _unsaid(match))):
        otherwise = any(fold(token.text) in DENYING for token in other_side)
        for negation in (negation for negation in unmatched if negation.sure):
            twice = sum(other.at == negation.at for other in unmatched) % 2 == 0
            yield Difference("negation", negation.text, certain=not twice and not otherwise)


def _same_word_and_place(match: Match, said: Negation, quoted: Negation) -> bool:
    return fold(said.text) == fold(quoted.text) and _same_place(match, said, quoted)


def _same_clause(match: Match, said: Negation, quoted: Negation) -> bool:
    """Tell whether one denies a clause from its subject and the other the same clause from its verb."""
    if not {fold(said.text), fold(quoted.text)} & SUBJECT_NEGATORS:
        return False
    clauses = {
        match.quoted.tokens[place].clause
        for place, token in zip(match.places, match.said.tokens, strict=True)
        if place is not None and token.content and token.clause == said.clause
    }
    return clauses == {quoted.clause}


def _same_place(match: Match, said: Negation, quoted: Negation) -> bool:
    around = {match.places[at] for at in _beside(match.said, said)} - {None}
    if around & set(_beside(match.quoted, quoted)):
        return True
    governs, governed = _governed(match.said, said), _governed(match.quoted, quoted)
    return governs is not None and governed is not None and match.places[governs] == governed


def _beside(wording: Wording, negation: Negation) -> list[int]:
    """Give the nearest word on either side of a negation, in whatever clause."""
    before = _first_plain(wording.tokens, range(negation.at - 1, -1, -1))
    after = _first_plain(wording.tokens, range(negation.at, len(wording.tokens)))
    return [at for at in (before, after) if at is not None]


def _first_plain(tokens: Sequence[Token], places: range) -> int | None:
    return next((at for at in places if fold(tokens[at].text) not in BESIDE_NEGATION), None)


def _governed(wording: Wording, negation: Negation) -> int | None:
    """Give the first content word after a negation in its clause; the last before it, where none comes after.

    "inget som kan beordras fram" denies the clause that "som" begins.
    """
    after = _content(wording, negation.at, negation.clause)
    while after and fold(wording.tokens[after[0]].text) == "som":
        after = after[1:]
    before = _content(wording, negation.at - 1, negation.clause, step=-1)
    return next(iter((*after, *before)), None)


def _content(wording: Wording, at: int, clause: int, step: int = 1) -> list[int]:
    """Give the content words of a clause among the next few from a place on."""
    places = (
        range(max(0, at), min(len(wording.tokens), at + _REACH)) if step > 0 else range(at, max(-1, at - _REACH), -1)
    )
    return [place for place in places if wording.tokens[place].content and wording.tokens[place].clause == clause]


def _governed_is_said(match: Match, negation: Negation) -> bool:
    """Tell whether the sentence says what a negation of the quote denies."""
    governed = _governed(match.quoted, negation)
    if governed is None:
        return bool(set(_beside(match.quoted, negation)) & match.used)
    return governed in match.used


def _modals(match: Match) -> Iterator[Difference]:
    said, quoted, used = match.said.tokens, match.quoted.tokens, match.used
    answered: set[int] = set()
    for at, token in _unplaced(match, lambda token: token.kind in {"modal", "hedge"}):
        if match.places[at] is not None and _moved_along(match, at):
            continue
        instead = [p for p in match.gap(at) if p not in used and quoted[p].kind == "modal"]
        answered |= set(instead)
        weaker = not instead and (token.key in WEAKENING or token.kind == "hedge")
        yield Difference("modal", token.text, certain=not weaker)
    for place, token in enumerate(quoted):
        if token.kind not in {"modal", "hedge"} or place in used | answered:
            continue
        governed = next(iter(_content(match.quoted, place + 1, token.clause)), None)
        if governed in used and not _shared(match, governed, token.key):
            otherwise = any(fold(other.text) in SAYING_MODALLY for other in _unsaid(match)) or any(
                place in match.gap(at) for at, _ in _unplaced(match, lambda token: token.content)
            )
            yield Difference("modal", said[match.places.index(governed)].text, certain=not otherwise)


def _shared(match: Match, governed: int | None, key: str) -> bool:
    """Tell whether an earlier modal verb of the sentence governs a word as well ("ska söka och betala")."""
    at = match.places.index(governed)
    return any(token.key == key and token.kind == "modal" for token in match.said.tokens[:at])


def _opposites(match: Match) -> Iterator[Difference]:
    quoted = match.quoted.tokens
    for at, token in _unplaced(match, lambda token: fold(token.text) in OPPOSITES):
        place = match.places[at]
        with_next = place is not None and at + 1 < len(match.places) and match.places[at + 1] == place + 1
        if not with_next and any(fold(quoted[p].text) in OPPOSITES[fold(token.text)] for p in match.gap(at)):
            yield Difference("opposite", token.text, certain=True)


def _quantities(match: Match) -> Iterator[Difference]:
    for at, token in _unplaced(match, lambda token: token.kind == "quantity"):
        if match.places[at] is None:
            groups = {QUANTITIES[other.key] for other in _instead(match, at) if other.kind == "quantity"}
            group = QUANTITIES[token.key]
            if groups or group != "not only":
                yield Difference("quantity", token.text, certain=bool(groups) and group not in groups)
    harmless = {"not only"} if match.quoted.negations else {"not only", "all"}  # "inte allt" is less than "inte"
    for place, token in enumerate(match.quoted.tokens):
        if token.kind == "quantity" and place not in match.used and QUANTITIES[token.key] not in harmless:
            after = _content(match.quoted, place + 1, token.clause)
            before = _content(match.quoted, place - 1, token.clause, step=-1)
            if next(iter((*after, *before)), None) in match.used:
                yield Difference("quantity", token.text, certain=False)


def _exchanged(match: Match) -> Iterator[Difference]:
    """Find two words that have taken each other's place across a third, and nothing else moved."""
    content = [at for at, token in enumerate(match.said.tokens) if token.content and match.places[at] is not None]
    places = [match.places[at] or 0 for at in content]
    wrong = [i for i in range(len(places)) if places[i] != sorted(places)[i]]
    if len(wrong) != 2:
        return
    first, second = (content[i] for i in wrong)
    if any(_count(match, match.said.tokens[at]) != 1 for at in (first, second)):
        return
    between = match.said.tokens[first + 1 : second]
    apart = any(fold(token.text) not in _JOINING for token in between)
    across = any(fold(token.text) in EMBEDDING | CONDITIONS | {"som"} for token in between)
    if apart and not (_led_in(match, first) and _led_in(match, second)):
        denied = match.said.negations or match.quoted.negations  # "en coach, inte en vakt": either may come first
        yield Difference("swapped", match.said.tokens[first].text, certain=not denied and not across)


def _count(match: Match, token: Token) -> int:
    return sum(other.key == token.key for other in match.quoted.tokens)


def _led_in(match: Match, at: int) -> bool:
    """Tell whether a word still has the word before it that it has in the quote."""
    place = match.places[at]
    return bool(at and place) and match.places[at - 1] == (place or 0) - 1


def _context(match: Match) -> Iterator[Difference]:
    """Find what the sentence leaves out though the rest may hang on it."""
    tokens, used = match.quoted.tokens, match.used
    first = min(used, default=0)
    if first and fold(tokens[first - 1].text) in EMBEDDING and tokens[first - 1].sentence == tokens[first].sentence:
        yield Difference("context", tokens[first - 1].text, certain=False)
    sentences = {tokens[place].sentence for place in used}
    for place, token in enumerate(tokens):
        begins = place == 0 or tokens[place - 1].clause != token.clause
        if place not in used and begins and fold(token.text) in CONDITIONS and token.sentence in sentences:
            yield Difference("context", token.text, certain=False)


def _order(match: Match) -> Iterator[Difference]:
    """Find words that were moved in more than one piece: who does what to whom may have changed."""
    runs, before = 0, True
    for at, token in enumerate(match.said.tokens):
        if token.content and match.places[at] is not None:
            runs += before and not match.in_order[at]
            before = match.in_order[at]
            if runs > 1:
                yield Difference("order", token.text, certain=False)
                return


def _unplaced(match: Match, wanted: Callable[[Token], bool]) -> Iterator[tuple[int, Token]]:
    """Yield the tokens said that do not stand where the quote's order has them."""
    for at, token in enumerate(match.said.tokens):
        if not match.in_order[at] and wanted(token):
            yield at, token


def _unused(match: Match) -> list[Token]:
    return [token for place, token in enumerate(match.quoted.tokens) if place not in match.used]


def _unsaid(match: Match) -> list[Token]:
    return [token for at, token in enumerate(match.said.tokens) if match.places[at] is None]


def _instead(match: Match, at: int) -> list[Token]:
    """Give what stands in the quote where ``said.tokens[at]`` stands, and nowhere in the sentence."""
    return [match.quoted.tokens[place] for place in match.gap(at) if place not in match.used]


def _moved_along(match: Match, at: int) -> bool:
    """Tell whether a token was moved with a neighbour that it has in the quote too, or with what it governs."""
    place = match.places[at]
    if place is None:
        return False
    clauses = (match.said.tokens[at].clause, match.quoted.tokens[place].clause)
    governs = {match.places[i] for i in _content(match.said, at + 1, clauses[0])[:2]}
    if governs & set(_content(match.quoted, place + 1, clauses[1])[:2]):
        return True
    near = [match.places[at + step] for step in (-2, -1, 1, 2) if 0 <= at + step < len(match.places)]
    return any(other is not None and abs(other - place) <= 2 for other in near)
