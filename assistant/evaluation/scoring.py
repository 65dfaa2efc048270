"""A run's answers measured: every metric of every prompt, and the figures of any slice of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation.answer_rows import AS_TYPED, PARAPHRASE, Played
from assistant.evaluation.catalogue import Metric, catalogue
from assistant.evaluation.metrics import mean, measures
from assistant.evaluation.prompts import Prompt, Suite
from assistant.evaluation.refusal_metrics import is_right
from assistant.evaluation.run_folder import Run
from assistant.evaluation.scored import Scored, Texts
from assistant.evaluation.statistics import Estimate, amount, difference, rate


@dataclass(frozen=True, slots=True)
class Result:
    """A prompt, its answer and every metric of it."""

    scored: Scored
    values: Mapping[str, float | None]
    """None where a metric says nothing about this prompt."""
    is_right: bool

    @property
    def prompt(self) -> Prompt:
        """The prompt."""
        return self.scored.prompt


@dataclass(frozen=True, slots=True)
class Scores:
    """A run, measured."""

    suite: Suite
    results: tuple[Result, ...]
    """As typed, in the order of the suite."""
    ways: Mapping[str, tuple[Result, ...]]
    """Variants, and ``paraphrase``."""
    played: tuple[Played, ...]

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics of the suite."""
        return catalogue(self.suite.defaults.k)


def score(run: Run) -> Scores:
    """Measure a run by its own suite; drafts are measured where they were played."""
    return score_rows(run.suite, run.texts, run.rows)


def score_rows(suite: Suite, texts: Texts, rows: Sequence[Played]) -> Scores:
    """Measure what was played; rows of prompts that the suite does not hold are left out."""
    prompts = {prompt.id: prompt for prompt in suite.prompts}
    every = measures(suite.defaults.k)
    ways: dict[str, list[Result]] = {}
    for row in rows:
        if row.prompt not in prompts:
            continue
        scored = Scored(prompts[row.prompt], row.answer, texts)
        values = {name: measure(scored) for name, measure in every.items()}
        ways.setdefault(row.way, []).append(Result(scored, values, is_right(scored)))
    typed = ways.pop(AS_TYPED, [])
    others: dict[str, list[tuple[str, Scored]]] = {}
    for way, found in ways.items():
        for result in found:
            others.setdefault(result.prompt.id, []).append((way, result.scored))
    results = tuple(_with_robustness(result, others.get(result.prompt.id, ())) for result in typed)
    return Scores(suite, results, {way: tuple(found) for way, found in ways.items()}, tuple(rows))


def figure(results: Sequence[Result], metric: Metric, cluster_by: str) -> Estimate:
    """Estimate a metric over results; those it says nothing about are left out."""
    measured = [(value, result) for result in results if (value := result.values.get(metric.name)) is not None]
    clusters = [cluster(result.prompt, cluster_by) for _, result in measured]
    estimate = rate if metric.is_share else amount
    return estimate([value for value, _ in measured], clusters)


def change(pairs: Sequence[tuple[Result, Result]], metric: Metric, cluster_by: str) -> Estimate:
    """Estimate by how much a metric went up from the second of each pair to the first.

    Args:
        pairs: The same prompt twice; those of which either is not measured are left out.
        metric: What is compared.
        cluster_by: What is taken as belonging together.
    """
    rows = [(a.values.get(metric.name), b.values.get(metric.name), a.prompt) for a, b in pairs]
    measured = [(a, b, prompt) for a, b, prompt in rows if a is not None and b is not None]
    new, old = [a for a, _, _ in measured], [b for _, b, _ in measured]
    clusters = [cluster(prompt, cluster_by) for _, _, prompt in measured]
    if metric.is_share:
        return difference(new, old, clusters)
    return amount([a - b for a, b in zip(new, old, strict=True)], clusters)


def cluster(prompt: Prompt, by: str) -> str:
    """Name what a prompt belongs to; one that names none is alone."""
    named = {"section": prompt.section, "shape": prompt.shape, "follow_up": prompt.follow_up}.get(by, "")
    return f"{by} {named}" if named else f"id {prompt.id}"


def slice_of(result: Result, name: str) -> str:
    """Give a result's value for a slice's name, "" where it has none."""
    prompt = result.prompt
    if name == "turns":
        return "several" if len(prompt.turns) > 1 else "one"
    if name == "document":
        return result.scored.gold[0].document if result.scored.gold else ""
    if name == "language":
        return prompt.language or ""
    named = {"kind": prompt.kind, "section": prompt.section, "shape": prompt.shape, "follow_up": prompt.follow_up}
    return named[name]


def chosen(results: Sequence[Result], wanted: Mapping[str, str]) -> list[Result]:
    """Give the results that have all of a slice's values."""
    return [result for result in results if all(slice_of(result, name) == value for name, value in wanted.items())]


def same_places(one: Scored, other: Scored) -> float:
    """Give how far two answers cite the same spans: those of both over those of either (Jaccard 1912).

    Answers that cite nothing are the same where they have the same status.
    """
    ours, theirs = set(one.cited), set(other.cited)
    if not ours and not theirs:
        return float(one.answer.status == other.answer.status)
    return len(ours & theirs) / len(ours | theirs)


def _with_robustness(result: Result, others: Sequence[tuple[str, Scored]]) -> Result:
    """Add how far a prompt's answer stays the same in its variants and paraphrases."""
    variants = [same_places(result.scored, other) for way, other in others if way != PARAPHRASE]
    paraphrases = [same_places(result.scored, other) for way, other in others if way == PARAPHRASE]
    added = {
        name: mean(same) if same else None
        for name, same in (("variant_same", variants), ("paraphrase_same", paraphrases))
    }
    return replace(result, values={**result.values, **added})
