"""A piece of a question takes the place of what it replaces in the question before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ellipsis import completed, is_also

KINDS = ({"beröm", "kritik", "ris"}, {"mejl", "telefon"}, {"stugan", "växthuset", "garaget"}, {"kallelsen", "motioner"})


def likeness(word, others):
    """Words of one kind are alike, others are not."""
    return [float(any({word, other} <= kind for kind in KINDS)) for other in others]


@pytest.mark.parametrize(
    ("earlier", "piece", "whole"),
    [
        ("Hur stor får stugan vara?", "och växthuset?", "Hur stor får växthuset vara?"),
        ("Får man ge beröm på mejl?", "men kritik då?", "Får man ge kritik på mejl?"),
        ("Får man ge beröm på mejl?", "och telefon?", "Får man ge beröm på telefon?"),
        ("När måste kallelsen skickas?", "och motioner", "När måste motioner skickas?"),
        ("Vad ska hända första veckan?", "och första månaden?", "Vad ska hända första månaden?"),
        ("Vilka är fördelarna?", "och riskerna?", "Vilka är riskerna?"),
        ("Vem är Anna Berg?", "och Bo Ek?", "Vem är Bo Ek?"),
        ("Vad innebär det att ge beröm?", "men små fel då?", "Vad innebär små fel?"),
    ],
)
def test_a_noun_takes_the_place_of_the_noun_it_is_like(earlier, piece, whole):
    assert completed(earlier, piece, likeness) == whole


@pytest.mark.parametrize(
    ("earlier", "piece", "whole"),
    [
        ("Vad gör man om två är oense?", "och om nån avbryter?", "Vad gör man om nån avbryter?"),
        ("Får jag jobba på tåget?", "på kafé då?", "Får jag jobba på kafé?"),
        ("Vad gör vi efter mötet?", "och före mötet?", "Vad gör vi före mötet?"),
        ("Hur får man alla att prata?", "på skärm då", "Hur får man alla att prata på skärm?"),
    ],
)
def test_a_phrase_takes_the_place_of_the_one_that_begins_like_it_else_it_is_added(earlier, piece, whole):
    assert completed(earlier, piece, likeness) == whole


@pytest.mark.parametrize(
    ("earlier", "piece", "whole"),
    [
        ("Vad är ett öppet kontor?", "och nackdelarna?", "Vad är nackdelarna med ett öppet kontor?"),
        ("Vad menas med distansarbete?", "och vilka risker då?", "Vad menas med distansarbete – vilka risker?"),
        ("Vad innebär distansarbete?", "riskerna?", "Vad är riskerna med distansarbete?"),
        ("What is remote work?", "and the benefits?", "What are the benefits of remote work?"),
        ("Hur inför vi öppna kontor?", "och nackdelarna?", "Hur inför vi öppna kontor – nackdelarna?"),
    ],
)
def test_what_speaks_for_or_against_replaces_no_other_noun(earlier, piece, whole):
    assert completed(earlier, piece, likeness) == whole


@pytest.mark.parametrize("piece", ["gäller det även vikarier?", "även vikarier?", "galler det vikarier ocksa"])
def test_what_is_asked_to_hold_also_is_added(piece):
    assert is_also(piece)
    assert completed("Hur långt är samtalet?", piece, likeness) == "Hur långt är samtalet för vikarier?"


@pytest.mark.parametrize(
    "piece", ["gäller det att skynda sig?", "vilka uppgifter gäller det?", "är det samma sak som lön?"]
)
def test_other_questions_ask_for_nothing_also(piece):
    assert not is_also(piece)


@pytest.mark.parametrize("piece", ["och facket?", "och inte kritik?", "eller blir arg?"])
def test_what_replaces_nothing_for_sure_stands_beside_the_whole_question(piece):
    whole = completed("Vem får läsa planen?", piece, likeness)
    assert whole.startswith("Vem får läsa planen – ")


def test_what_takes_something_back_replaces_even_what_it_is_not_like():
    assert completed("När ringer jag till vårdcentralen?", "och 112", likeness) != "När ringer jag till 112?"
    assert completed("När ringer jag till vårdcentralen?", "112", likeness, corrects=True) == "När ringer jag till 112?"
    asked = "Vad händer efter sex månader?"
    assert completed(asked, "före första dagen", likeness, corrects=True) == "Vad händer före första dagen?"


def test_a_noun_that_replaces_nothing_stands_for_the_pronoun_with_its_meaning_in_parentheses():
    assert completed("när ska det skickas (brevet)", "och datorn?", likeness) == "när ska datorn skickas?"
    assert completed("vad skriver hon (Anna Berg)", "och Bo Ek?", likeness) == "vad skriver Bo Ek?"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_whatsoever_makes_it_fail(earlier, piece):
    assert isinstance(completed(earlier, piece, likeness), str)
