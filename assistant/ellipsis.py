"""A piece of a question ("och växthuset?", "även på skärm?") → the question before, with the piece in it."""

import difflib
import re
from collections.abc import Callable, Sequence

from assistant.references import PERSONS, QUESTION_WORDS, THINGS
from assistant.sides import is_side, side_like
from assistant.swedish import FUNCTION_WORDS, fold, stem

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""How alike a word is in meaning to each of others: cosines."""

_ALSO = re.compile(
    r"^(?:(?:och|men|ok|okej|and|but)[, ]+)*(?:(?:är|ar|e|blir) det (?:samma|likadant)(?: sak)?(?= (?:för|for|med|på|pa|i|vid|hos) )|gäller (?:det|detta|samma|detsamma)(?: sak)?|galler (?:det|detta|samma)|samma(?: sak)?|även|aven|också|ocksa|also)"
    r"(?: (?:även|aven|också|ocksa|also))?\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:och|men|eller|så|aha|ok|okej|jaha|fast|tack|o|å|and|but|so|or)\b[ ,!.]*)+", re.IGNORECASE
)
_CLOSING = re.compile(r"[ ,]+(?:då|da|också|ocksa|med|ju|nu|egentligen|then|too)$", re.IGNORECASE)
_PREPOSITIONS = frozenset(
    "for pa i med hos till vid under efter fore utan mot av fran inom utanfor infor mellan at kring hemma utomlands in at on with from".split()
)
_PLACES = frozenset("i pa hos vid inom utanfor hemma utomlands in at on".split())
_TIMES = frozenset("efter fore innan under vid".split())
_CLAUSES = frozenset("om nar som att innan medan ifall eftersom if when as".split())
_DETERMINERS = frozenset("en ett den det de min din sin nagon nagot nagra varje a an the".split())
_AUXILIARIES = frozenset("ska skall skulle kan kunde maste far fick bor borde vill brukar behover att".split())
_SUBJECTS = frozenset("man jag du vi ni han hon hen de den det i you we they it".split())
_PASSIVE = re.compile(r"\w{2,}(as|[bdfgjklmnprtv]s)$")
_VERB = re.compile(r"\w{3,}(ar|er)$")
_NOT = frozenset({"inte", "ej", "not"})
_DEFINITE = re.compile(r"\w{3,}(?:n|t|na)$")
_FORMS = (r"\w+(?:na)$", r"\w+(?:en|et|an|ten|ret|aren)$", r"\w+(?:ar|er|or)$")
"""Endings that tell the form of a noun: definite and many, definite, many."""
_ALIKE = 0.55
"""Likeness in letters (difflib ratio, from the end) from which one word takes the other's place."""
_NEAR = 0.3
"""Likeness in meaning from which it does."""
_LIKE = 0.45
"""Likeness in meaning from which a word is of the same kind."""
_WHO = frozenset({"vem", "vilka", "who"})
_DEFINED = re.compile(
    r"^(?:(?P<sv>vad (?:är|ar|innebär|innebar|betyder|menas med))|what (?:is|are)) (?P<what>\S.*)$", re.IGNORECASE
)
_CLAUSE_DEFINED = re.compile(r"^(vad (?:innebär|innebar|betyder|menas med))(?: det)? att ", re.IGNORECASE)
"""A question on a whole clause ("vad innebär det att sätta gränser"): a noun takes the place of all of it."""
_SAME_FORM = 0.15
_UNBOUND = 0.1
"""What a noun of the same form, and one that hangs on no preposition, gains over the others."""


def is_also(piece: str) -> bool:
    """Tell whether a question asks if the same holds for something else: "gäller det även vikarier?"."""
    match = _ALSO.match(piece)
    return match is not None and not match["rest"].lower().startswith("att ")


def completed(earlier: str, piece: str, likeness: Likeness, *, corrects: bool = False) -> str:
    """Give the question before with a piece of another in the place of what it replaces, or added where nothing is.

    Args:
        earlier: A question that stands alone; what its pronouns mean may follow it in parentheses.
        piece: As typed, with the "och" before it and the "då" after it.
        likeness: Tells which word of the question a new one is most like.
        corrects: Whether the piece takes something back, so that what it replaces may be less like it.
    """
    also = _ALSO.match(piece)
    bare = _CLOSING.sub("", _OPENING.sub("", also["rest"] if also else piece).rstrip(" ?.!")).strip(" ,")
    asked, _, topic = earlier.rstrip(" ?.!)").partition(" (")
    old, new = asked.split(), bare.split()
    if not new:
        return earlier
    first = _plain(new[0])
    if first in _NOT or (len(new) > 1 and _VERB.match(first) and first not in _PREPOSITIONS):
        return _added(earlier, bare)
    if also:
        return _asked([*old, *([] if first in _PREPOSITIONS | _CLAUSES else ["för"]), *new], topic)
    if first in _PREPOSITIONS | _CLAUSES:
        return _asked(_with_phrase(old, new, corrects=corrects), topic)
    pronoun = next((at for at, token in enumerate(old) if _plain(token) in PERSONS | THINGS), None) if topic else None
    is_name = new[0][0].isupper()
    if pronoun is not None and is_name and _plain(old[pronoun]) in PERSONS:
        return _asked([*old[:pronoun], *new, *old[pronoun + 1 :]])
    if is_side(new[-1]) and not any(is_side(token) for token in old):
        return _side_of(earlier, asked, bare)
    if (clause := _CLAUSE_DEFINED.match(asked)) and first != "att":
        return f"{clause[1]} {bare}?"
    if replaced := next((token for token in old if is_side(token) and is_side(new[-1])), None):
        new = [*new[:-1], side_like(new[-1], replaced)]
    place, shared = _place_of(old, new, likeness, 0.0 if corrects else _NEAR)
    if place is None and pronoun is not None:
        return _asked([*old[:pronoun], *new, *old[pronoun + 1 :]])
    if place is None:
        return _added(earlier, bare)
    begin = place
    if shared:
        begin = place - 1
    elif len(new) > 1 or _form(new[-1]) != _form(old[place]):
        begin = _begin(old, place, _size(new))
    return _asked([*old[:begin], *new, *old[place + 1 :]], topic)


def _side_of(earlier: str, asked: str, bare: str) -> str:
    """Ask for what speaks for or against: of a thing that was asked to be told, and else beside the question before."""
    told = _DEFINED.match(asked)
    if not told or _plain(bare.split(maxsplit=1)[0]) in QUESTION_WORDS:
        return _added(earlier, bare)
    return f"Vad är {bare} med {told['what']}?" if told["sv"] else f"What are {bare} of {told['what']}?"


def _added(earlier: str, bare: str) -> str:
    return f"{earlier.rstrip(' ?.!')} – {bare}?"


def _asked(tokens: Sequence[str], topic: str = "") -> str:
    return f"{' '.join(tokens)} ({topic})?" if topic else f"{' '.join(tokens)}?"


def _plain(token: str) -> str:
    return fold(re.sub(r"[^\w-]", "", token))


def _with_phrase(old: Sequence[str], new: Sequence[str], *, corrects: bool) -> list[str]:
    """Put a phrase in the place of one that begins alike: "på mejl" for "på telefon", "om hen vägrar" for "om …"."""
    first = _plain(new[0])
    plain = [_plain(token) for token in old]
    alike = [at for at, word in enumerate(plain) if at and word == first]
    kinds = (_PLACES, _TIMES, *((_CLAUSES, _PREPOSITIONS) if corrects else ()))
    for kind in kinds:
        if not alike and (first in kind or kind is _PREPOSITIONS):
            alike = [at for at, word in enumerate(plain) if at and word in kind]
    if not alike:
        return [*old, *new]
    begin = alike[-1]
    end = len(old) if plain[begin] in _CLAUSES else _end(plain, begin)
    return [*old[:begin], *new, *old[end:]]


def _end(plain: Sequence[str], begin: int) -> int:
    """Give where a phrase that begins with a preposition ends: at a definite noun, or before the next function word."""
    for at in range(begin + 1, len(plain)):
        is_function = plain[at] in FUNCTION_WORDS and plain[at] not in _DETERMINERS
        if is_function and at > begin + 1:
            return at
        if not is_function and _DEFINITE.match(plain[at]) and plain[at] not in _DETERMINERS:
            return at + 1
    return len(plain)


def _place_of(old: Sequence[str], new: Sequence[str], likeness: Likeness, least: float) -> tuple[int | None, bool]:
    """Give which word of the earlier question the last word of a noun phrase replaces, None where none is like it.

    Also whether the word before that one is kept: "första veckan" replaces "första dagen".
    """
    plain = [_plain(token) for token in old]
    places = [at for at, word in enumerate(plain) if _may_be_noun(plain, at)]
    head = _plain(new[-1])
    if not places or head in FUNCTION_WORDS:
        return None, False
    before = {stem(_plain(token)) for token in new[:-1] if _plain(token) not in FUNCTION_WORDS}
    beside = [at for at in places if at and stem(plain[at - 1]) in before]
    if beside:
        return beside[-1], True
    named = [at for at in places if at and old[at][0].isupper()]
    if named and new[-1][0].isupper():
        return named[-1], False
    meant = likeness(new[-1], [old[at] for at in places])
    if plain[0] in _WHO and plain[1:2] not in (["ar"], ["is"]) and max(meant) < _LIKE and not is_side(head):
        return None, False  # the new word may as well be whom the question asks for
    scores = {at: _score(plain, at, head, near) for at, near in zip(places, meant, strict=True)}
    best = max(places, key=lambda at: (scores[at], at))
    return (best if scores[best] >= least else None), False


def _may_be_noun(plain: Sequence[str], at: int) -> bool:
    """Tell whether a word may be a noun: no function word, no passive or infinitive, no verb before its subject."""
    word = plain[at]
    if not word or word in FUNCTION_WORDS or word in _PREPOSITIONS:
        return False
    is_finite = bool(_VERB.match(word)) and bool(_SUBJECTS & set(plain[at + 1 : at + 2]))
    is_infinitive = word.endswith("a") and not word.endswith("na") and bool(_AUXILIARIES & set(plain[:at]))
    return not (_PASSIVE.match(word) or is_infinitive or is_finite)


def _score(plain: Sequence[str], at: int, head: str, near: float) -> float:
    """Tell how well a new word fits the place of an old one: by sides, letters, meaning, form and what it hangs on."""
    letters = difflib.SequenceMatcher(None, head[::-1], plain[at][::-1]).ratio()
    if is_side(head) and is_side(plain[at]):
        return 2.0
    unbound = not at or plain[at - 1] not in _PREPOSITIONS
    return (
        max(near, 0.0) + letters * (letters >= _ALIKE) + _SAME_FORM * _same_form(head, plain[at]) + _UNBOUND * unbound
    )


def _same_form(head: str, other: str) -> bool:
    return bool(_form(head)) and _form(head) == _form(other)


def _form(word: str) -> str:
    return next((form for form in _FORMS if re.match(form, _plain(word))), "")


def _size(new: Sequence[str]) -> int:
    """Give how many words of a phrase say something up to its noun, without a break: 2 for "nya chefer"."""
    told = [_plain(token) not in FUNCTION_WORDS | _PREPOSITIONS for token in reversed(new)]
    return told.index(False) if False in told else len(told)


def _begin(old: Sequence[str], place: int, size: int) -> int:
    """Give where the noun's phrase begins: at its article, over the adjectives between, or at a name's first word.

    Args:
        old: The words of the earlier question.
        place: The noun's.
        size: Words of the phrase that comes instead: so many are taken without an article.
    """
    begin = place
    for at in range(place - 1, max(place - 3, 0), -1):
        word = _plain(old[at])
        if word in _DETERMINERS:
            return at
        is_joined = begin == at + 1 and place - at < size and _may_be_noun([word], 0) and not _VERB.match(word)
        if is_joined:
            begin = at
        if word in FUNCTION_WORDS:
            break
    return begin
