"""A question for a year, a sum or "vilken app" wants just that. Which kind is asked for, and does a text hold one?

The type of an answer is checked against the text, as in factoid question answering (Li & Roth 2002, Learning Question
Classifiers).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.lexical import Lexicon
from assistant.sentences import split_sentences
from assistant.swedish import EVERYDAY_VERBS, NUMBER_WORDS, content_words, fold, stem, with_years, words

Kind = Literal["year", "sum", "age", "count", "number", "contact", "thing"]

_ASKED: Mapping[Kind, re.Pattern[str]] = {
    "year": re.compile(
        r"\b(vilket|vilka) (year|artal)\b|\b(which|what) year\b"
        r"|\bnar (kom|skrevs|gavs|foddes|dog|grundades|bildades|startade|startades|lanserades|infordes|publicerades)\b"
        r"|\bwhen (did .* (come out|start|die)|was .* (born|founded|introduced|launched|published|written))\b"
    ),
    "sum": re.compile(
        r"\b(vad kosta\w*|hur mycket (kosta\w*|pengar)|(vilket|vilka) (pris|belopp))\b"
        r"|\bhow much (does|do|did) .*\bcost\b"
    ),
    "age": re.compile(r"\bhur (gammal|gamla)\b|\bhow old\b"),
    "count": re.compile(r"\bhur manga\b|\bhow many\b"),
    "contact": re.compile(
        r"\b(vad (har|ar)|vilk(en|et)|what is)\b.*"
        r"\b((telefon|mobil)nummer|(mejl|mail|e-?post)adress|(phone|mobile) number|e-?mail address)"
    ),
    "number": re.compile(r"\b(vilket|vilka) datum\b|\bhow much (does|do|is)\b"),
}
"""Kind → what a question for it has, folded; the first that fits."""
_THING = frozenset({"vilken", "vilket"})
_HELD: Mapping[Kind, re.Pattern[str]] = {
    "year": re.compile(
        r"\b(1[5-9]|20)\d\d\b|\d-tal|\bar sedan\b"
        r"|\b(januari|februari|mars|april|juni|juli|augusti|september|oktober|november|december)\b"
    ),
    "sum": re.compile(
        r"\b(kr|kronor|kronan?|sek|euro|eur|dollar|gratis|kostnadsfri\w*|miljon\w*|miljard\w*)\b|[€$]|:-"
    ),
    "age": re.compile(
        r"\b(1[5-9]|20)\d\d\b|\b(fodd|fodda|fyller|fyllt|fyllda|\w*aring\w*|\w+arig\w*)\b|\bar gam(mal|malt|la)\b"
    ),
    "contact": re.compile(r"@|\b\d[\d -]{4,}\d\b"),
}
"""Kind → what a text that holds one of it has, folded."""
_BESIDE = 4
"""Words by which a number and what it counts may stand apart ("fem enkla tips")."""


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What kind of thing a question asks for."""

    kind: Kind
    named: tuple[str, ...] = ()
    """For a count, what is counted: the one or two words after "hur många", as typed; () where none is told. For a
    thing, the word after "vilken"."""

    @property
    def is_literal(self) -> bool:
        """Tell whether a text that tells one shows it by its form: a year, a sum, an age, an address."""
        return self.kind in _HELD


def type_asked(question: str) -> AnswerType | None:
    """Tell which kind of thing a question asks for; None where it may be any."""
    told = words(with_years(question))
    plain = " ".join(map(fold, told))
    for kind, asked in _ASKED.items():
        if found := asked.search(plain):
            after = told[len(plain[: found.end()].split()) :]
            return AnswerType(kind, _counted(after[:2]) if kind == "count" else ())
    place = next((place for place, word in enumerate(told) if fold(word) in _THING), None)
    named = () if place is None else _counted(told[place + 1 : place + 2])
    return AnswerType("thing", named) if named else None


def holds(texts: Iterable[str], asked: AnswerType, lexicon: Lexicon, *, is_swedish: bool) -> bool:
    """Tell whether one of some texts holds such a thing; a question's words are only looked for where it is Swedish."""
    return any(_holds(text, asked, lexicon, is_swedish=is_swedish) for text in texts)


def _counted(after: Sequence[str]) -> tuple[str, ...]:
    """Give the content words of what follows "hur många" or "vilken"; () where the first is none, or a verb."""
    named = [word for word in after if content_words(word)]
    return tuple(named) if after and named[:1] == [after[0]] and fold(after[0]) not in EVERYDAY_VERBS else ()


def _holds(text: str, asked: AnswerType, lexicon: Lexicon, *, is_swedish: bool) -> bool:
    if asked.kind in _HELD:
        is_held = bool(_HELD[asked.kind].search(fold(text)))
        return is_held and (asked.kind != "sum" or _has_number(text))
    forms = {form for word in asked.named for form in lexicon.forms(word)} if is_swedish else set()
    if asked.kind == "thing":
        return not forms or any(forms & set(lexicon.forms(word)) for word in set(words(text)))
    if forms:
        return any(_counts(sentence.text, forms, lexicon) for sentence in split_sentences(text))
    return _has_number(text)


def _counts(sentence: str, forms: set[str], lexicon: Lexicon) -> bool:
    """Tell whether a number stands beside one of some forms."""
    tokens = words(sentence)
    numbers = [place for place, word in enumerate(tokens) if _is_number(word)]
    counted = [place for place, word in enumerate(tokens) if forms & {stem(word), *lexicon.forms(word)}]
    return any(abs(number - noun) <= _BESIDE for number in numbers for noun in counted)


def _has_number(text: str) -> bool:
    return any(map(_is_number, words(text)))


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) or fold(word) in NUMBER_WORDS
