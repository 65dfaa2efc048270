"""A report → a file to be saved."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from assistant.exports.report import Report

KINDS: Mapping[str, tuple[str, str]] = {
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("pdf", "application/pdf"),
}
"""Format → the ending of its file, and its media type."""


def as_file(report: Report, format_: str) -> bytes:
    """Set a report in one of the formats of ``KINDS``."""
    # Word and PDF take a second to import, and most people never save.
    if format_ == "word":
        from assistant.exports.word import as_word

        return as_word(report)
    if format_ == "pdf":
        from assistant.exports.pdf import as_pdf

        return as_pdf(report)
    if format_ == "csv":
        from assistant.exports.csv_table import as_csv

        return as_csv(report).encode()
    from assistant.exports.markdown import as_markdown

    return as_markdown(report).encode()


def download(content: bytes, format_: str, name: str, made_at: dt.datetime) -> Response:
    """Give a file to be saved under a name and the time it was made."""
    ending, kind = KINDS[format_]
    full = f"{name} {made_at:%Y-%m-%d %H.%M}.{ending}"
    disposition = f"attachment; filename=\"tillitsguiden.{ending}\"; filename*=UTF-8''{quote(full)}"
    return Response(content, media_type=kind, headers={"content-disposition": disposition, "cache-control": "no-store"})
