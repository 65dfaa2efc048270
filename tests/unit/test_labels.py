"""What people think of answers: kept line by line, in an order of each rater's own, and set beside what is measured."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.answer_rows import AS_TYPED, Played
from assistant.evaluation.label_figures import agreements, matches
from assistant.evaluation.labels import Case, Label, LabelError, cases, file_of, keep, of_rater, rater_name, read
from assistant.evaluation.prompts import Fact, Suite
from assistant.evaluation.run_folder import Run
from tests.unit.evaluation_cases import HOURS, PAUSE, REST, TEXTS, answer, prompt, refusal

ASKED = prompt("answerable", [REST], id="a", facts=(Fact("f1", True, ("viktigt",)), Fact("f2", False, ("paus",))))
NEAR = prompt("near_miss", id="b", statuses=("refused",))


def run(count: int = 12) -> Run:
    prompts = tuple(prompt(id=f"p{number}") for number in range(count))
    rows = [Played(each.id, AS_TYPED, 0, each.turns, False, answer(REST)) for each in prompts]
    rows.append(Played("p0", "typo", 0, ("Frga?",), False, refusal()))
    return Run(None, {"started": "2026-01-01"}, Suite("prov", None, prompts), TEXTS, tuple(rows))


def test_the_last_judgement_of_an_answer_counts_whoever_writes_the_name_how(tmp_path):
    path = file_of(tmp_path, "run")
    assert read(path) == ()
    keep(path, Label("Anna", "a", useful="no"))
    keep(path, Label("bo", "a", useful="yes"))
    keep(path, Label("anna", "a", {"f1": True}, {"0": "partly"}, "partly", "Å, ”citat”\noch ny rad"))
    labels = read(path)
    assert len(path.read_text("utf-8").splitlines()) == 3
    assert len(labels) == 2
    mine = of_rater(labels, "ANNA")["a"]
    assert (mine.facts, mine.support, mine.useful) == ({"f1": True}, {"0": "partly"}, "partly")
    assert mine.comment == "Å, ”citat”\noch ny rad"
    assert mine.at


@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_typed_comes_back_and_stays_on_a_line(tmp_path_factory, rater, comment):
    path = tmp_path_factory.mktemp("labels") / "run.jsonl"
    keep(path, Label(rater, "a", comment=comment))
    keep(path, Label("x" + rater, "a"))
    (first, _) = read(path)
    assert first.comment == comment.encode("utf-8", "replace").decode("utf-8")


def test_a_line_that_was_cut_off_loses_itself_alone(tmp_path):
    path = tmp_path / "run.jsonl"
    keep(path, Label("A", "a", useful="yes"))
    with path.open("ab") as file:
        file.write(b'{"rater": "A", "prompt": "b", "fac')
    keep(path, Label("A", "c", useful="no"))
    assert [label.prompt for label in read(path)] == ["a", "c"]


@pytest.mark.parametrize(
    "line", ["[]", "{}", "1", '{"rater": "A", "prompt": "a", "facts": [], "support": {}, "useful": null}', "\x00"]
)
def test_a_line_that_is_no_judgement_is_passed_over(tmp_path, line):
    path = tmp_path / "run.jsonl"
    path.write_text(line + "\n", "utf-8")
    assert read(path) == ()


def test_a_value_that_is_not_offered_counts_as_none(tmp_path):
    path = tmp_path / "run.jsonl"
    row = {
        "rater": "A",
        "prompt": "a",
        "facts": {},
        "support": {"0": "very"},
        "useful": "maybe",
        "comment": "",
        "at": "",
    }
    path.write_text(json.dumps(row) + "\n", "utf-8")
    (label,) = read(path)
    assert (label.support, label.useful, label.is_complete) == ({}, None, False)


def test_a_place_that_cannot_be_written_is_told_with_what_to_do(tmp_path):
    (tmp_path / "labels").write_text("a file", "utf-8")
    with pytest.raises(LabelError) as caught:
        keep(file_of(tmp_path, "run"), Label("A", "a"))
    assert "Expected" in caught.value.message
    assert "sparas" in caught.value.swedish


@pytest.mark.parametrize(
    ("typed", "name"), [("  ab ", "AB"), ("Glad  räv", "Glad räv"), ("\n", ""), ("x" * 90, "x" * 40)]
)
def test_a_name_is_kept_as_people_would_write_it(typed, name):
    assert rater_name(typed) == name


def test_every_rater_has_an_order_of_their_own_that_stays():
    orders = {name: [case.prompt.id for case in cases(run(), name)] for name in ("AB", "CD")}
    assert orders["AB"] == [case.prompt.id for case in cases(run(), "ab")]
    assert orders["AB"] != orders["CD"]
    assert sorted(orders["AB"]) == sorted(orders["CD"]) == sorted(f"p{number}" for number in range(12))


def test_raters_are_compared_on_what_both_have_judged():
    labels = [
        Label("A", "a", {"f1": True, "f2": False}, {"0": "full"}, "yes"),
        Label("B", "a", {"f1": True, "f2": True}, {"0": "full"}, "partly"),
        Label("A", "b", {}, {}, "no"),
        Label("B", "b", {}, {}, "no"),
        Label("A", "c", {}, {}, "yes"),
        Label("B", "c", {"f1": True}, {}, None),  # begun, not judged
    ]
    useful, facts, support = agreements(labels)
    assert (useful.units, useful.same) == (2, 1)
    assert (facts.units, facts.same) == (2, 1)
    # Three ticks and one gap; one mismatch: 1 - 3 * 2 / (2 * 3 * 1).
    assert facts.alpha == pytest.approx(0)
    assert (support.units, support.same, support.alpha) == (1, 1, None)


def test_people_are_set_beside_what_is_measured():
    known = {
        "a": Case(ASKED, answer(REST, PAUSE)),  # says both facts, and is the right kind of answer
        "b": Case(NEAR, answer(HOURS)),  # should have been refused
    }
    labels = [
        Label("A", "a", {"f1": True, "f2": False}, {"0": "full", "1": "none"}, "yes"),
        Label("B", "a", {"f1": True, "f2": True}, {"0": "partly"}, "partly"),
        Label("A", "b", {}, {"0": "full", "9": "full"}, "no"),
        Label("A", "gone", {}, {}, "yes"),
    ]
    useful, facts, support = matches(labels, known, TEXTS)
    assert (useful.judged, useful.same, useful.too_kind, useful.left_out) == (2, 2, 0, 1)
    assert (facts.judged, facts.same, facts.too_kind) == (4, 3, 1)
    assert (support.judged, support.same, support.too_kind, support.left_out) == (3, 2, 1, 1)
