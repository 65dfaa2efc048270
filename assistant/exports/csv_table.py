"""A report as a table (CSV) for a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from assistant.exports.blocks import answer_blocks, question_text, quote_text, status_text
from assistant.exports.report import Entry, Report
from assistant.exports.wording import wording
from assistant.moments import zone
from assistant.typed import one_line

_FORMULA = tuple("=+-@\t\r＝＋－＠")


def as_csv(report: Report) -> str:
    """Set the questions of a report as rows.

    Semicolons and a byte-order mark, as spreadsheets in Swedish expect them. A cell that a spreadsheet would read as a
    formula begins with an apostrophe, as OWASP advises.
    """
    table = io.StringIO()
    table.write("\ufeff")
    writer = csv.writer(table, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(wording(report.language, "columns", zone=zone(report.made_at)).split(";"))
    for number, entry in enumerate(report.entries, start=1):
        writer.writerow([str(number), *map(_safe, _cells(entry, report.language))])
    return table.getvalue()


def _cells(entry: Entry, language: str) -> Iterator[str]:
    citations = entry.answer.citations if entry.answer else ()
    yield f"{entry.asked_at:%H:%M}" if entry.asked_at else ""
    yield question_text(entry)
    yield status_text(entry, language)
    yield (
        " ".join(f"{block.mark} {block.text}".strip() for block in answer_blocks(entry.answer)) if entry.answer else ""
    )
    yield " ".join(f"[{each.number}] ”{quote_text(each)}”" for each in citations)
    yield " | ".join(dict.fromkeys(one_line(each.section).rstrip(":") for each in citations))
    yield " | ".join(dict.fromkeys(one_line(each.document) for each in citations))
    yield " | ".join(f"{each.start}–{each.end}" for each in citations)
    yield str(entry.up)
    yield str(entry.down)
    yield wording(language, "yes") if entry.is_pinned else ""


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
