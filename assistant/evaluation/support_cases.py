"""True and falsified sentences for measuring the support check, made from the sentences of any Swedish texts.

A true case is a sentence, or a light edit of it that keeps what it says, beside the span it was taken from. A falsified
one is such a sentence with one thing changed, or beside another sentence of the same text. The same texts and seed
give the same cases. What is written here knows nothing of how the check works.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.evaluation.light_edits import EDITS, FINITE, LETTERS, LOWERED, PRONOUNS, SHORTEST
from assistant.sentences import split_sentences

UNTOUCHED, TRUE = "as it stands", "true"
CORRUPTIONS = ("number", "swapped", "negation", "modal", "name")
_LONGEST = 45
"""Words of the longest sentence that is used."""
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
                chance = random.Random(f"{seed}{source}{line}.{at}")  # noqa: S311  (not for secrets)
                yield from _cases_of(source, lines[line], at, every, names, chance)


def _cases_of(
    source: str, line: Sequence[str], at: int, every: Sequence[str], names: AbstractSet[str], chance: random.Random
) -> Iterator[Case]:
    sentence = line[at]
    edit, said, quote = _edited(line, at, chance)
    yield Case(UNTOUCHED if edit == UNTOUCHED else TRUE, edit, said, quote, source)
    others = [other for other in every if _likeness(other, sentence) < _ALIKE and other not in quote]
    if others:
        yield Case("swapped", edit, said, chance.choice(others), source)
    for kind, changed in (
        ("number", _other_number(said, quote, chance)),
        ("negation", _other_polarity(said, chance)),
        ("modal", _other_modal(said, chance)),
        ("name", _other_name(said, quote, names, chance)),
    ):
        if changed is not None:
            yield Case(kind, edit, changed, quote, source)


def _sentences(text: str) -> list[list[str]]:
    """Give each line's sentences as one reads them."""
    lines = (line.strip() for line in text.replace("\u00ad", "").split("\n"))
    return [[" ".join(sentence.text.split()) for sentence in split_sentences(line)] for line in lines if line]


def _is_usable(sentence: str) -> bool:
    count = len(sentence.split())
    return SHORTEST <= count <= _LONGEST and sentence[0].isupper() and sentence.endswith(".")


def _likeness(one: str, other: str) -> float:
    left, right = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(left & right) / max(1, min(len(left), len(right)))


def _edited(line: Sequence[str], at: int, chance: random.Random) -> tuple[str, str, str]:
    """Give the edit's name, the edited sentence and the span it is taken from, one or two sentences."""
    sentence = line[at]
    follows = line[at + 1] if at + 1 < len(line) else ""
    possible = {name: edit(sentence) for name, edit in EDITS.items()}
    possible = {name: said for name, said in possible.items() if said is not None}
    opener = follows.split(" ", 1)[0]
    if opener in LOWERED and _is_usable(follows):
        possible["joined with the next"] = f"{sentence[:-1]}, och {follows[0].lower()}{follows[1:]}"
    name = chance.choice([*possible]) if possible else UNTOUCHED
    wide = bool(follows) and (name.startswith("joined") or chance.random() < 0.5)
    return name, possible.get(name) or sentence, f"{sentence} {follows}" if wide else sentence


# Corruptions: each gives the sentence with one thing changed, or None where it holds nothing to change.

_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[ ]\d{3})*(?:,\d+)?(?![\w:]|[.,]\d)")
_NUMBER_WORD = re.compile(r"\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|trettio|hundra|tredje|femte)\b")
_WORDS_FOR_NUMBERS = "två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio".split()
_INSERT = re.compile(rf"\b({'|'.join(FINITE)})((?: (?:{PRONOUNS}))?)(?= )(?! (?:inte|aldrig|ingen|inga|inget|ej))")
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
        if other not in quote and not (
            other in {"2", "3", "4", "5", "6", "7", "8", "9"} and LETTERS[int(other)] in quote
        ):
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


def _other_name(said: str, quote: str, known: AbstractSet[str], chance: random.Random) -> str | None:
    opening = re.match(r"\w+\b(?![’'-])", said)
    found = [*_NAME.finditer(said), *([opening] if opening and opening[0] in known else [])]
    if not found:
        return None
    match = chance.choice(found)
    alike = [
        name
        for name in chance.sample(list(known), min(60, len(known)))
        if name.isupper() == match[0].isupper() and name[:4].lower() not in quote.lower()
    ]
    return _put(said, match, alike[0]) if alike else None


def _all_names(texts: Mapping[str, str]) -> AbstractSet[str]:
    """Give the names of all texts that stand nowhere in lower case."""
    joined = "\n".join(texts.values())
    lowered = set(re.findall(r"\b[a-zåäö]+\b", joined))
    return dict.fromkeys(name for name in _NAME.findall(joined) if name.lower() not in lowered).keys()
