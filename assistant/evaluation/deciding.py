"""Demands on a run decided: pass, fail, or inconclusive where the prompts are too few to tell."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.evaluation.catalogue import Metric
from assistant.evaluation.comparing import Comparison
from assistant.evaluation.prompts import Gate
from assistant.evaluation.scoring import Result, Scores, change, chosen, figure
from assistant.evaluation.statistics import ALPHA, NOTHING, Estimate, chance, holm, smallest_seen

Verdict = Literal["pass", "fail", "inconclusive", "none"]
EXIT_CODES: Mapping[Verdict, int] = {"pass": 0, "none": 0, "fail": 1, "inconclusive": 3}
_MOST_NEEDED = 20_000
"""Prompts beyond which nobody is told to write so many."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A demand, its figure, and what follows."""

    gate: Gate
    metric: Metric
    verdict: Verdict
    """``none`` for a demand against a baseline where there is none."""
    estimate: Estimate
    threshold: float
    """What the figure is held against; for a demand against the baseline the greatest change for the worse, signed."""
    chance: float = math.nan
    """Of a figure this far from the threshold if the truth stood there, adjusted for the number of demands (Holm)."""
    is_count: bool = False
    """True for a demand on every single prompt (at least 1, at most 0), which is counted and not estimated."""
    needed: int | None = None
    """About how many prompts would settle it; None where it is settled, or where no number in reason would."""

    @property
    def is_close(self) -> bool:
        """True where the interval leaves the threshold out, and the demand stays open for the number of demands."""
        return self.verdict == "inconclusive" and not self.estimate.low <= self.threshold <= self.estimate.high

    @property
    def smallest_seen(self) -> float:
        """The smallest departure that would have been noticed four times out of five."""
        return math.nan if self.is_count else smallest_seen(self.estimate)


def decide(scores: Scores, comparison: Comparison | None) -> tuple[Decision, ...]:
    """Decide every gate of a suite, together: the chance of any false decision among them is at most 5 %."""
    drawn = [_measured(gate, scores, comparison) for gate in scores.suite.gates]
    tested = [row for row in drawn if row.verdict == "inconclusive"]
    adjusted = dict(zip(map(id, tested), holm([row.chance for row in tested]), strict=True))
    return tuple(_settled(row, adjusted[id(row)]) if id(row) in adjusted else row for row in drawn)


def overall(decisions: Sequence[Decision]) -> Verdict:
    """Give the verdict on a run: a failed demand fails it, an open one leaves it open."""
    found = {decision.verdict for decision in decisions}
    order: tuple[Verdict, ...] = ("fail", "inconclusive", "pass")
    return next((verdict for verdict in order if verdict in found), "none")


def _measured(gate: Gate, scores: Scores, comparison: Comparison | None) -> Decision:
    """Measure a gate; what is not plain from counting alone is left open."""
    metric = scores.metrics[gate.metric]
    by = scores.suite.defaults.cluster_by
    if gate.max_drop is not None:
        return _against_baseline(gate, metric, comparison, by)
    estimate = figure(chosen(scores.results, gate.slice), metric, by)
    threshold = gate.at_least if gate.at_least is not None else gate.at_most
    threshold = math.nan if threshold is None else threshold
    if metric.is_share and estimate.n and (gate.at_least == 1 or gate.at_most == 0):
        is_met = math.isclose(estimate.value, threshold, abs_tol=1e-9)
        return Decision(gate, metric, "pass" if is_met else "fail", estimate, threshold, is_count=True)
    return Decision(gate, metric, "inconclusive", estimate, threshold, chance(estimate, threshold))


def _against_baseline(gate: Gate, metric: Metric, comparison: Comparison | None, by: str) -> Decision:
    threshold = metric.worse_sign * (gate.max_drop or 0.0)
    if comparison is None:
        return Decision(gate, metric, "none", NOTHING, threshold)
    pairs = [(new, old) for new, old in comparison.pairs if chosen([new], gate.slice)]
    estimate = change(pairs, metric, by)
    if pairs and all(new.scored.cited == old.scored.cited and _says(new) == _says(old) for new, old in pairs):
        return Decision(gate, metric, "pass", estimate, threshold, is_count=True)
    return Decision(gate, metric, "inconclusive", estimate, threshold, chance(estimate, threshold))


def _says(result: Result) -> tuple[str, str]:
    return result.scored.answer.status, result.scored.answer.text


def _settled(decision: Decision, adjusted: float) -> Decision:
    gate, estimate = decision.gate, decision.estimate
    wants_more = gate.at_least is not None or (gate.max_drop is not None and decision.metric.worse_sign < 0)
    is_met = estimate.value >= decision.threshold if wants_more else estimate.value <= decision.threshold
    verdict: Verdict = "inconclusive" if adjusted > ALPHA else "pass" if is_met else "fail"
    needed = _needed(decision) if verdict == "inconclusive" else None
    return replace(decision, verdict=verdict, chance=adjusted, needed=needed)


def _needed(decision: Decision) -> int | None:
    """Give about how many prompts the same figure would be clear of the threshold with: the interval narrows by √n."""
    estimate = decision.estimate
    distance = abs(estimate.value - decision.threshold)
    end = estimate.low if estimate.value > decision.threshold else estimate.high
    if not estimate.n or math.isnan(end) or distance == 0:
        return None
    needed = estimate.n * (abs(estimate.value - end) / distance) ** 2
    if not estimate.n < needed <= _MOST_NEEDED:
        return None
    unit: int = 10 ** max(0, len(str(math.ceil(needed))) - 2)  # two digits: it is a rough number
    return math.ceil(needed / unit) * unit
