"""Light edits of a Swedish sentence that keep what it says: each gives it anew, or None where it does not fit."""

import re
from collections.abc import Callable, Mapping

SHORTEST = 6
"""Words of the shortest sentence that is used."""
PRONOUNS = "du|vi|man|det|hon|han|de|ni|jag|den"
FINITE = (
    "är var har hade kan ska skall får måste bör behöver blir blev finns kommer gäller kunde skulle innebär ger".split()
)
_LEADING = "Därför|Dessutom|Däremot|Också|Även|Då|Sedan|Därefter|Således|Följaktligen|Vidare|Dock|Alltså|Emellertid"
_LED = re.compile(rf"(?:{_LEADING}) (\w+) ({PRONOUNS}|\w+(?:en|et|na)) (?!\w+s\b)")
_CLAUSE = re.compile(rf"(Om|När|Eftersom) ([^,]+?),? (\w+(?:r|e|s|te|de|ll)) ({PRONOUNS}) ([^,;:]+)\.")
_BRACKET = re.compile(r" \([^()]*\)")
_TRAILING = re.compile(r", (?:vilket|vilka|såsom) [^,]+\.$")
_DEFINITE = re.compile(r"\b([a-zåäö]{4,}[ae]r|[a-zåäö]{4,}or)na\b")
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DIGIT = re.compile(rf"(?<![\w.,:§/-])(?<!\d )([2-9]|1[0-2])(?= [a-zåäö]{{3,}})(?! (?:kap|{_MONTHS}))")
LETTERS = dict(enumerate("två tre fyra fem sex sju åtta nio tio elva tolv".split(), start=2))
LOWERED = frozenset(
    "Det Den De Du Vi Man Han Hon En Ett I På För Om När Detta Dessa Även Men Och Som Att Här Där".split()
)


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
    return shorter if shorter != sentence and len(shorter.split()) >= SHORTEST else None


def _indefinite(sentence: str) -> str | None:
    match = _DEFINITE.search(sentence)
    return sentence[: match.start()] + match[1] + sentence[match.end() :] if match else None


def _number_in_letters(sentence: str) -> str | None:
    match = _DIGIT.search(sentence)
    return sentence[: match.start()] + LETTERS[int(match[1])] + sentence[match.end() :] if match else None


def _percent_in_letters(sentence: str) -> str | None:
    return re.sub(r" ?%", " procent", sentence, count=1) if "%" in sentence else None


def _with_adverb(sentence: str) -> str | None:
    match = re.match(rf"({PRONOUNS}) ({'|'.join(FINITE)}) ", sentence, re.IGNORECASE)
    return f"Därför {match[2]} {match[1].lower()} {sentence[match.end() :]}" if match else None


def _in_a_subordinate_clause(sentence: str) -> str | None:
    match = re.match(rf"({PRONOUNS}|[A-ZÅÄÖ]\w+(?:en|et)) ({'|'.join(FINITE)}) (inte )?", sentence, re.IGNORECASE)
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
    return f"{first}." if joint and len(first.split()) >= SHORTEST and second and "," not in first else None


def _last_clause(sentence: str) -> str | None:
    first, joint, second = sentence.partition(", men ")
    starts = re.match(rf"(?:{PRONOUNS}) ", second)
    return f"{second[0].upper()}{second[1:]}" if joint and starts and "," not in first else None


def _adverbial_last(sentence: str) -> str | None:
    match = re.fullmatch(
        rf"((?:I|På|Under|Vid|För|Efter|Enligt) [^,.]+?) ({'|'.join(FINITE)}) ({PRONOUNS}) ([^,;:]+)\.", sentence
    )
    if not match:
        return None
    return f"{match[3].capitalize()} {match[2]} {match[4]} {match[1][0].lower()}{match[1][1:]}."


EDITS: Mapping[str, Callable[[str], str | None]] = {
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
