"""What a question asks for, told by its own words: a definition, a list, the third item, a summary, small talk."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.sentences import split_sentences
from assistant.swedish import content_words, fold, words

Wanted = Literal["passage", "definition", "person", "list", "item", "summary", "greeting", "thanks", "help", "task"]

_ORDINALS = {
    **dict.fromkeys(("forsta", "first"), 1),
    **dict.fromkeys(("andra", "second"), 2),
    **dict.fromkeys(("tredje", "third"), 3),
    **dict.fromkeys(("fjarde", "fourth"), 4),
    **dict.fromkeys(("femte", "fifth"), 5),
    **dict.fromkeys(("sjatte", "sixth"), 6),
    **dict.fromkeys(("sjunde", "seventh"), 7),
    **dict.fromkeys(("attonde", "eighth"), 8),
    **dict.fromkeys(("nionde", "ninth"), 9),
    **dict.fromkeys(("tionde", "tenth"), 10),
    **dict.fromkeys(("sista", "last"), -1),
}
_VAGUE_ORDINALS = frozenset({"andra", "forsta", "sista", "first", "second", "last"})
"""Words that mean a place in a list only after an article: "andra" is also "other", "första" is also "initial"."""
_AFTER_ORDINAL = 3
"""Words, itself included, that an ordinal may begin: more is a clause ("den andra chefen säger nej")."""
_UNITS = frozenset("dagen veckan manaden aret gangen kvartalet day week month year time quarter".split())
_CARDINALS = {
    **dict(
        zip(
            ("tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva", "tolv"), range(2, 13), strict=True
        )
    ),
    **dict(zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(2, 11), strict=True)),
}

_GREETING = re.compile(
    r"((hej(san)?|halla|tjenare|tjena|god (morgon|dag|kvall)|hello|hi|good (morning|day))"
    r"( (hej|dar|igen|there|pa (dig|er|dej)))?\b ?)+"
)
_THANKS = re.compile(
    r"(stort |tusen )?(tack|thanks|thank you|toppen|super|perfekt|jattebra)( sa mycket| for hjalpen)?\b"
)
_ASKS = re.compile(
    r"\b(vad|vem|vilk\w+|hur|nar|varfor|var|kan|finns|ska|beratta|forklara|what|who|how|why|when|tell)\b"
)
_HELP = re.compile(
    r"vad kan (du|jag fraga)|vad (gor|ar) du( for (nagot|nagon))?$|vem ar du|vem har (gjort|skapat|byggt) dig|hur (funkar|fungerar) (du|det har)"
    r"|vad kan man fraga|what can (you|i ask)|who (are you|made you)|how do you work|kan du hjalpa mig$|hjalp$|help$"
)
_TASK = re.compile(
    r"(^|\b(kan|vill|skulle) du )(snalla )?(skriva?|dikta|oversatta?|programmera|koda|rita|sjung|rimma|hitta pa"
    r"|beratta en (saga|vits|historia)|lats|latsas|spela|agera|translate|write|draw|sing|pretend|act as|compose)\b(?! (man|ner)\b)"
    r"|\b(ignorera|strunta i|glom|bortse fran|ignore|forget|disregard)\b.*"
    r"\b(instruktion\w*|regl\w*|ovan\w*|tidigare|instruction\w*|rules?|previous)"
    r"|system ?prompt|\b(du ar nu|you are now|latsas att du|forestall dig att du)\b|\b(dikt|limerick|rap|poem|haiku)\b"
    r"|\b(python|javascript|sql|html)[- ]?(kod|skript|funktion|code|script)\b"
    r"|(^|\b(och|men|nu|sedan) |\bdu (ska|maste) (nu )?)(ignorera?|strunta i|glomm?a?|bortse fran|ignore|forget|disregard) "
    r"(hela |the |this )?(text|artikel|guide|vagledning|riktlinje|guidance|article)\w*"
    r"|\b(fran och med nu|hadanefter|from now on) (ar du|are you|you are)\b|\b(du har inga regler|utan regler|without rules)\b"
    r"|\b(dolda|hemliga|dina egna|hidden|secret|your own) (instruktion\w*|regler|instructions?|rules)\b"
    r"|\bskriv (i stallet )?(en|ett|mig) \w*\b|\b(svara|beratta|tell)\b.{0,25}\b(saga|vits|rolig historia|joke|fairy tale)\b"
    r"|\bupprepa ordet\b|\bhitta pa (en|ett|tva|tre|fyra|fem|nagra|egna)\b|\b(din )?egen kunskap\b"
)
_SUMMARY = re.compile(
    r"sammanfatt|huvudpunkt|huvuddrag|tl;?dr|\b(kort|i korthet) om (texten|artikeln|guiden|vagledningen)|summar(y|i[sz]e)|main points"
    r"|vad (handlar|tar) (hela )?(texten|artikeln|guiden|vagledningen|den har)\b|det viktigaste i (texten|artikeln|guiden|vagledningen)"
    r"|what is (the|this) (text|article|guide|guidance) about"
)
_DEFINITION = re.compile(
    r"^(men |och |sa )?(vad|what)\s+(ar|e|innebar|betyder|menas med|menar (man|ni|de|du) med|is|are|does)\b|\bdefini(tion|era|era)\w*|\bbegreppet\b"
    r"|\b(vad (ar|betyder|innebar|menas)|what is)\b"
)
_PERSON = re.compile(r"^(men |och |sa )?(vem|vilka personer|vilken (forskare|person|forfattare|konsult|expert)|who)\b")
_LIST = re.compile(
    r"\b(vilka|lista|listan|rakna upp|alla|samtliga|punkterna|punktlista|what are|which|list|name the|all)\b|\b(ge|visa|beratta|saga)( mig)?( om)?( de| dina| era)?\b"
)
_NUMBERED = re.compile(
    r"\b(?:nummer|nr|no|number|punkt|tips?|rad|rule|steg|step)\.? ?(\d{1,2})\b|^(\d{1,2})[an]?\??$|\b(\d{1,2}):[ae]n?\b"
)
_OPEN = re.compile(r"^(men |och |sa )?(vad|vem|vilk\w+|hur|nar|varfor|var|what|who|which|how|when|why|where)\b")
_QUANTITY = re.compile(
    r"\bhur (manga|gammal|gamla)\b|\b(vad|hur mycket) kostar\b|\b(vilket|vilka) (ar|artal|datum|pris|belopp)\b(?! (de|det|den)\b)"
    r"|\bhow (many|old)\b|\bhow much (does|do|is)\b|\bwhich year\b"
)
_JOINT = re.compile(
    r",?\s+(?:och|samt|men|and|but)\s+(?=(?:(?:i|på|för|till|med|av)\s+)?"
    r"(?:vad|vem|vilk\w+|hur|när|varför|var|finns det|what|who|which|how|when|why|where|is there)\b)",
    re.IGNORECASE,
)
_LEADING_IN = re.compile(
    r"^(?:hej\w*[,!.]?\s+)?(?:jag\s+(?:undrar|vill veta)|berätta|förklara|kan du (?:berätta|förklara))[, ]+",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(nasta|next|darefter|efter det)\b")
_PREVIOUS = re.compile(r"\b(forra|foregaende|previous)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for."""

    wanted: Wanted
    number: int | None = None
    """Which item of a list, from 1; -1 for the last."""
    count: int | None = None
    """How many items the question speaks of ("fem tips")."""
    counted: str = ""
    """The word after that number ("tips"), folded."""
    is_open: bool = False
    """True where a yes or no is no answer: the question begins with vad, vem, hur …"""


def what_is_asked(question: str) -> Asked:
    """Tell what a question asks for; ``passage`` where nothing special is asked."""
    folded = " ".join(fold(question).split()).strip(" .!?,")
    plain = re.sub(r"[^\w\s;:]", " ", folded)
    plain = " ".join(plain.split())
    opening = _GREETING.match(plain)
    if opening and not words(plain[opening.end() :]):
        return Asked("greeting")
    plain = plain[opening.end() :].strip() if opening else plain
    thanks = _THANKS.match(plain)
    if thanks and "?" not in question and not _ASKS.search(plain):
        return Asked("thanks")
    if _HELP.search(plain):
        return Asked("help")
    if _SUMMARY.search(plain):
        return Asked("summary")
    if _TASK.search(plain):
        return Asked("task")
    number = item_number(question)
    count, counted = _count(plain)
    is_open = bool(_OPEN.search(plain))
    if number is not None:
        return Asked("item", number=number)
    if _PERSON.search(plain):
        return Asked("person", is_open=is_open)
    if count or _LIST.search(plain):
        return Asked("list", count=count, counted=counted, is_open=is_open)
    return Asked("definition" if _DEFINITION.search(plain) else "passage", is_open=is_open)


def parts(question: str) -> tuple[str, ...]:
    """Split a question that asks several things: "Vad är X och hur gör man Y?", or two questions in a row.

    Returns:
        Questions, each with content words of its own, in order; the question itself where it asks one thing. What
        stands in sentences that do not ask belongs to the first question after it.
    """
    asked: list[str] = []
    background = ""
    for sentence in split_sentences(question):
        if sentence.text.endswith("?"):
            first, *others = _JOINT.split(sentence.text.rstrip("? "))
            asked += [f"{background}{first}?", *(f"{other}?" for other in others)]
            background = ""
        else:
            background += f"{sentence.text} "
    if background and asked:
        asked[-1] += f" {background.strip()}"
    is_split = len(asked) > 1 and all(content_words(_LEADING_IN.sub("", part)) for part in asked)
    return tuple(f"{part[0].upper()}{part[1:]}" for part in asked) if is_split else (question,)


def asks_for_a_number(question: str) -> bool:
    """Tell whether only a number, a year or a sum answers a question."""
    return bool(_QUANTITY.search(fold(question)))


def item_number(question: str) -> int | None:
    """Give the number of the list item a question names ("det tredje", "punkt 2", "sista"), -1 for the last."""
    plain = " ".join(re.sub(r"[^\w\s:]", " ", fold(question)).split())
    if match := _NUMBERED.search(plain):
        return int(next(group for group in match.groups() if group))
    tokens = plain.split()
    for place, token in enumerate(tokens):
        if token in _ORDINALS:
            before = tokens[place - 1] if place else ""
            is_bare = len(tokens) <= 3 and token != "andra"
            is_clear = token not in _VAGUE_ORDINALS and place + 1 < len(tokens) and tokens[place + 1] not in _UNITS
            is_first_of_all = tokens[max(0, place - 2) : place] == ["for", "det"]
            is_named = before in {"det", "den", "the", "nummer", "de"} and len(tokens) - place <= _AFTER_ORDINAL
            if not is_first_of_all and (is_named or is_bare or is_clear):
                return _ORDINALS[token]
    return None


def step(question: str) -> int | None:
    """Give +1 where the next item is asked for, -1 for the one before, else None."""
    plain = fold(question)
    return 1 if _NEXT.search(plain) else -1 if _PREVIOUS.search(plain) else None


def _count(plain: str) -> tuple[int | None, str]:
    """Give the number of things a question speaks of, and the word for them."""
    tokens = plain.split()
    for place, word in enumerate(tokens[:-1]):
        number = _CARDINALS.get(word) or (int(word) if word.isdigit() else 0)
        if 2 <= number <= 12:
            return number, tokens[place + 1]
    return None, ""
