"""The main points of a text, or of one section of it, in the text's order."""

import re
from collections.abc import Sequence

from assistant.citations import Claim, escape
from assistant.drafts import Draft, is_interjection, item_claim, leans, sentence_claim
from assistant.lexical import Lexicon
from assistant.phrases import phrase
from assistant.questions import CARDINALS
from assistant.records import Passage, ScoredPassage
from assistant.swedish import FUNCTION_WORDS, content_words, fold, words

_MAX_OF_SECTION = 7
_MAX_ITEMS = 7
_LONG_PROSE_WORDS = 8
_FEW_PASSAGES = 3
_SUMMARY_WORD = re.compile(
    r"sam+anfat|huvud(punkt|drag|sak)|avsnitt|stycke|kapit|paragraf|del(en)?$|text|artik|guid|vagledn|handledn|riktlinj|dokument|sid(a|an)$"
    r"|summar|section|kort|punkt|viktig|hel|drag|mening|rad(er)?$|storre?$|stora$"
)
_SECTION = re.compile(r"\b(avsnitt\w*|stycke\w*|kapit\w*|paragraf\w*|delen|section|chapter|paragraph)\b")
_ONE = {"en": 1, "ett": 1, "one": 1, "a": 1}
_LENGTH = re.compile(
    rf"\b(?P<count>[1-9]|{'|'.join([*CARDINALS, *_ONE])}) ((enkla|korta|enda|short|single) )?(mening(ar)?|punkt(er)?|rad(er)?|sentences?|(bullet )?points?|lines?)\b"
)
"""How long a summary may be."""
_WHOLE = re.compile(
    r"\b(hela|whole|entire|all)\b|\b(sam+anfat+a|sum up|summari[sz]e) (texten|artikeln|guiden|vagledningen|handledningen|dokumentet|sidan|the (text|article|guide))\b"
)


def compose_summary(
    query: str, found: Sequence[ScoredPassage], guidance: Sequence[Passage], lexicon: Lexicon, language: str
) -> Draft:
    """Tell the main points: of the section a question names, else of the whole document that was found first."""
    document = found[0].passage.document
    own = [passage for passage in guidance if passage.document == document and not passage.aside]
    if not own:
        return Draft(())
    title = (own[0].title,)
    sections = list(dict.fromkeys(passage.section for passage in own))
    section = _asked_section(query, found[0].passage, sections, lexicon)
    if section and section != title and len(sections) > 1:
        inside = [passage for passage in own if passage.section == section]
        most = 2 if len(inside) <= _FEW_PASSAGES else 1
        claims = [made for passage in inside for made in _gist(passage, most)]
        frame = phrase(language, "list", section=escape(inside[0].section_name.rstrip(":")))
        return Draft(tuple(claims[:_MAX_OF_SECTION]), frame)
    told = [each for each in sections if each != title or len(sections) == 1]
    by_section = [_of_section([p for p in own if p.section == each]) for each in told]
    claims = [made for each in by_section for made in each]
    length = _sentences_asked(query)
    if length and length < len(claims):
        single = [each[0] for each in by_section if len(each) == 1]
        short = (single or claims)[:length]
        return Draft(tuple(short), phrase(language, "summary_short", title=escape(own[0].title)))
    return Draft(tuple(claims), phrase(language, "summary", title=escape(own[0].title)))


def _sentences_asked(query: str) -> int | None:
    """Give how many sentences a summary may have: 3 for "på tre meningar"; None where a question does not say."""
    if not (found := _LENGTH.search(fold(query))):
        return None
    count = found["count"]
    return int(count) if count.isdecimal() else (CARDINALS | _ONE)[count]


def _asked_section(
    query: str, best: Passage, sections: Sequence[tuple[str, ...]], lexicon: Lexicon
) -> tuple[str, ...] | None:
    """Find the section a question names: by words of its heading, else the one found first where it asks for one.

    Words that stand in the title as well name no section.
    """
    if _WHOLE.search(fold(query)):
        return None

    def forms(text: str) -> set[str]:
        return {form for word in words(text) for form in lexicon.forms(word)}

    asked = [word for word in content_words(query) if not _SUMMARY_WORD.match(fold(word))]
    topic = [word for word in asked if not set(lexicon.forms(word)) <= forms(best.title)]
    names = {each: forms(" ".join(each)) for each in sections}

    def match(section: tuple[str, ...]) -> float:
        return sum(lexicon.rarity(word) for word in topic if names[section] & set(lexicon.forms(word)))

    named = max(sections, key=lambda each: (match(each), each == best.section))
    if match(named) > 0:
        return named
    return best.section if _SECTION.search(fold(query)) and best.section in sections else None


def _of_section(inside: Sequence[Passage]) -> list[Claim]:
    """Tell the first point of a section's running text; of one that is a list, its items."""
    prose = [passage for passage in inside if not passage.place and len(words(passage.text)) > _LONG_PROSE_WORDS]
    chosen = next((made for passage in prose if (made := _gist(passage, 1))), [])
    if not chosen:
        items = [passage for passage in inside if passage.place and passage.place.size <= _MAX_ITEMS]
        chosen = [item_claim(item) for item in items]
    return [Claim(made.text, made.passage, made.start, made.end, made.item or "-") for made in chosen]


def _gist(passage: Passage, most: int) -> list[Claim]:
    """Give a passage's first sentences that say something by themselves, as claims; [] if it only asks."""
    if passage.place:
        return [item_claim(passage)]
    told: list[Claim] = []
    for number, sentence in enumerate(passage.sentences):
        if sentence.text.endswith(("?", ":")) or is_interjection(sentence.text) or (leans(sentence.text) and number):
            continue
        if len([word for word in words(sentence.text) if fold(word) not in FUNCTION_WORDS]) >= 3:
            told.append(sentence_claim(passage, number, "-"))
        if len(told) == most:
            break
    return told
