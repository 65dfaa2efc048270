"""Measures of one ranking against its judgements. Each takes text ids, best first, and text id → relevance."""

import math
from collections.abc import Callable, Mapping, Sequence

Judged = Mapping[str, int]

DEPTH = 10
"""Texts of a ranking that are looked at."""


def ndcg(ranking: Sequence[str], judged: Judged, depth: int = DEPTH) -> float:
    """Give the normalised discounted cumulative gain.

    DCG = Σ relevance / log2(rank + 1) over the first ``depth`` ranks, divided by that of the best possible ranking
    (Järvelin & Kekäläinen 2002, with the gain linear as in trec_eval's ``ndcg_cut``); 0 where nothing is relevant.
    """
    ideal = sorted((score for score in judged.values() if score > 0), reverse=True)
    best = _dcg(ideal[:depth])
    return _dcg([max(0, judged.get(id_, 0)) for id_ in ranking[:depth]]) / best if best else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Judged, depth: int = DEPTH) -> float:
    """Give 1 / rank of the first relevant text among the first ``depth``, else 0 (Voorhees 1999); its mean is MRR."""
    return next((1 / rank for rank, id_ in enumerate(ranking[:depth], start=1) if judged.get(id_, 0) > 0), 0.0)


def hit(ranking: Sequence[str], judged: Judged, depth: int) -> float:
    """Give 1 if a relevant text is among the first ``depth``, else 0 (trec_eval's ``success``)."""
    return float(any(judged.get(id_, 0) > 0 for id_ in ranking[:depth]))


METRICS: Mapping[str, Callable[[Sequence[str], Judged], float]] = {
    "ndcg@10": ndcg,
    "mrr@10": reciprocal_rank,
    "hit@1": lambda ranking, judged: hit(ranking, judged, 1),
    "hit@5": lambda ranking, judged: hit(ranking, judged, 5),
}
"""What is reported, under the names of the report."""


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
