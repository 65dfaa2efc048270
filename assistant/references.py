"""What in a question points out of it: "hon", "den", "där", "då", but not the "det" of "är det viktigt att …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.swedish import FUNCTION_WORDS, fold

PERSONS = frozenset("han hon hen honom henne hans hennes hens he she him her his".split())
THINGS = frozenset(
    "det den dom detta denna dessa de dem deras dess sadant sadana dar darmed it that this those they them these".split()
)
_IT = frozenset({"det", "it"})
_ARTICLES = frozenset({"det", "den", "de", "dom", "that", "this", "those", "these"})
_SUBJECTS = frozenset("man jag du vi ni han hon hen de dom alla som i you we they".split())
"""After one of these "det" is an object: "hur gör man det för att …"."""
_CLAUSES = frozenset("om nar innan ifall if when before".split())
QUESTION_WORDS = frozenset(
    "vad vem vilka vilken vilket hur nar varfor var vart kan ska maste far bor what who which how why where".split()
)
_ADJECTIVE = re.compile(
    r"(nya|gamla|första|andra|tredje|fjärde|femte|sista|nästa|förra|svåra|stora|små|bästa|egna|flesta|hela|högsta|enda|rätta|först\w+|\w+(aste|liga|iga|samma|ande|ende|lösa|fulla|erade|ade)|\w+(st|ar)e"
    r"|new|old|first|second|last|next|own|whole|other|same)$"
)
"""Forms that follow an article: what comes after them is a noun, and the article points nowhere."""
_DEFINITE = re.compile(r"\w{3,}(en|an|aren|erna|arna|orna|et|are)$")
_NEAR = 5
"""Words within which the "att" of a formal "det" follows it."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """The words of a question that mean something said before it."""

    person: bool = False
    thing: bool = False
    """A pronoun or adverb that stands for a thing said: "den", "dem", "där"."""
    it: bool = False
    """A "det", which may stand for a thing, for all that was said, or for nothing."""
    then: bool = False
    """A "då" at the end."""
    within: bool = False
    """Whether its pronouns mean what the question itself has said before them."""

    @property
    def is_any_but_then(self) -> bool:
        """Tell whether a pronoun points out of the question."""
        return self.person or self.thing or self.it


def pointing(question: str) -> Pointing:
    """Find what points out of a question; a pronoun whose noun stands before it in the question does not.

    Args:
        question: As typed.
    """
    spelled = [word for word in re.findall(r"[\w-]+|,", question.lower()) if word not in {"tack", "ok", "okej"}]
    folded = [fold(word) for word in spelled]
    if (second := _second_piece(folded)) and _names_something(folded[:second]):
        return Pointing(within=bool((PERSONS | THINGS | {"da"}) & set(folded[second:])))
    tokens = [word for word in folded if word != ","]
    spelled = [word for word in spelled if word != ","]
    things = [
        token
        for place, token in enumerate(tokens)
        if token in THINGS
        and not (_is_formal(tokens, place) or _is_article(spelled, tokens, place) or _is_the_text(tokens, place))
    ]
    return Pointing(
        person=any(token in PERSONS and not _is_told(tokens, place) for place, token in enumerate(tokens)),
        thing=bool(set(things) - _IT),
        it=bool(_IT & set(things)),
        then=tokens[-1:] in (["da"], ["then"]),
    )


def _second_piece(tokens: Sequence[str]) -> int | None:
    """Give where the main clause begins after a clause or a noun set before it: "om någon gråter, vad gör man då"."""
    if "," in tokens:
        return tokens.index(",")
    start = 1 if tokens[:1] in (["och"], ["men"], ["and"], ["but"]) else 0
    if tokens[start : start + 1] and tokens[start] in _CLAUSES - {"nar", "when"}:
        return next((place for place, word in enumerate(tokens) if place > start + 2 and word in QUESTION_WORDS), None)
    return None


def _names_something(tokens: Sequence[str]) -> bool:
    """Tell whether words hold a noun of their own and no pronoun."""
    return not (PERSONS | THINGS) & set(tokens) and any(word not in FUNCTION_WORDS and word != "," for word in tokens)


def _is_the_text(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a "den" is the text that is asked: "vad säger den om mål"."""
    return tokens[place - 1 : place] in (["sager"], ["skriver"], ["namner"], ["says"]) and tokens[
        place + 1 : place + 2
    ] in (["om"], ["about"])


def _is_formal(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a "det" only fills the subject's place: "är det viktigt att …", "hur går det till när …"."""
    if tokens[place] not in _IT:
        return False
    before, after = tokens[place - 1] if place else "", tokens[place + 1 :]
    if after[:1] == ["for"] and before in {"ar", "blir", "var"}:
        return True
    if before in {"finns", "fanns", "there"} or after[:1] in (["finns"], ["fanns"], ["som"], ["sig"]):
        return True
    if before in _SUBJECTS:
        return False
    if {"att", "to", "that"} & set(after[:_NEAR]) and not {"for", "med", "pa", "om"} & set(after[:1]):
        return after.index(next(word for word in after if word in {"att", "to", "that"})) < len(after) - 1
    clause = next((at for at, word in enumerate(after[:_NEAR]) if word in _CLAUSES), None)
    return clause is not None and any(word not in FUNCTION_WORDS for word in after[clause + 1 :])


def _is_article(spelled: Sequence[str], tokens: Sequence[str], place: int) -> bool:
    """Tell whether a "den" belongs to a noun after it ("den nya chefen"), or to a clause ("den som leder mötet")."""
    if tokens[place] not in _ARTICLES:
        return False
    after = spelled[place + 1 : place + 3]
    return after[:1] == ["som"] or (len(after) == 2 and bool(_ADJECTIVE.match(after[0])) and after[1] not in _CLAUSES)


def _is_told(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a "hon" stands for a person of the same question: "hur visar chefen att hon lyssnar"."""
    clause = next((at for at in range(place - 1, 0, -1) if tokens[at] in _CLAUSES | {"att", "som", "that"}), None)
    return clause is not None and any(_DEFINITE.match(word) and word not in FUNCTION_WORDS for word in tokens[:clause])
