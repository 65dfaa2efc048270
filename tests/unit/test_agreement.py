"""Krippendorff's alpha: cases worked by hand, an independent library, and what must always hold."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.agreement import alpha

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section A: Meg and Owen.
MEG = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
OWEN = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)


def test_the_published_example_of_two_raters_comes_out():
    # Fourteen zeros and six ones; four mismatches: 1 - 19 * 4 / (14 * 6).
    assert alpha(list(zip(MEG, OWEN, strict=True))) == pytest.approx(1 - 19 * 4 / (14 * 6))
    assert round(alpha(list(zip(MEG, OWEN, strict=True))), 3) == 0.095


def test_values_further_apart_weigh_more_on_an_ordinal_scale():
    # Three 1, two 2, one 3. Squared rank differences: 1-2 is 2.5², 1-3 is 4², 2-3 is 1.5².
    # Observed 2 * 16 = 32; expected 2 * (3 * 2 * 6.25 + 3 * 1 * 16 + 2 * 1 * 2.25) = 180; n - 1 = 5.
    assert alpha([(1, 1), (2, 2), (1, 3)], "ordinal") == pytest.approx(1 - 5 * 32 / 180)
    assert alpha([(1, 1), (2, 2), (3, 3), (1, 3)], "ordinal") < alpha([(1, 1), (2, 2), (3, 3), (1, 2)], "ordinal")


def test_full_agreement_is_one_and_steady_disagreement_below_zero():
    assert alpha([(0, 0), (1, 1), (2, 2)]) == 1
    assert alpha([(0, 1), (1, 0), (0, 1)]) < 0


@pytest.mark.parametrize("units", [[], [(1,)], [(1, 1), (1, 1)], [(0,), (1,)]])
def test_nothing_is_told_without_two_judgements_or_any_variation(units):
    assert alpha(units) is None


@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, None]), min_size=2, max_size=3), min_size=1, max_size=12),
    st.sampled_from(["nominal", "ordinal"]),
)
def test_it_is_what_the_library_gives_also_with_gaps_and_three_raters(table, scale):
    raters = max(map(len, table))
    data = np.full((raters, len(table)), np.nan)
    for unit, row in enumerate(table):
        for rater, value in enumerate(row):
            data[rater, unit] = np.nan if value is None else value
    ours = alpha([[value for value in row if value is not None] for row in table], scale)
    paired = data[:, (~np.isnan(data)).sum(axis=0) >= 2]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        assert ours is None
    else:
        theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=scale, value_domain=[0, 1, 2])
        assert ours == pytest.approx(theirs)
