"""Questions for whatever the guidance says about something: "vad säger texten om gränser?", "står det nåt om lön?"."""

import re
from dataclasses import dataclass

from assistant.sentences import split_sentences
from assistant.swedish import content_words, fold

_SAYING = r"(?:sager|skriver|tycker|anser|tipsar|rekommenderar|berattar|star|sags|skrivs)"
_TEXT = frozenset(
    "artikel artikeln text texten guide guiden vagledning vagledningen dokumentet materialet tips tipsen article text"
    " guidance document forskning forskningen forskare forskarna experter experterna research nagot nagonting nat allt"
    " mer".split()
)
"""Who may always be asked: the text itself, and research in general."""
_ASKED = (
    re.compile(rf"^vad {_SAYING} (?P<who>.*?)(?:om|kring|angaende) (?P<what>.+)$"),
    re.compile(
        r"^(?:star|finns|sags) det (?P<who>)(?:nagot|nagonting|nat) (?:\w+ )?(?:om|kring|angaende) (?P<what>.+)$"
    ),
    re.compile(
        r"^(?:kan du |kan ni )?(?:beratta|saga|sag)(?: (?:nagot|nat|lite|mer|mig))*(?P<who>) (?:om|kring) (?P<what>.+)$"
    ),
    re.compile(r"^what (?:does|do) (?P<who>.*?)(?:say|write|think) (?:about|on) (?P<what>.+)$"),
    re.compile(r"^(?:does|do) (?P<who>.*?)(?:say|mention) anything (?:about|on) (?P<what>.+)$"),
)
"""Shapes of such a question, folded and without punctuation."""
_CLAUSE = re.compile(r"(?:att|hur|vad|vem|nar|varfor|om|ifall|vilk\w+|how|what|who|when|why|whether|that)\b")
"""What begins a clause: a question of its own, and no thing that may stand in a text by its name."""
_OPENING = re.compile(r"^(?:(?:och|men|ok|okej|and|but) )+")
_CLOSING = re.compile(r"(?: (?:i|ur) (?:texten|artikeln|guiden|vagledningen)| och (?:sant|sadant)| da| egentligen)+$")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question wants to hear about, and from whom; words as typed."""

    words: tuple[str, ...]
    speaker: tuple[str, ...]
    """() where it is the text, or nobody in particular."""


def topic_asked(question: str) -> Topic | None:
    """Read a question for whatever is said about something; None where it asks anything else.

    Args:
        question: A question that stands alone.
    """
    plain = [_plain(sentence.text) for sentence in split_sentences(question)]
    match = next((found for text in plain for shape in _ASKED if (found := shape.search(text))), None)
    if not match or _CLAUSE.match(match["what"]):
        return None
    typed = {fold(word): word for word in content_words(question)}
    about = tuple(typed.get(word, word) for word in content_words(_CLOSING.sub("", match["what"])))
    speaker = tuple(typed.get(word, word) for word in content_words(match["who"]) if word not in _TEXT)
    return Topic(about, speaker) if about else None


def _plain(sentence: str) -> str:
    """Fold a sentence, without punctuation, the "och" before it, and the "varför då:" that was asked about it."""
    _, _, sentence = sentence.rpartition(": ")
    return _OPENING.sub("", " ".join(re.sub(r"[^\w\s-]", " ", fold(sentence)).split()))
