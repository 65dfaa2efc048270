"""Which passages words bring in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import _best


@given(st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0, 1.5, 2.0]), max_size=40), st.integers(1, 12))
def test_the_best_are_those_of_a_full_sort_that_share_a_word(scores, count):
    bm25 = np.array(scores, np.float32)
    order = [int(place) for place in np.argsort(-bm25, kind="stable")[:count] if bm25[place] > 0]
    assert _best(bm25, count) == order
