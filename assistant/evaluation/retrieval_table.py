"""A retrieval report as a table for people."""

from collections.abc import Iterable, Iterator

from assistant.evaluation.bootstrap import Interval
from assistant.evaluation.ranking_metrics import METRICS
from assistant.evaluation.refusal import Refusal
from assistant.evaluation.retrieval import OWN, Figures, Report

_NAME_WIDTH, _CELL_WIDTH = 24, 25


def table(report: Report) -> str:
    """Lay out a report: each way of typing with its systems, the differences, the refusals."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    left_out = f"; {report.unjudged} more without a relevant text left out" if report.unjudged else ""
    yield f"{report.set}: {report.n} queries in {report.clusters} clusters, {report.texts} texts{left_out}"
    yield "with 95 % intervals by the cluster bootstrap"
    for way, count in report.queries.items():
        yield ""
        yield _row(f"{way} ({count})", METRICS)
        for name, figures in report.systems.items():
            yield _figures_row(name, figures, way, sign="")
        for name, figures in report.paired.items():
            yield _figures_row(f"  – {name}", figures, way, sign="+")
    if report.refusal:
        yield ""
        yield f"Refusal by {OWN}: answerable questions against"
    for kind, refusal in report.refusal.items():
        yield from _refusal_lines(kind, refusal)


def _figures_row(name: str, figures: Figures, way: str, *, sign: str) -> str:
    return _row(name, (_cell(figures[way][metric], sign) for metric in METRICS))


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{name:{_NAME_WIDTH}}" + "".join(f"{cell:>{_CELL_WIDTH}}" for cell in cells)


def _cell(figure: Interval, sign: str) -> str:
    return f"{figure.value:{sign}.3f} [{figure.low:{sign}.3f} {figure.high:{sign}.3f}]"


def _refusal_lines(kind: str, refusal: Refusal) -> Iterator[str]:
    yield (
        f"  {kind} ({refusal.n}): AUC {refusal.auc:.3f} [{refusal.auc_low:.3f} {refusal.auc_high:.3f}], "
        f"refused {refusal.refused_at_5pct:.3f} where 5 % of the answerable are; "
        f"AUC of the questions' shape alone {refusal.question_shape_auc:.3f}"
    )
