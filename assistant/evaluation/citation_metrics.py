"""Metrics of what an answer cites. Each takes one scored answer; from 0 to 1, None where it says nothing about it.

Precision and recall of citations follow ALCE (Gao et al. 2023, EMNLP), with gold spans in place of a model that judges.
"""

from collections.abc import Callable

from assistant.evaluation.scored import Scored, Span, overlaps_any
from assistant.records import AnswerSentence


def right_passage(row: Scored) -> float | None:
    """Give 1 where a cited span stands in a paragraph that holds a gold quote, else 0; for answerable prompts.

    Front matter has no paragraphs: there a cited span must overlap the quote itself.
    """
    if not _is_measured(row):
        return None
    cited = {paragraph for span in row.cited for paragraph in row.texts.paragraphs(*span)}
    gold = (row.texts.paragraphs(place.document, place.start, place.end) for place in row.gold)
    is_cited = any(not cited.isdisjoint(paragraphs) for paragraphs in gold)
    return float(not row.is_refused and (is_cited or any(overlaps_any(span, row.gold) for span in row.cited)))


def cited_recall(row: Scored) -> float | None:
    """Give the share of the gold groups of which a quote is cited; for answerable prompts."""
    if not _is_measured(row):
        return None
    groups = row.prompt.quotes
    return sum(any(overlaps_any(span, group) for span in row.cited) for group in groups) / len(groups)


def cited_precision(row: Scored) -> float | None:
    """Give the share of the cited spans that overlap a gold quote; for answerable prompts that cite anything."""
    if not _is_measured(row) or not row.cited:
        return None
    return sum(overlaps_any(span, row.gold) for span in row.cited) / len(row.cited)


def citation_validity(row: Scored) -> float | None:
    """Give the share of the citations whose quote is exactly the slice of the text they name."""
    citations = row.answer.citations
    if not citations:
        return None
    exact = sum(bool(c.quote) and row.texts.text(c.document)[c.start : c.end] == c.quote for c in citations)
    return exact / len(citations)


def citation_coverage(row: Scored) -> float | None:
    """Give the share of the answer's sentences that name a citation which is there."""
    known = {citation.number for citation in row.answer.citations}
    return _share(row, lambda sentence: not known.isdisjoint(sentence.citations))


def supported(row: Scored) -> float | None:
    """Give the share of the sentences that stand word for word in what they cite, or were found supported by it."""
    return _share(row, lambda sentence: sentence.support in {"verbatim", "supported"})


def unsupported(row: Scored) -> float | None:
    """Give the share of the sentences that what they cite was found not to support."""
    return _share(row, lambda sentence: sentence.support == "unsupported")


def unjudged(row: Scored) -> float | None:
    """Give the share of the sentences whose support no check could judge."""
    return _share(row, lambda sentence: sentence.support == "unjudged")


def needless(row: Scored) -> float | None:
    """Give the share of the sentences that cite no gold quote; for answerable prompts."""
    if not _is_measured(row):
        return None
    spans: dict[int, Span] = {c.number: (c.document, c.start, c.end) for c in row.answer.citations}
    return _share(
        row,
        lambda sentence: not any(n in spans and overlaps_any(spans[n], row.gold) for n in sentence.citations),
    )


def _is_measured(row: Scored) -> bool:
    return row.prompt.kind == "answerable" and bool(row.prompt.quotes)


def _share(row: Scored, is_so: Callable[[AnswerSentence], bool]) -> float | None:
    sentences = row.answer.sentences
    return sum(map(is_so, sentences)) / len(sentences) if sentences else None
