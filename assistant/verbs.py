"""Which words of a Swedish question are verbs, told by where they stand and how they end.

A finite verb comes second in a Swedish main clause ("vad kostar …", "hur lockar man …") and first in a yes-or-no
question ("betalar firman …"); it stands beside a pronoun that is its subject, and an infinitive after "att" or "kan".
"""

import re

from assistant.sentences import split_sentences
from assistant.swedish import FUNCTION_WORDS, fold, words

_ASKING = frozenset("vad hur nar var varfor vart vem".split())
_OPENING = frozenset("och men sa eller".split())
_SUBJECTS = frozenset("jag du man vi ni han hon hen de dom det den som".split())
_AUXILIARIES = frozenset(
    "att ska skall skulle kan kunde maste far fick bor borde vill ville brukar behover orkar vagar borja borjar slutar"
    " hinner forsoker".split()
)
_THERE_IS = (["finns", "det"], ["fanns", "det"])
_PREPOSITIONS = frozenset("i pa for med hos till vid om av fran utan".split())
_FINITE = re.compile(r"\w{2,}(r|s|de|te)$")
_INFINITIVE = re.compile(r"\w{2,}(a|as|å)$")


def verbs(question: str) -> frozenset[str]:
    """Give the words of a question that are likely verbs, as typed, function words left out."""
    return frozenset(
        word
        for sentence in split_sentences(question)
        for word in _verbs(words(sentence.text), is_asking=sentence.text.endswith("?"))
    )


def _verbs(typed: list[str], *, is_asking: bool) -> list[str]:
    folded = [fold(word) for word in typed]
    while folded[:1] and folded[0] in _OPENING:
        typed, folded = typed[1:], folded[1:]
    found: list[int] = []
    for place, word in enumerate(folded):
        before, after = folded[max(0, place - 2) : place], folded[place + 1 : place + 2]
        if word in FUNCTION_WORDS:
            continue
        is_first = is_asking and place == 0 and bool(after) and after[0] not in _PREPOSITIONS
        is_second = place == 1 and before[0] in _ASKING
        is_subject = bool(_SUBJECTS & set(before[-1:])) and before not in _THERE_IS
        is_beside = bool(_SUBJECTS & set(after)) or (is_subject and place - 2 not in found)
        is_finite = bool(_FINITE.match(word)) and (is_first or is_second or is_beside)
        is_governed = bool(_AUXILIARIES & set(before[-1:])) or (
            bool(_SUBJECTS & set(before[-1:])) and bool(_AUXILIARIES & set(before[:1]))
        )
        if is_finite or (is_governed and _INFINITIVE.match(word)):
            found.append(place)
    return [typed[place] for place in found]
