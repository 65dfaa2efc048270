"""A question for a year, a sum, an age or a count is answered only where one stands: which is asked for, is it there?

The type of an answer is checked against the text, as in factoid question answering (Li & Roth 2002, Learning Question
Classifiers).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.lexical import Lexicon
from assistant.sentences import split_sentences
from assistant.swedish import EVERYDAY_VERBS, NUMBER_WORDS, content_words, fold, stem, words

Kind = Literal["year", "sum", "age", "count", "number"]

_YEAR_WORD = re.compile(r"\bår\b", re.IGNORECASE)
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("year", re.compile(r"\b(vilket|vilka) (year|artal)\b|\b(which|what) year\b")),
    (
        "sum",
        re.compile(
            r"\b(vad kosta\w*|hur mycket (kosta\w*|pengar))\b|\b(vilket|vilka) (pris|belopp)\b|\bhow much (does|do|did) .*\bcost\b"
        ),
    ),
    ("age", re.compile(r"\bhur (gammal|gamla)\b|\bhow old\b")),
    ("count", re.compile(r"\bhur manga\b|\bhow many\b")),
    ("number", re.compile(r"\b(vilket|vilka) datum\b|\bhow much (does|do|is)\b")),
)
_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
_SUM = re.compile(r"\b(kr|kronor|kronan?|sek|euro|eur|dollar|gratis|kostnadsfri\w*|miljon\w*|miljard\w*)\b|[€$]|:-")
_AGE = re.compile(r"\b(fodd|fodda|fyller|fyllt|fyllda|\w*aring\w*|\w+arig\w*)\b|\bar gam(mal|malt|la)\b")
_BESIDE = 4
"""Words by which a number and what it counts may stand apart ("fem enkla tips")."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What kind of number a question asks for."""

    kind: Kind
    counted: tuple[str, ...] = ()
    """For a count, what is counted: the one or two words after "hur många", as typed; () where none is told."""


def quantity_asked(question: str) -> Quantity | None:
    """Tell which number a question asks for; None where a number is not all that would answer it."""
    told = words(_YEAR_WORD.sub("year", question))
    plain = " ".join(map(fold, told))
    for kind, asked in _ASKED:
        if found := asked.search(plain):
            after = told[len(plain[: found.end()].split()) :]
            return Quantity(kind, _counted(after[:2]) if kind == "count" else ())
    return None


def holds(texts: Iterable[str], asked: Quantity, lexicon: Lexicon, *, is_swedish: bool) -> bool:
    """Tell whether one of some texts holds such a number. What is counted is only looked for where it is Swedish."""
    return any(_holds(text, asked, lexicon, is_swedish=is_swedish) for text in texts)


def _counted(after: Sequence[str]) -> tuple[str, ...]:
    """Give the content words of the two after "hur många"; () where the first is none, or a verb."""
    named = [word for word in after if content_words(word)]
    return tuple(named) if after and named[:1] == [after[0]] and fold(after[0]) not in EVERYDAY_VERBS else ()


def _holds(text: str, asked: Quantity, lexicon: Lexicon, *, is_swedish: bool) -> bool:
    if asked.kind == "year":
        return bool(_YEAR.search(text))
    if asked.kind == "sum":
        return bool(_SUM.search(fold(text))) and _has_number(text)
    if asked.kind == "age":
        return bool(_YEAR.search(text)) or bool(_AGE.search(fold(text)))
    if asked.kind == "count" and asked.counted and is_swedish:
        forms = {form for word in asked.counted for form in lexicon.forms(word)}
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
