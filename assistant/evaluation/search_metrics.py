"""Metrics of what the search found, whether the answer used it or not; for answerable prompts with quotes.

Relevant is every paragraph that holds a gold quote; passages of one paragraph count once, where the first of them
stands. That makes the figures comparable over any splitting of the text.
"""

from assistant.evaluation import ranking_metrics
from assistant.evaluation.scored import Scored


def hit(row: Scored, depth: int) -> float | None:
    """Give 1 where a relevant paragraph is among the first ``depth``, else 0."""
    return ranking_metrics.hit(_ranking(row), _relevant(row), depth) if _is_measured(row) else None


def ndcg(row: Scored, depth: int) -> float | None:
    """Give nDCG of the first ``depth`` (see :mod:`ranking_metrics`)."""
    return ranking_metrics.ndcg(_ranking(row), _relevant(row), depth) if _is_measured(row) else None


def mrr(row: Scored) -> float | None:
    """Give 1 / rank of the first relevant paragraph, 0 where none was found."""
    return ranking_metrics.reciprocal_rank(_ranking(row), _relevant(row)) if _is_measured(row) else None


def quote_recall(row: Scored, depth: int) -> float | None:
    """Give the share of the gold groups of which a whole quote stands in the first ``depth`` passages."""
    if not _is_measured(row):
        return None
    found = [(each.document, each.start, each.end) for each in row.answer.retrieved[:depth]]
    groups = row.prompt.quotes
    whole = sum(
        any(
            document == place.document and start <= place.start and place.end <= end
            for place in group
            for document, start, end in found
        )
        for group in groups
    )
    return whole / len(groups)


def wasted_context(row: Scored) -> float | None:
    """Give the share of the characters found that stand in paragraphs without a gold quote."""
    found = row.answer.retrieved
    if not _is_measured(row) or not found:
        return None
    relevant = _relevant(row)
    useful = sum(
        each.end - each.start
        for each in found
        if not relevant.keys().isdisjoint(_names(row, each.document, each.start, each.end))
    )
    return 1 - useful / max(1, sum(each.end - each.start for each in found))


def _is_measured(row: Scored) -> bool:
    return row.prompt.kind == "answerable" and bool(row.prompt.quotes)


def _ranking(row: Scored) -> list[str]:
    names = (name for each in row.answer.retrieved for name in _names(row, each.document, each.start, each.end))
    return list(dict.fromkeys(names))


def _relevant(row: Scored) -> dict[str, int]:
    return {name: 1 for place in row.gold for name in _names(row, place.document, place.start, place.end)}


def _names(row: Scored, document: str, start: int, end: int) -> list[str]:
    return [f"{name}:{first}" for name, first, _ in row.texts.paragraphs(document, start, end)]
