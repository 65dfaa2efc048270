"""The guidance's lists: which one a question asks for, and how it, or one item of it, is told."""

import re
from collections.abc import Sequence

from assistant.citations import Claim, escape
from assistant.drafts import Draft, item_claim, marker, passage_claims, sentence_claim
from assistant.lexical import Lexicon
from assistant.phrases import phrase
from assistant.questions import ORDINALS, Asked
from assistant.records import Passage, ScoredPassage
from assistant.sides import is_side
from assistant.swedish import EVERYDAY_VERBS, NUMBER_WORDS, content_words, fold, stems

_ITEM = re.compile(
    r"(steg|punkt|tips|rad(et|en|list\w*)?$|reg(el|ler)|sak|grej|del(en)?$|omrade|step|tip|item|rule|advice)"
)
"""What an item of any list may be called, folded."""
_SIDE = re.compile(r"(argument|skal(et|en)?$|orsak|anledning|reason|cause)")
"""What speaks for or against, folded, beside what ``is_side`` knows."""
_ENUMERATE = re.compile(
    r"\b(rakna upp|rabbla|lista|list|name)\b"
    r"|\b(alla|samtliga|all) (\w+ )?(steg|punkt|tips|rad|regl|saker|step|point|tip|rule)"
)
"""Asks for all of something, folded."""
_COMMANDS = frozenset({"lista", "rabbla", "list", "name"})
_THE_SO_MANY = re.compile(r"\bthe (two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b", re.IGNORECASE)
"""Says in English that there is a list of that size; its name has no Swedish word to be known by."""
_CROWD = 4
_CROWD_LEAD = 0.05
"""By how much a first item may stand above the third of those found and still be one of a crowd."""
_ENDINGS = ("set", "sen", "et", "en", "n", "t", "s")
_MATCH = 0.35
"""Share of a question's content words, by rarity, that name a list."""


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

    Words that stand nowhere in the guidance do not count against a list: "vilka tips ges?" asks for tips.

    Returns:
        All its items, or [] where no list answers.
    """
    lists: dict[tuple[str, int], Passage] = {}
    for passage in guidance:
        if passage.place and passage.place.size > 1:
            lists.setdefault((passage.document, passage.place.list_id), passage)
    wanted = [word for word in content_words(query) if fold(word) not in ORDINALS]
    is_any_item = any(_ITEM.match(fold(word)) for word in wanted) and (
        asked.wanted == "item" or (asked.wanted == "list" and bool(_ENUMERATE.search(fold(query))))
    )
    if asked.count is None:
        wanted = [word for word in wanted if fold(word) not in NUMBER_WORDS]
    if asked.wanted in {"list", "count"}:
        wanted = [word for word in wanted if lexicon.knows(word)]
    if asks_for_sides(asked):
        lists = {place: first for place, first in lists.items() if _is_named(first, asked.counted, lexicon)}
    if not lists or not found:
        return []
    ordered = [first for first in lists.values() if first.place and first.place.ordered]
    is_only_ordered = sum(first.place.size >= (asked.number or 1) for first in ordered if first.place) == 1
    is_only = sum(bool(first.place and first.place.size == asked.count) for first in lists.values()) == 1
    nearest = [row.passage for row in found if row.passage.place][:1]
    total = sum(lexicon.rarity(word) for word in wanted) or 1.0

    def match(first: Passage) -> float:
        names = _names(first, lexicon)
        score = sum(lexicon.rarity(word) for word in wanted if _is_among(word, names, lexicon)) / total
        score += 0.4 * crowds(first, found)
        score += 0.2 * introduces(found[0].passage, first)
        is_counted = bool(asked.count and first.place and first.place.size == asked.count)
        is_called = bool(names & set(lexicon.forms(asked.counted)))
        score += 1.0 * (is_counted and (is_called or (is_only and bool(_THE_SO_MANY.search(query)))))
        if is_any_item:
            score += (0.2 + 0.2 * is_only_ordered) * (first in ordered) + 0.3 * any(
                same_list(first, row) for row in nearest
            )
        return score

    best = max(lists.values(), key=match)
    return list_of(best, guidance) if match(best) >= _MATCH else []


def holds_counted(item: Passage, query: str, lexicon: Lexicon) -> bool:
    """Tell whether a list is named by the thing that a question counts first: "hur många tips" and "Fem tips för …"."""
    counted = content_words(query)[:1]
    intro = f"{item.place.intro if item.place else ''} {item.heading}"
    return any(set(lexicon.forms(word)) & set(stems(intro)) for word in counted)


def is_named_by(item: Passage, query: str, lexicon: Lexicon) -> bool:
    """Tell whether a question has no subject but a list's: a word of its introduction or heading, or none of its own.

    "Hur lyckas man?" is answered by all of "Fem tips – så lyckas du", "hur hanterar jag konflikter?" by one of them.
    """
    named = _named(item, query, lexicon)
    return not named or any(named)


def is_only_named(item: Passage, query: str, lexicon: Lexicon) -> bool:
    """Tell whether a question names a list and nothing else: "lista tipsen", and not "tips för distansarbete"."""
    named = _named(item, query, lexicon)
    return bool(named) and all(named)


def _named(item: Passage, query: str, lexicon: Lexicon) -> list[bool]:
    """Tell for each word of a question that says what it is about whether a list's introduction or heading has it."""
    names = _names(item, lexicon)
    told = (word for word in content_words(query) if fold(word) not in EVERYDAY_VERBS | _COMMANDS)
    return [_is_among(word, names, lexicon) for word in told]


def _names(item: Passage, lexicon: Lexicon) -> set[str]:
    return {form for word in content_words(_introduction(item)) for form in lexicon.forms(word)}


def asks_for_sides(asked: Asked) -> bool:
    """Tell whether so many reasons, benefits or risks are asked for, and not any list of that size."""
    return is_side(asked.counted) or bool(_SIDE.match(asked.counted))


def _is_named(first: Passage, word: str, lexicon: Lexicon) -> bool:
    """Tell whether a list is introduced by a word."""
    return _is_among(word, _names(first, lexicon), lexicon)


def _is_among(word: str, names: set[str], lexicon: Lexicon) -> bool:
    """Tell whether a word is one of some stems, in any form; a stemmer leaves endings that a name lacks ("tipset")."""
    forms = lexicon.forms(word)
    return bool(names & set(forms)) or any(forms[0].removesuffix(ending) in names for ending in _ENDINGS)


def crowds(first: Passage, found: Sequence[ScoredPassage]) -> bool:
    """Tell whether most of what was found first are items of one list, and none of them stands out.

    Then the list is the answer, not one of them.
    """
    top = [row for row in found[:_CROWD] if row.passage.document == first.document and row.passage.place]
    inside = [row for row in top if row.passage.place and row.passage.place.list_id == _list_id(first)]
    return len(inside) >= _CROWD - 1 and inside[0].score - inside[_CROWD - 2].score < _CROWD_LEAD


def introduction(item: Passage, guidance: Sequence[Passage]) -> Passage | None:
    """Give the paragraph that introduces the list an item belongs to."""
    return next((passage for passage in guidance if introduces(passage, item)), None)


def introduces(passage: Passage, item: Passage) -> bool:
    """Tell whether a paragraph introduces the list an item belongs to."""
    return bool(item.place and passage.text == item.place.intro and passage.document == item.document)


def same_list(passage: Passage, other: Passage) -> bool:
    """Tell whether two passages are items of one list."""
    return passage.document == other.document and _list_id(passage) is not None and _list_id(passage) == _list_id(other)


def is_fragment(item: Passage) -> bool:
    """Tell whether an item ends the sentence that introduces its list: it begins with a small letter."""
    return bool(item.place) and item.text[:1].islower()


def without_lists(found: Sequence[ScoredPassage], guidance: Sequence[Passage]) -> Sequence[ScoredPassage]:
    """Leave out what introduces a list, or ends its introduction; all is kept where nothing else was found."""
    intros = {(other.document, other.place.intro) for other in guidance if other.place}
    prose = [
        row for row in found if not is_fragment(row.passage) and (row.passage.document, row.passage.text) not in intros
    ]
    return prose or found


def compose_list(items: Sequence[Passage], guidance: Sequence[Passage], language: str) -> Draft:
    """Tell a list: the sentence that introduces it, or our frame, then every item's first sentence."""
    intro = introduction(items[0], guidance)
    claims = [sentence_claim(intro, len(intro.sentences) - 1)] if intro else []
    claims += [item_claim(item) for item in items]
    section = escape(items[0].section_name.rstrip(":"))
    return Draft(tuple(claims), "" if intro and language == "sv" else phrase(language, "list", section=section))


def compose_count(items: Sequence[Passage], guidance: Sequence[Passage], language: str) -> Draft:
    """Tell how many items a list has, and the items themselves."""
    section = escape(items[0].section_name.rstrip(":"))
    told = compose_list(items, guidance, language)
    return Draft(told.claims, phrase(language, "count", section=section, size=len(items)))


def compose_item(items: Sequence[Passage], number: int, language: str, run: int = 1) -> Draft:
    """Tell one item of a list in full, or several in a row.

    Args:
        items: All items of the list, in order.
        number: From 1; -1 for the last, -2 for the one before. A number the list does not have gives no claims.
        language: The question's language, for the frame.
        run: How many items from that one on.
    """
    place = len(items) + 1 + number if number < 0 else number
    if not 1 <= place <= len(items):
        section = escape(items[0].section_name.rstrip(":"))
        return Draft((), phrase(language, "no_item", section=section, size=len(items), number=number))
    return Draft(tuple(claim for item in items[place - 1 : place - 1 + run] for claim in _whole(item)))


def _whole(item: Passage) -> list[Claim]:
    """Quote all of an item, its marker first."""
    claims = passage_claims(item, range(len(item.sentences)))
    first = claims[0]
    return [Claim(first.text, first.passage, first.start, first.end, marker(item.place)), *claims[1:]]


def _introduction(item: Passage) -> str:
    return f"{item.place.intro if item.place else ''}\n{item.heading}"


def _list_id(passage: Passage) -> int | None:
    return passage.place.list_id if passage.place else None
