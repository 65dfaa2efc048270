"""Does a question tell who somebody is? Spotted before it is stored or shown, so that a person can take it out.

Nothing that is found is kept or passed on: only which kinds were.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.records import Document
from assistant.swedish import FUNCTION_WORDS, fold
from assistant.typed import MAX_QUESTION_CHARS, one_line

Detail = Literal["identity_number", "phone", "email", "name"]

_IDENTITY = re.compile(r"(?<![\d-])(?:19|20)?(\d{2})(\d{2})(\d{2})[-–+ ]?(\d{4})(?![\d-])")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+\d{1,3}|00\d{2}|0)[ -]?(?:\(0\))?(?:[ ()/-]{0,3}\d){7,11}(?!\w)")
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?(?:@|\(at\)|\[at\]|\(snabel-?a\)) ?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE
)

_ROLES = r"""
    kollega(?:n|s)? arbetskamrat(?:en)? jobbarkompis(?:en)? \w*chef(?:en|er)? \w*medarbetare(?:n)? anställda? \w*ledare(?:n)? vd:?(?:n)?
    rektor(?:n)? direktör(?:en)? handläggare(?:n)? sekreterare(?:n)? assistent(?:en)? praktikant(?:en)? vikarie(?:n)? konsult(?:en)?
    undersköterska(?:n)? sjuksköterska(?:n)? lärare(?:n)? receptionist(?:en)? ekonom(?:en)? tekniker(?:n)? vaktmästare(?:n)? kille(?:n)?
    tjej(?:en)? företrädare(?:n)? efterträdare(?:n)? förman(?:nen)? colleague coworker co-worker boss manager employee teammate
""".split()
_PLACES = r"""
    ekonomi\w* hr\b it\b it-\w+ lön\w* personal\w* marknad\w* sälj\w* försäljning\w* inköp\w* lager\w* kundtjänst\w* support\w*
    reception\w* växel\w* produktion\w* juridik\w* kommunikation\w* utveckling\w* administration\w* drift\w* logistik\w* verkstad\w*
    kök\w* ledningsgrupp\w* mitt\steam vårt\steam min\s(?:grupp|avdelning|enhet) vår\s(?:grupp|avdelning|enhet) avdelning\w* hemtjänst\w* finance
    sales marketing accounting
""".split()
_NAME = r"([^\W\d_](?:[\w’']|-(?=\w))+)"
_ROLE_AND_NAME = re.compile(
    rf"\b(?:{'|'.join(_ROLES)})(?:,| \(| som heter| vid namn| called| named)? ?{_NAME}(?: {_NAME})?", re.IGNORECASE
)
_NAME_AND_PLACE = re.compile(
    rf"\b{_NAME}(?: {_NAME})? (?:på|i|från|vid|hos|in|from) (?:{'|'.join(_PLACES)})", re.IGNORECASE
)
_CALLED = re.compile(
    rf"\b(?:som heter|hon heter|han heter|hen heter|vid namn|her name is|his name is) {_NAME}", re.IGNORECASE
)
_WORD = re.compile(_NAME)
_FULL_NAME = re.compile(rf"(?<!\w)(?=[A-ZÅÄÖ]){_NAME}(?: (?=[A-ZÅÄÖ]){_NAME})?")
_OWN = re.compile(
    r"\b((?i:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra|me|my|we|us|our)|I)\b",
)
_QUOTED = re.compile(
    r"\b(vad (?:säger|skriver|menar|anser)|enligt|forskare\w*|professor\w*|författare\w*|bok|boken|teori\w*|modell\w*|definiera\w*|definition\w*"
    r"|vem (?:är|var)|känd\w*|filosof\w*|says|writes|according|who is|author|theory|model)\b",
    re.IGNORECASE,
)
_AMBIGUOUS = frozenset(
    "alva august dag dan gun hans inga jan kim klara linn lova max per pia rose said saga sten stig tim tom tor tuva "
    "urban".split()
)
"""First names that are words as well: names only with a capital inside a sentence."""

_REMINDERS = {
    "sv": {
        "identity_number": "ett personnummer",
        "phone": "ett telefonnummer",
        "email": "en e-postadress",
        "name": "namnet på någon du jobbar med",
        "and": "och",
        "reminder": "Det ser ut som att frågan innehåller {found}. Den kan visas för hela gruppen, så ta gärna bort det först.",
    },
    "en": {
        "identity_number": "a personal identity number",
        "phone": "a phone number",
        "email": "an e-mail address",
        "name": "the name of somebody you work with",
        "and": "and",
        "reminder": "Your question seems to hold {found}. It may be shown to the whole group, so you may want to take it out first.",
    },
}


def personal_details(text: str, known_names: Collection[str] = ()) -> tuple[Detail, ...]:
    """Tell which kinds of personal details a text seems to hold, in a fixed order; () for none.

    Args:
        text: As typed.
        known_names: Names that may be used, such as :func:`names_in` gives for the guidance.
    """
    line = one_line(text[: 10 * MAX_QUESTION_CHARS])[: 2 * MAX_QUESTION_CHARS]
    known = frozenset(known_names)
    found: list[Detail] = []
    identities = [match.span() for match in _IDENTITY.finditer(line) if _is_identity(*match.groups())]
    if identities:
        found.append("identity_number")
    if any(not _inside(match.span(), identities) for match in _PHONE.finditer(line)):
        found.append("phone")
    if _EMAIL.search(line):
        found.append("email")
    sentences = re.split(r"(?<=[.!?]) ", line)
    if any(_names_colleague(sentence, known) for sentence in sentences) or (
        _OWN.search(line) and any(_names_somebody(sentence, known) for sentence in sentences)
    ):
        found.append("name")
    return tuple(found)


def reminder(found: Collection[Detail], language: str = "sv") -> str:
    """Say gently what a question seems to hold, in Swedish or English; "" for nothing."""
    if not found:
        return ""
    texts = _REMINDERS["sv" if language == "sv" else "en"]
    *others, last = [texts[kind] for kind in found]
    listed = f"{', '.join(others)} {texts['and']} {last}" if others else last
    return texts["reminder"].format(found=listed)


def names_in(documents: Iterable[Document]) -> frozenset[str]:
    """Give every word with a capital that stands in the guidance: its authors are nobody's colleagues."""
    return frozenset(
        _bare(word) for document in documents for word in _WORD.findall(document.text) if word[0].isupper()
    )


def colleague_names(text: str) -> frozenset[str]:
    """Give the words that name somebody the asker seems to work with, as typed; not whose words are asked for."""
    sentences = [sentence for sentence in re.split(r"(?<=[.!?]) ", text) if not _QUOTED.search(sentence)]
    is_own = bool(_OWN.search(text))
    return frozenset(
        word
        for sentence in sentences
        for name in (*_colleagues(sentence, frozenset()), *(_people(sentence, frozenset()) if is_own else ()))
        for word in name.split()
    )


def _names_colleague(sentence: str, known: frozenset[str]) -> bool:
    return any(_colleagues(sentence, known))


def _colleagues(sentence: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the names that a sentence says the bearers of: "chefen Birgitta", "Kalle på ekonomi"."""
    for match in _ROLE_AND_NAME.finditer(sentence):
        if _is_name(match[1], known, follows=True):
            yield " ".join(word for word in match.groups() if word)
    for match in (*_NAME_AND_PLACE.finditer(sentence), *_CALLED.finditer(sentence)):
        if any(word and _is_name(word, known, follows=match.start(1) > 0) for word in match.groups()):
            yield " ".join(word for word in match.groups() if word)


def _names_somebody(sentence: str, known: frozenset[str]) -> bool:
    """Tell whether a sentence holds a first name, and not because of what its bearer wrote or said."""
    return not _QUOTED.search(sentence) and any(_people(sentence, known))


def _people(sentence: str, known: frozenset[str]) -> Iterator[str]:
    """Yield first names with a capital, each with the surname behind it."""
    for match in _FULL_NAME.finditer(sentence):
        if is_first_name(match[1]) and _is_name(match[1], known, follows=match.start() > 0):
            yield match[0]


def _is_name(word: str, known: frozenset[str], *, follows: bool) -> bool:
    """Tell whether a word is a name that nobody of the guidance has.

    Args:
        word: As typed.
        known: Names of the guidance.
        follows: Whether another word stands before it: the first of a sentence has its capital anyway.
    """
    if _bare(word) in known or not all(part[1:].islower() for part in word.split("-")):
        return False
    if word[0].isupper() and follows:
        return fold(word) not in FUNCTION_WORDS and not _is_common(word)
    return is_first_name(word) and _bare(word) not in _AMBIGUOUS


def is_first_name(word: str) -> bool:
    """Tell whether a word, as typed, is a first name that is given in Sweden, or the genitive of one."""
    return not {_bare(word), word.lower()}.isdisjoint(_first_names())


def _is_common(word: str) -> bool:
    """Tell whether a word begins questions, so that its capital may only begin one."""
    return word.lower() in _OPENERS


_OPENERS = frozenset(
    "hur vad vem vilka vilken vilket när var varför kan ska skall bör får måste är finns jag vi du det den de hon han hen och men om how what "
    "why when who can should is are the tillit tillitsbaserat ledarskap scrum lean agile sverige svenska teams excel".split()
)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(files("assistant").joinpath("data", "first_names.txt").read_text("utf-8").split())


def _bare(word: str) -> str:
    """Give a name in small letters without the s of its genitive; "Jonas" keeps it, being a name as it is."""
    low = word.lower()
    return low if low in _first_names() or not low.endswith("s") else low.rstrip("s").rstrip("’':")


def _is_identity(year: str, month: str, day: str, last: str) -> bool:
    """Check date and control digit of a personal identity number; a coordination number adds 60 to the day."""
    is_date = 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91)
    return is_date and _luhn(f"{year}{month}{day}{last}")


def _luhn(digits: str) -> bool:
    """Check a number by Luhn's formula (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
