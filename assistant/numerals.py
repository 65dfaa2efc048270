"""Numbers in Swedish text, in digits or letters, brought to one form: ``tre``, ``3`` and ``3:e`` are all "3"."""

import re
from collections.abc import Mapping

from assistant.swedish import fold

_UNITS = "noll en tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
_TENS = "tjugo trettio fyrtio femtio sextio sjuttio attio nittio"
_ORDINALS = """
    nollte forsta andra tredje fjarde femte sjatte sjunde attonde nionde tionde elfte tolfte trettonde fjortonde
    femtonde sextonde sjuttonde artonde nittonde
"""
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
_ENGLISH = "two three four five six seven eight nine ten eleven twelve"

_CARDINAL: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_UNITS.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
    **{f"{tens}{unit}": 10 * high + low
       for high, tens in enumerate(_TENS.split(), start=2)
       for low, unit in enumerate(_UNITS.split()[:10]) if low},
    **{f"{tens}ett": 10 * high + 1 for high, tens in enumerate(_TENS.split(), start=2)},
    "ett": 1, "aderton": 18, "tjuge": 20,
}  # fmt: skip
_ORDINAL: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_ORDINALS.split())},
    **{f"{word}nde": number for word, number in _CARDINAL.items() if number >= 20 and number % 10 == 0},
    **{f"{tens}{unit}": 10 * high + low
       for high, tens in enumerate(_TENS.split(), start=2)
       for low, unit in enumerate(_ORDINALS.split()[:10]) if low},
    "forste": 1, "andre": 2, "hundrade": 100, "tusende": 1000,
}  # fmt: skip
_OTHER: Mapping[str, str] = {
    "halften": "1/2", "halva": "1/2", "halv": "1/2", "halvt": "1/2",
    "tredjedel": "1/3", "tredjedelar": "1/3", "fjardedel": "1/4", "fjardedelar": "1/4", "femtedel": "1/5",
    "tiondel": "1/10", "dussin": "12", "dubbelt": "2x", "dubbla": "2x", "trefaldigt": "3x",
}  # fmt: skip
_ALSO: Mapping[str, frozenset[str]] = {
    **{word: frozenset({str(number)}) for number, word in enumerate(_MONTHS.split(), start=1)},
    **{word[:3]: frozenset({str(number)}) for number, word in enumerate(_MONTHS.split(), start=1) if len(word) > 4},
    "halften": frozenset({"50"}), "halva": frozenset({"50"}), "fjardedel": frozenset({"25"}),
    "en": frozenset({"1"}), "ett": frozenset({"1"}), "andra": frozenset({"2"}), "andre": frozenset({"2"}),
}  # fmt: skip
SCALES: Mapping[str, int] = {
    "hundra": 100, "tusen": 1000, "miljon": 10**6, "miljoner": 10**6, "mn": 10**6, "mnkr": 10**6, "mkr": 10**6,
    "miljard": 10**9, "miljarder": 10**9,
}  # fmt: skip
"""Words that multiply the number before them, or are one themselves."""
_ENGLISH_NUMBERS = {word: str(number) for number, word in enumerate(_ENGLISH.split(), start=2)}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s\u00a0\u202f]\d{3})+(?!\d)")
_TAILS = re.compile(
    r"(?:tal|ar(?!t)|dag|tim|veck|manad|gang|fald|part|steg|minut|procent|hundra|tusen|siffr|person|dubb)"
)
ONE_WORDS = frozenset({"en", "ett", "andra", "andre"})
"""Articles and "other" nearly always: they never have to stand in a quote, but meet a digit that does."""


def number_value(word: str) -> str | None:
    """Give the number that a word or a group of digits stands for, None where it stands for none.

    Digits lose their spaces, leading zeros and empty decimals; a decimal comma becomes a point, and so does the colon
    of a time. An ordinal has the value of its number; a word that begins with one (``femårig``, ``1990-talet``) has it
    too. ``en``, ``ett`` and ``andra`` count as none.
    """
    if word[0].isdigit():
        return _digits(word)
    folded = fold(word)
    if folded in ONE_WORDS:
        return None
    if folded in _OTHER:
        return _OTHER[folded]
    for table in (_CARDINAL, _ORDINAL):
        if folded in table:
            return str(table[folded])
    if folded in SCALES:
        return str(SCALES[folded])
    return _composed(folded)


def further_values(word: str) -> frozenset[str]:
    """Give the numbers that a word may stand for besides: a month its place in the year, ``hälften`` 50 percent."""
    return _ALSO.get(fold(word), frozenset())


def english_value(word: str) -> str | None:
    """Give the number that an English word from two to twelve stands for, else None."""
    return _ENGLISH_NUMBERS.get(fold(word))


def multiplied(value: str, scale: int) -> str:
    """Give ``3,5 miljoner`` as one number."""
    try:
        product = float(value) * scale
    except ValueError:
        return value
    return f"{product:.6f}".rstrip("0").rstrip(".")


def _digits(group: str) -> str:
    if _THOUSANDS.fullmatch(group):
        return re.sub(r"\D", "", group).lstrip("0") or "0"
    compact = re.sub(r"\s", "", group).replace(",", ".").replace(":", ".")
    whole, _, rest = compact.partition(".")
    whole = whole.lstrip("0") or "0"
    if "." in rest:  # a date or a chapter: kept as it stands
        return ".".join(part.lstrip("0") or "0" for part in compact.split("."))
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")


def _composed(folded: str) -> str | None:
    """Read ``tvåhundra``, ``tretusen``, ``nittiotalet``, ``femårig``."""
    for end in range(len(folded) - 1, 1, -1):
        head, rest = folded[:end], folded[end:]
        number = _CARDINAL.get(head, _ORDINAL.get(head)) if head not in {"en", "andra"} else None
        if number is None:
            continue
        scale = next((word for word in ("hundra", "tusen") if rest.startswith(word)), None)
        if scale:
            after = rest.removeprefix(scale)
            low = _CARDINAL.get(after)
            return str(number * SCALES[scale] + (low or 0)) if not after or low or _TAILS.match(after) else None
        if _TAILS.match(rest):
            return str(number)
    return None
