"""The report in a page of Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.citations import escape
from assistant.evaluation.deciding import Decision
from assistant.evaluation.report.wording import (
    VERDICTS,
    amount_of,
    comparison_sentence,
    demand,
    head,
    points,
    share,
    slice_words,
    verdict_sentence,
)
from assistant.evaluation.scoring import Scores

_MAIN = ("status_right", "right_passage", "cited_recall", "vital_facts", "refusal_recall", "false_refusal")
_MOST_MISSES = 40


def as_markdown(figures: Mapping[str, Any], scores: Scores, decisions: Sequence[Decision]) -> str:
    """Give the verdict, the demands, the main figures and the prompts that went wrong."""
    return "\n".join(_lines(figures, scores, decisions)) + "\n"


def _lines(figures: Mapping[str, Any], scores: Scores, decisions: Sequence[Decision]) -> Iterator[str]:
    yield f"# {_cell(scores.suite.name)}: {head(figures['verdict']).lower()}"
    yield ""
    yield _cell(verdict_sentence(figures, decisions))
    if figures["comparison"]:
        yield comparison_sentence(figures["comparison"])
    if decisions:
        yield from ("", "| krav | gäller | uppmätt | troligen mellan | |", "|---|---|---|---|---|")
        yield from map(_gate, decisions)
    yield from ("", "| mått | uppmätt | troligen mellan | frågor |", "|---|---|---|---|")
    for name in _MAIN:
        metric, row = scores.metrics[name], figures["metrics"][name]["all"]
        if row["n"]:
            interval = f"{share(row['low'])} och {share(row['high'])}"
            yield f"| {metric.label} | {share(row['value'])} | {interval} | {row['n']} |"
    misses = [result for result in scores.results if not result.is_right]
    if misses:
        yield from ("", f"## Frågor som gick fel ({len(misses)})", "")
        for result in misses[:_MOST_MISSES]:
            yield f"- **{_cell(result.prompt.id)}** {_cell(result.prompt.turns[-1])}"
        if len(misses) > _MOST_MISSES:
            yield f"- … och {len(misses) - _MOST_MISSES} till"


def _gate(decision: Decision) -> str:
    estimate, metric = decision.estimate, decision.metric
    is_change = decision.gate.max_drop is not None
    said = [points(x) if is_change else amount_of(metric, x) for x in (estimate.value, estimate.low, estimate.high)]
    if not estimate.n:
        said = ["–"] * 3
    cells = (
        f"{metric.label}: {demand(decision)}",
        slice_words(decision.gate.slice),
        said[0],
        f"{said[1]} och {said[2]}",
    )
    return f"| {' | '.join(map(_cell, cells))} | {VERDICTS[decision.verdict]} |"


def _cell(text: str) -> str:
    return escape(" ".join(text.split()))
