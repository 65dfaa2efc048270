"""The report as one HTML file that opens from a disk, without a network."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markdown_it import MarkdownIt
from markupsafe import Markup

from assistant.evaluation.catalogue import Metric
from assistant.evaluation.comparing import MAIN, Comparison
from assistant.evaluation.deciding import Decision
from assistant.evaluation.report import charts, wording
from assistant.evaluation.run_folder import Run
from assistant.evaluation.scoring import Result, Scores

_CARDS = ("status_right", "right_passage", "refusal_recall", "false_refusal")
_MARKER = re.compile(r"\[(\d+)\]")
_SECTION_METRIC = "status_right"


def as_page(
    run: Run,
    scores: Scores,
    decisions: Sequence[Decision],
    comparison: Comparison | None,
    figures: Mapping[str, Any],
) -> str:
    """Give the page. Every figure on it is one of ``figures``, and says in ``data-path`` which."""
    template = _templates().get_template("page.html")
    return template.render(
        run=run.about,
        suite=scores.suite,
        figures=figures,
        value=_Values(figures),
        wording=wording,
        charts=charts,
        decisions=list(enumerate(decisions)),
        sentence=wording.verdict_sentence(figures, decisions),
        cards=[scores.metrics[name] for name in _CARDS if figures["metrics"][name]["all"]["n"]],
        groups=_groups(scores.metrics, figures),
        section_metric=_SECTION_METRIC,
        main=[scores.metrics[name] for name in MAIN],
        results=sorted(scores.results, key=lambda result: result.is_right),  # what went wrong first
        flips=comparison.flips if comparison else (),
        exchange=_exchange,
        rendered=_rendered,
        style=_static("report.css"),
        script=_static("report.js"),
    )


class _Values:
    """Prints figures: each as a ``data`` element with its exact value and its path in ``metrics.json``."""

    def __init__(self, figures: Mapping[str, Any]) -> None:
        self._figures = figures

    def share(self, *path: object) -> Markup:
        return self._element(path, wording.share)

    def points(self, *path: object) -> Markup:
        return self._element(path, wording.points)

    def gap(self, *path: object) -> Markup:
        return self._element(path, wording.gap)

    def change(self, *path: object) -> Markup:
        return self._element(path, wording.change)

    def number(self, *path: object) -> Markup:
        return self._element(path, wording.number)

    def of(self, metric: Metric, *path: object) -> Markup:
        """Print a metric's value in its own unit."""
        return self.share(*path) if metric.is_share else self.number(*path)

    def _element(self, path: Sequence[object], printed: Any) -> Markup:  # noqa: ANN401 - one of three functions
        found: Any = self._figures
        for step in path:
            found = found[step]
        if found is None:
            return Markup("–")
        where = "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in path)
        return Markup('<data value="{}" data-path="{}">{}</data>').format(found, where, printed(found))


def _groups(metrics: Mapping[str, Metric], figures: Mapping[str, Any]) -> dict[str, list[Metric]]:
    """Gather what was measured at all under its headings."""
    gathered: dict[str, list[Metric]] = {name: [] for name in wording.GROUPS}
    for name, metric in metrics.items():
        if figures["metrics"][name]["all"]["n"]:
            gathered[metric.group].append(metric)
    return {name: found for name, found in gathered.items() if found}


def _exchange(result: Result) -> dict[str, Any]:
    """Give what is shown of an answer: its text, and what it cites and should have cited, lit in their paragraphs."""
    scored = result.scored
    spans = [(place.document, place.start, place.end) for place in (group[0] for group in result.prompt.quotes)]
    return {
        "answer": scored.answer,
        "cited": charts.lit(
            scored.texts, {(each.document, each.start, each.end): each.number for each in scored.answer.citations}
        ),
        "wanted": charts.lit(scored.texts, dict.fromkeys(spans, 0)),
    }


def _rendered(text: str) -> Markup:
    """Give an answer's Markdown as HTML: no raw HTML, links or images, so that nothing in it can act."""
    html = _markdown().render(text)
    return Markup(_MARKER.sub(r'<sup class="marker">\1</sup>', html))  # noqa: S704 - escaped by the renderer


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "html_block", "html_inline"])


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("assistant.evaluation.report", "static"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _static(name: str) -> Markup:
    """Give a style or script of ours, to stand in the page as it is."""
    return Markup(files("assistant.evaluation.report").joinpath("static", name).read_text("utf-8"))  # noqa: S704 - ours
