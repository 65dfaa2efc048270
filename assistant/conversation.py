"""A follow-up and the turns before it → a question that stands alone."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.questions import ORDINALS, is_side, item_number, parts, step, what_is_asked
from assistant.records import Passage, Turn
from assistant.swedish import FUNCTION_WORDS, content_words, fold, words

_OPENING = re.compile(r"^(och|men|eller|sa|aha|ok|okej|and|but|so|or)\b[ ,]*")
_BARE = re.compile(
    r"^(och |men |ok |okej |jaha )*(varfor( da| det| inte| ar det sa| ar det viktigt)?|hur( da| sa| gor man( det)?| gar det till)?|pa vilket satt|i sa fall|vad (menas|menar du)( med det)?"
    r"|nar( da)?|vem( da)?|for vem|hur ofta( da)?|hur lange( da)?|hur mycket( da)?|var( da)?|av vem|vilka( da)?|varfor ar det (bra|daligt|farligt)"
    r"|why( so| not| is that)?|how( so)?|when|for whom|who)$"
)
_MORE = re.compile(
    r"^(och |men |ok |okej |jaha |snalla )*((kan|skulle|vill) du )?(garna )?(snalla )?(utveckla( garna)?|beratta( lite)? mer|forklara( det)?( lite)?( mer| narmare)|saga mer|fordjupa|ga (in )?djupare)"
    r"( det| om det| om detta| dig| lite| pa det)*( mer| lite mer| narmare)?$|^(mer|mer om det|vad mer|nagot mer|nagot annat|finns det mer|star det mer|tell me more|more|can you elaborate|go on|fortsatt)$"
)
_EXAMPLE = re.compile(
    r"^(och |men |ok |okej |jaha |snalla )*((kan|skulle|har) du )?(ge( mig)? |finns det |har ni |vill ha |visa )?(ett |nagot |nagra |konkreta |konkret |bra |har |an |du )*exem(pel|plet)( pa (det|detta|hur|hur da|en sadan|en san|ett sadant|ett sant))?( tack)?$"
    r"|^(hur kan det se ut( i praktiken)?|till exempel|som vad|sasom|(can you )?give (me )?an example|for example|an example)$"
)
_SIMPLER = re.compile(
    r"\b(enklare|lattare|lattlast|lattbegriplig\w*|begripligare|vanlig) (svenska|ord|sprak|satt|uttryckt)\b|\bmed enklare ord\b|^((kan du )?(saga|forklara|skriva) (det )?(enklare|lattare|kortare)|enklare( tack)?"
    r"|kortare( tack)?|forstar inte|jag (forstar|fattar|hanger) inte( med)?|hanger inte med|in (simpler|plainer) words|simpler( please)?|in plain \w+)$"
)
_CORRECTION = re.compile(
    r"^(?:(?:nej|nä|nää|förlåt|ursäkta|oj|fel|sorry|no)[,.! ]+)*(?:jag (?:menade|menar|syftade på|tänkte på)|i meant)\b(?: att)?[,: ]*(?P<rest>.+)$",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r"^(?:(?:ok|okej|tack|jaha|men|och|nu|aha)[,.! ]+)*(?:till )?(?:(?:en |ett |nu )?(?:helt )?(?:annan|ny) (?:sak|fråga)|(?:nåt|något) (?:helt )?annat|(?:jag )?byter ämne|nytt ämne"
    r"|another (?:thing|question)|new (?:subject|topic))[,.:! ]+(?P<rest>.{6,})$",
    re.IGNORECASE,
)
Move = Literal["more", "example", "simpler"]
"""What a follow-up wants of the last answer: more of it, an example, simpler words."""
_PERSON = frozenset("han hon hen honom henne hans hennes hens he she him her his".split())
_THING = frozenset(
    "det den dom detta denna dessa de dem deras dess sadant sadana dar darmed it that this those they them these".split()
)
_NAME = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)+")
_WHOLE = frozenset({"greeting", "thanks", "help", "task", "summary", "facts", "named"})
"""What is asked for without any earlier turn."""
_PARTICLES = frozenset("da nu ju egentligen annars then".split())
_SHORT = 4
"""Content words up to which a question may leave its subject out without a sign."""
_ELLIPSIS_TOKENS = 7
_ALIKE = 0.55
"""Likeness (difflib ratio) from which a word of an elliptic question takes an earlier word's place."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone."""

    query: str
    item: tuple[Passage, int] | None = None
    """A passage of the list that is meant and the number of the item, from 1; -1 for the last."""
    move: Move | None = None
    """What is wanted of the last answer, where nothing new is asked."""
    with_topic: str | None = None
    """The question with the subject of the one before: to be searched for where it finds no clear answer without."""
    alone: str | None = None
    """The question without the subject that ``query`` adds, where a mere "det" made it seem to lean on the turn before."""


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
    if not answered or what_is_asked(question).wanted in _WHOLE:
        return Understood(question)
    previous = next((turn for turn in reversed(answered) if move_of(_plain(turn.question)) is None), answered[-1])
    if new_subject := _NEW_SUBJECT.match(question):
        return Understood(new_subject["rest"])
    if (place := _list_item(question, answered, passages)) is not None:
        return Understood(f"{question.rstrip(' ?.')} – {_list_name(answered)}", place)
    if item_number(question) is not None and _names_a_list(question):
        return Understood(question)
    earlier = previous.answer.query
    # What only half an answer was found for is asked about by its first part.
    topic = parts(earlier)[0] if previous.answer.status == "partial" else earlier
    if correction := _CORRECTION.match(question):
        return Understood(_corrected(correction["rest"], topic))
    plain = _plain(question)
    if move := move_of(plain):
        return Understood(f"{question.rstrip(' ?.')}: {earlier}", move=move)
    if _BARE.match(plain):
        return Understood(f"{question.rstrip(' ?.')}: {earlier}")
    return _leaning(question, plain.split(), previous, topic)


def _leaning(question: str, tokens: Sequence[str], previous: Turn, topic: str) -> Understood:
    """Read a question by the signs that it leans on the turn before: a pronoun, an "och", a "då", hardly any words."""
    own = content_words(question)
    names = _names(previous) if _PERSON & set(tokens) else []
    if names:
        return Understood(f"{question.rstrip(' ?.')} ({', '.join(names)})")
    opening = _OPENING.match(" ".join(tokens))
    rest = " ".join(tokens)[opening.end() :].split() if opening else tokens
    if opening and len(own) <= _SHORT and len(tokens) <= _ELLIPSIS_TOKENS and not _stands_alone(rest):
        is_short = len(own) <= 2 and "?" in previous.answer.query
        return Understood(
            _substituted(previous.answer.query, own) if own and is_short else _with_topic(question, topic)
        )
    strong = ((_THING | _PERSON) - {"det", "it"}) & set(tokens)
    if _stands_alone(rest) and not strong:
        return Understood(question)
    is_there = re.search(r"\b(finns det|ar det|det finns|is there|is it)\b", " ".join(tokens))
    refers = bool(strong) or (bool({"det", "it"} & set(tokens)) and not is_there) or tokens[-1:] == ["da"]
    if (refers and len(own) <= 3) or (len(own) <= 1 and len(tokens) <= 4 and not _stands_alone(tokens)):
        return Understood(_with_topic(question, topic), alone=None if strong else question)
    is_short = len(own) <= _SHORT and not _stands_alone(tokens)
    return Understood(question, with_topic=_with_topic(question, topic) if is_short else None)


def _names_a_list(question: str) -> bool:
    """Tell whether a question for an item says of what: "tips nummer tre", and not only "det tredje"."""
    return any(fold(word) not in ORDINALS and not word.isdigit() for word in content_words(question))


def _corrected(rest: str, earlier: str) -> str:
    """Put what was meant in the place of what was said: "nej, jag menade kritik"."""
    own = content_words(rest)
    asks = re.match(r"(vad|vem|vilk|hur|när|varför|var|what|who|how|when|why)", rest, re.IGNORECASE)
    if asks and len(own) > 1:
        return rest
    return _with_topic(rest, earlier) if asks or len(own) > 2 else _substituted(earlier, own)


def _plain(question: str) -> str:
    """Fold a question, without punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", fold(question)).split())


def move_of(plain: str) -> Move | None:
    """Tell what a text, folded and without punctuation, wants of the answer before it; None where it asks anew."""
    patterns: tuple[tuple[Move, re.Pattern[str]], ...] = (("more", _MORE), ("example", _EXAMPLE), ("simpler", _SIMPLER))
    return next((move for move, pattern in patterns if pattern.search(plain)), None)


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
    told = [token for token in tokens if token not in _PARTICLES]
    return told[:1] in (["vad"], ["vem"], ["what"], ["who"]) and told[-1] not in FUNCTION_WORDS


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


def _list_name(answered: Sequence[Turn]) -> str:
    """Name a list by the question that led to it."""
    led = [turn for turn in answered if item_number(turn.question) is None and step(turn.question) is None]
    return (led[-1] if led else answered[0]).answer.query.rstrip(" ?.")


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
        best = max(likeness, key=lambda other: (_are_sides(word, other), likeness[other]), default="")
        if best and (likeness[best] >= _ALIKE or _are_sides(word, best)) and best in result:
            result = result.replace(best, word, 1)
        else:
            result = f"{result.rstrip(' ?')} – {word}?"
    return result


def _are_sides(word: str, other: str) -> bool:
    """Tell whether two words are what speaks for and against something ("fördelar" and "risker")."""
    return is_side(word) and is_side(other)
