"""A streamed text becomes marked sentences, the same however it is cut, each as soon as it is whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.markers import MAX_CHARS, EndlessError, Marked, marked_sentences

TEXTS = {
    "Chefen lyssnar [1]. Gruppen talar [2].": [("Chefen lyssnar.", (1,)), ("Gruppen talar.", (2,))],
    "Chefen lyssnar. [1] Gruppen talar. [2]": [("Chefen lyssnar.", (1,)), ("Gruppen talar.", (2,))],
    "Chefen lyssnar.[1] Gruppen talar.[2]": [("Chefen lyssnar.", (1,)), ("Gruppen talar.", (2,))],
    "Chefen lyssnar [1][3]. Gruppen [2] talar.": [("Chefen lyssnar.", (1, 3)), ("Gruppen talar.", (2,))],
    "Chefen lyssnar [1, 3].": [("Chefen lyssnar.", (1, 3))],
    "Det gäller t.ex. chefen [1].": [("Det gäller t.ex. chefen.", (1,))],
    "Varför? [1] Jo, därför! [2]": [("Varför?", (1,)), ("Jo, därför!", (2,))],
    "Ingen siffra här.": [("Ingen siffra här.", ())],
    "[1]": [],
    "[1] [2].": [],
    "Så här:\n\nChefen lyssnar [1].": [("Chefen lyssnar.", (1,))],
    "<think>Jag ska svara [1].</think>Chefen lyssnar [1].": [("Chefen lyssnar.", (1,))],
    "<think>Jag vet inte riktigt": [],
    "Chefen\u202e lyssnar\x00 [1].": [("Chefen lyssnar.", (1,))],
}


def cut(text: str, *places: int) -> list[str]:
    edges = [0, *sorted(places), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def read(pieces: list[str]) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.text, each.numbers) for each in marked_sentences(pieces)]


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_comes_with_the_numbers_of_its_own_markers(text):
    assert read([text]) == TEXTS[text]


@given(st.sampled_from(sorted(TEXTS)), st.lists(st.integers(0, 60), max_size=8))
def test_where_the_stream_is_cut_changes_nothing(text, places):
    assert read(cut(text, *(min(place, len(text)) for place in places))) == TEXTS[text]


def test_a_sentence_is_given_as_soon_as_the_next_one_begins():
    heard: list[str] = []

    def pieces():
        for piece in ("Chefen lyssnar.", " [1]", " Gr", "uppen talar. [2]", " Sedan"):
            heard.append(piece)
            yield piece

    first = next(marked_sentences(pieces()))
    assert first.text == "Chefen lyssnar."
    assert heard == ["Chefen lyssnar.", " [1]", " Gr"]


def test_lines_of_a_list_keep_their_marks_and_what_follows_it_opens_a_paragraph():
    text = "Tre ord [1].\n\n- kompass [2]\n- coach [3]\n\nAllt hänger ihop [1]."
    assert list(marked_sentences([text])) == [
        Marked("Tre ord.", (1,)),
        Marked("kompass", (2,), "-", opens_paragraph=True),
        Marked("coach", (3,), "-", opens_paragraph=True),
        Marked("Allt hänger ihop.", (1,), opens_paragraph=True),
    ]


def test_a_text_that_ends_in_the_middle_is_told_by_its_last_sentence():
    assert [each.is_whole for each in marked_sentences(["Chefen lyssnar [1]. Gruppen ta"])] == [True, False]
    assert [each.is_whole for each in marked_sentences(["- kompass [1]"])] == [True]


def test_a_sentence_without_an_end_is_given_up():
    with pytest.raises(EndlessError):
        list(marked_sentences("tillit och " for _ in range(MAX_CHARS)))
