"""An answer made of the guidance's own sentences: chosen, ordered, and set so that it reads as an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.citations import Claim, claim
from assistant.drafts import Draft, is_interjection, is_line, is_reply, leans, passage_claims, sentence_claim
from assistant.lexical import Lexicon
from assistant.lists import (
    asks_for_sides,
    compose_count,
    compose_list,
    crowds,
    find_list,
    holds_counted,
    introduces,
    introduction,
    is_fragment,
    is_named_by,
    list_of,
    same_list,
    without_lists,
)
from assistant.named import people_in
from assistant.phrases import phrase
from assistant.questions import Asked, Wanted, what_is_asked
from assistant.records import Passage, ScoredPassage, Sentence
from assistant.sides import asks_for_sides_alone, sides_told
from assistant.summaries import compose_summary
from assistant.swedish import NUMBER_WORDS, content_words, fold, stem, stems, words

MAX_SENTENCES = 4
MAX_PASSAGES = 3
_SIDE = 0.06
"""What a sentence gains that speaks for or against, where that is asked for."""
_SIDE_HEADING = 0.12
"""What it gains besides where so many such things are asked for, and its heading speaks of them."""
_FORM = 0.03
"""What a sentence gains whose form answers: a defining verb for a definition, a name for a person."""
_HEADING = 0.04
"""What a sentence gains whose heading asks the same kind of question."""
_ANNOUNCING_WORDS = 7
"""A best sentence of so few words ("Det finns kritik mot …") announces the next."""
_ASKING = 0.08
"""What a sentence loses that ends in a question mark, or is an exclamation."""
_LINE = 0.16
"""What a line loses that is no sentence, such as a date."""
_MARGIN = 0.07
"""How far below the best sentence another may score and still be told."""
_NEXT = 0.06
"""How much further the one after the best may, which often goes on with what the best begins. Chosen on the development
suites: 2 in 100 more of what is needed is told, and hardly more of what is not."""
_EXPLAIN = re.compile(
    r"\b((forstar|fattar|begriper|hanger) (jag )?inte|forklara|utveckla|mer om|explain|elaborate|more about"
    r"|(do not|don.?t) (get|understand))\b"
)
"""What asks, folded, for more than one sentence on a thing."""
_ONE_FACT: frozenset[Wanted] = frozenset({"choice", "count", "person", "time"})
"""What one sentence answers."""

_FORMS: Mapping[Wanted, re.Pattern[str]] = {
    "definition": re.compile(
        r"\b(är (en|ett)|kan (sägas vara|beskrivas som|definieras som)|innebär|betyder|definieras|avser|avses|menas|syftar"
        r"|med .+ avses)\b"
    ),
    "reason": re.compile(
        r"\b(eftersom|därför|för att|på grund av|leder till|gör att|beror på|skäl(et|en)?|orsak(en|er)?|bidrar|annars|så att"
        r"|fördel(en|ar|arna)?|syftet|minskar|ökar|risk(en|erar)?)\b",
        re.IGNORECASE,
    ),
    "time": re.compile(
        r"\b(\d{4}|dag(en|ar|arna|ligen)?|veck(a|an|or|orna|ovis)|månad(en|er|erna|svis)?|år(et|en|ligen)?|timm(e|en|ar)|minut(en|er)"
        r"|kvart(en|al(et)?)?|måndag|tisdag|onsdag|torsdag|fredag|senast|innan|efter|genast|direkt|regelbundet|tid)\b",
        re.IGNORECASE,
    ),
}
"""What is asked for → what a sentence that answers it often holds."""
_ENUMERATING = re.compile(
    r"(den|det) vanligaste|(en|ett) (annan|annat|tredje|fjärde|femte|ytterligare)\b|ytterligare (en|ett)\b|(den|det) (andra|tredje|fjärde)\b|till sist\b|slutligen\b|för det (första|andra|tredje)",
    re.IGNORECASE,
)
_ORDINALS = {
    1: r"(första|vanligaste)",
    2: r"(andra|annan|annat)",
    3: r"tredje",
    4: r"fjärde",
    5: r"femte",
    6: r"sjätte",
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    passage: Passage
    number: int
    """Which sentence of the passage, from 0."""


def compose(
    asked: Asked,
    query: str,
    found: Sequence[ScoredPassage],
    guidance: Sequence[Passage],
    lexicon: Lexicon,
    language: str,
) -> Draft:
    """Choose the sentences that answer a question.

    Args:
        asked: What is asked for.
        query: The question, standing alone.
        found: Passages scored for it, best first; not empty.
        guidance: All passages in the order of the corpus.
        lexicon: Their words.
        language: The question's language, for the frame.
    """
    if asked.wanted == "summary":
        return compose_summary(query, found, guidance, lexicon, language)
    if asked.wanted != "choice":
        items = find_list(query, asked, found, guidance, lexicon)
        if items and asked.wanted == "count" and holds_counted(items[0], query, lexicon):
            return compose_count(items, guidance, language)
        is_crowd = asked.is_open and items and crowds(items[0], found) and is_named_by(items[0], query, lexicon)
        if items and (asked.wanted == "list" or is_crowd):
            return compose_list(items, guidance, language)
    return _passages(asked, query, found, guidance, language)


def best_claims(found: Sequence[ScoredPassage], count: int) -> tuple[Claim, ...]:
    """Quote the sentences that come nearest to a question, best first, whatever they say but exclamations.

    Args:
        found: Passages scored for the question.
        count: How many at the most.
    """
    candidates = _candidates(Asked("passage"), found)
    telling = [each for each in candidates if not is_interjection(each.passage.sentences[each.number].text)]
    return tuple(sentence_claim(each.passage, each.number) for each in telling[:count])


def _passages(
    asked: Asked, query: str, found: Sequence[ScoredPassage], guidance: Sequence[Passage], language: str
) -> Draft:
    """Tell the best sentences, the best first, each run in the order of the text."""
    candidates = _candidates(asked, without_lists(found, guidance) if asks_for_sides(asked) else found, query)
    candidates = _with_words_first(candidates)
    best = candidates[0]
    introduced = next((other for other in guidance if introduces(best.passage, other)), None)
    if introduced and asked.wanted != "choice":
        return compose_list(list_of(introduced, guidance), guidance, language)
    enumerates = asked.wanted == "list" and _enumerates(best)
    chosen: dict[str, set[int]] = {}
    order: list[Passage] = []
    for candidate in candidates:
        is_next = enumerates and candidate.passage.section == best.passage.section and _enumerates(candidate)
        is_far = candidate.score < best.score - _MARGIN - _NEXT * _goes_on(asked, best, candidate)
        if not is_next and (is_far or sum(map(len, chosen.values())) >= MAX_SENTENCES):
            continue
        if candidate is not best and _says_nothing_beside(candidate, best, guidance):
            continue
        if candidate.passage.id not in chosen:
            if len(order) >= MAX_PASSAGES:
                continue
            order.append(candidate.passage)
        numbers = _with_neighbours(candidate, is_own_question=_asks_as_heading(asked, query, candidate.passage))
        if candidate is best and (_announces(best) or _is_to_be_explained(query, best)):
            numbers.add(best.number + 1)
        chosen.setdefault(candidate.passage.id, set()).update(numbers)
    claims: list[Claim] = []
    for passage in _lists_together(order):
        claims += _told(passage, sorted(chosen[passage.id]), guidance, is_first=not claims)
    return Draft(tuple(dict.fromkeys(claims)), phrase(language, "source_language"))


def _lists_together(order: Sequence[Passage]) -> list[Passage]:
    """Move the items of one list that only end the sentence before it next to the first of them, in their order."""
    places = {passage.id: place for place, passage in enumerate(order)}

    def first_of_list(passage: Passage) -> tuple[int, int]:
        mates = [other for other in order if is_fragment(passage) and is_fragment(other) and same_list(passage, other)]
        own_place = passage.place.number if passage.place and mates else 0
        return min(places[other.id] for other in mates or [passage]), own_place

    return sorted(order, key=first_of_list)


def _told(passage: Passage, numbers: Sequence[int], guidance: Sequence[Passage], *, is_first: bool) -> list[Claim]:
    """Quote sentences of a passage; an item that only ends the sentence before its list brings that along."""
    intro = introduction(passage, guidance) if is_fragment(passage) else None
    if intro is None:
        return passage_claims(passage, numbers, opens_paragraph=not is_first)
    sentence = intro.sentences[-1]
    before = claim(intro, sentence.start, sentence.end, opens_paragraph=True)
    return [before, *(sentence_claim(passage, number, "-") for number in numbers)]


def _candidates(asked: Asked, found: Sequence[ScoredPassage], query: str = "") -> list[_Candidate]:
    """Give every sentence of the passages found, best first; a sentence that only asks stands back, and a line."""
    sides = sides_told(query)
    is_counted = asks_for_sides(asked) or asks_for_sides_alone(query)
    asked_alike = {row.passage.heading: _asks_alike(asked, row.passage.heading) for row in found}
    candidates = [
        _Candidate(
            score
            + _FORM * _answers_in_form(asked, sentence)
            + _SIDE * any(said.search(sentence.text) for said in sides)
            + _SIDE_HEADING * (is_counted and any(said.search(scored.passage.heading) for said in sides))
            + _HEADING * asked_alike[scored.passage.heading]
            - _ASKING * (sentence.text.endswith("?") or is_interjection(sentence.text))
            - _LINE * is_line(scored.passage),
            scored.passage,
            number,
        )
        for scored in found
        for number, (sentence, score) in enumerate(zip(scored.passage.sentences, scored.sentence_scores, strict=True))
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _with_words_first(candidates: list[_Candidate]) -> list[_Candidate]:
    """Move what tells something in a section before its exclamation ("Titta på webinaret!") that came first by itself."""
    best = candidates[0]
    if len(best.passage.sentences) > 1 or not is_interjection(best.passage.text):
        return candidates
    section = (best.passage.document, best.passage.section)
    telling = [
        each
        for each in candidates
        if (each.passage.document, each.passage.section) == section
        and not is_interjection(each.passage.sentences[each.number].text)
        and not is_line(each.passage)
    ]
    first = telling[:1]
    return [*first, *(each for each in candidates if each not in first and each is not best)] if first else candidates


def _says_nothing_beside(candidate: _Candidate, best: _Candidate, guidance: Sequence[Passage]) -> bool:
    """Tell whether a sentence adds nothing to another: a line such as "Lästid: 3 minuter", or an "… – så gör du:".

    Nor does a question of the text that only such an announcement answers, nor an exclamation in a paragraph of its own.
    """
    if is_line(candidate.passage) and not is_line(best.passage):
        return True
    if len(candidate.passage.sentences) == 1 and candidate.passage.text.endswith("!") and not candidate.passage.place:
        return True
    text, *after = (sentence.text for sentence in candidate.passage.sentences[candidate.number :])
    announces = text.endswith(":") or (text.endswith("?") and bool(after) and after[0].endswith(":"))
    return announces and not any(introduces(candidate.passage, other) for other in guidance)


def _goes_on(asked: Asked, best: _Candidate, candidate: _Candidate) -> bool:
    """Tell whether a sentence stands right after the best, and more than one fact is asked for."""
    is_next = candidate.passage.id == best.passage.id and candidate.number == best.number + 1
    return is_next and asked.wanted not in _ONE_FACT


def _announces(best: _Candidate) -> bool:
    """Tell whether a sentence says little by itself, and another follows."""
    sentences = best.passage.sentences
    return len(words(sentences[best.number].text)) <= _ANNOUNCING_WORDS and best.number + 1 < len(sentences)


def _is_to_be_explained(query: str, best: _Candidate) -> bool:
    """Tell whether a question asks to have something explained, and the sentence after the best may do so."""
    return bool(_EXPLAIN.search(fold(query))) and best.number + 1 < len(best.passage.sentences)


def _asks_alike(asked: Asked, heading: str) -> bool:
    """Tell whether a heading is a question of the shape asked ("Varför …?", "Vem …?")."""
    return asked.wanted in _FORMS and heading.rstrip().endswith("?") and what_is_asked(heading).wanted == asked.wanted


def _enumerates(candidate: _Candidate) -> bool:
    """Tell whether a sentence is one of several in a row ("Ett annat misstag är …", "Ett tredje …")."""
    return bool(_ENUMERATING.match(candidate.passage.sentences[candidate.number].text))


def _answers_in_form(asked: Asked, sentence: Sentence) -> bool:
    if asked.wanted == "person":
        return bool(people_in(sentence.text))
    if asked.wanted == "item" and asked.number in _ORDINALS:
        return bool(re.match(rf"((en|ett|den|det|för det) )?{_ORDINALS[asked.number]}\b", sentence.text, re.IGNORECASE))
    if asked.wanted == "count":
        return any(word.isdigit() or fold(word) in NUMBER_WORDS for word in words(sentence.text))
    form = _FORMS.get(asked.wanted)
    return bool(form and form.search(sentence.text))


def _with_neighbours(candidate: _Candidate, *, is_own_question: bool) -> set[int]:
    """Give a sentence with what it leans on: the one before "Det innebär …", the one after a question.

    A "Nej, tvärt om!" replies to the text's own question: it is told only to who asks that, and else left out.
    """
    sentences = candidate.passage.sentences
    numbers = {candidate.number}
    first = candidate.number
    while first > 0 and (leans(sentences[first].text) or is_interjection(sentences[first - 1].text)):
        if not is_own_question and is_reply(sentences[first - 1].text):
            break
        first -= 1
        numbers.add(first)
    last = candidate.number
    asks = sentences[last].text.endswith("?") or is_interjection(sentences[last].text)
    if asks and last + 1 < len(sentences):
        numbers.add(last + 1)
        if not is_own_question and is_reply(sentences[last].text):
            numbers.discard(last)
    return numbers


def _asks_as_heading(asked: Asked, query: str, passage: Passage) -> bool:
    """Tell whether a yes-or-no question shares most of its content words with the heading above a passage."""
    wanted = {stem(word) for word in content_words(query)}
    shared = wanted & set(stems(passage.heading))
    return not asked.is_open and 2 * len(shared) > len(wanted)
