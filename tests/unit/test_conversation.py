"""A follow-up and the turns before it become one question that stands alone."""

from dataclasses import replace

import pytest

from assistant.conversation import understand
from assistant.documents import read_document
from assistant.passages import split_document
from assistant.records import Answer, AnswerSentence, Citation, Passage, Turn
from assistant.swedish import stems

GUIDE = """# Råd

## Fem råd för tilliten

1. Lyssna på gruppen.
2. Inse att du inte är oumbärlig.
3. Tala om tillit.
4. Ducka inte.
5. Sätt gränser!

## Forskning

Louise Bringselius, forskare i Lund, lyfter fram tre ledord.
"""
PASSAGES = split_document(read_document("a.md", GUIDE), lambda _: True)


def turn(question: str, *cited: Passage, query: str = "", status="answered", reason=None) -> Turn:
    """Make a turn whose answer quotes passages."""
    citations = tuple(
        Citation(number, p.document, p.title, p.section_name, p.start, p.end, p.text)
        for number, p in enumerate(cited, 1)
    )
    sentences = tuple(AnswerSentence(p.text, (number,), "verbatim") for number, p in enumerate(cited, 1))
    text = " ".join(p.text for p in cited)
    answer = Answer(
        "1", question, query or question, "sv", status, reason, "extractive", None, text, sentences, citations
    )
    return Turn(question, answer)


LISTED = turn("Vilka är råden?", *PASSAGES[:5])
PROSE = turn("Vad säger forskningen om tillit?", PASSAGES[5])


@pytest.mark.parametrize("question", ["Vad är tillit?", "Varför?", "det tredje?", "Vem är hon?", "hej", ""])
def test_without_history_a_question_stays_as_it_is(question):
    assert understand(question, [], PASSAGES).query == question
    assert understand(question, [], PASSAGES).item is None


@pytest.mark.parametrize(
    "question",
    [
        "Vilka risker finns det med detaljstyrning?",
        "När ska chefen sätta gränser för medarbetaren?",
        "Vem är Charlotta Lundgren?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is_after_any_turn(question):
    for history in ([LISTED], [PROSE], [PROSE, LISTED]):
        assert understand(question, history, PASSAGES).query == question
        assert understand(question, history, PASSAGES).item is None


@pytest.mark.parametrize("question", ["Hej", "Tack!", "Vad kan du?", "Skriv en dikt", "Sammanfatta texten"])
def test_small_talk_tasks_and_summaries_take_nothing_from_the_turns_before(question):
    assert understand(question, [PROSE], PASSAGES).query == question


@pytest.mark.parametrize("question", ["När publicerades artikeln?", "Vilka forskare nämns?", "och tips nummer tre?"])
def test_facts_names_and_numbered_items_of_a_named_list_stand_alone(question):
    assert understand(question, [PROSE], PASSAGES).query == question


@pytest.mark.parametrize(
    ("earlier", "question", "query"),
    [
        ("Får man ge beröm inför andra?", "nej jag menade när det är kritik", "när det är kritik (beröm inför)"),
        ("Hur förbereder jag mig?", "nej jag menade hur man följer upp efteråt", "hur man följer upp efteråt"),
        ("Vad är tillit?", "nåt helt annat: hur leder jag möten?", "hur leder jag möten?"),
        ("Hur långa ska möten vara?", "när ska man sluta då?", "när ska man sluta då (långa möten)"),
        ("Hur förbereder jag mig?", "är det viktigt att lyssna på gruppen?", "är det viktigt att lyssna på gruppen?"),
        ("Hur förbereder jag mig?", "om någon gråter, vad gör man då?", "om någon gråter, vad gör man då?"),
        ("Vad är beröm?", "och hur följer man upp planen?", "och hur följer man upp planen?"),
        ("Ska man ge beröm på mejl?", "nej, inte på mejl utan på telefon", "Ska man ge beröm på telefon?"),
        ("Ska man ge beröm på mejl?", "varför inte på mejl?", "varför inte på mejl (beröm)"),
        ("Vad är tillit?", "vem ansvarar?", "vem ansvarar (tillit)"),
        ("Vad är tillit?", "är det verkligen sant?", "är det verkligen sant: Vad är tillit?"),
        ("Hur blir man chef?", "även på sommaren?", "Hur blir man chef på sommaren?"),
    ],
)
def test_corrections_new_subjects_and_short_questions_are_told_apart(earlier, question, query):
    assert understand(question, [turn(earlier, PASSAGES[5])], PASSAGES).query == query


def test_small_talk_in_between_does_not_break_the_thread():
    hello = turn("Hej")
    understood = understand("det tredje?", [LISTED, hello], PASSAGES)
    assert understood.item
    assert understood.item[1] == 3


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("det tredje?", 3),
        ("Och det andra?", 2),
        ("punkt 4", 4),
        ("det sista?", -1),
        ("Vad säger tips 5?", 5),
        ("jag fattar inte det första, kan du utveckla?", 1),
        ("hoppa till det näst sista", -2),
        ("Can you say more about the last one?", -1),
    ],
)
def test_an_item_of_the_list_that_was_told_is_found_by_its_number(question, number):
    understood = understand(question, [LISTED], PASSAGES)
    assert understood.item
    passage, found = understood.item
    assert passage.place.size == 5
    assert found == number
    assert set(stems("råden")) <= set(stems(understood.query))


def test_the_next_and_the_previous_item_are_counted_from_the_one_that_was_told():
    third = turn("det tredje?", PASSAGES[2])
    assert understand("och nästa?", [LISTED, third], PASSAGES).item[1] == 4
    assert understand("det föregående?", [LISTED, third], PASSAGES).item[1] == 2


def test_a_number_in_a_question_on_something_else_is_no_item():
    assert understand("Vilka kurser ger den andra avdelningen?", [LISTED], PASSAGES).item is None


@pytest.mark.parametrize(
    ("question", "move"),
    [
        ("jag hänger inte med, säg det enklare", "simpler"),
        ("kan du korta ner det", "simpler"),
        ("ge mig en kortare version, tack", "simpler"),
        ("hur menar du då?", "more"),
        ("vad menar du med det", "more"),
        ("vad menar du med larmet?", None),
        ("förstår inte, kan du förklara det enklare?", "simpler"),
        ("kan du ge ett konkret exempel från en arbetsplats?", "example"),
        ("finns det ett enkelt exempel från vården?", "example"),
        ("kan du ge ett exempel på en bra policy för möten?", None),
        ("varför ska man säga det enklare?", None),
    ],
)
def test_easier_words_and_examples_are_asked_for_in_many_ways(question, move):
    assert understand(question, [PROSE], PASSAGES).move == move


def test_the_text_itself_is_what_says_something_about_a_new_subject():
    refused = turn("Vad säger texten om OKR?", status="refused", reason="unrelated")
    assert understand("okej, vad säger den om mål?", [refused], PASSAGES).query == "okej, vad säger den om mål?"


def test_a_number_means_nothing_where_no_list_was_told():
    assert understand("det tredje?", [PROSE], PASSAGES).item is None


@pytest.mark.parametrize("question", ["Varför?", "Hur då?", "Förklara mer", "Kan du ge ett exempel?", "varfor da"])
def test_a_bare_follow_up_takes_the_earlier_question_along(question):
    query = understand(question, [PROSE], PASSAGES).query
    assert set(stems("forskningen tillit")) <= set(stems(query))


def test_a_person_is_carried_on_from_the_question_and_else_from_the_answer():
    named = turn("Vem är Charlotta Lundgren?", PASSAGES[5])
    assert "Charlotta Lundgren" in understand("Vad säger hon om kontroll?", [named], PASSAGES).query
    assert "Louise Bringselius" in understand("Vad tycker hon?", [PROSE], PASSAGES).query


@pytest.mark.parametrize(
    ("earlier", "question", "old", "new"),
    [
        ("Vilka är fördelarna med tillit?", "Och nackdelarna?", "fördelarna", "nackdelarna"),
        ("Vilka fördelar har tillit?", "Men nackdelar då?", "fördelar", "nackdelar"),
    ],
)
def test_a_changed_word_takes_the_place_of_the_one_it_is_like(earlier, question, old, new):
    query = understand(question, [turn(earlier, PASSAGES[5])], PASSAGES).query
    assert new in query
    assert "tillit" in query
    assert old not in query


def test_it_and_that_stand_for_what_the_last_question_was_about():
    query = understand("Hur mäter man det?", [turn("Vad är delaktighet?", PASSAGES[5])], PASSAGES).query
    assert "delaktighet" in query
    assert "mäter" in query


def test_the_last_question_counts_as_it_was_understood_not_as_it_was_typed():
    earlier = turn("Och nackdelarna?", PASSAGES[5], query="Vilka nackdelar har delegering?")
    assert "delegering" in understand("Varför?", [PROSE, earlier], PASSAGES).query


def test_a_follow_up_to_a_refusal_still_means_what_was_asked_for():
    refused = turn("Vad kostar en kurs i Scrum?", status="refused")
    assert "Scrum" in understand("Varför inte?", [refused], PASSAGES).query


def test_a_long_history_is_no_heavier_on_the_last_question_than_a_short_one():
    history = [turn(f"Fråga nummer {number} om delegering?", PASSAGES[5]) for number in range(40)] + [PROSE]
    assert understand("Varför?", history, PASSAGES) == understand("Varför?", [PROSE], PASSAGES)


def test_a_thing_is_never_the_person_that_was_asked_about_in_between():
    lost = turn("Vad gör jag om datorn försvinner?", PASSAGES[5])
    who = turn("vem är hon?", PASSAGES[5], query="vem är hon (Louise Bringselius)")
    query = understand("går den att spåra?", [lost, who], PASSAGES).query
    assert "datorn" in query
    assert "Bringselius" not in query


def test_a_piece_is_put_into_the_question_and_not_into_what_was_asked_about_it():
    why = turn("varför inte?", PASSAGES[5], query="varför inte: Får man ge beröm på mejl?")
    assert understand("på telefon då?", [why], PASSAGES).query == "Får man ge beröm på telefon?"


def test_several_items_in_a_row_are_found_by_the_first_of_them():
    understood = understand("de två sista?", [LISTED], PASSAGES)
    assert understood.item[1] == -2
    assert understood.run == 2


def test_no_next_item_is_looked_for_after_the_last_unless_it_is_called_the_next():
    last = turn("det sista?", PASSAGES[4])
    assert understand("och sedan?", [LISTED, last], PASSAGES).item is None
    assert understand("nästa?", [LISTED, last], PASSAGES).item[1] == 6


@pytest.mark.parametrize("question", ["nej tack, det räcker så", "nej det var bra"])
def test_a_no_that_corrects_nothing_puts_nothing_in_the_place_of_what_was_asked(question):
    assert understand(question, [PROSE], PASSAGES).query.startswith(question[:8])


def test_a_follow_up_to_half_an_answer_is_about_the_half_that_was_found():
    asked = "Vad är tillitsbaserat ledarskap och hur hänger det ihop med Lean?"
    half = turn(asked, PASSAGES[5], status="partial")
    query = understand("Vilka nackdelar finns?", [half], PASSAGES).query
    assert "ledarskap" in query
    assert "Lean" not in query


REFUSED = turn("Vad kostar en kurs hos Mats Lindgren?", status="refused", reason="missing_name")


@pytest.mark.parametrize(
    ("before", "question", "instead"),
    [
        ((REFUSED,), "men vilka nackdelar finns det då?", "men vilka nackdelar finns det då?"),
        ((REFUSED,), "och svåra samtal?", "och svåra samtal?"),
        (
            (
                turn("Vilka fördelar har arbetssättet?", PASSAGES[5]),
                turn("vad säger Google?", status="refused", reason="unrelated"),
            ),
            "och nackdelarna?",
            "Vilka nackdelarna har arbetssättet?",
        ),
        ((REFUSED,), "vem är hon?", None),
        ((REFUSED,), "hur inför man det?", None),
        ((REFUSED,), "varför då?", None),
        ((REFUSED,), "Vad är tillit?", None),
        ((turn("Hur mäter man tillit?", status="refused", reason="not_stated"),), "och på distans?", None),
        ((turn("Vad är tillit?", PASSAGES[5]),), "och nackdelarna?", None),
    ],
)
def test_what_the_guidance_had_nothing_on_can_be_left_out_of_the_next_question(before, question, instead):
    assert understand(question, before, PASSAGES).instead == instead


ASKED = turn("Vem är Louise Bringselius?", PASSAGES[5])


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("vad har hon sagt?", "vad har Louise Bringselius sagt?"),
        ("vad heter hennes bok?", "vad heter Louise Bringselius bok?"),
        ("Är hon känd för att hon skriver?", "Är hon känd för att hon skriver (Louise Bringselius)"),
    ],
)
def test_a_name_takes_the_place_of_one_pronoun(question, query):
    assert understand(question, [ASKED], PASSAGES).query == query


def test_a_name_of_another_form_ends_in_s_and_a_title_is_no_name():
    told = turn("Vem skrev boken?", PASSAGES[5])
    sentence = AnswerSentence("Forskaren Louise Lind har skrivit den.", (1,), "verbatim")
    history = [Turn(told.question, replace(told.answer, sentences=(sentence,)))]
    assert understand("var bor hon?", history, PASSAGES).query == "var bor Louise Lind?"
    assert understand("vad kostar hennes bok?", history, PASSAGES).query == "vad kostar Louise Linds bok?"
