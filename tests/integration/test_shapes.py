"""The answer has the shape that was asked for, and follow-ups stand on the turns before: on texts of other subjects."""

from pathlib import Path

import pytest

from assistant.pipeline import open_assistant
from assistant.records import Answer, Turn
from assistant.settings import load

CORPORA = Path(__file__).resolve().parents[1] / "corpora"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Give a function that plays turns on a corpus and returns the last answer."""
    opened = {}

    def play(corpus: str, *turns: str) -> Answer:
        if corpus not in opened:
            data = tmp_path_factory.mktemp(Path(corpus).name)
            opened[corpus] = open_assistant(load({"corpus": CORPORA / corpus, "data": data}))
        history: list[Turn] = []
        for question in turns:
            history.append(Turn(question, opened[corpus].answer(question, history)))
        return history[-1].answer

    return play


def test_people_who_are_named_are_told_by_the_sentences_that_name_them(ask):
    answer = ask("aterkoppling", "Vilka personer nämns?")
    assert answer.status == "answered"
    assert "Karin Ståhlbrand" in answer.text
    assert "Yusuf Ekdahl" in answer.text


def test_a_step_of_a_list_is_told_alone_and_the_next_follows(ask):
    first = ask("distansarbete", "Vad är första steget för att komma igång?")
    assert first.sentences[0].text == "Prata med din chef."
    following = ask("distansarbete", "Vad är första steget för att komma igång?", "nästa")
    assert following.sentences[0].text.startswith("Fyll i blanketten")


def test_after_the_last_item_there_is_none(ask):
    answer = ask("distansarbete", "Vad är sista steget för att komma igång?", "och nästa?")
    assert (answer.status, answer.reason) == ("refused", "no_such_item")
    assert answer.citations == ()


def test_a_yes_or_no_question_gets_no_invented_yes_or_no(ask):
    answer = ask("forening", "Får man ha med sig hund?")
    assert answer.sentences[0].text == "Hundar är välkomna i koppel."
    assert not answer.text.startswith(("Ja", "Nej"))


def test_for_and_against_are_two_groups(ask):
    answer = ask("../../corpus", "Vilka fördelar och nackdelar finns?")
    assert "**Fördelar:**" in answer.text
    assert "**Nackdelar:**" in answer.text
    assert answer.text.index("**Fördelar:**") < answer.text.index("**Nackdelar:**")


def test_the_whole_text_is_summed_up_though_a_section_lies_nearer(ask):
    answer = ask("aterkoppling", "Kan du sammanfatta hela texten?")
    assert len({citation.section for citation in answer.citations}) > 3


def test_more_of_an_answer_tells_nothing_twice(ask):
    first = ask("stress", "Vad är stress?")
    more = ask("stress", "Vad är stress?", "Kan du utveckla?")
    told = {(citation.start, citation.end) for citation in first.citations}
    assert more.citations
    assert not told & {(citation.start, citation.end) for citation in more.citations}


def test_an_example_that_is_not_there_is_said_to_be_missing(ask):
    answer = ask("stress", "Vad är stress?", "ge ett exempel")
    if answer.status == "partial":
        assert "exempel" in answer.text.split("\n")[0]
    else:
        assert any(word in answer.text for word in ("till exempel", "exempelvis", "bland annat"))


def test_simpler_words_are_not_promised(ask):
    answer = ask("stress", "Vad är stress?", "på enklare svenska")
    assert answer.status == "partial"
    assert len(answer.sentences) == 1


def test_a_correction_takes_the_place_of_what_was_asked(ask):
    answer = ask("aterkoppling", "Får man ge beröm inför andra?", "nej jag menade kritik")
    assert "kritik" in answer.query
    assert "andra" in answer.query


def test_a_new_subject_after_a_refusal_stands_alone(ask):
    answer = ask("stress", "Vem vann VM 2018?", "ok, vad är stress då?")
    assert "VM" not in answer.query
    assert answer.status == "answered"


@pytest.mark.parametrize("question", ["Hur lagar jag en cykelpunktering?", "Vad är scrum?", "Vem vann VM 2018?"])
def test_an_unrelated_question_is_not_dragged_into_the_subject_before_it(ask, question):
    answer = ask("stress", "Vad är stress?", question)
    assert answer.status == "refused"
    assert "stress" not in answer.query.lower()


def test_every_sentence_of_every_shape_is_word_for_word(ask):
    questions = ["Vilka personer nämns?", "Sammanfatta texten", "Vad är för- och nackdelarna?", "Vilka råd ges?"]
    sentences = [each for corpus in ("stress", "aterkoppling") for q in questions for each in ask(corpus, q).sentences]
    assert len(sentences) > 10
    assert {sentence.support for sentence in sentences} == {"verbatim"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ge mig tre argument för tillitsbaserat ledarskap", "Ökad delaktighet"),
        ("Give me three arguments for trust-based leadership", "Ökad delaktighet"),
        ("ge mig tre argument mot tillitsbaserat ledarskap", "stor fallgrop"),
    ],
)
def test_so_many_arguments_are_no_list_of_so_many_other_things(assistant, question, told):
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert told in answer.text
    assert not any(citation.quote.startswith(("kompass", "coach")) for citation in answer.citations)


@pytest.mark.parametrize("question", ["Vad säger forskningen?", "vad säger experterna?", "What does the research say?"])
def test_what_research_says_is_told_with_the_sentences_that_rest_on_it(assistant, question):
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert "Bringselius" in answer.text
    assert "Forskare har pekat ut" in answer.text


def test_research_on_what_the_guidance_does_not_have_is_refused(assistant):
    assert assistant.answer("Vad säger forskningen om öppna kontorslandskap?").status == "refused"
