"""Cases for measuring the support check: made the same each time, true ones true and falsified ones false."""

import math

import pytest

from assistant.evaluation.beir import BeirSet, MarkedAnswer, Query, Text
from assistant.evaluation.support import ANSWER_MOVED, ANSWER_REPLACED, Share, as_dict, cases_of_set, measure, table
from assistant.evaluation.support_cases import CORRUPTIONS, in_choosing_half, make_cases

TEXT = (
    "Därför kan chefen lämna över 12 uppgifter till Karin Berg (som är ny). Du måste följa upp arbetet varje vecka. "
    "Vi har också ett möte i Göteborg. Möten utan syfte är inte till nytta, men de är vanliga här."
)


def test_the_same_texts_give_the_same_cases():
    assert [*make_cases({"a": TEXT})] == [*make_cases({"a": TEXT})]
    assert [*make_cases({"a": TEXT}, seed=1)] != [*make_cases({"a": TEXT}, seed=2)]


def test_every_corruption_changes_the_sentence_or_what_it_stands_beside():
    cases = [
        case for seed in range(20) for case in make_cases({"a": TEXT, "b": "Anna och Bo träffar Erik i Lund."}, seed)
    ]
    assert {case.kind for case in cases} >= set(CORRUPTIONS)
    for case in cases:
        if case.kind == "swapped":
            assert case.sentence not in case.quote
        elif case.kind in CORRUPTIONS:
            assert case.sentence not in case.quote
            assert case.source == "b" or case.quote in TEXT


def test_a_true_case_is_an_edit_of_a_sentence_of_its_quote():
    edits = {}
    for seed in range(40):
        edits |= {case.edit: case.sentence for case in make_cases({"a": TEXT}, seed) if case.kind == "true"}
    assert edits["without leading adverb"].startswith("Chefen kan lämna över 12")
    assert "(som är ny)" not in edits["without parenthesis"]
    assert edits["first clause alone"] == "Möten utan syfte är inte till nytta."


def test_a_text_belongs_to_one_half_for_good():
    halves = [in_choosing_half(f"text-{number}") for number in range(400)]
    assert 150 < sum(halves) < 250
    assert halves == [in_choosing_half(f"text-{number}") for number in range(400)]


def marked_set() -> BeirSet:
    text = "Mötet hålls varje vecka i stora salen. Lönen betalas ut den sista dagen i månaden."
    start = text.index("varje vecka")
    wrong = text.index("den sista dagen")
    query = Query(
        "q", "När?", "q", None, (MarkedAnswer(start, "varje vecka"),), (MarkedAnswer(wrong, "den sista dagen"),)
    )
    id_ = next(f"t{number}" for number in range(99) if not in_choosing_half(f"t{number}"))
    return BeirSet("s", (Text(id_, "", text),), (query,), 0, {"q": {id_: 1}}, ())


def test_marked_wrong_spans_become_cases():
    cases = {case.kind: case for case in cases_of_set(marked_set()) if case.edit == "marked"}
    assert cases[ANSWER_MOVED].sentence == "Mötet hålls varje vecka i stora salen."
    assert cases[ANSWER_MOVED].quote == "Lönen betalas ut den sista dagen i månaden."
    assert cases[ANSWER_REPLACED].sentence == "Mötet hålls den sista dagen i stora salen."
    assert cases_of_set(marked_set(), choosing=True) == []


@pytest.mark.parametrize(
    ("count", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)]
)
def test_wilsons_interval_is_that_of_the_textbooks(count, n, low, high):
    """The last is Newcombe's (1998, Statistics in Medicine 17) example, 81 of 263."""
    assert Share(count, n).interval == pytest.approx((low, high), abs=1e-4)


def test_no_cases_give_no_number():
    assert math.isnan(Share(0, 0).value)
    assert all(math.isnan(bound) for bound in Share(0, 0).interval)


def test_the_report_counts_every_case_once():
    results = {"s": measure(cases_of_set(marked_set()))}
    figures = as_dict(results)["s"]
    for kind, share in figures["unsupported"].items():
        counts = [figures[support].get(kind, {}).get("count", 0) for support in figures]
        assert sum(counts) == share["n"]
    assert ANSWER_MOVED in table(results)
