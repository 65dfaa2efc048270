"""Lists are found by their names, told whole, counted, and told item by item."""

import pytest

from assistant.documents import read_document
from assistant.drafts import passage_claims
from assistant.lexical import Lexicon
from assistant.lists import (
    compose_count,
    compose_item,
    compose_list,
    find_list,
    is_fragment,
    is_named_by,
    is_only_named,
    list_of,
    without_lists,
)
from assistant.passages import split_document
from assistant.questions import what_is_asked
from assistant.records import ScoredPassage

GUIDE = """# Möten

## Tre tips för möten

1. Håll tiden. Börja i tid.
2. Bestäm vem som skriver.
3. Sluta i tid!

## Roller

En ordförande har två uppgifter:

- leda mötet,
- fördela ordet.

## Fallgropar

Den vanligaste fallgropen är brådska. Nej, tvärt om! Ta det lugnt. Varför då? Det ger ro.
"""
PASSAGES = split_document(read_document("a.md", GUIDE), lambda _: True)
LEXICON = Lexicon(PASSAGES)


def found(*first: str):
    """Score the passages that begin so first."""
    ranked = sorted(PASSAGES, key=lambda passage: not passage.text.startswith(first))
    return [
        ScoredPassage(p, n, 1 - n / 10, 0.5, 0.0, tuple(1 - n / 10 for _ in p.sentences)) for n, p in enumerate(ranked)
    ]


def listed(question: str, *first: str):
    return find_list(question, what_is_asked(question), found(*first), PASSAGES, LEXICON)


@pytest.mark.parametrize(
    "question", ["Vilka tips ges?", "Vilka är tipsen?", "Vad är det tredje tipset?", "Hur många tips?"]
)
def test_a_list_is_found_by_its_name_in_any_form(question):
    assert [item.place.number for item in listed(question, "Den vanligaste")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("question", "names", "only"),
    [
        ("Lista tipsen", True, True),
        ("Vilka tips finns?", True, True),
        ("Hur gör man?", True, False),
        ("Vilka tips finns för föreläsare?", True, False),
        ("Hur hanterar jag konflikter?", False, False),
    ],
)
def test_a_list_is_named_by_a_question_beside_other_things_or_alone(question, names, only):
    first = next(p for p in PASSAGES if p.text.startswith("Håll"))
    assert is_named_by(first, question, LEXICON) == names
    assert is_only_named(first, question, LEXICON) == only


@pytest.mark.parametrize("question", ["Räkna upp alla råd", "Alla tre punkter, tack", "Vad är nummer 2 på rådlistan?"])
def test_the_only_numbered_list_is_found_by_whatever_its_items_are_called(question):
    assert [item.place.number for item in listed(question, "Den vanligaste")] == [1, 2, 3]


@pytest.mark.parametrize("question", ["Vilka råd ges om brådska?", "Vilka regler ska alla känna till?"])
def test_other_questions_with_such_a_word_find_no_list(question):
    assert listed(question, "Den vanligaste") == []


def test_an_ordinal_in_running_text_is_not_looked_for_in_lists():
    assert listed("Vad är den andra fallgropen?", "Den vanligaste") == []


def test_a_list_is_told_whole_under_our_frame_or_its_own_introduction():
    tips = list_of(next(p for p in PASSAGES if p.text.startswith("Håll")), PASSAGES)
    draft = compose_list(tips, PASSAGES, "sv")
    assert [claim.item for claim in draft.claims] == ["1.", "2.", "3."]
    assert "Tre tips för möten" in draft.frame
    roles = list_of(next(p for p in PASSAGES if p.text.startswith("leda")), PASSAGES)
    told = compose_list(roles, PASSAGES, "sv")
    assert told.frame == ""
    assert told.claims[0].text == "En ordförande har två uppgifter:"


def test_a_count_says_how_many_there_are():
    tips = list_of(next(p for p in PASSAGES if p.text.startswith("Håll")), PASSAGES)
    assert "3 punkter" in compose_count(tips, PASSAGES, "sv").frame


@pytest.mark.parametrize(
    ("number", "text"), [(1, "Håll tiden."), (-1, "Sluta i tid!"), (-2, "Bestäm vem som skriver.")]
)
def test_an_item_is_told_in_full(number, text):
    tips = list_of(next(p for p in PASSAGES if p.text.startswith("Håll")), PASSAGES)
    assert compose_item(tips, number, "sv").claims[0].text == text


def test_several_items_in_a_row_are_told_one_after_another():
    tips = list_of(next(p for p in PASSAGES if p.text.startswith("Håll")), PASSAGES)
    assert compose_item(tips, -2, "sv", run=2).claims == (
        *compose_item(tips, 2, "sv").claims,
        *compose_item(tips, 3, "sv").claims,
    )


def test_an_item_beyond_the_list_is_told_to_be_missing():
    tips = list_of(next(p for p in PASSAGES if p.text.startswith("Håll")), PASSAGES)
    draft = compose_item(tips, 4, "sv")
    assert draft.claims == ()
    assert "3 punkter" in draft.frame


def test_an_item_that_ends_its_introduction_is_a_fragment():
    assert is_fragment(next(p for p in PASSAGES if p.text.startswith("leda")))
    assert not is_fragment(next(p for p in PASSAGES if p.text.startswith("Håll")))


def test_what_only_asks_or_exclaims_makes_one_claim_with_what_follows():
    prose = next(p for p in PASSAGES if p.text.startswith("Nej"))
    told = [claim.text for claim in passage_claims(prose, range(len(prose.sentences)))]
    assert told == ["Nej, tvärt om! Ta det lugnt.", "Varför då? Det ger ro."]


@pytest.mark.parametrize(
    "question", ["Ge mig tre argument för möten", "nämn tre fördelar med möten", "tre skäl till möten"]
)
def test_a_list_of_the_size_asked_for_is_none_of_reasons_unless_it_is_called_so(question):
    assert find_list(question, what_is_asked(question), found("Håll"), PASSAGES, LEXICON) == []


def test_a_list_that_is_called_reasons_is_told_to_who_asks_for_so_many():
    guide = "# Möten\n\n## Tre fördelar med möten\n\n1. Alla hörs.\n2. Ingen glöms.\n3. Det går fort.\n"
    passages = split_document(read_document("a.md", guide), lambda _: True)
    rows = [ScoredPassage(p, 1, 1.0, 0.5, 0.0, tuple(1.0 for _ in p.sentences)) for p in passages]
    question = "nämn tre fördelar med möten"
    assert len(find_list(question, what_is_asked(question), rows, passages, Lexicon(passages))) == 3


def test_an_english_question_finds_the_only_list_of_the_size_it_speaks_of():
    assert [item.place.number for item in listed("What are the two duties of a chair?", "Den vanligaste")] == [1, 2]
    assert listed("Name two companies that hold good meetings", "Den vanligaste") == []
    assert listed("What are the four duties of a chair?", "Den vanligaste") == []


def test_what_introduces_a_list_or_ends_its_introduction_can_be_left_out():
    left = [row.passage.text for row in without_lists(found("En ordförande"), PASSAGES)]
    assert not [text for text in left if text.startswith(("En ordförande", "leda", "fördela"))]
    assert any(text.startswith("Den vanligaste") for text in left)
