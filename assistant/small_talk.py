"""Small talk that is no question to the guidance: greetings, thanks, a bare yes, what the assistant is."""

import re
from typing import Literal

from assistant.swedish import fold, words

Talk = Literal["greeting", "thanks", "noted", "help", "task"]

_GREETING = re.compile(
    r"((hej(san)?|halla|tjenare|tjena|god (morgon|dag|kvall)|hello|hi|good (morning|day))"
    r"( (hej|dar|igen|there|pa (dig|er|dej)))?\b[ ,.!]*)+"
)
_MARKS = re.compile(r"[\"”“„»«*`]|(?<!\w)['’‘](?=\w)|(?<=\w)['’](?!\w)")
"""Quotation and emphasis marks; an apostrophe inside a word is none."""
_THANKS = re.compile(
    r"(stort |tusen )?(tack(ar)?|thanks|thank you|toppen|super|perfekt|jattebra)( sa (mycket|mkt)| for hjalpen)?\b"
)
_NOTED = re.compile(
    r"((ja|nej|jo|japp|nepp|nja|ok|okej|okay|yes|no|yep|nope|mm|aha|jaha|bra|bra svar|fint|precis|visst|sure|great|jag forstar|i see"
    r"|det var allt|inget mer|inte just nu|that is all)( tack| thanks| thank you)?\b ?)+"
)
_ASKS = re.compile(
    r"\b(vad|vem|vilk\w+|hur|nar|varfor|(?<!det )var|kan|finns|ska|beratta|forklara|what|who|how|why|when|tell)\b"
)
_HELP = re.compile(
    r"vad kan (du|jag fraga)|vad (gor|ar) du( for (nagot|nagon))?$|vem ar du|vem har (gjort|skapat|byggt) dig|hur (funkar|fungerar) (du|det har)"
    r"|vad kan man fraga|what can (you|i ask)|who (are you|made you)|how do you work|kan du hjalpa mig$|hjalp$|help$"
)


def without_greeting(plain: str) -> str:
    """Take a greeting off the beginning of a question, given folded and without punctuation."""
    opening = _GREETING.match(plain)
    return plain[opening.end() :].strip() if opening else plain


def as_asked(question: str) -> str:
    """Give a question without the greeting before it, quotation and emphasis marks, and with one question mark.

    None of them says what is asked, and each moves the vector that is searched by.
    """
    bare = re.sub(r"\s*([?!])[?!\s]*$", r"\1", _MARKS.sub("", question)).strip()
    folded = fold(bare)
    greeting = _GREETING.match(folded) if len(folded) == len(bare) else None
    rest = bare[greeting.end() :] if greeting else bare
    return rest if words(rest) else question


def talk_of(plain: str, *, is_asking: bool) -> Talk | None:
    """Tell which small talk a text is; None where it is none.

    Args:
        plain: The text, folded, without punctuation.
        is_asking: Whether the text has a question mark.
    """
    rest = without_greeting(plain)
    if rest != plain and not words(rest):
        return "greeting"
    if _THANKS.match(rest) and not is_asking and not _ASKS.search(rest):
        return "thanks"
    if _NOTED.fullmatch(rest) and not is_asking:
        return "noted"
    return "help" if _HELP.search(rest) else None
