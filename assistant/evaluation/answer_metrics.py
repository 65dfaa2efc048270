"""Metrics of what an answer says. Each takes one scored answer; None where it says nothing about it.

Facts follow the nuggets of TREC's question answering: vital ones decide, the others are a bonus (Voorhees 2003; Lin &
Demner-Fushman 2005, HLT). They are found by their words, so a fact may need several wordings.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assistant.evaluation.prompts import Fact
from assistant.evaluation.scored import Scored
from assistant.swedish import fold, words

_SAME = str.maketrans({"”": '"', "“": '"', "„": '"', "»": '"', "«": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
_ECHO = re.compile('"[^"]*"')
_MARKER = re.compile(r"\s*\[\d+\]|\\(?=\W)")
_WHOLE = 4
"""Letters of the last word from which an ending may follow it: "mål" must not be found in "målning"."""
_NUMBER = re.compile(r"\d[\d\s.,]*\d|\d")
_NUMERALS = {
    word: str(number)
    for number, word in enumerate("noll en tva tre fyra fem sex sju atta nio tio elva tolv".split())
    if word != "en"  # an article nearly always
} | {"tjugo": "20", "trettio": "30", "hundra": "100", "tusen": "1000"}


def vital_facts(row: Scored) -> float | None:
    """Give the share of the vital facts that the answer states; a refusal states none."""
    return _stated(row, [fact for fact in row.prompt.facts if fact.vital])


def all_facts(row: Scored) -> float | None:
    """Give the share of all facts that the answer states; a refusal states none."""
    return _stated(row, row.prompt.facts)


def stated_facts(row: Scored, facts: Sequence[Fact]) -> list[bool]:
    """Tell of each fact whether the answer states it; a refusal states none."""
    if row.is_refused:
        return [False] * len(facts)
    text = normal(" ".join(each.text for each in row.answer.sentences) or _MARKER.sub("", row.answer.text))
    return [any(is_said(wording, text) for wording in fact.any_of) for fact in facts]


def must_not(row: Scored) -> float | None:
    """Give 1 where the answer says nothing that it must not, else 0.

    What a refusal quotes from the question ("Vägledningen nämner inte ”X”") is not said by it.
    """
    if not row.prompt.must_not:
        return None
    text = normal(_MARKER.sub("", row.answer.text))
    if row.is_refused:
        text = _ECHO.sub(" ", text)
    return float(not any(is_said(wording, text) for wording in row.prompt.must_not))


def number_fidelity(row: Scored) -> float | None:
    """Give the share of the answer's numbers that stand in a span cited by the same sentence.

    Numerals up to twelve count as their digits. None where the answer's sentences hold no number.
    """
    quotes = {citation.number: citation.quote for citation in row.answer.citations}
    found = kept = 0
    for sentence in row.answer.sentences:
        said = numbers(sentence.text)
        backed = {number for cited in sentence.citations for number in numbers(quotes.get(cited, ""))}
        found += len(said)
        kept += len(said & backed)
    return kept / found if found else None


def length_words(row: Scored) -> float | None:
    """Count the words of the answer's own sentences; None for an answer without any."""
    return float(sum(len(words(sentence.text)) for sentence in row.answer.sentences)) if row.answer.sentences else None


def length_sentences(row: Scored) -> float | None:
    """Count the answer's own sentences; None for an answer without any."""
    return float(len(row.answer.sentences)) or None


def language_right(row: Scored) -> float | None:
    """Give 1 where the question's language was told right, else 0."""
    return None if row.prompt.language is None else float(row.answer.language == row.prompt.language)


def understood(row: Scored) -> float | None:
    """Give 1 where the question, standing alone, has all that it leans on and nothing it has left behind, else 0.

    It has what a word of it begins with, without regard to case, å, ä and ö.
    """
    if not row.prompt.query_has and not row.prompt.query_lacks:
        return None
    query = fold(row.answer.query)
    has = all(any(_begins(choice, query) for choice in wanted.split("|")) for wanted in row.prompt.query_has)
    return float(has and not any(_begins(unwanted, query) for unwanted in row.prompt.query_lacks))


def is_said(wording: str, normal_text: str) -> bool:
    """Tell whether a wording stands in a text (see :func:`normal`), from the beginning of a word.

    Its last word may go on with an ending from four letters on.
    """
    return bool(_pattern(wording).search(normal_text))


def normal(text: str) -> str:
    """Give a text without what tells two printings apart: case, white space, kinds of quotation marks and dashes."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SAME).casefold().split())


def numbers(text: str) -> set[str]:
    """Give the numbers of a text in digits: "1 000" and "1.000" are 1000, "tre" is 3, "3,5" and "3.5" are the same."""
    found = {_digits(match) for match in _NUMBER.findall(text)}
    return found | {_NUMERALS[folded] for word in words(text) if (folded := fold(word)) in _NUMERALS}


def _digits(typed: str) -> str:
    plain = re.sub(r"(?<=\d)[\s.](?=\d{3}(?!\d))", "", typed)
    return re.sub(r"\s", "", plain).replace(",", ".").rstrip(".")


def _stated(row: Scored, facts: Sequence[Fact]) -> float | None:
    return sum(stated_facts(row, facts)) / len(facts) if facts else None


def _begins(beginning: str, folded: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(beginning.strip()))}", folded))


@lru_cache(maxsize=65536)
def _pattern(wording: str) -> re.Pattern[str]:
    wanted = normal(wording)
    last = re.search(r"\w+$", wanted)
    is_stem = last is not None and len(last.group()) >= _WHOLE and not last.group().isdigit()
    begin = r"(?<!\w)" if wanted[:1].isalnum() else ""
    end = "" if is_stem or not wanted[-1:].isalnum() else r"(?!\w)"
    return re.compile(begin + re.escape(wanted) + end)
