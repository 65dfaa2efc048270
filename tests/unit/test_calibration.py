"""What the limits are fitted on: each model on the questions that can teach it something."""

from random import Random

import pytest

from assistant.evaluation.calibration import KINDS, CalibrationError, Example, calibrate
from assistant.limits import CERTAIN, Signals


def rows(suite: str, kinds: tuple[str, ...], *, is_swedish: bool = True, is_large: bool = False) -> list[Example]:
    """Make questions whose signals lie higher the nearer their kind is to being answered."""
    draw = Random(suite)
    level = {"answerable": 0.7, "near_miss": 0.5, "out_of_scope": 0.2, "foreign": 0.2}
    return [
        Example(
            suite,
            kind,
            Signals(*(level[kind] + draw.uniform(-0.2, 0.2) for _ in range(7))),
            is_swedish=is_swedish,
            is_large=is_large,
        )
        for kind in kinds
        for _ in range(30)
    ]


ALL = ("answerable", "near_miss", "out_of_scope", "foreign")
ROWS = [
    *(row for name in ("a", "b") for row in rows(name, ALL)),
    *(row for name in ("c", "d") for row in rows(name, ALL, is_swedish=False)),
    *(row for name in ("e", "f") for row in rows(name, ALL, is_large=True)),
]


def test_every_kind_is_fitted_and_refuses_what_is_far_when_its_suite_is_left_out():
    limits = calibrate(ROWS)["limits"]
    assert limits.keys() == KINDS.keys()
    for name, row in limits.items():
        left_out = row["refused_when_left_out"]
        assert left_out["foreign"] > 0.9, name
        assert left_out["near_miss"] > 0.5, name
        assert left_out["answerable"] < 0.2, name


def test_the_thresholds_refuse_no_more_of_the_answered_than_allowed():
    wanted = [row for row in ROWS if row.kind == "answerable" and row.is_swedish and not row.is_large]
    row = calibrate(ROWS)["limits"]["sv"]

    def log_odds(model, signals):
        return model["intercept"] + sum(weight * getattr(signals, name) for name, weight in model["weights"].items())

    refused = 0
    for each in wanted:
        subject, answered = (log_odds(row[model], each.signals) for model in ("subject", "answered"))
        is_far = subject < row["unrelated"]
        refused += is_far or answered + row["subject_share"] * min(subject, CERTAIN) < row["threshold"]
    assert refused == KINDS["sv"].false_refusals * len(wanted)


def test_answered_questions_without_near_misses_teach_the_subject_and_not_the_answer():
    before = calibrate(ROWS)["limits"]["sv"]
    after = calibrate([*ROWS, *rows("faq", ("answerable", "foreign"))])["limits"]["sv"]
    assert after["answered"] == before["answered"]
    assert after["subject"] != before["subject"]


def test_a_large_corpus_teaches_the_models_of_large_ones_alone():
    before = calibrate(ROWS)["limits"]
    after = calibrate([*ROWS, *rows("g", ALL, is_large=True)])["limits"]
    assert {name for name in KINDS if after[name] != before[name]} == {"sv_large"}


def test_questions_that_are_missing_are_told():
    with pytest.raises(CalibrationError, match=r"'sv_large'.*--near-misses"):
        calibrate([row for row in ROWS if row.kind != "near_miss" or not row.is_large])
