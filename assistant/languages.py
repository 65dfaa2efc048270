"""Which language a question is in, told by its function words."""

import re
from collections.abc import Mapping

DEFAULT = "sv"

# Function words that the other four do not share, or share with one neighbour only.
_MARKERS: Mapping[str, frozenset[str]] = {
    "sv": frozenset(
        """
        och är att som för inte jag vad hur varför vilka vilken vilket när vem finns kan ska måste bör på till från med av
        det den ett en de så om eller men också har hade blir vara nej ja alla något någon vi ni du mig oss chefen man
        ar for pa fran nar varfor bor nagot nagon ocksa maste gor gör får far hej tack ge berätta förklara sammanfatta
        """.split()
    ),
    "en": frozenset(
        """
        the what how why who when where which is are does do did can could should would of and to in for with about from
        a an it this that these those i my me you your we our they them their there be been being was were not or if as
        tell explain give summarize please say says mean means hello hi thanks thank
        """.split()
    ),
    "no": frozenset(
        "hva hvordan hvorfor hvem hvilke hvilken hvilket når er jeg ikke og av på til fra med det den et en som kan skal må"
        " bør deg meg noe noen også være gjør sier finnes".split()
    ),
    "da": frozenset(
        "hvad hvordan hvorfor hvem hvilke hvilken hvilket hvornår er jeg ikke og af på til fra med det den et en som kan"
        " skal må bør dig mig noget nogen også være gør siger findes".split()
    ),
    "fi": frozenset(
        "mitä mikä miten miksi kuka ketkä milloin missä mitkä onko voiko on ovat ja tai ei että se ne joka kun kuin minä"
        " sinä hän me te he jos myös kanssa tämä nämä kertoo tarkoittaa".split()
    ),
}
_DISTINCT = {"no": "æø", "da": "æø", "sv": "äö", "fi": "äö"}
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(question: str) -> str:
    """Tell the language of a question: ``sv``, ``en``, ``no``, ``da`` or ``fi``.

    Counts the function words that each language owns; a word shared by several counts for each. Ties, and texts
    without a single such word, go to Swedish, the language of the guidance.
    """
    lowered = question.lower()
    tokens = _WORD.findall(lowered)
    points: dict[str, float] = {
        language: sum(token in marks for token in tokens) for language, marks in _MARKERS.items()
    }
    for language, letters in _DISTINCT.items():
        points[language] += sum(0.5 for letter in letters if letter in lowered) if points[language] else 0
    best = max(points, key=lambda language: (points[language], language == DEFAULT, language == "no"))
    return best if points[best] > points[DEFAULT] else DEFAULT
