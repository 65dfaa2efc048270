"""Measures the assistant's search, beside baselines, on a set in the BEIR layout."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from tqdm import tqdm

from assistant.embeddings import load_encoder
from assistant.evaluation.baselines import Bm25, Dense, LangChainRecipe
from assistant.evaluation.beir import BeirSet, Query
from assistant.evaluation.bootstrap import Clusters, Interval
from assistant.evaluation.own_search import FOLDER, OwnSearch, document_names, open_set, settings_of
from assistant.evaluation.ranking_metrics import METRICS
from assistant.evaluation.refusal import Asked, Refusal, measure_refusal
from assistant.evaluation.variants import variants
from assistant.evaluation.vectors import RememberingEncoder, encode_all
from assistant.index import Store
from assistant.ingestion import Progress
from assistant.settings import Settings

OWN = "tillitsguiden"
_AS_TYPED = "as_typed"

System = Callable[[str], Sequence[str]]
"""Question → text ids, best first."""
Figures = Mapping[str, Mapping[str, Interval]]
"""Variant → metric → figure."""
Values = Mapping[str, Mapping[str, Sequence[float]]]
"""Variant → metric → one value for each query, in the order of the variant."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. ``as_dict`` gives the JSON that the command writes."""

    set: str
    n: int
    """Queries that were asked."""
    clusters: int
    texts: int
    unjudged: int
    """Queries that were left out because nothing is relevant to them."""
    queries: Mapping[str, int]
    """Variant → queries; English ones may be fewer."""
    systems: Mapping[str, Figures]
    paired: Mapping[str, Figures]
    """Baseline → by how much the assistant is better, query by query; worse where negative."""
    refusal: Mapping[str, Refusal]
    """Kind of question that the corpus does not answer → how it is told from those that it does."""

    def as_dict(self) -> dict[str, Any]:
        """Give plain lists and dictionaries; what is not a number becomes None."""
        plain: dict[str, Any] = _plain(self)
        return plain


def measure(settings: Settings, beir: BeirSet, *, unrelated: Sequence[Query] = (), every: int = 1) -> Report:
    """Let every system rank the texts of a set for its queries, in every way of typing them.

    The index and the vectors that were made are kept in the data folder, for the next run.

    Args:
        settings: The encoder and the data folder; corpus and Chroma server are not touched.
        beir: The set.
        unrelated: Questions of another set, which this corpus does not answer.
        every: Ask only each so manieth query.

    Raises:
        TillitError: The encoder or the data folder cannot be used.
    """
    folder = settings.data / FOLDER
    encoder = RememberingEncoder(load_encoder(settings), folder)
    queries = beir.queries[::every]
    kinds = {"unanswerable": beir.unanswerable[::every], "unrelated": tuple(unrelated)[::every]}
    texts = variants(queries)
    typed = list(dict.fromkeys(text for ways in texts.values() for text in ways.values()))
    try:
        with tqdm(unit="passage", desc="Embedding", disable=None, leave=False) as bar:
            assistant = open_set(beir, settings, encoder, _shown_on(bar))
        text_ids = document_names(beir.texts)
        own = OwnSearch(assistant, text_ids)
        recipe = LangChainRecipe(beir.texts, encoder)
        encode_all(typed, encoder.encode_bare, "Encoding questions (langchain)")
        encode_all([*typed, *_texts_of(kinds)], encoder.encode_questions, "Encoding questions")
        systems: dict[str, System] = {
            OWN: own.rank,
            "bm25": Bm25(beir.texts).rank,
            "dense": Dense(Store(settings_of(beir, settings, encoder)).newest(), encoder, text_ids).rank,
            "langchain": recipe.rank,
        }
        values = {name: _values(name, system, texts, beir) for name, system in systems.items()}
        refusal = _refusal(own, queries, kinds)
    finally:
        encoder.save()
    cluster_of = {query.id: query.cluster for query in queries}
    clusters = {way: Clusters([cluster_of[id_] for id_ in asked]) for way, asked in texts.items()}
    return Report(
        set=beir.name,
        n=len(queries),
        clusters=clusters[_AS_TYPED].count,
        texts=len(beir.texts),
        unjudged=beir.unjudged,
        queries={way: len(asked) for way, asked in texts.items()},
        systems={name: _figures(found, clusters) for name, found in values.items()},
        paired={
            name: _figures(_differences(values[OWN], found), clusters) for name, found in values.items() if name != OWN
        },
        refusal=refusal,
    )


def _shown_on(bar: "tqdm[Any]") -> Progress:
    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show


def _texts_of(kinds: Mapping[str, Sequence[Query]]) -> list[str]:
    return [query.text for asked in kinds.values() for query in asked]


def _values(name: str, system: System, texts: Mapping[str, Mapping[str, str]], beir: BeirSet) -> Values:
    """Let a system rank, and measure each ranking."""
    found: dict[str, dict[str, list[float]]] = {way: {metric: [] for metric in METRICS} for way in texts}
    total = sum(map(len, texts.values()))
    with tqdm(total=total, desc=f"Searching ({name})", unit="question", disable=None, leave=False) as bar:
        for way, asked in texts.items():
            for id_, text in asked.items():
                ranking = system(text)
                for metric, measured in METRICS.items():
                    found[way][metric].append(measured(ranking, beir.judgements[id_]))
                bar.update()
    return found


def _differences(ours: Values, theirs: Values) -> Values:
    return {
        way: {
            metric: [a - b for a, b in zip(values, theirs[way][metric], strict=True)]
            for metric, values in metrics.items()
        }
        for way, metrics in ours.items()
    }


def _figures(values: Values, clusters: Mapping[str, Clusters]) -> Figures:
    return {
        way: {metric: clusters[way].mean(measured) for metric, measured in metrics.items()}
        for way, metrics in values.items()
    }


def _refusal(own: OwnSearch, queries: Sequence[Query], kinds: Mapping[str, Sequence[Query]]) -> dict[str, Refusal]:
    """Compare the queries with every kind of question that the corpus does not answer."""
    measured = {}
    for kind, others in kinds.items():
        if not others:
            continue
        with tqdm([*queries, *others], desc=f"Judging ({kind})", unit="question", disable=None, leave=False) as bar:
            asked = [Asked(query.text, query.cluster, own.likelihood(query.text)) for query in bar]
        wanted, unwanted = asked[: len(queries)], asked[len(queries) :]
        if kind == "unrelated":  # another set's clusters, whatever they are called
            unwanted = [replace(row, cluster=f"unrelated {row.cluster}") for row in unwanted]
        measured[kind] = measure_refusal(wanted, unwanted)
    return measured


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a report holds
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
