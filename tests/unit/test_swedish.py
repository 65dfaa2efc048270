"""Words meet across their forms, their spelling without å, ä and ö, and the compounds they stand in."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.swedish import compound_parts, content_words, fold, stem, stems, words

FORMS = {
    "ledare": "ledare ledaren ledarens ledarna",
    "medarbetare": "medarbetare medarbetaren medarbetarens medarbetarna medarbetarnas",
    "chef": "chef chefen chefens chefer cheferna",
    "fråga": "fråga frågan frågor frågorna",
    "mål": "mål målen målet",
    "grupp": "grupp gruppens",
    "uppdrag": "uppdrag uppdraget uppdragen",
    "organisation": "organisation organisationen organisationer",
}


def test_the_forms_of_a_word_meet_in_hardly_more_stems_than_words():
    forms = [form for line in FORMS.values() for form in line.split()]
    assert len(forms) == 29
    assert len({stem(form) for form in forms}) <= 9


def test_different_words_do_not_meet():
    assert len({stem(word) for word in FORMS}) == len(FORMS)


@pytest.mark.parametrize(
    "word", "fråga frågorna mål målen åtgärd åtgärder möte mötena människor också självledarskap ömsesidig".split()
)
def test_a_word_typed_without_diacritics_meets_the_same_stem(word):
    assert stem(fold(word)) == stem(word)
    assert stem(word.upper()) == stem(word)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Åtgärd", "atgard"), ("ÉTUDE", "etude"), ("Ærø", "aro"), ("A\u030angra", "angra"), ("STRASSE", "strasse")],
)
def test_folding_takes_case_and_diacritics_away(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_words_are_given_as_they_stand_without_punctuation():
    assert words("Chefens it-system (IT) kostar 1.500 kr, el. 12:50?") == [
        "Chefens",
        "it-system",
        "IT",
        "kostar",
        "1.500",
        "kr",
        "el",
        "12:50",
    ]
    assert words(" …?! ") == []


def test_words_typed_with_combining_marks_are_whole_words():
    assert words("a\u030atga\u0308rd") == ["åtgärd"]


def test_stems_keep_the_order_and_the_function_words():
    assert stems("Chefen och medarbetarna") == [stem("chef"), stem("och"), stem("medarbetare")]


def test_content_words_leave_out_how_something_is_asked():
    assert content_words("Vad är egentligen tillit, och hur får chefen det?") == ["tillit", "chefen"]
    assert content_words("Vad är det?") == []
    assert content_words("vad ar det for fordelar?") == ["fordelar"]


def test_a_content_word_counts_once_whatever_its_form():
    assert content_words("Chefen och chefens chefer") == ["Chefen"]


def test_numbers_are_content():
    assert "2023" in content_words("Vad hände 2023?")


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("arbetsplatskultur", ["arbetsplats", "kultur"]),
        ("arbetsplatskultur", ["arbete", "plats", "kultur"]),
        ("medarbetarsamtal", ["medarbetare", "samtal"]),
        ("ledarskapsutveckling", ["ledarskap", "utveckling"]),
        ("kompetensutvecklingen", ["kompetens", "utveckling"]),
    ],
)
def test_a_compound_comes_apart_into_words_that_are_known(compound, parts):
    vocabulary = {stem(part) for part in parts}
    found = compound_parts(stem(compound), vocabulary)
    assert len(found) == len(parts)
    assert set(found) <= vocabulary


@pytest.mark.parametrize("word", ["tillit", "chef", "semester", "organisation"])
def test_a_word_that_is_no_compound_of_known_words_stays_whole(word):
    assert compound_parts(stem(word), {stem("kultur"), stem("samtal"), stem(word)}) == ()


@given(st.text(st.characters(codec="utf-8"), max_size=25))
def test_no_word_whatsoever_makes_stemming_or_splitting_fail(word):
    assert isinstance(stem(word), str)
    assert isinstance(compound_parts(stem(word), {"chef", "kultur"}), tuple)


def test_stems_are_right_when_several_threads_ask_at_once():
    forms = [form for line in FORMS.values() for form in line.split()] * 50
    expected = [stem(form) for form in forms]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: [stem.__wrapped__(form) for form in forms], range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected] * 8
