"""A follow-up and the turns before it → a question that stands alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.ellipsis import Likeness, completed
from assistant.questions import ORDINALS, item_number, item_run, parts, says_next, step, what_is_asked
from assistant.records import Passage, Turn
from assistant.references import THINGS, pointing
from assistant.swedish import FUNCTION_WORDS, content_words, fold

_COURTESY = re.compile(r"^((tack|toppen|bra|ok|okej|jaha|aha|hm+|mm+|tack sa mycket|thanks)\b ?)+")
_OPENING = re.compile(r"^((och|men|eller|sa|fast|aven|ocksa|o|and|but|so|or|also|aha|ok|okej|jaha)\b ?)+")
_BARE = re.compile(
    r"^(och |men |ok |okej |jaha |sa |fast )*(varfor( da| det| inte| inte det| ar det sa( viktigt)?| ar det viktigt)?|hur( da| sa| gor man( det)?| gar det till| menar du( da)?| kommer det sig| ofta| lange| mycket| manga| langt| stor[at]?| dyrt)?"
    r"|pa vilket satt|i (sa|vilka|vilket) fall|vad (menas|menar du)( med det)?|nar|vem|for vem|av vem|med vem|till vem|hos vem|at vem|var|vart|vilka|vilken|vilket|varfor ar det (bra|daligt|farligt|viktigt)"
    r"|(ar|e) det (verkligen |alltid |helt )?(sant|sakert|sa)|stammer det( verkligen)?|verkligen|galler det (alltid|alla|for alla|aven (mig|oss))"
    r"|why( so| not| is that)?|how( so)?|when|for whom|who|where|really|is (that|it) (really )?true)( da| egentligen| forresten| inte da)?$"
)
_MORE = re.compile(
    r"^(och |men |ok |okej |jaha |snalla )*((kan|skulle|vill) du )?(garna )?(snalla )?(utveckla( garna)?|beratta( lite)? mer|forklara( det)?( lite)?( mer| narmare)|saga mer|fordjupa|ga (in )?djupare)"
    r"( det| om det| om detta| dig| lite| pa det)*( mer| lite mer| narmare)?$|^(och |men |ok |okej )*((kan du )?(namn|namna|ge( mig)?|sag|har (du|ni)|finns det|vet du|ar det) )?((en|ett|nagon|nagot|nagra) till|fler|flera|ytterligare( en| ett| nagra)?|andra$|annat$)( (?!exem)\w+)?$|^(mer|mer om det|vad mer|nagot mer|nagot annat|finns det mer|star det mer|tell me more|more|can you elaborate|go on|fortsatt)$"
)
_EXAMPLE = re.compile(
    r"^(och |men |ok |okej |jaha |snalla )*((kan|skulle|har) du )?(ge( mig)? |finns det |har ni |vill ha |visa )?(ett |nagot |nagra |konkreta |konkret |bra |har |an |du )*exem(pel|plet)( pa (det|detta|hur|hur da|en sadan|en san|ett sadant|ett sant))?( tack)?$"
    r"|^(hur kan det se ut( i praktiken)?|(ett )?exempel( tack)?|till exempel|som vad|sasom|(can you )?give (me )?an example|for example|an example)$"
)
_SIMPLER = re.compile(
    r"\b(enklare|lattare|lattlast|lattbegriplig\w*|begripligare|vanlig) (svenska|ord|sprak|satt|uttryckt)\b|\bmed enklare ord\b|^((kan du )?(saga|forklara|skriva) (det )?(enklare|lattare|kortare)|enklare( tack)?"
    r"|kortare( tack)?|forstar inte|jag (forstar|fattar|hanger) inte( med)?|hanger inte med|in (simpler|plainer) words|simpler( please)?|in plain \w+)$"
)
_NO = r"^(?:(?:nej|nä|nää|förlåt|ursäkta|oj|fel|sorry|no|alltså)[,.! ]+)"
_CORRECTION = re.compile(
    rf"{_NO}*(?:jag (?:menade?|menar|syftade? på|tänkte(?: mer)? på|undrade|frågade)|i meant?)\b(?: om (?=hur|vad|när|vem|var|vilk))?(?: att)?(?: inte (?P<said>.+?),? utan)?[,: ]*(?P<meant>.+)$"
    rf"|{_NO}+(?:inte (?P<not_that>.+?),? utan )?(?P<instead>[^,.?]+?)(?:,? (?:menar|menade) jag)?[.?!]*$",
    re.IGNORECASE,
)
"""What takes back the question before. Without "jag menade", a few words after a no are what was meant."""
_SHORT_NO = 5
_NEW_SUBJECT = re.compile(
    r"^(?:(?:ok|okej|tack|jaha|men|och|nu|aha)[,.! ]+)*(?:till )?(?:(?:en |ett |nu )?(?:helt )?(?:annan|ny) (?:sak|fråga)|(?:nåt|något) (?:helt )?annat|(?:jag )?byter ämne|nytt ämne"
    r"|another (?:thing|question)|new (?:subject|topic))[,.:! ]+(?P<rest>.{6,})$",
    re.IGNORECASE,
)
Move = Literal["more", "example", "simpler"]
"""What a follow-up wants of the last answer: more of it, an example, simpler words."""
_NAME = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)+")
_WHOLE = frozenset({"greeting", "thanks", "help", "task", "summary", "facts", "named"})
"""What is asked for without any earlier turn."""
_MEANS = frozenset("ar e innebar betyder menas menar is are means does".split())
_RELATION = re.compile(r"\w{3,}(et|en|na|an)$")
"""A definite noun, which may be one of something said: "syftet", "skillnaden"."""
_PARTICLES = frozenset("da nu ju egentligen annars then".split())
_SHORT = 4
"""Content words up to which a question may leave its subject out without a sign."""
_ELLIPSIS_TOKENS = 8
_ASKS = frozenset(
    "vad vem vems vilka vilken vilket hur nar varfor var vart kan ska skall maste far bor ar finns har blir galler gar behover racker hjalper kommer"
    " what who which how when why where can should must may is are does do has".split()
)
"""Words that open a whole question."""
_PREPOSITIONS = frozenset(
    "for pa i med hos till vid under efter fore utan mot av fran om nar for on in at with".split()
)
_TELLING = frozenset("utveckla fordjupa elaborate nasta next".split())
_NOT = frozenset({"inte", "ej", "not"})
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
    """The question without the subject that ``query`` adds, where a mere "det" made it seem to lean on the turn before."""


def no_likeness(word: str, others: Sequence[str]) -> Sequence[float]:
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
    if not answered or what_is_asked(question).wanted in _WHOLE:
        return Understood(question)
    previous = next((turn for turn in reversed(answered) if move_of(_plain(turn.question)) is None), answered[-1])
    if new_subject := _NEW_SUBJECT.match(question):
        return Understood(new_subject["rest"])
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
    plain = _plain(question)
    if move := move_of(plain):
        return Understood(f"{question.rstrip(' ?.')}: {earlier}", move=move)
    if _BARE.match(_COURTESY.sub("", plain)):
        return Understood(f"{question.rstrip(' ?.')}: {earlier}")
    return _leaning(question, answered, previous, topic, likeness)


def _leaning(question: str, answered: Sequence[Turn], previous: Turn, topic: str, likeness: Likeness) -> Understood:
    """Read a question by the signs that it leans on the turn before: a pronoun, an "och", a "då", hardly any words."""
    own, points = content_words(question), pointing(question)
    if points.person and (names := _names(answered)):
        return Understood(_with_topic(question, names[0]) if names[1] else _with_topic(question, f"{names[0]} {topic}"))
    if points.thing or points.it:
        topic = _of_a_thing(answered, topic)
    if points.within:
        return Understood(question)
    tokens = _COURTESY.sub("", _plain(question)).split()
    opening = _OPENING.match(" ".join(tokens))
    rest = " ".join(tokens)[opening.end() :].split() if opening else tokens
    is_whole = rest[:1] and rest[0] in _ASKS
    if _stands_alone(rest) and not points.thing:
        return Understood(question)
    if not is_whole and not points.is_any_but_then and own and len(own) <= _SHORT and len(tokens) <= _ELLIPSIS_TOKENS:
        full = completed(_whole_question(previous, topic), question, likeness)
        is_piece = opening or points.then or rest[0] in _NOT or (rest[:1] and rest[0] in _PREPOSITIONS)
        return Understood(full) if is_piece else Understood(question, with_topic=full)
    if (points.thing or points.person) and len(own) <= _SHORT:
        return Understood(_with_topic(question, topic))
    if is_whole and len(own) == 1 and tokens[-2] in _PREPOSITIONS and fold(own[0]) == tokens[-1]:
        return Understood(question, with_topic=_with_topic(question, topic))
    refers = points.it or points.then
    if (
        (refers and len(own) <= 3)
        or (len(own) <= 1 and not _stands_alone(tokens) and (opening or len(tokens) <= 4))
        or not own
    ):
        return Understood(_with_topic(question, topic), alone=question if own else None)
    is_short = len(own) <= _SHORT and not _stands_alone(tokens)
    return Understood(question, with_topic=_with_topic(question, topic) if is_short else None)


def _whole_question(previous: Turn, topic: str) -> str:
    """Give the question that a piece of one is put into: not "varför inte: …", but what was asked before that."""
    lead, _, rest = topic.partition(": ")
    return rest if rest and _BARE.match(_COURTESY.sub("", _plain(lead))) else topic


def _of_a_thing(answered: Sequence[Turn], topic: str) -> str:
    """Give the subject that a "den" means: a question about a person alone ("vem är hon?") has none."""
    for turn in reversed(answered):
        names = {word for name in _NAME.findall(turn.answer.query) for word in name.split()}
        if any(word not in names for word in content_words(turn.answer.query)):
            return topic if turn is answered[-1] else turn.answer.query
    return topic


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
    match = _CORRECTION.match(question)
    if not match:
        return None
    meant = (match["meant"] or match["instead"]).rstrip(" ?.!")
    if match["instead"] and len(meant.split()) > _SHORT_NO:
        return None
    own = content_words(meant)
    if not own:
        return None
    said = match["said"] or match["not_that"]
    if said and said.lower() in earlier.lower():
        return re.sub(re.escape(said), lambda _: meant, earlier, count=1, flags=re.IGNORECASE)
    asks = re.match(r"(vad|vem|vilk|hur|när|varför|var|what|who|how|when|why)", meant, re.IGNORECASE)
    if asks:
        return meant if len(own) > 1 else _with_topic(meant, earlier)
    return completed(earlier, meant, likeness, corrects=True)


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
    refers = (bool(THINGS & set(fold(piece).strip("?").split())) and len(content_words(piece)) <= 2 for piece in others)
    return (first, *(_with_topic(piece, first) if does else piece for piece, does in zip(others, refers, strict=True)))


def _with_topic(question: str, earlier: str) -> str:
    """Add the content words of an earlier question that a question lacks."""
    own = {fold(word) for word in content_words(question)}
    topic = [word for word in content_words(earlier) if fold(word) not in own | _UNTOLD]
    return f"{question.rstrip(' ?.')} ({' '.join(topic)})" if topic else question


def _stands_alone(tokens: Sequence[str]) -> bool:
    """Tell whether a short question names its subject: "vad är tillit" does, "vem betalar" and "vad är syftet" do not."""
    told = [token for token in tokens if token not in _PARTICLES]
    if told[:1] in (["vem"], ["who"]) and told[1:2] in (["ar"], ["is"], ["are"], ["e"]):
        return told[-1] not in FUNCTION_WORDS
    asks = told[:1] in (["vad"], ["what"]) and told[1:2] and told[1] in _MEANS
    return bool(asks) and told[-1] not in FUNCTION_WORDS and not _RELATION.match(told[-1])


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
                following = passage.place.number + (move or 0)
                return (passage, following) if following <= passage.place.size or says_next(question) else None
    return None


def _passage_at(passages: Sequence[Passage], document: str, start: int) -> Passage | None:
    return next((p for p in passages if p.document == document and p.start <= start < p.end), None)


def _list_name(answered: Sequence[Turn]) -> str:
    """Name a list by the question that led to it."""
    led = [turn for turn in answered if item_number(turn.question) is None and step(turn.question) is None]
    return (led[-1] if led else answered[0]).answer.query.rstrip(" ?.")


def _names(answered: Sequence[Turn]) -> tuple[str, bool] | None:
    """Give the person that a "hon" means, and whether it is sure: one asked about, else one of the last answer.

    The latest question that names a person, or asks for one, decides.
    """
    for turn in reversed(answered):
        if found := _NAME.findall(turn.answer.query):
            return found[0], True
        if what_is_asked(turn.question).wanted == "person" and (name := _told(turn)):
            return name, True
    return (name, False) if (name := _told(answered[-1])) else None


def _told(turn: Turn) -> str | None:
    """Give the first person that an answer names."""
    found = (match.group() for sentence in turn.answer.sentences for match in _NAME.finditer(sentence.text))
    return next(found, None)
