"""How a question was meant to be spelled: å, ä and ö put back, slips of one letter mended by the guidance's words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.dictionary import is_word, with_letters
from assistant.records import Passage
from assistant.swedish import FUNCTION_WORDS, fold, words

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_MENDED = 6
"""Letters of the shortest word in which a slip is mended: shorter words have too many neighbours."""

# Common words that need their letters back and mean something else, or nothing, without them.
_COMMON = """
    när på får från för måste är där här då så också två någon något några nära år åren dåligt dålig rätt fråga frågor
    gå går gått ska stå står få fått hålla håller håll själv själva även över mår må mål målet åt råd rådet höra hör börja
    börjar bör böra kör köra göra gör gjorde hjälp hjälpa hjälper lära lär vänta väntar öka ökar ökad följa följer följd
    möte mötet möten möta svår svårt svåra större största små mänsklig människa människor månad månader vår vårt våra åsikt
    åtgärd åtgärder säga säger sätt sätta sätter tänka tänker läsa läser låta låter lägga lägger bära välja väljer väg vägen
    värde värt värld hög högt höga lön lönen språk språket skäl skälet känna känner känns känsla tröst mår trött möjlig
    möjligt möjlighet möjligheter nödvändigt förändring förändra förstå förstår förtroende förklara förslag försöka försöker
    fördel fördelar fördelarna nackdel före först första förra företag föra förare förbättra förbättring förväntan
    förväntningar ersättning anställd anställda anställning arbetsmiljö miljö behöva behövs behöver erkänna gränser gräns
    dålig hänger händer hända hänt härifrån därför varför egenskaper självständig självledarskap återkoppling återkomma
    ordförande ledamöter tjänst tjänsten ärlig ärende ämne ämnet ändra ändring äga äger öppen öppet öppna övertid uppnå
    utföra inför införa inträffa påverka påverkar pågå påstå sjätte sjunde åttonde fjärde vägröjare lösning lösa löser
    kön kö köp köpa näst nästa nåt nån nåbar närvaro frånvaro tårta vädret väder nöjd olönsam träffa träna tävling
    innebär många krävs gäller året både flesta
""".split()
_WHOLE = frozenset({"var", "vara", "har", "andra", "bara"})
"""Words that are whole as typed, far more often than they are "vår", "våra", "här", "ändra" and "bära"."""
_TWICE = frozenset("bor hall hor kon kor lata later mal rad sa satt skal svar svara svart tanker trott vart".split())
"""Common words that are everyday words without their letters as well."""
_ALWAYS = frozenset(fold(word) for word in _COMMON if fold(word) != word) - _TWICE - _WHOLE
"""Common words, folded, that nobody means as they stand."""


class Speller:
    """Knows the words of the guidance as they stand."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        forms = Counter(
            word for passage in passages for word in words(f"{passage.context}\n{passage.text}") if word.isalpha()
        )
        counts: Counter[str] = Counter()
        for form, count in forms.items():
            counts[form.lower()] += count
        self._spelled: dict[str, str] = {fold(word): word for word in _COMMON}
        for word, _ in sorted(counts.items(), key=lambda item: item[1]):
            self._spelled[fold(word)] = word
        self._spelled.update((word, word) for word in _WHOLE)
        # Words by the hashes of their shortened forms, in order: far smaller than a dictionary of the forms themselves.
        self._mending = [word for word in counts if len(word) >= _SHORTEST_MENDED]
        folded = [fold(word) for word in self._mending]
        hashes = np.fromiter((hash(form) for word in folded for form in _shortened(word)), np.int64)
        owners = np.repeat(np.arange(len(folded), dtype=np.int32), [len(word) + 1 for word in folded])
        order = np.argsort(hashes)
        self._hashes, self._owners = hashes[order], owners[order]

    def mend(self, question: str) -> str:
        """Give a Swedish question with its letters put back and slips mended; other words as typed.

        Letters are put back only in a question that has no å, ä or ö at all: whoever typed one could type them all. A
        word that is Swedish as typed ("sa", "bor") stays so unless another of the question lacks its letters.
        A capital letter within a sentence marks a name, which stays as it is.
        """
        has_letters = any(letter in "åäöÅÄÖ" for letter in question)
        lacks_letters = not has_letters and any(self._lacks_letters(fold(word)) for word in _WORD.findall(question))

        def mended(match: re.Match[str]) -> str:
            word = match.group()
            is_name = match.start() > 0 and word[0].isupper()
            spelled = None if is_name else self._meant(word.lower(), lacks_letters=lacks_letters)
            if spelled is None or spelled == word.lower():
                return word
            return spelled.capitalize() if word[0].isupper() else spelled

        return _WORD.sub(mended, question)

    def _meant(self, word: str, *, lacks_letters: bool) -> str | None:
        """Give the word that was meant; None where it is right as typed, or nothing is near."""
        plain = fold(word)
        if lacks_letters and plain in self._spelled:
            return self._spelled[plain]
        # Letters of other words are left out as well: putting them back did the search no good.
        if plain in self._spelled or (lacks_letters and with_letters(word)):
            return None
        near = self._nearest(plain)
        # Two letters that changed places make a rare word of a common one ("riksen" of "risken") far more often than
        # somebody means it; any other Swedish word is right as it stands.
        is_slip = near is not None and (not is_word(word) or _is_swapped(word, near))
        return near if is_slip else None

    def _lacks_letters(self, plain: str) -> bool:
        """Tell whether a word can only have been typed without its letters."""
        if plain in _ALWAYS:
            return True
        return not is_word(plain) and (self._spelled.get(plain, plain) != plain or with_letters(plain) is not None)

    def _nearest(self, plain: str) -> str | None:
        """Give the one word of the guidance that differs by one letter (added, missing, wrong or swapped)."""
        if len(plain) < _SHORTEST_MENDED or plain in FUNCTION_WORDS:
            return None
        found = self._near(plain)
        close = {word for word in found if abs(len(word) - len(plain)) <= 1 and fold(word)[0] == plain[0]}
        # Inflections differ by a letter at the end as well: they are no slips.
        close = {
            word
            for word in close
            if fold(word)[:-1] != plain[:-1] and fold(word)[:-1] != plain and plain[:-1] != fold(word)
        }
        return close.pop() if len(close) == 1 else None

    def _near(self, plain: str) -> set[str]:
        """Give the words of the guidance that share a shortened form with a word."""
        hashes = [hash(form) for form in _shortened(plain)]
        begins, ends = (np.searchsorted(self._hashes, hashes, side) for side in ("left", "right"))
        owners = {int(owner) for begin, end in zip(begins, ends, strict=True) for owner in self._owners[begin:end]}
        return {self._mending[owner] for owner in owners}


def _is_swapped(word: str, other: str) -> bool:
    """Tell whether two words differ by two neighbouring letters that changed places, and by nothing else."""
    places = [at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]]
    if len(word) != len(other) or len(places) != 2 or places[1] - places[0] != 1:
        return False
    return word[places[0]] == other[places[1]] and word[places[1]] == other[places[0]]


def _shortened(word: str) -> Iterator[str]:
    """Yield a word and every word with one of its letters left out (Garbe's symmetric deletion)."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
