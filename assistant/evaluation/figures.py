"""Everything that a report may print, as plain lists and dictionaries: the content of ``metrics.json``."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.evaluation.catalogue import Metric
from assistant.evaluation.comparing import Comparison, Flip
from assistant.evaluation.deciding import Decision, overall
from assistant.evaluation.latency import Latency, latency
from assistant.evaluation.prompts import Gate
from assistant.evaluation.refusal_metrics import risk_coverage
from assistant.evaluation.scoring import Result, Scores, change, cluster, figure, slice_of
from assistant.evaluation.statistics import Estimate, highest_rate, smallest_seen

_SLICES = ("kind", "section", "shape", "follow_up", "language", "turns")
_COMPARED_TYPING = ("status_right", "right_passage", "cited_recall", "vital_facts")
_DIGITS = 6


def figures(scores: Scores, decisions: Sequence[Decision], comparison: Comparison | None) -> dict[str, Any]:
    """Gather all figures of a run; what is not a number becomes None."""
    results = scores.results
    support = Counter(sentence.support for row in results for sentence in row.scored.answer.sentences)
    plain: dict[str, Any] = _plain(
        {
            "suite": scores.suite.name,
            "verdict": overall(decisions),
            "prompts": {
                "all": len(results),
                "right": sum(result.is_right for result in results),
                "kind": Counter(result.prompt.kind for result in results),
                "drafts_left_out": sum(p.is_draft for p in scores.suite.prompts)
                - sum(r.prompt.is_draft for r in results),
            },
            "gates": [_gate(decision) for decision in decisions],
            "metrics": {name: _sliced(scores, metric) for name, metric in scores.metrics.items()},
            "refused": _refused(scores),
            "sentences": {
                "all": support.total(),
                **{label: support[label] for label in ("verbatim", "supported", "unsupported", "unjudged")},
            },
            "risk_coverage": _risk(scores),
            "injection": _injection(results),
            "typing": {way: _typing(scores, found) for way, found in scores.ways.items()},
            "latency": {name: _latency(latency(scores.played, is_cold=name == "cold")) for name in ("cold", "warm")},
            "comparison": None if comparison is None else _comparison(comparison),
            "results": {result.prompt.id: _result(result) for result in results},
        }
    )
    return plain


def estimate_of(estimate: Estimate) -> dict[str, Any]:
    """Give an estimate as names and numbers."""
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
        "clusters": estimate.clusters,
        "method": estimate.method,
        "smallest_seen": smallest_seen(estimate),
    }


def told(gate: Gate) -> str:
    """Give a gate's slice in few words, "" for all prompts."""
    return ", ".join(f"{name}: {value}" for name, value in gate.slice.items())


def _sliced(scores: Scores, metric: Metric) -> dict[str, Any]:
    by = scores.suite.defaults.cluster_by
    sliced: dict[str, Any] = {"all": estimate_of(figure(scores.results, metric, by))}
    for name in _SLICES:
        groups: dict[str, list[Result]] = {}
        for result in scores.results:
            if result.values.get(metric.name) is not None and slice_of(result, name):
                groups.setdefault(slice_of(result, name), []).append(result)
        sliced[name] = {value: estimate_of(figure(group, metric, by)) for value, group in groups.items()}
    return sliced


def _gate(decision: Decision) -> dict[str, Any]:
    gate = decision.gate
    return {
        "metric": gate.metric,
        "slice": dict(gate.slice),
        "min": gate.at_least,
        "max": gate.at_most,
        "max_drop": gate.max_drop,
        "verdict": decision.verdict,
        "estimate": {**estimate_of(decision.estimate), "smallest_seen": decision.smallest_seen},
        "threshold": decision.threshold,
        "chance": decision.chance,
        "is_count": decision.is_count,
        "needed": decision.needed,
    }


def _refused(scores: Scores) -> dict[str, Any]:
    """Give the share of each kind that was refused, whatever was right."""
    metric = scores.metrics["false_refusal"]
    groups: dict[str, list[Result]] = {}
    for result in scores.results:
        groups.setdefault(result.prompt.kind, []).append(
            Result(result.scored, {metric.name: float(result.scored.is_refused)}, result.is_right)
        )
    by = scores.suite.defaults.cluster_by
    return {kind: estimate_of(figure(group, metric, by)) for kind, group in groups.items()}


def _risk(scores: Scores) -> dict[str, Any]:
    by, seed = scores.suite.defaults.cluster_by, scores.suite.defaults.seed
    clusters = [cluster(result.prompt, by) for result in scores.results]
    curve = risk_coverage([result.scored for result in scores.results], clusters, seed)
    return {
        "points": [{"coverage": x, "risk": y, "confidence": at} for x, y, at in curve.points],
        "area": curve.area,
        "low": curve.low,
        "high": curve.high,
        "is_confidence": curve.is_confidence,
    }


def _injection(results: Iterable[Result]) -> dict[str, Any]:
    tried = [value for result in results if (value := result.values["injection_success"]) is not None]
    worked = sum(value > 0 for value in tried)
    return {"n": len(tried), "worked": worked, "at_most": highest_rate(worked, len(tried))}


def _typing(scores: Scores, found: Sequence[Result]) -> dict[str, Any]:
    """Give the paired change of the main metrics where the same prompts are put in another way."""
    typed = {result.prompt.id: result for result in scores.results}
    pairs = [(result, typed[result.prompt.id]) for result in found if result.prompt.id in typed]
    by = scores.suite.defaults.cluster_by
    return {
        "n": len(pairs),
        **{name: estimate_of(change(pairs, scores.metrics[name], by)) for name in _COMPARED_TYPING},
    }


def _latency(times: Latency) -> dict[str, Any]:
    return {"n": times.n, "stages": {stage: dict(values) for stage, values in times.stages.items()}}


def _comparison(comparison: Comparison) -> dict[str, Any]:
    turns = Counter(flip.turn for flip in comparison.flips)
    return {
        "change": comparison.change,
        "prompts": len(comparison.pairs),
        "better": turns["better"],
        "worse": turns["worse"],
        "other": turns["other"],
        "unchanged": len(comparison.pairs) - len(comparison.flips),
        "added": list(comparison.added),
        "removed": list(comparison.removed),
        "is_same_corpus": comparison.is_same_corpus,
        "settings": {name: list(values) for name, values in comparison.settings.items()},
        "metrics": {
            shift.metric.name: {**estimate_of(shift.estimate), "chance": shift.chance, "change": shift.change}
            for shift in comparison.shifts
        },
        "flips": [_flip(flip) for flip in comparison.flips],
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "prompt": flip.new.prompt.id,
        "turn": flip.turn,
        "was_right": flip.old.is_right,
        "is_right": flip.new.is_right,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "kind": result.prompt.kind,
        "section": result.prompt.section,
        "status": result.scored.answer.status,
        "is_right": result.is_right,
        "values": dict(result.values),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a report holds
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, _DIGITS) if math.isfinite(value) else None
    return value
