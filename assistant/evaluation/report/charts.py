"""What the page draws, in per cent of its width: plain styles and a small SVG, no library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.scored import Scored, Span

_LEAST_REACH = 0.1
"""An axis of changes reaches at least this far, so that small ones look small."""
WIDTH, HEIGHT = 420, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 12, 40


@dataclass(frozen=True, slots=True)
class Track:
    """An interval on a line from 0 to 100."""

    dot: float
    low: float
    high: float
    limit: float | None = None
    """Where a demand stands."""
    middle: float | None = None
    """Where no change stands."""

    @property
    def width(self) -> float:
        """Of the interval; never quite nothing."""
        return max(0.6, self.high - self.low)


def share_track(row: Mapping[str, Any], limit: float | None = None) -> Track | None:
    """Draw a share; None where there is none."""
    if row["value"] is None:
        return None
    low, high = (row["value"] if row[end] is None else row[end] for end in ("low", "high"))
    return Track(100 * row["value"], 100 * low, 100 * high, None if limit is None else 100 * limit)


def change_track(row: Mapping[str, Any], limit: float | None = None) -> Track | None:
    """Draw a change around no change in the middle; None where there is none."""
    if row["value"] is None:
        return None
    low, high = (row["value"] if row[end] is None else row[end] for end in ("low", "high"))
    reach: float = max(_LEAST_REACH, abs(low), abs(high), abs(limit or 0.0)) * 1.05

    def at(value: float) -> float:
        return 50 + 50 * value / reach

    return Track(at(row["value"]), at(low), at(high), None if limit is None else at(limit), 50)


def curve(points: Sequence[Mapping[str, float]]) -> str:
    """Give the points of an SVG line from shares answered (right) to shares wrong (up); "" for fewer than two."""
    if len(points) < 2:
        return ""
    return " ".join(f"{x_of(point['coverage']):.1f},{y_of(point['risk']):.1f}" for point in points)


def x_of(share: float) -> float:
    """Give where a share stands from the left."""
    return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def y_of(share: float) -> float:
    """Give where a share stands from the top."""
    return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def lit(row: Scored, span: Span) -> tuple[str, str, str]:
    """Give a span with what stands before and after it in its paragraph; the span alone where the text is not there."""
    document, start, end = span
    text = row.texts.text(document)
    around = row.texts.paragraphs(document, start, end)
    if not around:
        return "", text[start:end], ""
    first, last = min(start, around[0][1]), max(end, around[-1][2])
    return text[first:start], text[start:end], text[end:last]
