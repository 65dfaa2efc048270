"""A conversation: what a follow-up means is told by the turns before it, and by nothing else."""

import pytest

from assistant.records import Answer, Turn
from assistant.swedish import stems
from assistant.typed import MAX_TURNS


def converse(assistant, *questions: str) -> Answer:
    history: list[Turn] = []
    for question in questions:
        history.append(Turn(question, assistant.answer(question, history)))
    return history[-1].answer


def test_five_tips_are_five_items_in_order_and_the_third_is_found_by_its_number(assistant):
    tips = assistant.answer("Vilka fem tips ges?")
    items = [sentence for sentence in tips.sentences if sentence.citations]
    assert len(items) in {5, 6}, "the line that introduces the list may stand before it"
    starts = [citation.start for citation in tips.citations]
    assert starts == sorted(starts)
    third = converse(assistant, "Vilka fem tips ges?", "det tredje?")
    assert "Vad innebär tillit?" in " ".join(citation.quote for citation in third.citations)
    assert "Ducka inte svåra samtal." in converse(assistant, "Vilka fem tips ges?", "det tredje?", "och nästa?").text


def test_an_item_that_the_list_does_not_have_is_refused_with_how_many_there_are(assistant):
    answer = converse(assistant, "Vilka fem tips ges?", "det sjätte?")
    assert answer.status == "refused"
    assert answer.citations == ()
    assert "5" in answer.text


def test_a_follow_up_is_understood_with_the_turn_before_it_and_alone_it_is_not(assistant):
    question = "Och nackdelarna?"
    after = converse(assistant, "Vilka är fördelarna med tillitsbaserat ledarskap?", question)
    assert after.question == question
    assert set(stems("tillitsbaserat ledarskap")) <= set(stems(after.query))
    assert assistant.answer(question).query == question


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("What is trust-based leadership?", "Vad är ett tillitsbaserat ledarskap?"),
        ("What does clear leadership mean in practice?", "Vad innebär ett tydligt ledarskap i praktiken?"),
        ("hur ser ett tydligt ledarskap ut i praktiken", "Vad innebär ett tydligt ledarskap i praktiken?"),
        ("vad betyder tillit", "Vad innebär tillit?"),
        ("vilka nackdelar finns det", "Finns det nackdelar?"),
    ],
)
def test_what_was_asked_in_other_words_or_in_english_is_not_suggested_then_or_later(assistant, asked, own):
    answer = assistant.answer(asked)
    assert answer.status != "refused"
    assert own not in answer.suggestions
    assert len(answer.suggestions) >= 2
    later = converse(assistant, asked, "Vilka fem tips ges?", "Vem är Charlotta Lundgren?")
    assert own not in later.suggestions


def test_how_do_you_mean_tells_more_of_the_place_and_not_the_same_again(assistant):
    asked = "Vad innebär det att sätta gränser?"
    first, after = assistant.answer(asked), converse(assistant, asked, "hur menar du?")
    assert after.status == "answered"
    assert not {c.start for c in first.citations} & {c.start for c in after.citations}
    section = {citation.section for citation in first.citations}
    assert after.citations[0].section in section


def test_an_answer_that_has_only_what_the_one_before_had_says_so(assistant):
    asked = "Vad är risken med att ge folk mer ansvar?"
    first, again = assistant.answer(asked), converse(assistant, asked, asked)
    assert first.citations == again.citations
    assert again.text == f"Samma ställe i vägledningen som nyss:\n\n{first.text}"
    other = converse(assistant, asked, "Vem är Charlotta Lundgren?")
    assert "som nyss" not in other.text
    dated = converse(assistant, "När publicerades artikeln?", "När publicerades artikeln?")
    assert dated.text.startswith("Publiceringsdatum")


def test_the_assistant_itself_remembers_nothing(assistant):
    first = assistant.answer("det tredje?")
    converse(assistant, "Vilka fem tips ges?", "det andra?")
    assert assistant.answer("det tredje?").text == first.text


def test_a_follow_up_leans_on_the_last_turns_and_on_none_long_before(assistant):
    tips, other = (Turn(each, assistant.answer(each)) for each in ("Vilka fem tips ges?", "Finns det nackdelar?"))
    near = assistant.answer("det tredje?", [tips, *[other] * (MAX_TURNS - 1)])
    far = assistant.answer("det tredje?", [tips, *[other] * MAX_TURNS])
    assert "Vad innebär tillit?" in near.text
    assert "Vad innebär tillit?" not in far.text


def test_a_name_that_the_guidance_does_not_have_is_not_dragged_into_the_next_question(assistant):
    refused = converse(assistant, "Vad kostar en kurs hos Mats Lindgren?")
    assert refused.status == "refused"
    answer = converse(assistant, "Vad kostar en kurs hos Mats Lindgren?", "men vilka nackdelar finns det då?")
    assert answer.status == "answered"
    assert "Lindgren" not in answer.query
    further = converse(assistant, "Vad kostar en cykel?", "och en moped?")
    assert further.status == "refused"
    assert "kostar" in further.query


def test_an_assistant_can_be_told_to_hold_nothing_of_what_was_asked(assistant):
    question = "Hur blir jag en bättre chef?"
    before = assistant.answer(question)
    assert question in held(assistant)
    assistant.forget()
    assert question not in held(assistant)
    after = assistant.answer(question)
    assert (after.text, after.suggestions) == (before.text, before.suggestions)


def held(assistant) -> set[str]:
    """Give every text in what an assistant refers to."""
    texts, seen, waiting = set(), set(), [assistant]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            texts.add(each)
        elif id(each) not in seen:
            seen.add(id(each))
            if isinstance(each, dict):
                waiting += [*each.keys(), *each.values()]
            elif isinstance(each, list | tuple | set | frozenset):
                waiting += each
            elif type(each).__module__.startswith("assistant."):
                waiting += [getattr(each, name, None) for name in getattr(each, "__slots__", ())]
                waiting += getattr(each, "__dict__", {}).values()
    return texts


def test_who_asks_why_and_gets_the_same_place_is_told_what_stands_beside_it(assistant):
    asked = "Ska man ha bråttom med att göra om organisationen?"
    first, why = assistant.answer(asked), converse(assistant, asked, "varför inte?")
    assert why.text.startswith("Samma ställe i vägledningen som nyss, med det som står intill:\n\n")
    assert {c.start for c in first.citations} < {c.start for c in why.citations}
    assert {c.section for c in why.citations} == {first.citations[0].section}


def test_a_first_question_about_this_is_asked_about_the_guidances_subject(assistant):
    assert assistant.answer("Vad är det här?").query == "Vad är tillitsbaserat ledarskap?"
    assert converse(assistant, "Vilka är de fem tipsen?", "Vad är det här?").query != "Vad är tillitsbaserat ledarskap?"


def test_what_the_guidance_says_of_a_thing_is_told_where_it_stands_and_else_named(assistant):
    told, untold = (assistant.answer(f"Vad säger texten om {thing}?") for thing in ("gränser", "hemarbete"))
    assert told.status == "answered"
    assert told.text.startswith("Sätt gränser!")
    assert untold.status == "refused"
    assert "”hemarbete”" in untold.text
    law = assistant.answer("Vad säger arbetsmiljölagen om tillitsbaserat ledarskap?")
    assert law.status == "refused"
    assert "”arbetsmiljölagen”" in law.text


def test_all_tips_in_a_list_are_a_list(assistant):
    asked = assistant.answer("Kan jag få alla fem tipsen i en lista? Den ska upp på en bild.")
    assert len(asked.citations) == 5
