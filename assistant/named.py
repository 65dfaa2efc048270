"""The people, the works and the research that the guidance names, with the sentences that name them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.citations import Claim
from assistant.drafts import Draft, item_claim, sentence_claim
from assistant.lists import introduces, list_of
from assistant.plain import plain_text
from assistant.questions import asks_for_research
from assistant.records import Passage
from assistant.swedish import FUNCTION_WORDS, content_words, fold, stem, stems, words

_MAX_SENTENCES = 6
_NAME = re.compile(r"[A-ZÅÄÖÉÜ][\wéü-]*[a-zåäöéü](?: (?:af|av|von|de|van))?(?: [A-ZÅÄÖÉÜ][\wéü-]*[a-zåäöéü])+")
_TITLE = re.compile(r"[”“\"»](?P<title>[A-ZÅÄÖ][^”“\"»«]{6,}?)[”\"«]|(?<!\w)\*(?P<slanted>[A-ZÅÄÖ][^*]{6,})\*(?!\w)")
_RESEARCH = re.compile(
    r"\b\w*(forskning|forskar|vetenskap|evidens|universitet|högskola|professor|expert|konsult)\w*|\bstudie(r|n|rna)?\b|\b(research|universit)\w*"
    r"|\bundersökning(ar|en|arna)? (visar|har|från|vid|av)\b|\brapport(er|en)? (visar|från|av)\b",
    re.IGNORECASE,
)
"""What marks a sentence that rests on research or on an expert."""
_WORKS = frozenset(map(stem, "bok böcker handbok titel verk rapport studie litteratur book work report study".split()))
_PEOPLE = frozenset(map(stem, "person människa namn people folk individ författare expert author".split()))


def asks_for_works(query: str) -> bool:
    """Tell whether the things asked for are books, reports or other works."""
    return any(word in _WORKS or word.endswith(tuple(_WORKS)) for word in stems(query))


def compose_named(query: str, guidance: Sequence[Passage]) -> Draft:
    """Tell the sentences that name people, or works, in the text's order; no claims where there are none.

    Args:
        query: The question; a word such as "forskare" narrows the people to those called so.
        guidance: All passages in the order of the corpus.
    """
    if asks_for_research(query):
        return Draft(tuple(_resting(guidance)))
    names = works_in if asks_for_works(query) else people_in
    kind = {stem(word) for word in content_words(query)} - _WORKS - _PEOPLE
    claims = _naming(guidance, names)
    narrowed = [made for made in claims if kind & set(stems(made.text))]
    return Draft(tuple((narrowed or claims)[:_MAX_SENTENCES]))


def people_in(sentence: str) -> tuple[str, ...]:
    """Give the names of a sentence that are a person's: two capitalised words or more.

    A word that only begins the sentence ("Enligt Anna Ek") is no part of a name.
    """
    found = []
    for match in _NAME.finditer(sentence):
        parts = match.group().split()
        if match.start() == 0 and (fold(parts[0]) in FUNCTION_WORDS or fold(parts[0]).endswith(("en", "an", "rn"))):
            parts = parts[1:]
        if len(parts) > 1:
            found.append(" ".join(parts))
    return tuple(found)


def works_in(sentence: str) -> tuple[str, ...]:
    """Give the titles of a sentence: what is quoted or slanted, begins with a capital and has several words."""
    titles = [match.group("title") or match.group("slanted") for match in _TITLE.finditer(sentence)]
    return tuple(title for title in titles if len(words(title)) > 1)


def _resting(guidance: Sequence[Passage]) -> list[Claim]:
    """Quote the sentences that rest on research or on an expert; one that introduces a list brings its items along."""
    claims: list[Claim] = []
    count = 0
    for passage in guidance:
        for number, sentence in enumerate(passage.sentences):
            if count < _MAX_SENTENCES and _RESEARCH.search(sentence.text) and not sentence.text.endswith("?"):
                count += 1
                claims.append(sentence_claim(passage, number, "-"))
                is_last = number == len(passage.sentences) - 1
                first = next((other for other in guidance if is_last and introduces(passage, other)), None)
                items = map(item_claim, list_of(first, guidance) if first else [])
                claims += [replace(item, item=f"  {item.item}") for item in items]
    return claims


def _naming(guidance: Sequence[Passage], names: Callable[[str], tuple[str, ...]]) -> list[Claim]:
    """Quote the sentences that name somebody or something for the first time."""
    claims: list[Claim] = []
    seen: set[str] = set()
    for passage in guidance:
        for number, sentence in enumerate(passage.sentences):
            is_slanted = names is works_in
            fresh = set(names(sentence.text if is_slanted else plain_text(sentence.text))) - seen
            if fresh:
                seen |= fresh
                claims.append(sentence_claim(passage, number, "-"))
    return claims
