"""Measures of one answer against one prompt, and their means over a suite."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluation.suites import Place, Prompt
from assistant.records import Answer, Document, Passage


@dataclass(frozen=True, slots=True)
class Scored:
    """A prompt, its answer, and what was measured."""

    prompt: Prompt
    answer: Answer
    passages: tuple[Passage, ...]
    """All passages of the corpus."""
    documents: tuple[Document, ...]

    @property
    def right_passage(self) -> bool:
        """Tell whether a citation stands in a passage that holds a gold quote; how many of them, recall tells."""
        if self.answer.status == "refused" or not self.prompt.quotes:
            return not self.prompt.quotes
        cited = {passage.id for c in self.answer.citations for passage in self._at(c.document, c.start, c.end)}
        gold = (place for group in self.prompt.quotes for place in group)
        return any(
            passage.id in cited for place in gold for passage in self._at(place.document, place.start, place.end)
        )

    def _at(self, document: str, start: int, end: int) -> list[Passage]:
        return [p for p in self.passages if p.document == document and p.start < end and start < p.end]

    @property
    def cited_recall(self) -> float:
        """Share of the gold groups of which a quote is cited; 1 where there is no gold."""
        groups = self.prompt.quotes
        return (
            sum(any(cites(self.answer, place) for place in group) for group in groups) / len(groups) if groups else 1.0
        )

    @property
    def cited_precision(self) -> float:
        """Share of the citations that overlap any gold quote; 1 where nothing is cited."""
        gold = [place for group in self.prompt.quotes for place in group]
        cited = self.answer.citations
        hits = sum(any(c.document == g.document and c.start < g.end and g.start < c.end for g in gold) for c in cited)
        return hits / len(cited) if cited else 1.0

    @property
    def vital_facts(self) -> float:
        """Share of the vital facts that the answer states in one of their wordings; 1 where there are none."""
        facts = [fact for fact in self.prompt.facts if fact.vital]
        text = " ".join(sentence.text for sentence in self.answer.sentences).casefold() or self.answer.text.casefold()
        found = sum(any(wording.casefold() in text for wording in fact.any_of) for fact in facts)
        return found / len(facts) if facts else 1.0

    @property
    def status_is_right(self) -> bool:
        """Tell whether the answer has a status the prompt expects."""
        return self.answer.status in self.prompt.statuses


def cites(answer: Answer, place: Place) -> bool:
    """Tell whether an answer cites a place: one of its spans overlaps it."""
    return any(
        citation.document == place.document and citation.start < place.end and place.start < citation.end
        for citation in answer.citations
    )


def mean(values: Iterable[float]) -> float:
    """Give the arithmetic mean; not a number for no values."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else float("nan")


def summarise(rows: Iterable[Scored]) -> dict[str, float]:
    """Give a suite's figures, each from 0 to 1.

    ``right_passage`` counts answerable prompts for which a gold passage is cited, ``cited_recall`` gives the mean share
    of gold groups of which the very sentence is;
    ``refused_*`` the share of a kind that was refused; ``false_refusal`` answerable prompts that were.
    """
    scored = list(rows)
    answerable = [row for row in scored if row.prompt.kind == "answerable"]
    figures = {
        "right_passage": mean(row.right_passage for row in answerable),
        "cited_recall": mean(row.cited_recall for row in answerable),
        "cited_precision": mean(row.cited_precision for row in answerable if row.answer.citations),
        "vital_facts": mean(row.vital_facts for row in answerable),
        "false_refusal": mean(row.answer.status == "refused" for row in answerable),
    }
    for kind in ("out_of_scope", "near_miss", "injection"):
        figures[f"refused_{kind}"] = mean(row.answer.status == "refused" for row in scored if row.prompt.kind == kind)
    figures["status_right"] = mean(row.status_is_right for row in scored)
    return figures
