"""How long answers took, stage by stage: the first answer of a process apart from the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.answer_rows import Played

PERCENTILES = (50, 95)


@dataclass(frozen=True, slots=True)
class Latency:
    """Times in milliseconds."""

    n: int
    stages: Mapping[str, Mapping[str, float]]
    """Stage → ``p50``, ``p95`` (linear between neighbours); {} for no answers."""


def latency(rows: Sequence[Played], *, is_cold: bool) -> Latency:
    """Give the percentiles of the times that answers tell.

    Args:
        rows: What was played, in any way.
        is_cold: True takes the first answer of each process, False all others.
    """
    chosen = [row.answer.timings_ms for row in rows if row.is_cold == is_cold and row.answer.timings_ms]
    stages = list(dict.fromkeys(stage for timings in chosen for stage in timings))
    return Latency(
        len(chosen),
        {
            stage: {
                f"p{each}": float(np.percentile([timings[stage] for timings in chosen if stage in timings], each))
                for each in PERCENTILES
            }
            for stage in stages
        },
    )
