"""Two runs side by side: by how much each figure changed, and which prompts came out otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.evaluation.catalogue import Metric
from assistant.evaluation.run_folder import Run
from assistant.evaluation.scoring import Result, Scores, change, score, score_rows
from assistant.evaluation.statistics import ALPHA, Estimate, chance, holm

MAIN = ("status_right", "right_passage", "cited_recall", "vital_facts", "refusal_recall", "false_refusal")
"""Metrics that decide where a suite has no demands of its own."""

Change = Literal["better", "worse", "same", "unclear"]
Turn = Literal["better", "worse", "other"]


@dataclass(frozen=True, slots=True)
class Flip:
    """A prompt whose answer is another than it was."""

    new: Result
    old: Result
    turn: Turn
    """``other`` where it is neither better nor worse by any metric."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A metric's change between two runs."""

    metric: Metric
    estimate: Estimate
    """Above 0 where the figure rose."""
    chance: float
    """Of a change this large by accident, adjusted for the number of metrics (Holm)."""
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against its baseline."""

    pairs: tuple[tuple[Result, Result], ...]
    """New and old result of every prompt that both have with the same words."""
    shifts: tuple[Shift, ...]
    flips: tuple[Flip, ...]
    """Worse first."""
    added: tuple[str, ...]
    """Ids of prompts that only the new run has."""
    removed: tuple[str, ...]
    """Ids of prompts that only the baseline has, or has in other words."""
    is_same_corpus: bool
    settings: Mapping[str, tuple[str, str]]
    """What was set otherwise: name → old and new value."""

    @property
    def change(self) -> Change:
        """What became of the run as a whole: worse where any main metric is, for certain."""
        if not self.flips:
            return "same"
        found = {shift.change for shift in self.shifts if shift.metric.name in MAIN}
        return "worse" if "worse" in found else "better" if "better" in found else "unclear"


def compare(new: Run, old: Run) -> Comparison:
    """Compare two runs, prompt by prompt.

    Where both asked the same corpus, both are measured by the new run's suite, so that a mended gold counts for both;
    else each by its own.
    """
    is_same = new.about.get("corpus_hash") == old.about.get("corpus_hash")
    ours = score(new)
    theirs = score_rows(new.suite, new.texts, old.rows) if is_same else score(old)
    settings = {
        name: (str(old.about["settings"].get(name)), str(new.about["settings"].get(name)))
        for name in sorted({*new.about["settings"], *old.about["settings"]})
        if old.about["settings"].get(name) != new.about["settings"].get(name)
    }
    return compare_scores(ours, theirs, is_same_corpus=is_same, settings=settings)


def compare_scores(
    new: Scores, old: Scores, *, is_same_corpus: bool = True, settings: Mapping[str, tuple[str, str]] | None = None
) -> Comparison:
    """Compare two measured runs."""
    before = {result.prompt.id: result for result in old.results}
    words = {row.prompt: row.turns for row in old.played if row.way == "as_typed"}
    pairs = tuple(
        (result, before[result.prompt.id])
        for result in new.results
        if result.prompt.id in before and words[result.prompt.id] == result.prompt.turns
    )
    paired = {result.prompt.id for result, _ in pairs}
    flips = [_flip(ours, theirs) for ours, theirs in pairs if _differs(ours, theirs)]
    order = {"worse": 0, "better": 1, "other": 2}
    return Comparison(
        pairs=pairs,
        shifts=_shifts(pairs, new),
        flips=tuple(sorted(flips, key=lambda flip: order[flip.turn])),
        added=tuple(result.prompt.id for result in new.results if result.prompt.id not in paired),
        removed=tuple(id_ for id_ in before if id_ not in paired),
        is_same_corpus=is_same_corpus,
        settings=settings or {},
    )


def _shifts(pairs: tuple[tuple[Result, Result], ...], scores: Scores) -> tuple[Shift, ...]:
    by = scores.suite.defaults.cluster_by
    measured = [(metric, change(pairs, metric, by)) for metric in scores.metrics.values()]
    measured = [(metric, estimate) for metric, estimate in measured if estimate.n]
    chances = [chance(estimate, 0.0) for _, estimate in measured]
    # The main metrics are corrected for each other; what is only looked at besides, for all.
    main = [place for place, (metric, _) in enumerate(measured) if metric.name in MAIN]
    adjusted = holm(chances)
    for place, value in zip(main, holm([chances[place] for place in main]), strict=True):
        adjusted[place] = value
    return tuple(
        Shift(metric, estimate, value, _change(metric, estimate, value))
        for (metric, estimate), value in zip(measured, adjusted, strict=True)
    )


def _change(metric: Metric, estimate: Estimate, value: float) -> Change:
    if estimate.method == "unchanged":
        return "same"
    if value > ALPHA or not metric.better:
        return "unclear"
    return "worse" if estimate.value * metric.worse_sign > 0 else "better"


def _differs(new: Result, old: Result) -> bool:
    ours, theirs = new.scored, old.scored
    return ours.cited != theirs.cited or (ours.answer.status, ours.answer.text) != (
        theirs.answer.status,
        theirs.answer.text,
    )


def _flip(new: Result, old: Result) -> Flip:
    """Tell which of two answers is better: the one that is right, else the one that cites and says more of the gold."""
    ours, theirs = _worth(new), _worth(old)
    return Flip(new, old, "better" if ours > theirs else "worse" if ours < theirs else "other")


def _worth(result: Result) -> tuple[float, ...]:
    values = result.values
    return (float(result.is_right), *((values.get(name) or 0.0) for name in ("cited_recall", "vital_facts")))
