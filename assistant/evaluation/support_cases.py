"""True and falsified sentences for measuring the support check, made from the sentences of any Swedish texts.

A true case is a sentence, or a light edit of it that keeps what it says, beside the span it was taken from. A falsified
one is such a sentence with one thing changed, or beside another sentence of the same text. The same texts and seed
give the same cases. What is written here knows nothing of how the check works.
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.sentences import split_sentences

UNTOUCHED, TRUE = "as it stands", "true"
CORRUPTIONS = ("number", "swapped", "negation", "modal", "name")
_SHORTEST, _LONGEST = 6, 45
"""Words of the sentences that are used."""
_ALIKE = 0.6
"""Share of common words from which two sentences of a text say the same."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence beside what it is said to rest on."""

    kind: str
    """``true`` (edited lightly), ``as it stands``, or one of :data:`CORRUPTIONS`."""
    edit: str
    """Which edit the sentence is of the original; ``as it stands`` for none."""
    sentence: str
    quote: str
    source: str
    """Id of the text."""


def in_choosing_half(source: str) -> bool:
    """Tell whether a text belongs to the half that rules are chosen on; the other half is reported."""
    return hashlib.sha256(source.encode()).digest()[0] % 2 == 0


def make_cases(texts: Mapping[str, str], seed: int = 20261125) -> Iterator[Case]:
    """Yield, for each usable sentence of each text, one true case and one of every corruption it allows.

    Args:
        texts: Id → plain text.
        seed: Of every choice.
    """
    names = _all_names(texts)
    for source, text in texts.items():
        lines = _sentences(text)
        usable = [(line, at) for line, sentences in enumerate(lines) for at in range(len(sentences))]
        every = [lines[line][at] for line, at in usable if _is_usable(lines[line][at])]
        for line, at in usable:
            if _is_usable(lines[line][at]):
                chance = random.Random(f"{seed}{source}{line}.{at}")  # noqa: S311: not for secrets
                yield from _cases_of(source, lines[line], at, every, names, chance)


def _cases_of(
    source: str, line: Sequence[str], at: int, every: Sequence[str], names: Sequence[str], chance: random.Random
) -> Iterator[Case]:
    sentence = line[at]
    edit, said, quote = _edited(line, at, chance)
    yield Case(UNTOUCHED if edit == UNTOUCHED else TRUE, edit, said, quote, source)
    others = [other for other in every if _likeness(other, sentence) < _ALIKE and other not in quote]
    if others:
        yield Case("swapped", edit, said, chance.choice(others), source)
    others = [name for name in names if name not in quote]
    for kind, changed in (
        ("number", _other_number(said, quote, chance)),
        ("negation", _other_polarity(said, chance)),
        ("modal", _other_modal(said, chance)),
        ("name", _other_name(said, others, chance)),
    ):
        if changed is not None:
            yield Case(kind, edit, changed, quote, source)


def _sentences(text: str) -> list[list[str]]:
    """Give each line's sentences as one reads them."""
    lines = (line.strip() for line in text.replace("\u00ad", "").split("\n"))
    return [[" ".join(sentence.text.split()) for sentence in split_sentences(line)] for line in lines if line]


def _is_usable(sentence: str) -> bool:
    count = len(sentence.split())
    return _SHORTEST <= count <= _LONGEST and sentence[0].isupper() and sentence.endswith(".")


def _likeness(one: str, other: str) -> float:
    left, right = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(left & right) / max(1, min(len(left), len(right)))


# Light edits: each gives the sentence anew, or None where it does not fit.

_PRONOUNS = "du|vi|man|det|hon|han|de|ni|jag|den"
_FINITE = "är var har hade kan ska skall får måste bör behöver blir blev finns kommer gäller kunde skulle innebär ger".split()
_LEADING = (
    "Därför|Dessutom|Däremot|Också|Även|Då|Sedan|Därefter|Ibland|Ofta|Således|Följaktligen|Vidare|Dock|Alltså|Emellertid"
)
_LED = re.compile(rf"(?:{_LEADING}) (\w+) ({_PRONOUNS}|\w+(?:en|et|na)) (?!\w+(?:s|na)\b)")
_CLAUSE = re.compile(rf"(Om|När|Eftersom) ([^,]+?),? (\w+(?:r|e|s|te|de|ll)) ({_PRONOUNS}) ([^,;:]+)\.")
_BRACKET = re.compile(r" \([^()]*\)")
_TRAILING = re.compile(r", (?:vilket|vilka|såsom) [^,]+\.$")
_DEFINITE = re.compile(r"\b([a-zåäö]{4,}[ae]r|[a-zåäö]{4,}or)na\b")
_DIGIT = re.compile(r"(?<![\w.,:§/-])(?<!\d )([2-9]|1[0-2])(?= [a-zåäö]{3,})(?! (?:kap|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december))")  # fmt: skip
_LETTERS = dict(enumerate("två tre fyra fem sex sju åtta nio tio elva tolv".split(), start=2))
_LOWERED = frozenset("Det Den De Du Vi Man Han Hon En Ett I På För Om När Detta Dessa Även Men Och Som Att Här Där".split())


def _without_adverb(sentence: str) -> str | None:
    match = _LED.match(sentence)
    if not match or match[1][-1] not in "rsnelt" or match[1] in {"med", "en", "ett", "den", "det"}:
        return None
    return f"{match[2][0].upper()}{match[2][1:]} {match[1]} {sentence[match.end() :]}"


def _clause_last(sentence: str) -> str | None:
    match = _CLAUSE.fullmatch(sentence)
    if not match:
        return None
    opener, clause, verb, subject, rest = match.groups()
    return f"{subject.capitalize()} {verb} {rest} {opener.lower()} {clause}."


def _without_bracket(sentence: str) -> str | None:
    return _BRACKET.sub("", sentence) if _BRACKET.search(sentence) else None


def _without_trailing_clause(sentence: str) -> str | None:
    shorter = _TRAILING.sub(".", sentence)
    return shorter if shorter != sentence and len(shorter.split()) >= _SHORTEST else None


def _indefinite(sentence: str) -> str | None:
    match = _DEFINITE.search(sentence)
    return sentence[: match.start()] + match[1] + sentence[match.end() :] if match else None


def _number_in_letters(sentence: str) -> str | None:
    match = _DIGIT.search(sentence)
    return sentence[: match.start()] + _LETTERS[int(match[1])] + sentence[match.end() :] if match else None


def _percent_in_letters(sentence: str) -> str | None:
    return re.sub(r" ?%", " procent", sentence, count=1) if "%" in sentence else None


def _with_adverb(sentence: str) -> str | None:
    match = re.match(rf"({_PRONOUNS}) ({'|'.join(_FINITE)}) ", sentence, re.IGNORECASE)
    return f"Därför {match[2]} {match[1].lower()} {sentence[match.end() :]}" if match else None


def _in_a_subordinate_clause(sentence: str) -> str | None:
    match = re.match(rf"({_PRONOUNS}|[A-ZÅÄÖ]\w+(?:en|et)) ({'|'.join(_FINITE)}) (inte )?", sentence, re.IGNORECASE)
    if not match or "," in sentence:
        return None
    return f"Det är så att {match[1].lower()} {match[3] or ''}{match[2]} {sentence[match.end() :]}"


def _without_small_word(sentence: str) -> str | None:
    match = re.search(r" (?:också|även|till exempel|exempelvis|dessutom|bland annat)(?= [a-zåäö])", sentence)
    return sentence[: match.start()] + sentence[match.end() :] if match else None


def _abbreviated(sentence: str) -> str | None:
    short = sentence.replace("till exempel", "t.ex.").replace("bland annat", "bl.a.").replace("det vill säga", "dvs.")
    return short if short != sentence else None


def _first_clause(sentence: str) -> str | None:
    first, joint, second = sentence.partition(", men ")
    return f"{first}." if joint and len(first.split()) >= _SHORTEST and second and "," not in first else None


def _last_clause(sentence: str) -> str | None:
    first, joint, second = sentence.partition(", men ")
    starts = re.match(rf"(?:{_PRONOUNS}) ", second)
    return f"{second[0].upper()}{second[1:]}" if joint and starts and "," not in first else None


def _adverbial_last(sentence: str) -> str | None:
    match = re.fullmatch(rf"((?:I|På|Under|Vid|För|Efter|Enligt) [^,.]+?) ({'|'.join(_FINITE)}) ({_PRONOUNS}) ([^,;:]+)\.", sentence)
    if not match:
        return None
    return f"{match[3].capitalize()} {match[2]} {match[4]} {match[1][0].lower()}{match[1][1:]}."


_EDITS: Mapping[str, Callable[[str], str | None]] = {
    "without leading adverb": _without_adverb,
    "clause moved last": _clause_last,
    "without parenthesis": _without_bracket,
    "without trailing clause": _without_trailing_clause,
    "indefinite form": _indefinite,
    "number in letters": _number_in_letters,
    "percent in letters": _percent_in_letters,
    "with leading adverb": _with_adverb,
    "in a subordinate clause": _in_a_subordinate_clause,
    "without a small word": _without_small_word,
    "abbreviated": _abbreviated,
    "first clause alone": _first_clause,
    "last clause alone": _last_clause,
    "adverbial last": _adverbial_last,
}


def _edited(line: Sequence[str], at: int, chance: random.Random) -> tuple[str, str, str]:
    """Give the edit's name, the edited sentence and the span it is taken from, one or two sentences."""
    sentence = line[at]
    follows = line[at + 1] if at + 1 < len(line) else ""
    possible = {name: edit(sentence) for name, edit in _EDITS.items()}
    possible = {name: said for name, said in possible.items() if said is not None}
    opener = follows.split(" ", 1)[0]
    if opener in _LOWERED and _is_usable(follows):
        possible["joined with the next"] = f"{sentence[:-1]}, och {follows[0].lower()}{follows[1:]}"
    name = chance.choice([*possible]) if possible else UNTOUCHED
    wide = bool(follows) and (name.startswith("joined") or chance.random() < 0.5)
    return name, possible.get(name) or sentence, f"{sentence} {follows}" if wide else sentence


# Corruptions: each gives the sentence with one thing changed, or None where it holds nothing to change.

_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[ ]\d{3})*(?:,\d+)?(?![\w:]|[.,]\d)")
_NUMBER_WORD = re.compile(r"\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|trettio|hundra|tredje|femte)\b")
_WORDS_FOR_NUMBERS = "två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio".split()
_INSERT = re.compile(rf"\b({'|'.join(_FINITE)})((?: (?:{_PRONOUNS}))?)(?= )(?! (?:inte|aldrig|ingen|inga|inget|ej))")
_REMOVE = re.compile(r" (?:inte|aldrig|ej)(?! (?:bara|endast|enbart|minst|heller|minst))\b")
_NO = re.compile(r"\b(?:ingen|inget|inga)\b")
_SOME = {"ingen": "en", "inget": "ett", "inga": "några"}
_DENIABLE = (
    "möjlig säker känd giltig tydlig lämplig farlig behörig tillåten nödig vanlig klar giltigt möjligt säkert känt"
    " lämpligt farligt vanligt vanliga tillåtet nödigt rimlig rimligt rättvis jämlik betald hälsa trygghet"
).split()
_DENIED = re.compile(rf"\bo({'|'.join(_DENIABLE)})\b")
_AFFIRMED = re.compile(rf"\b({'|'.join(_DENIABLE)})\b")
_MODAL = re.compile(r"\b(kan|ska|skall|får|måste|bör|behöver)(?= (?:\w+ ){0,3}\w+a\b)(?! ett?\b)")
_OTHER_MODALS = {
    "kan": ("måste", "ska", "bör"),
    "ska": ("kan", "bör", "får"),
    "skall": ("kan", "bör", "får"),
    "får": ("måste", "ska", "bör"),
    "måste": ("kan", "bör", "får"),
    "bör": ("måste", "kan", "ska"),
    "behöver": ("får", "kan", "ska"),
}
_NAME = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö]{2,}(?![\w’'-])|(?<= )[A-ZÅÄÖ]{2,5}(?![\w’'-])")


def _put(text: str, match: re.Match[str], replacement: str) -> str:
    return text[: match.start()] + replacement + text[match.end() :]


def _other_number(said: str, quote: str, chance: random.Random) -> str | None:
    found = [*_NUMBER.finditer(said), *_NUMBER_WORD.finditer(said)]
    if not found:
        return None
    match = chance.choice(found)
    if not match[0][0].isdigit():
        others = [word for word in _WORDS_FOR_NUMBERS if word != match[0] and word not in quote.lower()]
        return _put(said, match, "fjärde" if match[0] in {"tredje", "femte"} else chance.choice(others))
    digits = match[0]
    for _ in range(20):
        at = chance.choice([place for place, char in enumerate(digits) if char.isdigit()])
        other = digits[:at] + chance.choice("123456789") + digits[at + 1 :]
        if other not in quote and not (other in {"2", "3", "4", "5", "6", "7", "8", "9"} and _LETTERS[int(other)] in quote):
            return _put(said, match, other)
    return None


def _other_polarity(said: str, chance: random.Random) -> str | None:
    changes = [_put(said, match, "") for match in _REMOVE.finditer(said)]
    changes += [_put(said, match, _SOME[match[0]]) for match in _NO.finditer(said)]
    changes += [_put(said, match, match[1]) for match in _DENIED.finditer(said)]
    inserted = [_put(said, match, f"{match[0]} inte") for match in _INSERT.finditer(said)]
    prefixed = [_put(said, match, f"o{match[1]}") for match in _AFFIRMED.finditer(said)]
    if changes and chance.random() < 0.7:  # negations are rarer than sentences without: taken where they are
        return chance.choice(changes)
    possible = inserted + prefixed or changes
    return chance.choice(possible) if possible else None


def _other_modal(said: str, chance: random.Random) -> str | None:
    found = list(_MODAL.finditer(said))
    if not found:
        return None
    match = chance.choice(found)
    return _put(said, match, chance.choice(_OTHER_MODALS[match[1]]))


def _other_name(said: str, others: Sequence[str], chance: random.Random) -> str | None:
    found = list(_NAME.finditer(said))
    if not found:
        return None
    match = chance.choice(found)
    alike = [
        name
        for name in chance.sample(others, min(60, len(others)))
        if name.isupper() == match[0].isupper() and name[:4].lower() not in said.lower()
    ]
    return _put(said, match, alike[0]) if alike else None


def _all_names(texts: Mapping[str, str]) -> list[str]:
    """Give the names of all texts that stand nowhere in lower case."""
    joined = "\n".join(texts.values())
    lowered = set(re.findall(r"\b[a-zåäö]+\b", joined))
    return sorted({name for name in _NAME.findall(joined) if name.lower() not in lowered})
