"""What the limits are fitted on: each model on the questions that can teach it something."""

from random import Random

from assistant.evaluation.calibration import SIGNALS, Example, calibrate
from assistant.limits import Signals


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


def test_every_model_is_fitted_and_refuses_what_is_far_when_its_suite_is_left_out():
    models = calibrate(ROWS)["models"]
    assert models.keys() == SIGNALS.keys()
    for name, model in models.items():
        far = "foreign" if name.endswith("subject") else "near_miss"
        assert model["refused_when_left_out"][far] > 0.5, name
        assert model["refused_when_left_out"]["answerable"] < 0.2, name
        assert model["threshold"] <= model["doubt"]


def test_answered_questions_without_near_misses_teach_the_subject_and_not_the_answer():
    before = calibrate(ROWS)["models"]
    after = calibrate([*ROWS, *rows("faq", ("answerable", "foreign"))])["models"]
    assert after["sv_answered"] == before["sv_answered"]
    assert after["sv_subject"] != before["sv_subject"]


def test_a_large_corpus_teaches_the_models_of_large_ones_alone():
    before = calibrate(ROWS)["models"]
    after = calibrate([*ROWS, *rows("g", ALL, is_large=True)])["models"]
    assert {name for name in SIGNALS if after[name] != before[name]} == {"sv_large_subject", "sv_large_answered"}
