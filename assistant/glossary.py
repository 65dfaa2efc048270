"""An English question's words in Swedish, so that words find it in a Swedish text, and its meaning lies nearer to one.

``data/english.tsv`` holds an English word, or two, and the Swedish words it may be; it was written for this project.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.dictionary import english_lemma, is_english
from assistant.swedish import FUNCTION_WORDS, fold, words


def in_swedish(question: str) -> str:
    """Give the content words of an English question in Swedish.

    What the glossary lacks stays as it is typed where it is no English word: a name, or a Swedish one ("bygglov").
    """
    typed = words(question)
    told: list[str] = []
    place = 0
    while place < len(typed):
        pair = [word.lower() for word in typed[place : place + 2]]
        found = _glossary().get(" ".join((pair[0], english_lemma(pair[1])))) if len(pair) > 1 else None
        told += [found] if found else _translated(typed[place])
        place += 2 if found else 1
    return " ".join(told)


def _translated(typed: str) -> list[str]:
    word = typed.lower()
    if fold(word) in FUNCTION_WORDS:
        return []
    found = _glossary().get(word) or _glossary().get(english_lemma(word))
    return [found] if found else [] if is_english(word) else [typed]


@cache
def _glossary() -> Mapping[str, str]:
    """Map an English word to its commonest Swedish one: all of them together find more that is not meant."""
    lines = files("assistant").joinpath("data", "english.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {english: swedish.split(", ")[0] for english, swedish in rows}
