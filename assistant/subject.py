"""What "det här" means in a question that no turn came before: the subject of the guidance, which its title names."""

import re
from collections.abc import Sequence

from assistant.questions import what_is_asked
from assistant.records import Document
from assistant.sentences import split_sentences
from assistant.swedish import FUNCTION_WORDS, content_words, fold, stem, words

_TITLE_GOES_ON = re.compile(r"\s+[–—|-]\s+|:\s+")
_LONGEST = 3
"""Words of a title's first part that may name a subject."""
_THIS = re.compile(r"\b(?:det h[äa]r|detta)\b(?! (?:med|f[öo]r)\b)(?P<after>\W*\w*)", re.IGNORECASE)
_OF_THE_TEXT = re.compile(r"\b(skriv\w*|skrev\w*|publicera\w*|las(a|er|te|t)|laste|kall(a|an|or))\b")
"""Words, folded, of a question in which "det här" is the text itself."""
_INDIRECT = re.compile(r"\bvad det ((ar|e)( for (nagot|nat))?|innebar|betyder|handlar om|gar ut pa)\b")
"""A question that a statement holds, folded: "jag har ingen aning om vad det är"."""


def subject_of(documents: Sequence[Document]) -> str | None:
    """Give the subject that the title of the only text names before its dash: "tillitsbaserat ledarskap".

    Returns:
        None where there are several texts, or the title begins with anything but a few words that tell something.
    """
    if len(documents) != 1:
        return None
    head = _TITLE_GOES_ON.split(documents[0].title)[0].strip()
    told = words(head)
    if not 1 <= len(told) <= _LONGEST or list(content_words(head)) != list(told):
        return None
    return head.lower() if head.lower() in documents[0].text else head


def with_subject(question: str, subject: str) -> str:
    """Give a Swedish question with the subject in the place of a "det här" that stands for it; else as it is.

    Args:
        question: A first question, as typed.
        subject: What :func:`subject_of` gave.
    """
    if what_is_asked(question).wanted in {"summary", "facts", "named", "item"} or _OF_THE_TEXT.search(fold(question)):
        return question
    first, *others = split_sentences(question) or [None]
    if others and _is_named(subject, question) and _INDIRECT.search(fold(question)):
        return f"Vad är {subject}?"
    if first is None or _is_named(subject, question):
        return question
    return (
        question[: first.start] + _THIS.sub(lambda this: _replaced(this, subject), first.text) + question[first.end :]
    )


def _replaced(this: re.Match[str], subject: str) -> str:
    """Leave a "det här" as it is that belongs to a noun after it."""
    after = words(this["after"])
    is_alone = not after or fold(after[0]) in FUNCTION_WORDS or not this["after"].startswith(" ")
    return f"{subject}{this['after']}" if is_alone else this[0]


def _is_named(subject: str, question: str) -> bool:
    asked = {stem(word) for word in content_words(question)}
    return all(stem(word) in asked for word in content_words(subject))
