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
        i upp ut utan vid mellan många mycket två innan behöver behövs länge åt vill vilja göra gäller händer ofta bara rätt
        hela första även själv än sig sin sitt min mitt din ditt var vart där här då hem över under ner
        ar for pa fran nar varfor bor nagot nagon ocksa maste gor gör får far hej tack ge berätta förklara sammanfatta
        """.split()
    ),
    "en": frozenset(
        """
        the what how why who when where which is are does do did can could should would of and to in for with about from
        a an it this that these those i my me you your we our they them their there be been being was were not or if as
        on have get at out up has may long without before after much many someone must by off between will all so but more
        same into over
        tell explain give summarize please say says mean means hello hi thanks thank
        """.split()
    ),
    "no": frozenset(
        """
        hva hvordan hvorfor hvem hvilke hvilken hvilket hvor hvis når er jeg ikke og av på til fra med det den et en som kan skal
        må bør deg meg seg noe noen også være gjør gjøre sier finnes dere deres at der uten opp inn ut før etter mange mye selv
        lenge vil ved ble blir blitt tilbake skjer trenger gjelder betaler betale bare rett koster hele feil igjen første enn
        mellom forskjellen samme for har om vi du man så men eller får i under her min mitt din sin sitt bare ofte
        """.split()
    ),
    "da": frozenset(
        """
        hvad hvordan hvorfor hvem hvilke hvilken hvilket hvor hvornår hvis når er jeg ikke og af på til fra med det den et en som
        kan skal må bør dig mig sig noget nogen også være gør gøre siger findes jer jeres at der uden op ind ud før efter mange
        meget selv længe vil ved blev bliver blive blevet tilbage sker gælder betaler betale kun ret koster hele hver første end
        mellem forskellen samme vores tage tager give giver arbejde for har om vi du man så men eller får i under her min mit
        din sin sit ofte
        """.split()
    ),
    "fi": frozenset(
        """
        mitä mikä miten miksi kuka ketkä milloin missä mistä mihin minkä mitkä montako kuinka kauan paljon paljonko moni usein
        onko voiko voinko saako saanko pitääkö on ole olen olla ovat voi voin saa saan saada pitää pitäisi tehdä teen tulee ja
        tai vai ei että ettei se sen sitä siitä ne joka joku kun kuin minä minun minulla sinä hän me te teillä he jos jotta niin
        myös kanssa mukaan tämä nämä kertoo tarkoittaa tapahtuu maksaa ennen jälkeen aikana aikaan ilman itse kaikki mutta vain
        vaikka kenelle kenen
        """.split()
    ),
}
_DISTINCT = {"no": "æø", "da": "æø", "sv": "äö", "fi": "äö"}
_WORD = re.compile(r"[^\W\d_]+")
_FINNISH = re.compile(r"aa|ii|uu|yy|ää|öö")
"""Long vowels, which the others do not write double."""


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
    long_vowels = sum(bool(_FINNISH.search(token)) for token in tokens)
    points["fi"] += 0.5 * long_vowels * (long_vowels > 1 or points["fi"] > 0)
    best = max(points, key=lambda language: (points[language], language == DEFAULT, language == "no"))
    return best if points[best] > points[DEFAULT] else DEFAULT
