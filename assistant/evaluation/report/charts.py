"""What the page draws, in per cent of its width: plain styles and a small SVG, no library."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.scored import Span, Texts

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph."""

    text: str
    number: int | None
    """Of the citation that lights it, 0 for one without a number; None where it is not lit."""


def lit(texts: Texts, spans: Mapping[Span, int]) -> list[tuple[str, list[Piece]]]:
    """Light spans in their paragraphs.

    Args:
        texts: The documents.
        spans: Span → its number.

    Returns:
        Each paragraph that holds a span with its section, in the order of the spans; a span that stands in no known
        paragraph is left out.
    """
    found: dict[Span, list[tuple[int, int, int]]] = {}
    for (document, start, end), number in spans.items():
        for paragraph in texts.paragraphs(document, start, end):
            found.setdefault(paragraph, []).append((max(start, paragraph[1]), min(end, paragraph[2]), number))
    return [
        (_section(texts, paragraph), list(_pieces(texts.text(paragraph[0]), paragraph, sorted(marks))))
        for paragraph, marks in found.items()
    ]


def _pieces(text: str, paragraph: Span, marks: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    _, at, last = paragraph
    for start, end, number in marks:
        if at < start:
            yield Piece(text[at:start], None)
        if at < end:
            yield Piece(text[max(at, start) : end], number)
        at = max(at, end)
    if at < last:
        yield Piece(text[at:last], None)


def _section(texts: Texts, paragraph: Span) -> str:
    document = texts.documents.get(paragraph[0])
    sections = document.sections if document else ()
    return next((each.name for each in sections if each.start <= paragraph[1] < each.end), "")
