"""What speaks for or against something: how it is asked for, in several languages, and how a text tells it."""

import re

from assistant.swedish import content_words, fold

_NAMED = re.compile(
    r"(nytta|utmaning|baksid|avigsid|framsid|fordel|nackdel|styrk|svaghet|mojlighet|risk|plus|minus|vinst|forlust|fallgrop|pros?\b|cons?\b|advantage|disadvantage"
    r"|strength|weakness|benefit|drawback|downside|upside|pitfall|challenge|ulempe|utfordring|udfordring|haitta|haitat|haaste|hyoty|hyody|edut)"
)
_FOR = re.compile(r"\b(fördel|vinst|vinn|nytta|bättre|möjlighet|styrk|ökar|lättare|stärk|advantage)", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(nackdel|risk|problem|fallgrop|kritik|svårighet|hinder|sämre|fara|baksid|svaghet|se upp)", re.IGNORECASE
)
_SIDES = (
    (
        re.compile(
            r"\b(fordel|framsid|vinst|styrk|mojlighet|plus|advantage|strength|benefit|upside|pros\b|hyoty|hyody|edut"
            r"|argument(en)? for\b|skal(en)? (att|till|for)\b|arguments? for\b)"
        ),
        _FOR,
    ),
    (
        re.compile(
            r"\b(nackdel|baksid|avigsid|risk|svaghet|minus|fallgrop|utmaning|disadvantage|weakness|drawback|downside|pitfall|challenge|cons\b"
            r"|ulempe|utfordring|udfordring|haitta|haitat|haaste|argument(en)? e?mot\b|arguments? against\b)"
        ),
        _AGAINST,
    ),
)
"""Question about what speaks for or against → what a sentence that answers it often holds."""
_AROUND = frozenset(
    "main big biggest great greatest key common possible important viktigaste vanligaste mojliga hva hvad hvilke"
    " finnes mita mitka ovat onko".split()
)
"""Words that tell nothing of what the sides are of, folded."""


def is_side(word: str) -> bool:
    """Tell whether a word names what speaks for or against something: "fördelar", "risker"."""
    return bool(_NAMED.match(fold(word)))


def side_like(word: str, other: str) -> str:
    """Give a word for a side ("baksidan") in the form of another ("fördelar"): "nackdelar"; any but these as it is."""
    if not re.match(r"(baksid|avigsid)", fold(word)) or not re.search(r"(ar|er|arna|erna)$", fold(other)):
        return word
    return "nackdelarna" if fold(other).endswith("na") else "nackdelar"


def sides_told(question: str) -> list[re.Pattern[str]]:
    """Give what a sentence often holds that speaks for or against, where a question asks for that; [] where not."""
    return [told for asked, told in _SIDES if asked.search(fold(question))]


def asks_for_sides_alone(question: str) -> bool:
    """Tell whether a question asks for benefits or risks without saying of what: "What are the downsides?"."""
    own = [word for word in content_words(question) if fold(word) not in _AROUND]
    return bool(own) and all(map(is_side, own))
