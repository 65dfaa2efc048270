"""A Swedish sentence read for what turns its meaning: negations, modal verbs, quantities, names and numbers."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.meaning_words import (
    ABBREVIATED,
    HEDGES,
    IN_PREFIXED,
    LIGHT,
    MODALS,
    MORE_THAN,
    NAME_ENDINGS,
    NEGATORS,
    NOT_FUNCTION,
    NOT_ONLY,
    NOUN_ENDINGS,
    QUANTITIES,
)
from assistant.numerals import ONE_WORDS, SCALES, multiplied, number_value
from assistant.swedish import FUNCTION_WORDS, fold, stem

Kind = Literal["word", "number", "modal", "hedge", "quantity"]

_TOKEN = re.compile(r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")
_STOPS = re.compile(r"[,;:–—()!?\"”“»«…]| - ")
_OPENS = re.compile(r"(?:[:–—•!?…]|[.](?= ?[\"”“»«‘(]))\s*[\"”“»«‘(]*$|(?:^|\s)[\"”“»«‘]+$")
_OTHERWISE = {"%": " procent", "det vill säga": "dvs", "§": " paragraf"}
_SAID_OTHERWISE = re.compile("|".join(map(re.escape, _OTHERWISE)), re.IGNORECASE)
_NATIVE = re.compile(r"^(?:icke|miss|o)(?=[a-z]{3})")
_FOREIGN = re.compile(r"^(?:in|ir|il|im|a)(?=[a-z]{4})")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a sentence; negations stand apart."""

    text: str
    """As typed."""
    key: str
    """What it is compared by: a stem, a number's value, a modal verb or quantity whatever its form."""
    kind: Kind
    opens: bool
    """Whether it begins a sentence or a quotation, where any word has a capital."""
    clause: int
    """Counts the commas, dashes, brackets and ends of sentences before it."""
    sentence: int
    """Counts the sentences before it."""
    content: bool = False
    """Whether it says what the sentence is about."""
    name: bool = False
    """Whether it is written as a name: a capital inside a sentence, or an acronym."""

    @property
    def may_be_name(self) -> bool:
        """Whether it opens a sentence with a capital and does not end as common nouns do."""
        folded = fold(self.text)
        inflected = folded.endswith(NOUN_ENDINGS) and not folded.endswith(NAME_ENDINGS)
        return self.opens and self.content and self.text[0].isupper() and not inflected


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation, or a prefix that is one, and its place: before ``tokens[at]``."""

    text: str
    at: int
    clause: int
    sure: bool = True
    """False for an "utan" that may mean "but" ("inte det ena utan det andra")."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One or two sentences, read."""

    tokens: tuple[Token, ...]
    negations: tuple[Negation, ...]


def tidy(text: str) -> str:
    """Take away what nobody sees (soft hyphens) and bring letters to one form."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def stems_of(text: str) -> frozenset[str]:
    """Give the stems of the words of a text."""
    return frozenset(stem(word) for word in _TOKEN.findall(tidy(text)))


def read_wording(sentences: Sequence[str], known: Container[str] = ()) -> Wording:
    """Read sentences that follow each other.

    Args:
        sentences: Plain text.
        known: Stems of the text this one is compared with. ``omöjlig`` is read as a negation and ``möjlig`` where they
            hold that stem and not its own.
    """
    tokens: list[Token] = []
    negations: list[Negation] = []
    denying = -1  # the sentence in which a negation was read last
    read = list(_words(sentences))
    for number, (opens, clause, sentence, word) in enumerate(read):
        folded = fold(word)
        following = read[number + 1][3] if number + 1 < len(read) else ""
        if _is_not_only(negations, len(tokens), folded, following):
            negations.pop()
            tokens.append(Token(word, NOT_ONLY, "quantity", opens, clause, sentence))
        elif folded in NEGATORS:
            negations.append(Negation(word, len(tokens), clause, folded != "utan" or denying != sentence))
            denying = sentence
        else:
            rest = _without_prefix(folded, known)
            if rest:
                negations.append(Negation(word, len(tokens), clause))
            tokens.append(_token(word, rest or folded, opens=opens, clause=clause, sentence=sentence))
    return _scaled(tokens, negations)


def _is_not_only(negations: Sequence[Negation], at: int, folded: str, following: str) -> bool:
    """Tell whether a word and the negation right before it are "inte bara" or "inte minst", which deny nothing."""
    denied = bool(negations) and negations[-1].at == at and fold(negations[-1].text) == "inte"
    return (
        denied
        and folded in MORE_THAN
        and not (folded == "minst" and following and (number_value(following) or fold(following) in ONE_WORDS))
    )


def _words(sentences: Sequence[str]) -> Iterator[tuple[bool, int, int, str]]:
    """Yield for each word whether it opens a sentence or quotation, its clause, its sentence, and itself."""
    clause = 0
    for number, sentence in enumerate(sentences):
        text, end = _SAID_OTHERWISE.sub(lambda found: _OTHERWISE[found[0].lower()], tidy(sentence)), 0
        for match in _TOKEN.finditer(text):
            between = text[end : match.start()]
            opens = not end or bool(_OPENS.search(between))
            clause += bool(_STOPS.search(between)) if end else number > 0
            end = match.end()
            yield opens, clause, number, match.group()


def _token(word: str, folded: str, *, opens: bool, clause: int, sentence: int) -> Token:
    value = number_value(word)
    acronym = len(word) > 1 and word.isupper()
    name = value is None and (acronym or (word[0].isupper() and len(word) > 1 and not opens))
    kind: Kind = "word"
    if value is not None:
        kind, key = "number", value
    elif folded in MODALS:
        kind, key = "modal", MODALS[folded]
    elif folded in HEDGES:
        kind, key = "hedge", folded
    elif folded in QUANTITIES:
        kind, key = "quantity", folded
    else:
        key = stem(folded)
    content = kind == "number" or (kind == "word" and len(word) > 1 and not _is_function(word, folded))
    return Token(word, key, kind, opens, clause, sentence, content, name and kind == "word")


def _is_function(word: str, folded: str) -> bool:
    return (folded in FUNCTION_WORDS or folded in ABBREVIATED | LIGHT) and word.lower() not in NOT_FUNCTION


def _without_prefix(folded: str, known: Container[str]) -> str | None:
    """Give what a prefix denies, where the other text has that word and not this one."""
    if stem(folded) in known:
        return None
    native = _NATIVE.sub("", folded)
    if native != folded and stem(native) in known:
        return native
    foreign = _FOREIGN.sub("", folded)
    if foreign != folded and stem(foreign) in known and any(foreign.startswith(word) for word in IN_PREFIXED):
        return foreign
    return None


def _scaled(tokens: Sequence[Token], negations: Sequence[Negation]) -> Wording:
    """Make one token of "3,5 miljoner"."""
    kept: list[Token] = []
    moved = []
    for token in tokens:
        scale = SCALES.get(fold(token.text))
        if scale and kept and kept[-1].kind == "number" and kept[-1].clause == token.clause:
            last = kept[-1]
            kept[-1] = replace(last, text=f"{last.text} {token.text}", key=multiplied(last.key, scale))
        else:
            kept.append(token)
        moved.append(len(kept) - 1)
    places = [*moved, len(kept)]
    return Wording(tuple(kept), tuple(replace(negation, at=places[negation.at]) for negation in negations))
