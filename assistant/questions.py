"""What a question asks for, told by its own words: a definition, a list, the third item, a summary, small talk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.other_tasks import asks_for_instructions, is_other_task
from assistant.small_talk import talk_of, without_greeting
from assistant.swedish import EVERYDAY_VERBS, content_words, fold, with_years

Wanted = Literal[
    "passage", "definition", "reason", "how", "person", "time", "count", "choice", "list", "item", "named", "compare",
    "summary", "facts", "greeting", "thanks", "noted", "help", "task",
]  # fmt: skip
"""What is asked for. ``choice`` is a yes or no, ``named`` the people or works that the text names, ``facts`` when and by
whom the text itself was published, ``passage`` nothing special."""

ORDINALS = {
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
_BEFORE_LAST = (["nast", "sista"], ["second", "last"])
_VAGUE_ORDINALS = frozenset({"andra", "forsta", "sista", "first", "second", "last"})
"""Words that mean a place in a list only after an article: "andra" is also "other", "första" is also "initial"."""
_BEFORE_ORDINAL = frozenset("det den de the nummer ar is".split())
_ITEM_NOUNS = frozenset("punkten tipset steget radet regeln saken grejen delen raden point tip step item rule".split())
_PREPOSITIONS = frozenset("i pa av for om over in of on".split())
_AFTER_ORDINAL = 3
"""Words, itself included, that an ordinal may begin: more is a clause ("den andra chefen säger nej")."""
_UNITS = frozenset("dagen veckan manaden aret gangen kvartalet day week month year time quarter".split())
CARDINALS = {
    **dict(
        zip(
            ("tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva", "tolv"), range(2, 13), strict=True
        )
    ),
    **dict(zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(2, 11), strict=True)),
}

_NO_COUNT_AFTER = frozenset("med pa i inom efter under vid hos with in within after".split())
_TIME_UNIT = re.compile(
    r"(sekund|minut|timm|dag|dygn|veck|manad|ar(en|s)?$|ganger|second|minute|hour|day|week|month|year|times$)"
)

_SUMMARY = re.compile(
    r"\bsam+anfat|\bi (korthet|korta drag|stora drag|stort|nagra (fa )?(meningar|rader))\b|\bdet viktigaste (i|ur|av)\b|\bpa nagra rader\b|huvudpunkt|huvudpoang|huvuddrag|tl;?dr|\b(kort|i korthet) om (texten|artikeln|guiden|vagledningen)|summar(y|i[sz]e)|main points"
    r"|vad (handlar|tar) (hela )?(texten|artikeln|guiden|vagledningen|den har)\b|det viktigaste i (texten|artikeln|guiden|vagledningen)"
    r"|what is (the|this) (text|article|guide|guidance) about"
)
_DEFINITION = re.compile(
    r"^(men |och |sa )?(vad|what)\s+(ar|e|innebar|betyder|menas med|menar (man|ni|de|du) med|is|are|does)\b|\bdefini(tion|era|era)\w*|\bbegreppet\b"
    r"|\b(vad (ar|betyder|innebar|menas)|what is)\b"
)
_PERSON = re.compile(r"^(men |och |sa )?(vem|vilka personer|vilken (forskare|person|forfattare|konsult|expert)|who)\b")
_LIST = re.compile(
    r"\b(vilka|lista|listan|rakna upp|rabbla|alla|samtliga|punkterna|punktlista|what are|which|list|name the|all)\b|\b(ge|visa|beratta|saga)( mig)?( om)?( de| dina| era)?\b"
)
_AS_A_LIST = re.compile(r"\b(i|som) (en |ett )?(punkt)?(lista|listform|punktform)\b|\bas a list\b")
_REASON = re.compile(
    r"\b(varfor|hur kommer det sig|av vilk(en|et|a) (anledning|skal|orsak)\w*|vad (beror|kommer) det\b|vad ar (skalet|orsaken|poangen|vitsen|meningen|syftet)"
    r"|vad tjanar|vad vinner|vilken nytta|vad ska det vara bra for|why|what for|what is the (reason|point|purpose))\b"
)
_HOW = re.compile(
    r"^(men |och |sa )?(hur|pa vilket satt|how)\b(?! (manga|mycket|lange|ofta|gammal|lang|stor|many|much|long|often|old|kommer det sig))"
)
_TIME = re.compile(
    r"^(men |och |sa )?(nar|hur (lange|ofta|lang tid|snart|fort)|vilk(en|et) (tid|dag|datum|manad|vecka)\w*|vilket year|when|how (long|often|soon))\b"
    r"|\b(hur lang tid|hur lange|hur ofta|inom vilken tid)\b"
)
_COUNT = re.compile(r"\b(hur manga|how many|antalet|hur stort antal)\b")
_CHOICE = re.compile(
    r"^(men |och |sa |om |ska(ll)? )?(?!(kan|vill|skulle|can|could|would|will) (du|ni|you)\b)(ar|kan|far|bor|ska|skall|maste|behover|har|finns|gar|racker|galler|blir|innebar|betyder|stammer|vill|kommer|hjalper|spelar|duger"
    r"|is|are|can|may|should|must|does|do|has|will)\b"
)
_COMPARE = re.compile(
    r"\b(skillnad\w*|skilj\w*|skilde|jamfor\w*|likhet\w*|differences?|differs?|compare\w*|versus|vs)\b|\bi (stallet for|jamforelse med)\b"
)
_NAMED = re.compile(
    r"\b(vilka|vilken|vem|lista|namn\w*|which|who|what) .*\b(namns|namnges|omnamns|tas upp|citeras|refereras|hanvisas|figurerar|namner|hanvisar|mentioned|named|cited|quoted|referred)\b"
)
_NAMED_KIND = re.compile(
    r"\b(person\w*|namn\w*|manniskor|forskar\w*|forfattar\w*|expert\w*|konsult\w*|\w*bok|\w*bocker|\w*bocker\w*|titlar|verk|rapport\w*|studie\w*|litteratur\w*|kall\w*"
    r"|vem|people|persons?|books?|authors?|researchers?|works?|who|reports?)\b"
)
_RESEARCH = re.compile(
    r"\b(forskning\w*|forskar\w*|vetenskap\w*|evidens\w*|studier(na)?|expert(er|erna)?|research\w*|scien\w+|studies|evidence|experts)\b"
)
_RESTING = re.compile(r"(grund|bygg|stod|belag|bakom|vila|hanvis|refer|vetenskap|based?$|behind|support|back)")
"""Words that tell how a text and research belong together, folded; any other is a subject of the question's own."""
_OF_THE_TEXT = re.compile(
    r"\b(artikel|artikeln|text|texten|guide|guiden|vagledning|vagledningen|dokumentet|article|guidance|document)\b"
)
_PUBLICATION = re.compile(
    r"publicera\w*|publish\w*|\butgiv\w*|\b(gav(s)?|gett|kom|kommit)( \w+){0,2} ut\b|\bskr(ev|evs|ivit|iven|ivits)\b|\blastid\w*|\batt lasa\b|avsandare|\bhur gammal\b"
    r"|\bforfatta(re|t)\b|\bhow old\b|\bwho wrote\b|\bwritten\b|\bto read\b|reading time"
)
_NUMBERED = re.compile(
    r"\b(?:nummer|nr|no|number|punkt|tips?|rad|rule|steg|step)\.? ?(\d{1,2}|ett|tva|tre|fyra|fem|sex|sju|atta|nio|tio|one|two|three|four|five)\b|^(\d{1,2})[an]?\??$|\b(\d{1,2}):[ae]n?\b"
)
_OPEN = re.compile(r"^(men |och |sa )?(vad|vem|vilk\w+|hur|nar|varfor|var|what|who|which|how|when|why|where)\b")
_NEXT = re.compile(
    r"\b(nasta|next|darefter|darnast|efter det)\b|^(och |ok |okej )*(vad (gor man|hander|kommer) )?(sedan|sen|darpa|then)( da)?\W*$"
)
_RUN = re.compile(r"\bde (tva|tre|fyra|fem) (forsta|sista)( (punkterna|tipsen|stegen|raden|reglerna|sakerna))?\W*$")
_AT_AN_END = re.compile(
    r"\b(kommer|star|ligger|ar|comes|is) (allra )?(forst|sist|first|last) (i|pa|av|in|on)\b|\b(kommer|star|comes) (allra )?(forst|sist|first|last)$"
)
"""What comes first or last in a list, folded."""
_PREVIOUS = re.compile(r"\b(forra|foregaende|previous)\b|^(och )?(det|den|punkten|tipset|steget) (innan|fore)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for."""

    wanted: Wanted
    number: int | None = None
    """Which item of a list, from 1; -1 for the last, -2 for the one before."""
    count: int | None = None
    """How many items the question speaks of ("fem tips")."""
    counted: str = ""
    """The word after that number ("tips"), folded."""
    is_open: bool = False
    """True where a yes or no is no answer: the question begins with vad, vem, hur …"""


def what_is_asked(question: str) -> Asked:
    """Tell what a question asks for; ``passage`` where nothing special is asked."""
    folded = " ".join(_folded(question).split()).strip(" .!?,")
    plain = re.sub(r"[^\w\s;:]", " ", folded)
    plain = " ".join(plain.split())
    talk = talk_of(plain, is_asking="?" in question)
    if talk:
        return Asked(talk)
    plain = without_greeting(plain)
    if _SUMMARY.search(plain) and not asks_for_instructions(plain):
        return Asked("summary")
    if is_other_task(plain):
        return Asked("task")
    number = item_number(question)
    if number is not None:
        return Asked("item", number=number)
    count, counted = _count(plain)
    return Asked(_shape(plain, is_counted=bool(count)), count=count, counted=counted, is_open=bool(_OPEN.search(plain)))


def _shape(plain: str, *, is_counted: bool) -> Wanted:
    """Tell the shape of a question that is about the guidance: the first that its words fit."""
    if _OF_THE_TEXT.search(plain) and _PUBLICATION.search(plain):
        return "facts"
    if (_NAMED.search(plain) and _NAMED_KIND.search(plain)) or asks_for_research(plain):
        return "named"
    if _AS_A_LIST.search(plain):
        return "list"
    if _CHOICE.search(plain):
        return "choice"
    if _COUNT.search(plain):
        return "count"
    shapes: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
        ("compare", _COMPARE),
        ("time", _TIME),
        ("person", _PERSON),
        ("reason", _REASON),
    )
    found = next((shape for shape, pattern in shapes if pattern.search(plain)), None)
    if found:
        return found
    if is_counted or _LIST.search(plain):
        return "list"
    return "how" if _HOW.search(plain) else "definition" if _DEFINITION.search(plain) else "passage"


def asks_for_research(question: str) -> bool:
    """Tell whether a question asks what research or experts say, or which stands behind the text, and nothing more."""
    words_left = [fold(word) for word in content_words(question)]
    own = [word for word in words_left if not _RESEARCH.match(word) and not _RESTING.match(word)]
    is_of_text = all(_OF_THE_TEXT.match(word) or word in EVERYDAY_VERBS for word in own)
    return bool(_RESEARCH.search(fold(question))) and is_of_text


def _folded(question: str) -> str:
    """Fold a question, and keep "år" apart from "är"."""
    return fold(with_years(question))


def item_number(question: str) -> int | None:
    """Give the number of the list item a question names ("det tredje", "punkt 2"), -1 for the last, -2 before it."""
    pieces = [question, *(piece for piece in question.split(",") if piece != question)]
    return next((number for piece in pieces if (number := _item_number(piece)) is not None), None)


def _item_number(question: str) -> int | None:
    plain = " ".join(re.sub(r"[^\w\s:]", " ", fold(question)).split())
    if match := _AT_AN_END.search(plain):
        return 1 if "forst" in match[0] or "first" in match[0] else -1
    if match := _RUN.search(plain):
        return 1 if match[2] == "forsta" else -CARDINALS[match[1]]
    if match := _NUMBERED.search(plain):
        number = next(group for group in match.groups() if group)
        return int(number) if number.isdecimal() else CARDINALS.get(number, 1)
    tokens = plain.split()
    for place, token in enumerate(tokens):
        if tokens[max(0, place - 1) : place + 1] in _BEFORE_LAST:
            return -2
        if token in ORDINALS and _is_place(tokens, place):
            return ORDINALS[token]
    return None


def item_run(question: str) -> int:
    """Give how many items a question names from that one on: 2 for "de två första", else 1."""
    match = _RUN.search(fold(question))
    return CARDINALS[match[1]] if match else 1


def _is_place(tokens: Sequence[str], place: int) -> bool:
    """Tell whether an ordinal means a place in a list, and not "i andra fall" or "tredje gången"."""
    token, after = tokens[place], tokens[place + 1 : place + 3]
    if token == "andra" and tokens[max(0, place - 1) : place] == ["de"]:
        return False
    if tokens[max(0, place - 2) : place] == ["for", "det"]:
        return False
    if after and after[0] in _UNITS:
        return False
    if token not in _VAGUE_ORDINALS:
        return bool(after) or len(tokens) <= 3 or (place > 0 and tokens[place - 1] in _BEFORE_ORDINAL)
    if len(tokens) <= 3 and token != "andra":
        return True
    is_short = len(tokens) - place <= _AFTER_ORDINAL
    is_followed = bool(after) and (after[0] in _ITEM_NOUNS or after[-1] in _PREPOSITIONS)
    return place > 0 and tokens[place - 1] in _BEFORE_ORDINAL and (is_short or is_followed)


def says_next(question: str) -> bool:
    """Tell whether a question names the next item, and not only what comes "sedan"."""
    return bool(re.search(r"\b(nasta|next)\b", fold(question)))


def step(question: str) -> int | None:
    """Give +1 where the next item is asked for, -1 for the one before, else None."""
    plain = fold(question)
    return 1 if _NEXT.search(plain) else -1 if _PREVIOUS.search(plain) else None


def _count(plain: str) -> tuple[int | None, str]:
    """Give the number of things a question asks for, and the word for them; none of a situation ("med fem anställda")."""
    tokens = plain.split()
    for place, word in enumerate(tokens[:-1]):
        number = CARDINALS.get(word) or (int(word) if word.isdigit() else 0)
        before = tokens[place - 1] if place else ""
        if 2 <= number <= 12 and before not in _NO_COUNT_AFTER and not _TIME_UNIT.match(tokens[place + 1]):
            return number, tokens[place + 1]
    return None, ""
