"""Phrases that lean on the turn before as a whole: "varför då?", "berätta mer", "nej, jag menade …", "ny fråga: …"."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.swedish import fold

_COURTESY = re.compile(r"^((tack|toppen|bra|ok|okej|jaha|aha|hm+|mm+|tack sa mycket|thanks)\b ?)+")
_OPENING = re.compile(r"^((och|a|men|eller|sa|fast|aven|ocksa|o|and|but|so|or|also|aha|ok|okej|jaha)\b ?)+")
_BARE = re.compile(
    r"^(och |men |ok |okej |jaha |sa |fast )*(varfor( da| det| inte| inte det| ar det sa( viktigt)?| ar det viktigt)?|hur( da| sa| gor man( det)?| gar det till| kommer det sig| ofta| lange| mycket| manga| langt| stor[at]?| dyrt)?"
    r"|pa vilket satt|i (sa|vilka|vilket) fall|vad menas( med det)?|nar|vem|for vem|av vem|med vem|till vem|hos vem|at vem|var|vart|vilka|vilken|vilket|varfor ar det (bra|daligt|farligt|viktigt)"
    r"|(ar|e) det (verkligen |alltid |helt )?(sant|sakert|sa)|stammer det( verkligen)?|verkligen|galler det (alltid|alla|for alla|aven (mig|oss))"
    r"|why( so| not| is that)?|how( so)?|when|for whom|who|where|really|is (that|it) (really )?true)( da| egentligen| forresten| inte da)?$"
)
_MORE = re.compile(
    r"^(och |men |ok |okej |jaha |snalla )*((kan|skulle|vill) du )?(garna )?(snalla )?(utveckla( garna)?|beratta( lite)? mer|forklara( det)?( lite)?( mer| narmare)|(hur|vad) menar du( da)?( med det)?|saga mer|fordjupa|ga (in )?djupare)"
    r"( det| om det| om detta| dig| lite| pa det)*( mer| lite mer| narmare)?$|^(och |men |ok |okej )*((kan du )?(namn|namna|ge( mig)?|sag|har (du|ni)|finns det|vet du|ar det) )?((en|ett|nagon|nagot|nagra) till|fler|flera|ytterligare( en| ett| nagra)?|andra$|annat$)( (?!exem)\w+)?$|^(mer|mer om det|vad mer|nagot mer|nagot annat|finns det mer|star det mer|tell me more|more|can you elaborate|go on|fortsatt)$"
)
_EXAMPLE = re.compile(
    r"^(och |men |ok |okej |jaha |snalla )*((kan|skulle|har) du )?(ge( mig)? |finns det |har ni |vill ha |visa )?(ett |nagot |nagra |konkreta |konkret |praktiskt |bra |litet |enkelt |har |an |du )*exem(pel|plet)( pa (det|detta|hur|hur da|en sadan|en san|ett sadant|ett sant))?( (fran|ur|i) (en |ett |var |er |min )?(\w+))?( tack)?$"
    r"|^(hur kan det se ut( i praktiken)?|(ett )?exempel( tack)?|till exempel|som vad|sasom|(can you )?give (me )?an example|for example|an example)$"
)
_SIMPLER = re.compile(
    r"\b(enklare|lattare|lattlast|lattbegriplig\w*|begripligare|vanlig) (svenska|ord|sprak|satt|uttryckt)\b|\bmed enklare ord\b|^((kan du )?(saga|forklara|skriva) (det )?(enklare|lattare|kortare)|(kan du )?korta (ner|ned|av) (det|svaret|texten)( lite)?( tack)?|(kan du )?ge (mig )?en kort(are)? version( tack)?|enklare( tack)?"
    r"|kortare( tack)?|forstar inte|jag (forstar|fattar|hanger) inte( med)?|hanger inte med|(jag )?(forstar|fattar|hanger) inte( med)? (kan du )?(sag|saga|ta|forklara) (det )?(enklare|lattare|kortare|en gang till)( tack)?|(sag|forklara|ta) det (enklare|lattare|kortare)( tack)?|in (simpler|plainer) words|simpler( please)?|in plain \w+)$"
)
_NO = r"^(?:(?:nej|nä|nää|förlåt|ursäkta|oj|fel|sorry|no|alltså)[,.! ]+)"
_CORRECTION = re.compile(
    rf"{_NO}*(?:jag (?:menade?|menar|syftade? på|tänkte(?: mer)? på|undrade|frågade)|i meant?)\b(?: om (?=hur|vad|när|vem|var|vilk))?(?: att)?(?: inte (?P<said>.+?),? utan)?[,: ]*(?P<meant>.+)$"
    rf"|{_NO}+(?:inte (?P<not_that>.+?),? utan )?(?!(?:det|jag|du|vi|tack|inget|ingen|nu|bara)\b)(?P<instead>[^,.?]+?)(?:,? (?:menar|menade) jag)?[.?!]*$",
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


@dataclass(frozen=True, slots=True)
class Correction:
    """What takes back the question before."""

    meant: str
    said: str | None = None
    """What was said instead, where it is told."""


def plain(question: str) -> str:
    """Fold a question, without punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", fold(question)).split())


def without_courtesy(folded: str) -> str:
    """Take "tack" and "ok" off the beginning of a question, given folded and without punctuation."""
    return _COURTESY.sub("", folded)


def without_opening(folded: str) -> str:
    """Take "och", "men", "även" off the beginning of a question, given folded and without punctuation."""
    return _OPENING.sub("", folded)


def is_bare(folded: str) -> bool:
    """Tell whether a question, folded and without punctuation, has no words of its own: "varför då", "är det sant"."""
    return bool(_BARE.match(without_courtesy(folded)))


def move_of(folded: str) -> Move | None:
    """Tell what a text, folded and without punctuation, wants of the answer before it; None where it asks anew."""
    patterns: tuple[tuple[Move, re.Pattern[str]], ...] = (("more", _MORE), ("example", _EXAMPLE), ("simpler", _SIMPLER))
    return next((move for move, pattern in patterns if pattern.search(folded)), None)


def new_subject(question: str) -> str | None:
    """Give what is asked after "nytt ämne" or "en annan sak"; None where a question says nothing of the kind."""
    match = _NEW_SUBJECT.match(question)
    return match["rest"] if match else None


def correction(question: str) -> Correction | None:
    """Read "nej, jag menade X", "inte Y utan X", "nej, X"; None where a question takes nothing back."""
    match = _CORRECTION.match(question)
    if not match:
        return None
    meant = (match["meant"] or match["instead"]).rstrip(" ?.!")
    if match["instead"] and len(meant.split()) > _SHORT_NO:
        return None
    return Correction(meant, match["said"] or match["not_that"])
