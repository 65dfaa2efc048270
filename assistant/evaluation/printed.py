"""Verdicts and figures as lines for the terminal."""

import math
from collections.abc import Iterator

from assistant.evaluation.comparing import MAIN, Comparison
from assistant.evaluation.deciding import Decision
from assistant.evaluation.figures import told
from assistant.evaluation.metrics import summarise
from assistant.evaluation.report.writing import Judged
from assistant.evaluation.scoring import Result

_TEXT_CHARS = 200


def verdict_lines(judged: Judged, *, misses: bool = False) -> Iterator[str]:
    """Tell a run: its verdict, its demands, its main figures.

    Args:
        judged: The run.
        misses: True tells every prompt that was not answered as wanted.
    """
    scores = judged.scores
    yield f"{scores.suite.name}: {len(scores.results)} prompts, verdict {judged.figures['verdict']}"
    yield from map(gate_line, judged.decisions)
    for name, value in summarise(result.scored for result in scores.results).items():
        if not math.isnan(value):
            yield f"  {name:22} {value:.3f}"
    if judged.comparison:
        yield from comparison_lines(judged.comparison)
    if misses:
        for result in scores.results:
            if not result.is_right:
                yield from _miss_lines(result)


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Tell what changed between two runs."""
    turns = [flip.turn for flip in comparison.flips]
    yield (
        f"  compared with the baseline: {comparison.change} "
        f"({turns.count('better')} better, {turns.count('worse')} worse, {turns.count('other')} otherwise, "
        f"{len(comparison.pairs) - len(turns)} unchanged)"
    )
    for shift in comparison.shifts:
        if shift.metric.name in MAIN:
            estimate = shift.estimate
            interval = f"{estimate.value:+.3f} [{estimate.low:+.3f} {estimate.high:+.3f}]"
            yield f"    {shift.metric.name:22} {interval}  {shift.change}"
    for flip in comparison.flips:
        if flip.turn != "other":
            yield f"    {flip.turn}: {flip.new.prompt.id}  {' | '.join(flip.new.prompt.turns)}"


def gate_line(decision: Decision) -> str:
    """Tell a demand: its verdict, its figure and what it asks for."""
    gate, estimate = decision.gate, decision.estimate
    wanted = (
        f"max_drop {gate.max_drop}"
        if gate.max_drop is not None
        else f"min {gate.at_least}"
        if gate.at_least is not None
        else f"max {gate.at_most}"
    )
    where = f" ({told(gate)})" if gate.slice else ""
    figure = f"{estimate.value:.3f} [{estimate.low:.3f} {estimate.high:.3f}] of {estimate.n}"
    more = f"; about {decision.needed} prompts would tell" if decision.needed else ""
    return f"  {decision.verdict:12} {gate.metric}{where} {wanted}: {figure}{more}"


def _miss_lines(result: Result) -> Iterator[str]:
    prompt, answer = result.prompt, result.scored.answer
    yield f"  - {prompt.id} ({prompt.kind}) {' | '.join(prompt.turns)}"
    yield f"      {answer.status}: {' '.join(answer.text.split())[:_TEXT_CHARS]}"
