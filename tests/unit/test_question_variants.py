"""The ways a question may be typed."""

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.beir import Query
from assistant.evaluation.variants import (
    in_lower_case,
    neighbours,
    variants,
    with_typos,
    without_diacritics,
)

ROOT = Path(__file__).parents[2]
QUESTION = "Hur länge får Eva-Märta arbeta på förskolan i Luleå, och varför?"
LETTERS = st.characters(categories=["Ll", "Lu"], include_characters="åäöéÅÄÖ -?,1")


def long_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text)


def is_slip(word: str, slipped: str) -> bool:
    """Tell whether one word is the other with two letters swapped, one dropped, one doubled or one replaced."""
    places = range(1, len(word))
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places if at + 1 < len(word)}
    dropped = {word[:at] + word[at + 1 :] for at in places}
    doubled = {word[:at] + word[at] + word[at:] for at in places}
    replaced = {word[:at] + key + word[at + 1 :] for at in places for key in neighbours(word[at])}
    return slipped in swapped | dropped | doubled | replaced


def test_every_way_is_given_and_english_only_where_it_is():
    queries = [Query("1", "Får Ågot vård?", "1", "May she?"), Query("2", "När?", "2", None)]
    found = variants(queries)
    assert list(found) == ["as_typed", "no_diacritics", "typos", "lower_case", "english"]
    assert found["as_typed"] == {"1": "Får Ågot vård?", "2": "När?"}
    assert found["no_diacritics"] == {"1": "Far Agot vard?", "2": "Nar?"}
    assert found["lower_case"] == {"1": "får ågot vård", "2": "när"}
    assert found["english"] == {"1": "May she?"}
    assert "english" not in variants(queries[1:])


def test_diacritics_and_case_go_and_the_rest_stays():
    assert without_diacritics("Ärligt: idén, Öland och Åre!") == "Arligt: iden, Oland och Are!"
    assert in_lower_case("Vad säger ÖMC? Och när? ") == "vad säger ömc och när"


def test_typos_are_slips_of_whole_words_that_leave_the_rest_alone():
    slipped = with_typos(QUESTION)
    parts = re.split(r"([^\W\d_]+)", QUESTION)
    others = re.split(r"([^\W\d_]+)", slipped)
    assert parts[::2] == others[::2]
    changed = [(a, b) for a, b in zip(parts[1::2], others[1::2], strict=True) if a != b]
    assert changed
    assert all(len(a) >= 4 and is_slip(a, b) for a, b in changed)


@given(st.text(LETTERS, max_size=60))
def test_there_is_a_slip_wherever_a_word_is_long_enough_and_never_in_a_first_letter(question):
    slipped = with_typos(question)
    if not long_words(question):
        assert slipped == question
        return
    before, after = re.split(r"([^\W\d_]+)", question), re.split(r"([^\W\d_]+)", slipped)
    assert before[::2] == after[::2]
    pairs = list(zip(before[1::2], after[1::2], strict=True))
    assert all(a[0] == b[0] for a, b in pairs)
    assert all(a == b or is_slip(a, b) for a, b in pairs)


def test_about_every_third_long_word_has_a_slip():
    questions = [
        f"Vilken {word} gäller denna {word}regel under sommaren" for word in "avgift ordning lista tid".split()
    ]
    questions += [f"{question} {number}" for number in range(60) for question in questions]
    words = changed = 0
    for question in questions:
        before, after = question.split(), with_typos(question).split()
        words += len(long_words(question))
        changed += sum(a != b for a, b in zip(before, after, strict=True))
    assert 0.28 < changed / words < 0.48  # a third, and a bit more: at least one in each question


def test_every_kind_of_slip_occurs():
    lengths = {len(with_typos(f"medarbetare {number}")) - len(f"medarbetare {number}") for number in range(40)}
    assert lengths == {-1, 0, 1}


def test_the_same_question_gets_the_same_slips_in_every_process():
    program = f"from assistant.evaluation.variants import with_typos; print(ascii(with_typos({QUESTION!r})))"
    command = [sys.executable, "-c", program]
    seen = {
        subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert seen == {ascii(with_typos(QUESTION))}


def test_neighbours_are_those_of_a_swedish_keyboard():
    assert set(neighbours("s")) == set("adwezx")
    assert set(neighbours("Ö")) == set("LÄPÅ")
    assert set(neighbours("å")) == set("pöä")
    assert neighbours("é") == []
