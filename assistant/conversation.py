"""A follow-up and the turns before it → a question that stands alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.cues import Move, correction, is_bare, move_of, new_subject, plain, without_courtesy, without_opening
from assistant.ellipsis import Likeness, completed, is_also
from assistant.privacy import is_first_name
from assistant.question_parts import parts
from assistant.questions import ORDINALS, item_number, item_run, says_next, step, what_is_asked
from assistant.records import Passage, Turn
from assistant.references import THINGS, Pointing, pointing
from assistant.swedish import EVERYDAY_VERBS, FUNCTION_WORDS, NUMBER_WORDS, content_words, fold

_NAME = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)+")
_WHOLE = frozenset({"greeting", "thanks", "noted", "help", "task", "summary", "facts", "named"})
"""What is asked for without any earlier turn."""
_MEANS = frozenset("ar e innebar betyder menas menar is are means does".split())
_TITLE = re.compile(r"\w{3}(n|et)$")
"""What may stand before a name: "Forskaren", "Statsrådet"."""
_PERSONS = re.compile(r"\b(?:han|hon|hen|honom|henne|he|she|him|(?P<owner>hans|hennes|hens|his))\b", re.IGNORECASE)
"""What a name may stand in the place of; "her" is either, and left out."""
_RELATION = re.compile(r"\w{3,}(et|en|na|an)$")
"""A definite noun, which may be one of something said: "syftet", "skillnaden"."""
_PARTICLES = frozenset("da nu ju egentligen annars then".split())
_SHORT = 4
"""Content words up to which a question may leave its subject out without a sign."""
_ELLIPSIS_TOKENS = 8
_REMEMBERED = 3
"""Turns after which nobody says "hon" of a person any more."""
_ASKS = frozenset(
    "vad vem vems vilka vilken vilket hur nar varfor var vart kan ska skall maste far bor ar finns har blir galler gar"
    " behover racker hjalper kommer what who which how when why where can should must may is are does do has".split()
)
"""Words that open a whole question."""
_PREPOSITIONS = frozenset(
    "for pa i med hos till vid under efter fore utan mot av fran om nar for on in at with".split()
)
_TELLING = frozenset(
    "utveckla fordjupa elaborate nasta next nast second hoppa las visa forklara forstar fattar jump skip read show"
    " explain understand more one".split()
)
_NOT = frozenset({"inte", "ej", "not", "just"})
_PIECES = _PREPOSITIONS | _NOT
"""Words that open a piece of a question."""
_SUBJECTS = frozenset("man jag du vi ni han hon hen de den det i you we they it".split())
_LEFT = frozenset({"unrelated", "missing_name"})
"""Reasons of a refusal after which its subject need not be that of the next question."""
_UNTOLD = frozenset({"som", "ur"})
"""Words that say nothing of a subject, though they may weigh in a search."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone."""

    query: str
    item: tuple[Passage, int] | None = None
    """A passage of the list that is meant and the number of the item, from 1; -1 for the last."""
    run: int = 1
    """How many items are meant, from that one on."""
    move: Move | None = None
    """What is wanted of the last answer, where nothing new is asked."""
    with_topic: str | None = None
    """The question with the subject of the one before: to be searched for where it finds no clear answer without."""
    alone: str | None = None
    """The question without the subject that ``query`` adds, where a mere "det" or "och" made it seem to lean."""
    instead: str | None = None
    """The question without what the guidance had nothing on: asked where that finds a clear answer."""


def no_likeness(_: str, others: Sequence[str]) -> Sequence[float]:
    """Know nothing of meanings: 0 for every pair."""
    return [0.0] * len(others)


def understand(
    question: str, history: Sequence[Turn], passages: Sequence[Passage], likeness: Likeness = no_likeness
) -> Understood:
    """Resolve what a follow-up leaves out from the turns before it.

    Args:
        question: As typed.
        history: The turns before, oldest first.
        passages: The guidance, for lists that earlier answers cited.
        likeness: Tells which word of the question before a new one is like in meaning.

    Returns:
        The question itself where it stands alone or where no turn came before.
    """
    answered = [turn for turn in history if turn.answer.citations or turn.answer.status == "refused"]
    understood = _after(question, answered, passages, likeness)
    is_left = bool(answered) and answered[-1].answer.reason in _LEFT and not pointing(question).is_any_but_then
    if not is_left or understood.query == question or understood.move or understood.item or not _own(question):
        return understood
    told = [turn for turn in answered if turn.answer.reason not in _LEFT]
    return replace(understood, instead=_after(question, told, passages, likeness).query)


def _after(question: str, answered: Sequence[Turn], passages: Sequence[Passage], likeness: Likeness) -> Understood:
    """Resolve what a question leaves out from the turns that were answered, or refused."""
    if not answered or what_is_asked(question).wanted in _WHOLE:
        return Understood(question)
    previous = next((turn for turn in reversed(answered) if move_of(plain(turn.question)) is None), answered[-1])
    if asked_anew := new_subject(question):
        return Understood(asked_anew)
    if (place := _list_item(question, answered, passages)) is not None:
        return Understood(f"{question.rstrip(' ?.')} – {_list_name(answered)}", place, item_run(question))
    if item_number(question) is not None and _names_a_list(question):
        return Understood(question)
    if _asks_for_an_item(question):
        return Understood(_with_topic(question, _list_name(answered)))
    earlier = previous.answer.query
    # What only half an answer was found for is asked about by its first part.
    topic = parts(earlier)[0] if previous.answer.status == "partial" else earlier
    if corrected := _corrected(question, topic, likeness):
        return Understood(corrected)
    folded = plain(question)
    if move := move_of(folded):
        return Understood(f"{question.rstrip(' ?.')}: {earlier}", move=move)
    if is_bare(folded):
        return Understood(f"{question.rstrip(' ?.')}: {earlier}")
    return _leaning(question, answered, topic, likeness)


def _leaning(question: str, answered: Sequence[Turn], topic: str, likeness: Likeness) -> Understood:
    """Read a question by the signs that it leans on the turn before: a pronoun, an "och", a "då", hardly any words."""
    own = _own(question)
    points = pointing(question)
    folded = without_courtesy(plain(question))
    tokens = without_opening(folded).split()
    is_opened = len(tokens) < len(folded.split())
    if points.person and (person := _person(answered)):
        if person.is_sure:
            return Understood(_with_name(question, person.name) or _with_topic(question, person.name))
        return Understood(_with_topic(question, f"{person.name} {topic}"))
    if points.within or (_stands_alone(tokens) and not points.thing):
        return Understood(question)
    if points.thing or points.it:
        topic = _of_a_thing(answered, topic)
    if _is_piece(question, tokens, points) and own and len(own) <= _SHORT and len(tokens) <= _ELLIPSIS_TOKENS:
        full = completed(_whole_question(topic), question, likeness)
        is_sign = is_opened or points.then or is_also(question) or tokens[0] in _PIECES
        return Understood(full, alone=question) if is_sign else Understood(question, with_topic=full)
    joined = _with_topic(question, topic)
    if not own or ((points.thing or points.person) and len(own) <= _SHORT):
        return Understood(joined)
    if _hangs(tokens, own, points):
        return Understood(joined, alone=question)
    if len(own) == 1 and is_opened and not _is_bound(tokens, own):
        return Understood(joined, alone=question)
    may_lean = len(own) <= (_SHORT if is_opened else 1)
    return Understood(question, with_topic=joined if may_lean else None)


def _own(question: str) -> list[str]:
    """Give the words of a question that tell what it is about."""
    return [word for word in content_words(question) if fold(word) not in _PREPOSITIONS | _UNTOLD]


def _hangs(tokens: Sequence[str], own: Sequence[str], points: Pointing) -> bool:
    """Tell whether a question with few words of its own hangs on another: "hur mäter man det", "vem betalar"."""
    is_bound = _is_bound(tokens, own)
    if points.it or points.then:
        return len(own) < _SHORT and not (is_bound and tokens[-2] == "med")
    is_verbless = len(tokens) > 1 and tokens[1] in _PIECES
    return len(own) == 1 and len(tokens) <= _SHORT and (not is_bound or is_verbless)


def _is_bound(tokens: Sequence[str], own: Sequence[str]) -> bool:
    """Tell whether the one word a question has of its own is a noun after a preposition: "vad gäller för hundar"."""
    return len(own) == 1 and tokens[-1] == fold(own[0]) and bool(_PREPOSITIONS & set(tokens[-2:-1]))


def _is_person(topic: str) -> bool:
    """Tell whether a question is about a person and nothing else: "Vem är Karin Ståhlbrand?"."""
    names = {word for name in _NAME.findall(topic) for word in name.split()}
    return bool(names) and names >= set(content_words(topic))


def _is_piece(question: str, tokens: Sequence[str], points: Pointing) -> bool:
    """Tell whether words are only a piece of a question: no question word, no verb before its subject, no pronoun."""
    if is_also(question):
        return True
    if not tokens or tokens[0] in _ASKS or points.person or points.thing or points.it:
        return False
    return not (len(tokens) > 1 and tokens[0].endswith(("ar", "er")) and tokens[1] in _SUBJECTS)


def _whole_question(topic: str) -> str:
    """Give the question that a piece of one is put into: not "varför inte: …", but what was asked before that."""
    lead, _, rest = topic.partition(": ")
    return rest if rest and is_bare(plain(lead)) else topic


def _of_a_thing(answered: Sequence[Turn], topic: str) -> str:
    """Give the subject that a "den" means: a question about a person alone ("vem är hon?") has none."""
    if not _is_person(topic):
        return topic
    return next((turn.answer.query for turn in reversed(answered) if not _is_person(turn.answer.query)), topic)


def _names_a_list(question: str) -> bool:
    """Tell whether a question for an item says of what: "tips nummer tre", and not only "det tredje"."""
    told = (fold(word) for word in content_words(question))
    return any(word not in ORDINALS and word not in _TELLING and not word.isdigit() for word in told)


def _asks_for_an_item(question: str) -> bool:
    """Tell whether a question asks for an item, and for hardly more: "det tredje?", "utveckla den andra", "nästa"."""
    if item_number(question) is None and step(question) is None:
        return False
    return len([word for word in content_words(question) if fold(word) not in _TELLING]) <= 1


def _corrected(question: str, earlier: str, likeness: Likeness) -> str | None:
    """Put what was meant in the place of what was said: "nej, jag menade kritik"; None where nothing is taken back."""
    found = correction(question)
    own = content_words(found.meant) if found else []
    if not found or not own:
        return None
    if found.said and found.said.lower() in earlier.lower():
        return re.sub(re.escape(found.said), lambda _: found.meant, earlier, count=1, flags=re.IGNORECASE)
    if re.match(r"(vad|vem|vilk|hur|när|varför|var|what|who|how|when|why)", found.meant, re.IGNORECASE):
        return found.meant if len(own) > 1 else _with_topic(found.meant, earlier)
    return completed(earlier, found.meant, likeness, corrects=True)


def standing_alone(pieces: Sequence[str]) -> tuple[str, ...]:
    """Give the parts of one question so that each stands alone: "Vad är X?", "Hur mäts det (X)?"."""
    first, *others = pieces
    refers = (bool(THINGS & set(fold(piece).strip("?").split())) and len(content_words(piece)) <= 2 for piece in others)
    return (first, *(_with_topic(piece, first) if does else piece for piece, does in zip(others, refers, strict=True)))


def _with_topic(question: str, earlier: str) -> str:
    """Add the content words of an earlier question that a question lacks."""
    own = {fold(word) for word in content_words(question)}
    topic = [word for word in content_words(earlier) if fold(word) not in own | _UNTOLD]
    return f"{question.rstrip(' ?.')} ({' '.join(topic)})" if topic else question


def _with_name(question: str, name: str) -> str | None:
    """Give a question with a name in the place of its one "hon" or "hennes"; None where it has none, or more."""
    if len(_PERSONS.findall(question)) != 1:
        return None
    return _PERSONS.sub(lambda found: name if not found["owner"] or name[-1] in "sxz" else f"{name}s", question)


def _stands_alone(tokens: Sequence[str]) -> bool:
    """Tell whether a short question names its subject: "vad är tillit" does, "vem betalar", "vad är syftet" do not."""
    told = [token for token in tokens if token not in _PARTICLES]
    if told[:1] in (["vem"], ["who"]) and told[1:2] in (["ar"], ["is"], ["are"], ["e"]):
        return told[-1] not in FUNCTION_WORDS
    asks = told[:1] in (["vad"], ["what"]) and told[1:2] and told[1] in _MEANS
    return bool(asks) and told[-1] not in FUNCTION_WORDS and not _RELATION.match(told[-1])


def _list_item(question: str, answered: Sequence[Turn], passages: Sequence[Passage]) -> tuple[Passage, int] | None:
    """Find the list an earlier answer cited and the item of it that is asked for."""
    number, move = item_number(question), step(question)
    if (number is None and move is None) or len(_beside_an_item(question)) > 1:
        return None
    for turn in reversed(answered):
        for citation in reversed(turn.answer.citations):
            passage = _passage_at(passages, citation.document, citation.start)
            if passage and passage.place:
                if number is not None:
                    return passage, number
                following = passage.place.number + (move or 0)
                return (passage, following) if following <= passage.place.size or says_next(question) else None
    return None


def _beside_an_item(question: str) -> list[str]:
    """Give the content words of a question for an item that neither count nor ask: "punkt" of "utveckla punkt två"."""
    told = [fold(word) for word in content_words(question)]
    asking = set(ORDINALS) | NUMBER_WORDS | EVERYDAY_VERBS | _TELLING
    return [word for word in told if word not in asking and not word.isdigit()]


def _passage_at(passages: Sequence[Passage], document: str, start: int) -> Passage | None:
    return next((p for p in passages if p.document == document and p.start <= start < p.end), None)


def _list_name(answered: Sequence[Turn]) -> str:
    """Name a list by the question that led to it."""
    led = [turn for turn in answered if item_number(turn.question) is None and step(turn.question) is None]
    return (led[-1] if led else answered[0]).answer.query.rstrip(" ?.")


@dataclass(frozen=True, slots=True)
class _Person:
    """Whom a "hon" means."""

    name: str
    is_sure: bool
    """False where nobody was asked for, and an answer only happened to name someone."""


def _person(answered: Sequence[Turn]) -> _Person | None:
    """Give the person of the latest question that names or asks for one, else the first that the last answer names."""
    for turn in reversed(answered[-_REMEMBERED:]):
        if found := _NAME.findall(turn.answer.query):
            return _Person(found[0], is_sure=True)
        if what_is_asked(turn.question).wanted == "person" and (name := _told(turn)):
            return _Person(name, is_sure=True)
    name = _told(answered[-1])
    return _Person(name, is_sure=False) if name else None


def _told(turn: Turn) -> str | None:
    """Give the first person that an answer names, without a title before the name."""
    found = (match.group() for sentence in turn.answer.sentences for match in _NAME.finditer(sentence.text))
    title, _, name = (first := next(found, "")).partition(" ")
    is_titled = " " in name and bool(_TITLE.search(title)) and not is_first_name(title)
    return name if is_titled else first or None
