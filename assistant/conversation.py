"""A follow-up and the turns before it → a question that stands alone."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions import item_number, parts, step, what_is_asked
from assistant.records import ListPlace, Passage, Turn
from assistant.swedish import FUNCTION_WORDS, content_words, fold, words

_OPENING = re.compile(r"^(och|men|eller|sa|aha|ok|okej|and|but|so|or)\b[ ,]*")
_BARE = re.compile(
    r"^(och |men |ok |okej |jaha )?(varfor( da| det| inte)?|hur( da| sa)?|pa vilket satt|i sa fall|vad (menas|menar du)( med det)?|forklara( mer)?"
    r"|(kan du )?(utveckla|beratta mer|forklara( mer)?|saga mer)( det| om det| lite)?( mer)?|(kan du )?ge( mig)?( ett| nagot| nagra)? exempel( pa det)?"
    r"|exempel|mer|pa enklare svenska|why( so)?|how( so)?|tell me more|can you elaborate|an example)$"
)
_PERSON = frozenset("han hon hen honom henne hans hennes hens he she him her his".split())
_THING = frozenset(
    "det den detta denna dessa de dem deras dess sadant sadana dar darmed it that this those they them these".split()
)
_NAME = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)+")
_ALIKE = 0.55
"""Likeness (difflib ratio) from which a word of an elliptic question takes an earlier word's place."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone."""

    query: str
    item: tuple[Passage, int] | None = None
    """A passage of the list that is meant and the number of the item, from 1; -1 for the last."""


def understand(question: str, history: Sequence[Turn], passages: Sequence[Passage]) -> Understood:
    """Resolve what a follow-up leaves out from the turns before it.

    Args:
        question: As typed.
        history: The turns before, oldest first.
        passages: The guidance, for lists that earlier answers cited.

    Returns:
        The question itself where it stands alone or where no turn came before.
    """
    answered = [turn for turn in history if turn.answer.citations or turn.answer.status == "refused"]
    if not answered or what_is_asked(question).wanted in {"greeting", "thanks", "help", "task", "summary"}:
        return Understood(question)
    previous = answered[-1]
    if (place := _list_item(question, answered, passages)) is not None:
        return Understood(f"{question.rstrip(' ?.')} – {_list_name(place[0])}", place)
    plain = " ".join(re.sub(r"[^\w\s]", " ", fold(question)).split())
    tokens = plain.split()
    own = content_words(question)
    if _BARE.match(plain):
        return Understood(f"{question.rstrip(' ?.')}: {previous.answer.query}")
    if _PERSON & set(tokens):
        names = _names(previous)
        return Understood(f"{question.rstrip(' ?.')} ({', '.join(names)})" if names else question)
    if _OPENING.match(plain) and len(own) <= 2 and len(tokens) <= 6 and "?" in previous.answer.query:
        return Understood(_substituted(previous.answer.query, own) if own else f"{question} {previous.answer.query}")
    refers = bool(_THING & set(tokens)) and not re.search(r"\b(finns det|ar det|det finns|is there|is it)\b", plain)
    if (refers and len(own) <= 2) or (len(own) <= 1 and len(tokens) <= 4 and not _stands_alone(tokens)):
        # What only half an answer was found for is asked about by its first part.
        earlier = previous.answer.query
        return Understood(_with_topic(question, parts(earlier)[0] if previous.answer.status == "partial" else earlier))
    return Understood(question)


def standing_alone(pieces: Sequence[str]) -> tuple[str, ...]:
    """Give the parts of one question so that each stands alone: "Vad är X?", "Hur mäts det (X)?"."""
    first, *others = pieces
    refers = (bool(_THING & set(fold(piece).strip("?").split())) and len(content_words(piece)) <= 2 for piece in others)
    return (first, *(_with_topic(piece, first) if does else piece for piece, does in zip(others, refers, strict=True)))


def _with_topic(question: str, earlier: str) -> str:
    """Add the content words of an earlier question that a question lacks."""
    own = {fold(word) for word in content_words(question)}
    topic = [word for word in content_words(earlier) if fold(word) not in own]
    return f"{question.rstrip(' ?.')} ({' '.join(topic)})" if topic else question


def _stands_alone(tokens: Sequence[str]) -> bool:
    """Tell whether a short question names its subject: "vad är tillit" does, "och nackdelarna" does not."""
    return tokens[:1] in (["vad"], ["vem"], ["what"], ["who"]) and tokens[-1] not in FUNCTION_WORDS


def _list_item(question: str, answered: Sequence[Turn], passages: Sequence[Passage]) -> tuple[Passage, int] | None:
    """Find the list an earlier answer cited and the item of it that is asked for."""
    number, move = item_number(question), step(question)
    if (number is None and move is None) or len(content_words(question)) > 2:
        return None
    for turn in reversed(answered):
        for citation in reversed(turn.answer.citations):
            passage = _passage_at(passages, citation.document, citation.start)
            if passage and passage.place:
                if number is not None:
                    return passage, number
                return passage, passage.place.number + (move or 0)
    return None


def _passage_at(passages: Sequence[Passage], document: str, start: int) -> Passage | None:
    return next((p for p in passages if p.document == document and p.start <= start < p.end), None)


def _list_name(passage: Passage) -> str:
    place: ListPlace | None = passage.place
    return (place.intro if place and place.intro else passage.section_name).rstrip(":")


def _names(turn: Turn) -> list[str]:
    """Give the persons of the last turn: those of the question, else those of the answer's first sentences."""
    for text in (turn.question, *(sentence.text for sentence in turn.answer.sentences)):
        found = [match.group() for match in _NAME.finditer(text)]
        if found:
            return found[:1]
    return []


def _substituted(query: str, own: Sequence[str]) -> str:
    """Put the new word of "och nackdelarna?" in the place of the earlier word most like it, or beside the query."""
    old = [word for word in words(query) if fold(word) not in FUNCTION_WORDS]
    result = query
    for word in own:
        likeness = {other: difflib.SequenceMatcher(None, fold(word)[::-1], fold(other)[::-1]).ratio() for other in old}
        best = max(likeness, key=lambda other: likeness[other], default="")
        if best and likeness[best] >= _ALIKE and best in result:
            result = result.replace(best, word, 1)
        else:
            result = f"{result.rstrip(' ?')} – {word}?"
    return result
