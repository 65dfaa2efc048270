"""Swedish words: tokens, folded diacritics, stems, function words and compounds."""

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache
from threading import Lock

import snowballstemmer

_YEAR = re.compile(r"\bår\b", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_STEMMER = snowballstemmer.stemmer("swedish")
_STEMMING = Lock()
"""The stemmer keeps the word it works on in itself: two threads at once would get each other's letters."""
_LINKING = ("", "s", "e", "a", "o", "u")
_MIN_PART = 4
"""Letters of the shortest compound part: shorter ones are found in nearly any word."""

# Words that say how something is asked, not what about. Folded; inflected forms are listed, stems are not compared.
FUNCTION_WORDS = frozenset(
    """
    alla allt alltid all an anda andra annan annat annars antal att av bade bara behover behova behov ber beror bli blir
    blivit bland borde bor bra da dag dar darfor de dem den denna deras dess dessa det detta dig din dina ditt dit du
    efter egentligen eller en enligt er era ert ett exempel exempelvis fa far fatt fick finna finnas finns fler flera
    flest foljande for fran fram fraga fragan ga galla galler gar ge genom ger gick giv gor gora gjort gora ha hade haft
    han har hela heller helst helt hej hen henne hennes her hon honom hos hur huruvida hur i ibland ifall igen in
    inga ingen inget innan innebar innebara inom inte istallet ja jag ju just kan kanske kom komma kommer kring kunde
    kunna kunnat lagga leta lite mer mera mest med medan mellan men mig min mina mindre minst mitt mot mycket man
    manga maste nagon nagonting nagot nagra nar nej ni nog nu och ocksa om oss over pa per redan ratt sade saga sager sak
    saker sa samma samt se sedan sen sig sin sina sitt ska skall skulle snall snalla sta star stor stora storre storst storsta minsta bast basta battre svar svara
    sadan sadana sadant sant ta tack tack tar texten texterna artikeln vagledningen guiden till tror tva tycker under upp
    ut utan vad var vara varandra vare varfor varit varje vars vart vem vems vet veta vi via vid vidare vilka vilken
    vilket vill vilja ville ar aven ar betyder betyda beratta berattar forklara menas menar mena handlar handla
    namn namns namner star beskriv beskrivs tas a the of and is are what who how why which when where does do in to on
    for it about that this with can should be was were did has have i you your we they their there mean means tell me my
    lange ofta snart lang langt va dom nan nat nagra nagonsin san sant sana okej ok mkt typ liksom alltsa ens iaf isf dej mej sej asso jo da
    an or not if from by as at any some so please explain would could
    """.split()
)


NUMBER_WORDS = frozenset(
    "tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton tjugo trettio fyrtio femtio sextio sjuttio"
    " attio nittio hundra tusen miljon miljoner halften tredjedel fjardedel dubbelt".split()
)
"""Number words, folded; "en" and "ett" are articles nearly always."""

EVERYDAY_VERBS = frozenset(
    """
    anvanda anvander anvands borja borjar bestamma bestammer bygga bygger diskutera diskuterar fixa fixar fortsatta
    fortsatter forsoka forsoker fundera funderar fungera fungerar funka funkar folja foljer fora for halla haller
    handa hander hinna hinner hitta hittar hjalpa hjalper hamta hamtar hora hor infora infor inforde infordes infort
    inforts jamfora jamfor jobba jobbar kolla kollar klara klarar kopa koper kora kor kanna kanner lamna lamnar lova
    lovar lyckas lagga lagger lara lar lasa laser losa loser mata mater mota moter ordna ordnar orka orkar prata
    pratar prova provar passa passar raka rakar rakna raknar ringa ringer saga satta satter sitta sitter skaffa
    skaffar skapa skapar skicka skickar skota skoter skriva skriver sluta slutar stalla staller stanna stannar stoppa
    stoppar soka soker tala talar tanka tanker tycka undra undrar undvika undviker valja valjer vanta vantar vaga
    vagar visa visar vinna vinner veta aka aker aga ager andra andrar use using used make making get getting give need
    want work start find know help keep take say talk
    """.split()
)
"""Verbs that tell little by themselves of what a question is about, folded."""


def fold(text: str) -> str:
    """Take case and diacritics away: ``Åtgärd`` becomes ``atgard``, so that people may type without å, ä and ö."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "a"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def with_years(text: str) -> str:
    """Write "year" for "år", which folds to what "är" folds to."""
    return _YEAR.sub("year", text)


def words(text: str) -> list[str]:
    """Give the words and numbers of a text as they stand, in order."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Fold a word and cut its ending with the Swedish Snowball stemmer.

    Folding comes first, so that a word typed without å, ä and ö meets the same stem. The stemmer is run twice: once
    leaves ``kurser`` at "kurs" and takes ``kurs`` to "kur".
    """
    with _STEMMING:
        once = str(_STEMMER.stemWord(fold(word)))
        return str(_STEMMER.stemWord(once))


def stems(text: str) -> list[str]:
    """Give the stem of every word of a text, function words included, in order."""
    return [stem(word) for word in words(text)]


def content_words(text: str) -> list[str]:
    """Give the words that say what a text is about, as they stand, each once per stem, in order."""
    seen: dict[str, str] = {}
    for word in words(text):
        if fold(word) not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit()):
            seen.setdefault(stem(word), word)
    return list(seen.values())


def compound_parts(word_stem: str, vocabulary: Container[str]) -> tuple[str, ...]:
    """Split a compound into two or three stems that the vocabulary knows.

    Args:
        word_stem: A folded stem, say ``arbetsplatskultur``.
        vocabulary: Folded stems.

    Returns:
        The parts, longest first part preferred; () when the word is no compound of known parts.
    """
    for head, rest in _splits(word_stem):
        if head not in vocabulary:
            continue
        if rest in vocabulary or stem(rest) in vocabulary:
            return (head, rest if rest in vocabulary else stem(rest))
        for middle, tail in _splits(rest):
            if middle in vocabulary and (tail in vocabulary or stem(tail) in vocabulary):
                return (head, middle, tail if tail in vocabulary else stem(tail))
    return ()


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield head and rest at every place a compound may be joined, longest head first, linking letters dropped."""
    for cut in range(len(word) - _MIN_PART, _MIN_PART - 1, -1):
        for link in _LINKING:
            head = word[:cut]
            if link and head.endswith(link) and len(head) > _MIN_PART:
                yield stem(head[: -len(link)]), word[cut:]
            elif not link:
                yield stem(head), word[cut:]
