"""An answer made of the guidance's own sentences: chosen, ordered, and set so that it reads as an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.citations import Claim, claim, escape
from assistant.lexical import Lexicon
from assistant.phrases import phrase
from assistant.plain import plain_text
from assistant.questions import Asked
from assistant.records import ListPlace, Passage, ScoredPassage, Sentence
from assistant.swedish import FUNCTION_WORDS, content_words, fold, stem, stems, words

MAX_SENTENCES = 5
MAX_PASSAGES = 3
MAX_OF_PART = 3
_FORM = 0.06
"""What a sentence gains whose form answers: a defining verb for a definition, a name for a person."""
_ASKING = 0.08
"""What a sentence loses that ends in a question mark, or is no sentence."""
_MARGIN = 0.07
"""How far below the best sentence another may score and still be told."""
_CROWD = 4
_LIST_MATCH = 0.35
"""Share of a question's content words, by rarity, that name a list."""

_LEANING = re.compile(
    r"(det (innebär|betyder|handlar|gäller|är (alltså|därför|också)|beror|gör|kan (också|även))|detta|dessa|därför|dessutom|"
    r"således|alltså|däremot|på så sätt|på det sättet|i stället|istället|trots det|men |och |så |han |hon |hen |den |de |"
    r"dess |deras |därmed|samtidigt|likaså|sådan|då )",
    re.IGNORECASE,
)
_INTERJECTION_WORDS = 4
_REPLY = re.compile(r"(ja|nej|jo|yes|no)\b", re.IGNORECASE)
_FRAGMENT_WORDS = 5
_DEFINING = re.compile(
    r"\b(är (en|ett)|kan (sägas vara|beskrivas som|definieras som)|innebär|betyder|definieras|avser|avses|menas|syftar|med .+ avses)\b"
)
_PERSON_NAME = re.compile(r"[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """An extractive answer before it is numbered: our frame, and claims that quote."""

    claims: tuple[Claim, ...]
    frame: str = ""


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
        return _summary(query, found, guidance, lexicon, language)
    items = find_list(query, asked, found, guidance, lexicon)
    if items and (asked.wanted == "list" or asked.count or _crowds(items[0], found)):
        return _list(items, guidance, language)
    return _passages(asked, query, found, guidance, language)


def compose_item(items: Sequence[Passage], number: int, language: str) -> Draft:
    """Tell one item of a list in full.

    Args:
        items: All items of the list, in order.
        number: From 1; -1 for the last. A number the list does not have gives a draft without claims.
        language: The question's language, for the frame.
    """
    place = len(items) if number == -1 else number
    if not 1 <= place <= len(items):
        section = items[0].section_name
        return Draft((), phrase(language, "no_item", section=section, size=len(items), number=number))
    item = items[place - 1]
    marker = _marker(item.place)
    return Draft(
        tuple(_sentence_claim(item, number, marker if number == 0 else "") for number in range(len(item.sentences)))
    )


def joined(drafts: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """Join the answers to the parts of a question: each begins a paragraph, and no span is told twice.

    Running text is kept to the first three sentences of a part; a list is told whole.
    """
    claims: list[Claim] = []
    told: set[tuple[str, int, int]] = set()
    for draft in drafts:
        is_list = any(made.item for made in draft)
        for place, made in enumerate(draft if is_list else draft[:MAX_OF_PART]):
            span = (made.passage.document, made.start, made.end)
            if span not in told:
                told.add(span)
                claims.append(replace(made, opens_paragraph=bool(claims) and (place == 0 or made.opens_paragraph)))
    return tuple(claims)


def list_of(passage: Passage, guidance: Sequence[Passage]) -> list[Passage]:
    """Give all items of the list a passage belongs to, in order; a long item's parts are joined by its first."""
    place = passage.place
    if place is None:
        return []
    items: dict[int, Passage] = {}
    for other in guidance:
        if other.place and other.document == passage.document and other.place.list_id == place.list_id:
            items.setdefault(other.place.number, other)
    return [items[number] for number in sorted(items)]


def find_list(
    query: str, asked: Asked, found: Sequence[ScoredPassage], guidance: Sequence[Passage], lexicon: Lexicon
) -> list[Passage]:
    """Find the list a question asks for: named by its introduction or heading, of the size asked for, or found first.

    Returns:
        All its items, or [] where no list answers.
    """
    lists: dict[tuple[str, int], Passage] = {}
    for passage in guidance:
        if passage.place and passage.place.size > 1:
            lists.setdefault((passage.document, passage.place.list_id), passage)
    if not lists:
        return []
    wanted = content_words(query)
    total = sum(lexicon.rarity(word) for word in wanted) or 1.0

    def match(first: Passage) -> float:
        names = {form for word in words(_introduction(first)) for form in lexicon.forms(word)}
        score = sum(lexicon.rarity(word) for word in wanted if names & set(lexicon.forms(word))) / total
        score += 0.4 * _crowds(first, found)
        score += 0.2 * _introduces(found[0].passage, first)
        if (
            asked.count
            and first.place
            and first.place.size == asked.count
            and names & set(lexicon.forms(asked.counted))
        ):
            score += 1.0
        return score + 0.1 * (asked.wanted == "item" and bool(first.place and first.place.ordered))

    best = max(lists.values(), key=match)
    is_only_choice = asked.wanted == "item" and match(best) > 0
    return list_of(best, guidance) if is_only_choice or match(best) >= _LIST_MATCH else []


def _crowds(first: Passage, found: Sequence[ScoredPassage]) -> bool:
    """Tell whether most of what was found first are items of one list: then the list is the answer, not one of them."""
    top = [row.passage for row in found[:_CROWD] if row.passage.document == first.document and row.passage.place]
    return sum(p.place.list_id == first.place.list_id for p in top if p.place and first.place) >= _CROWD - 1


def _introduction(item: Passage) -> str:
    return f"{item.place.intro if item.place else ''}\n{item.heading}"


def _introduces(passage: Passage, item: Passage) -> bool:
    return bool(item.place and passage.text == item.place.intro and passage.document == item.document)


def _marker(place: ListPlace | None) -> str:
    return "" if place is None else f"{place.number}." if place.ordered else "-"


def _list(items: Sequence[Passage], guidance: Sequence[Passage], language: str) -> Draft:
    """Tell a list: the sentence that introduces it, or our frame, then every item's first sentence."""
    intro = next((passage for passage in guidance if _introduces(passage, items[0])), None)
    claims = [_sentence_claim(intro, len(intro.sentences) - 1)] if intro else []
    claims += [_item_claim(item) for item in items]
    frame = (
        ""
        if intro and language == "sv"
        else phrase(language, "list", section=escape(items[0].section_name.rstrip(":")))
    )
    return Draft(tuple(claims), frame)


def _item_claim(item: Passage) -> Claim:
    """Quote an item's first sentence, with the next one where the first only asks."""
    last = 1 if len(item.sentences) > 1 and item.sentences[0].text.endswith("?") else 0
    return claim(item, item.sentences[0].start, item.sentences[last].end, item=_marker(item.place))


def _sentence_claim(passage: Passage, number: int, item: str = "", *, opens_paragraph: bool = False) -> Claim:
    sentence = passage.sentences[number]
    return claim(passage, sentence.start, sentence.end, item=item, opens_paragraph=opens_paragraph)


def _passages(
    asked: Asked, query: str, found: Sequence[ScoredPassage], guidance: Sequence[Passage], language: str
) -> Draft:
    """Tell the best sentences, the best first, each run in the order of the text."""
    candidates = _candidates(asked, found)
    best = candidates[0]
    introduced = next((other for other in guidance if _introduces(best.passage, other)), None)
    if introduced:
        return _list(list_of(introduced, guidance), guidance, language)
    chosen: dict[str, set[int]] = {}
    order: list[Passage] = []
    for candidate in candidates:
        if candidate.score < best.score - _MARGIN or sum(map(len, chosen.values())) >= MAX_SENTENCES:
            break
        if candidate.passage.id not in chosen:
            if len(order) >= MAX_PASSAGES:
                continue
            order.append(candidate.passage)
        chosen.setdefault(candidate.passage.id, set()).update(
            _with_neighbours(candidate, is_own_question=_asks_as_heading(asked, query, candidate.passage))
        )
    claims: list[Claim] = []
    for passage in order:
        for place, number in enumerate(sorted(chosen[passage.id])):
            claims.append(_sentence_claim(passage, number, opens_paragraph=place == 0 and bool(claims)))
    return Draft(tuple(claims), phrase(language, "source_language"))


def _candidates(asked: Asked, found: Sequence[ScoredPassage]) -> list[_Candidate]:
    """Give every sentence of the passages found, best first; a sentence that only asks stands back."""
    candidates = [
        _Candidate(
            score
            + _FORM * _answers_in_form(asked, sentence)
            - _ASKING * (sentence.text.endswith("?") or _is_fragment(scored.passage)),
            scored.passage,
            number,
        )
        for scored in found
        for number, (sentence, score) in enumerate(zip(scored.passage.sentences, scored.sentence_scores, strict=True))
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _is_fragment(passage: Passage) -> bool:
    """Tell whether a passage is a line such as a date or a label: a few words, no list item, no mark at its end."""
    is_short = len(words(passage.text)) <= _FRAGMENT_WORDS
    return is_short and passage.place is None and passage.text[-1] not in '.!?…”"'


def _answers_in_form(asked: Asked, sentence: Sentence) -> bool:
    if asked.wanted == "definition":
        return bool(_DEFINING.search(sentence.text))
    return asked.wanted == "person" and bool(_PERSON_NAME.search(sentence.text))


def _with_neighbours(candidate: _Candidate, *, is_own_question: bool) -> set[int]:
    """Give a sentence with what it leans on: the one before "Det innebär …", the one after a question.

    A "Nej, tvärt om!" replies to the text's own question: it is told only to who asks that, and else left out.
    """
    sentences = candidate.passage.sentences
    numbers = {candidate.number}
    first = candidate.number
    while first > 0 and (leans(sentences[first].text) or _is_interjection(sentences[first - 1].text)):
        if not is_own_question and _is_reply(sentences[first - 1].text):
            break
        first -= 1
        numbers.add(first)
    last = candidate.number
    asks = sentences[last].text.endswith("?") or _is_interjection(sentences[last].text)
    if asks and last + 1 < len(sentences):
        numbers.add(last + 1)
        if not is_own_question and _is_reply(sentences[last].text):
            numbers.discard(last)
    return numbers


def _asks_as_heading(asked: Asked, query: str, passage: Passage) -> bool:
    """Tell whether a yes-or-no question shares most of its content words with the heading above a passage."""
    wanted = {stem(word) for word in content_words(query)}
    shared = wanted & set(stems(passage.heading))
    return not asked.is_open and 2 * len(shared) > len(wanted)


def _is_reply(sentence: str) -> bool:
    return bool(_REPLY.match(sentence)) and _is_interjection(sentence)


def leans(sentence: str) -> bool:
    """Tell whether a sentence needs the one before it to be understood."""
    return bool(_LEANING.match(plain_text(sentence)))


def _is_interjection(sentence: str) -> bool:
    """Tell whether a sentence is too short to say anything by itself ("Nej, tvärt om!", "Varför då?")."""
    return sentence.endswith(("!", "?")) and len(words(sentence)) <= _INTERJECTION_WORDS


def _summary(
    query: str, found: Sequence[ScoredPassage], guidance: Sequence[Passage], lexicon: Lexicon, language: str
) -> Draft:
    """Tell the main points in the text's order: of the section a question names, else of the whole document."""
    document = found[0].passage.document
    own = [passage for passage in guidance if passage.document == document and not passage.aside]
    sections = list(dict.fromkeys(passage.section for passage in own))
    topic = {
        form for word in content_words(query) if not _SUMMARY_WORD.match(fold(word)) for form in lexicon.forms(word)
    }
    title_forms = {form for word in words(own[0].title) for form in lexicon.forms(word)} if own else set()
    best = found[0].passage.section
    heading = {form for word in words(" ".join(best)) for form in lexicon.forms(word)}
    if topic - title_forms and topic & heading and best in sections and best != (own[0].title,):
        claims = [made for passage in own if passage.section == best for made in _gist(passage)]
        return Draft(
            tuple(claims[:7]), phrase(language, "list", section=escape(found[0].passage.section_name.rstrip(":")))
        )
    claims = []
    for section in sections:
        inside = [passage for passage in own if passage.section == section]
        listed = [passage for passage in inside if passage.place]
        prose = [passage for passage in inside if not passage.place and len(words(passage.text)) > 8]
        if section == (own[0].title,) and len(sections) > 1:
            continue
        chosen = [made for passage in prose[:1] for made in _gist(passage)]
        if not chosen or not prose:
            chosen += [_item_claim(item) for item in listed if item.place and item.place.size <= 7]
        claims += [
            Claim(made.text, made.passage, made.start, made.end, made.item or "-") if not made.item else made
            for made in chosen
        ]
    return Draft(tuple(claims), phrase(language, "summary", title=escape(own[0].title if own else document)))


_SUMMARY_WORD = re.compile(r"sammanfatt|huvudpunkt|huvuddrag|avsnitt|text|artikel|summar|section|kort|punkt|viktig|hel")


def _gist(passage: Passage) -> list[Claim]:
    """Give a passage's first sentence that says something by itself, as a claim; [] if it only asks."""
    if passage.place:
        return [_item_claim(passage)]
    for number, sentence in enumerate(passage.sentences):
        if sentence.text.endswith(("?", ":")) or _is_interjection(sentence.text) or (leans(sentence.text) and number):
            continue
        if len([word for word in words(sentence.text) if fold(word) not in FUNCTION_WORDS]) >= 3:
            return [_sentence_claim(passage, number, "-")]
    return []
