"""A question that asks several things, or compares two: its parts, each a question of its own."""

import re

from assistant.sentences import split_sentences
from assistant.sides import is_side
from assistant.swedish import FUNCTION_WORDS, NUMBER_WORDS, content_words, fold

_JOINT = re.compile(
    r",?\s+(?:och|samt|men|and|but)\s+(?=(?:(?:i|på|för|till|med|av)\s+)?"
    r"(?:vad|vem|vilk\w+|hur|när|varför|var|finns det|what|who|which|how|when|why|where|is there)\b)",
    re.IGNORECASE,
)
_LEADING_IN = re.compile(
    r"^(?:hej\w*[,!.]?\s+)?(?:jag\s+(?:undrar|vill veta)|berätta|förklara|kan du (?:berätta|förklara))[, ]+",
    re.IGNORECASE,
)
_PROS_AND_CONS = re.compile(r"\bf(?:ö|o)r- ?(?P<and>och|eller|&) nackdelar(?P<end>\w*)", re.IGNORECASE)
_PAIR = re.compile(
    r"^(?P<lead>(?:(?:vilka|vilken|vad|what|which)\b(?: (?:är|finns det för|har|ser \w+ för|are|is|the|de|det finns))* |berätta om |lista |ge mig )?)"
    r"(?:de |the )?(?P<first>[\w-]+) (?:och|and|respektive|samt|resp) (?:de |the )?(?P<second>[\w-]+)(?P<tail>(?: .*)?\??)$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:skillnad\w*|likhet\w*|differences?|similarit\w+) (?:mellan|between|på|är det mellan|finns det mellan|är det på) (?P<first>.+?) (?:och|and|jämfört med) (?P<second>.+)$"
    r"|(?:jämför\w*|compare) (?P<third>.+?) (?:och|med|and|with|to) (?P<fourth>.+)$"
    r"|\bskil(?:jer|de) (?:sig )?(?P<fifth>.+?) (?:från|och) (?P<sixth>.+)$"
    r"|^(?P<seventh>[\w-]+(?: [\w-]+)?) eller (?P<eighth>[\w-]+(?: [\w-]+)?),? (?:vad|vilket|vilken)\b.*(?:skillnad|bäst|bättre)\w*$"
    r"|(?:bäst|bättre)[,:]? (?:att )?(?P<ninth>.+?) eller (?P<tenth>.+)$",
    re.IGNORECASE,
)


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


def coordinated(question: str) -> tuple[tuple[str, str], ...]:
    """Split a question about two things of one kind: "Vilka för- och nackdelar har X?", "Vad är målen och riskerna?".

    Returns:
        Both questions, each with the word it is about; () where a question asks for one thing.
    """
    whole = _PROS_AND_CONS.sub(lambda match: f"fördelar{match['end']} {match['and']} nackdelar{match['end']}", question)
    match = _PAIR.match(whole)
    if not match or {fold(match["first"]), fold(match["second"])} & (FUNCTION_WORDS | NUMBER_WORDS):
        return ()
    if not (match["lead"] and match["tail"]) and not all(is_side(match[n]) for n in ("first", "second")):
        return ()
    lead, tail = match["lead"], match["tail"].rstrip("?. ")
    return tuple((f"{lead}{noun}{tail}?", noun) for noun in (match["first"], match["second"]))


def compared(question: str) -> tuple[str, str] | None:
    """Give the two things that a question compares: "Vad är skillnaden mellan X och Y?"; None where it names no two."""
    match = _COMPARED.search(question.rstrip("?.! "))
    if not match:
        return None
    first, second = (group for group in match.groups() if group)
    return first, second
