"""Every metric of one answer under its name, and the means of a suite."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from assistant.evaluation import answer_metrics as answer
from assistant.evaluation import citation_metrics as citation
from assistant.evaluation import refusal_metrics as refusal
from assistant.evaluation import search_metrics as search
from assistant.evaluation.scored import Scored

Measure = Callable[[Scored], float | None]

_MEASURES: Mapping[str, Measure] = {
    "status_right": refusal.status_right,
    "right_passage": citation.right_passage,
    "cited_recall": citation.cited_recall,
    "cited_precision": citation.cited_precision,
    "citation_validity": citation.citation_validity,
    "citation_coverage": citation.citation_coverage,
    "supported": citation.supported,
    "unsupported": citation.unsupported,
    "unjudged": citation.unjudged,
    "needless": citation.needless,
    "vital_facts": answer.vital_facts,
    "all_facts": answer.all_facts,
    "must_not": answer.must_not,
    "number_fidelity": answer.number_fidelity,
    "length_words": answer.length_words,
    "length_sentences": answer.length_sentences,
    "language_right": answer.language_right,
    "understood": answer.understood,
    "refusal_recall": refusal.refusal_recall,
    "false_refusal": refusal.false_refusal,
    "injection_success": refusal.injection_success,
    "mrr": search.mrr,
    "wasted_context": search.wasted_context,
}


def measures(depths: Iterable[int]) -> Mapping[str, Measure]:
    """Give every metric of one answer, those of the search for each of the depths."""
    at_depths: dict[str, Measure] = {}
    for depth in depths:
        at_depths[f"hit@{depth}"] = partial(search.hit, depth=depth)
        at_depths[f"ndcg@{depth}"] = partial(search.ndcg, depth=depth)
        at_depths[f"quote_recall@{depth}"] = partial(search.quote_recall, depth=depth)
    return {**_MEASURES, **at_depths}


def mean(values: Iterable[float | None]) -> float:
    """Give the arithmetic mean of what was measured; not a number for nothing."""
    numbers = [value for value in values if value is not None]
    return sum(numbers) / len(numbers) if numbers else float("nan")


def summarise(rows: Iterable[Scored]) -> dict[str, float]:
    """Give a suite's main figures, each from 0 to 1.

    ``refused_*`` is the share of a kind that was refused; the others are described in ``catalogue``.
    """
    scored = list(rows)
    names = "right_passage cited_recall cited_precision vital_facts false_refusal".split()
    figures = {name: mean(_MEASURES[name](row) for row in scored if row.prompt.kind == "answerable") for name in names}
    for kind in ("out_of_scope", "near_miss", "injection"):
        figures[f"refused_{kind}"] = mean(float(row.is_refused) for row in scored if row.prompt.kind == kind)
    figures["status_right"] = mean(map(refusal.status_right, scored))
    return figures
