"""A report → the bytes of a file."""

from collections.abc import Mapping

from assistant.exports.report import Report

KINDS: Mapping[str, tuple[str, str]] = {
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("pdf", "application/pdf"),
}
"""Format → the ending of its file, and its media type."""


def exported(report: Report, format_: str) -> bytes:
    """Set a report in one of the formats of ``KINDS``."""
    # Word and PDF take a second to import, and are wanted once a workshop.
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
