"""A question is read as it was meant: letters put back, slips mended by the guidance's own words, names left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import read_document
from assistant.passages import split_document
from assistant.spelling import Speller
from assistant.swedish import fold

GUIDE = """# Råd

## Möten

Chefen bokar medarbetarsamtalet tre veckor i förväg. Åtgärderna följs upp av gruppen varje månad.

Självledarskap är en rättighet, säger Bringselius. Risken är att vänner bör få råd så att mötet inte används fel.
"""
SPELLER = Speller(split_document(read_document("a.md", GUIDE), lambda _: True))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nar foljs atgarderna upp?", "när följs åtgärderna upp?"),
        ("Atgarderna da?", "Åtgärderna då?"),
        ("vad ar sjalvledarskap", "vad är självledarskap"),
        ("bor jag ga pa motet?", "bör jag gå på mötet?"),
        ("har chefen ratt att saga nej", "har chefen rätt att säga nej"),
        ("Hur overtygar jag gruppen om atgarderna?", "Hur overtygar jag gruppen om åtgärderna?"),
    ],
)
def test_letters_that_were_left_out_are_put_back(typed, meant):
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hur bokas medarbetarsamtalt?", "medarbetarsamtalet"),
        ("Vad är självledarskpa?", "självledarskap"),
        ("vad ar sjlvledarskap", "självledarskap"),
        ("Vad är den största riksen?", "risken"),
    ],
)
def test_one_slip_in_a_word_of_the_guidance_is_mended(typed, meant):
    assert meant in SPELLER.mend(typed)


@pytest.mark.parametrize(
    "question",
    [
        "När följs åtgärderna upp av gruppen?",
        "Vad säger Bringselus om gruppen?",
        "Vad är skillnaden mellan lön och lån?",
        "",
        "?!",
        "Vad hände 2023?",
        "var finns planen",
        "kan det vara farligt",
        "Vad händer när gruppen vänder sig emot chefen?",
        "Vad sa de andra om chefen?",
        "Var bor chefen",
        "vem svarar om chefen saknar svar",
        "Vilka mänder är bäst, och vad användes förr?",
    ],
)
def test_right_words_names_and_numbers_stay_as_they_were_typed(question):
    assert SPELLER.mend(question) == question


@given(st.text(max_size=60))
def test_mending_never_fails_and_leaves_everything_between_the_words(text):
    mended = SPELLER.mend(text)
    assert [char for char in mended if not char.isalpha()] == [char for char in text if not char.isalpha()]
    assert SPELLER.mend(mended) == mended or fold(mended) != fold(text)


def test_an_empty_guidance_mends_nothing_but_common_words():
    empty = Speller(())
    assert empty.mend("sjalvledarskp xyz") == "sjalvledarskp xyz"
    assert empty.mend("nar far man") == "när får man"


FEW_LETTERS = st.text("abcå", min_size=5, max_size=8)


@given(st.lists(FEW_LETTERS, max_size=12), FEW_LETTERS)
def test_the_words_near_a_slip_are_those_that_share_a_form_with_a_letter_left_out(known, typed):
    def forms(word: str) -> set[str]:
        plain = fold(word)
        return {plain, *(plain[:place] + plain[place + 1 :] for place in range(len(plain)))}

    speller = Speller(split_document(read_document("a.md", f"# Råd\n\n{' '.join(known)} slut.\n"), lambda _: True))
    near = {word for word in known if len(word) >= 6 and forms(word) & forms(typed)}
    assert speller._near(fold(typed)) == near
