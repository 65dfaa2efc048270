"""A report as a Word document."""

import io
from datetime import UTC

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from assistant.exports.blocks import Block, blocks, title
from assistant.exports.report import Report

_INK, _QUIET, _ACCENT = RGBColor(0x1D, 0x25, 0x2C), RGBColor(0x5A, 0x66, 0x70), RGBColor(0x1F, 0x5F, 0x5B)
_WIDTH_CM = 16.0


def as_word(report: Report) -> bytes:
    """Set a report as a Word document; headings, lists and language are marked, so that it can be read aloud."""
    document = Document()
    _set_page(document, "sv-SE" if report.language == "sv" else "en-GB")
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.last_modified_by = title(report), "Tillitsguiden", "", ""
    # The file holds UTC, which word processors show in the reader's own time.
    facts.created = facts.modified = report.made_at.astimezone(UTC).replace(tzinfo=None)
    for block in blocks(report):
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_page(document: WordDocument, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - _WIDTH_CM) / 2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(11), _INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    normal.element.get_or_add_rPr().append(tag)
    for name, size, before in (("Title", 24, 0), ("Heading 1", 14, 20), ("Heading 2", 12, 10)):
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, _INK
        # The template's headings name a theme font that would win over the font of the text.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]
        style.font.name = "Calibri"
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
    normal.font.name = "Calibri"
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _add(document: WordDocument, block: Block) -> None:
    match block.kind:
        case "title":
            document.add_heading(block.text, level=0)
        case "heading":
            document.add_heading(block.text, level=1)
        case "question":
            document.add_heading(f"{block.mark}. {block.text}", level=1)
        case "label":
            paragraph = document.add_paragraph()
            paragraph.add_run(block.text).bold = True
            _close(paragraph, keep=True)
        case "note" | "facts":
            paragraph = document.add_paragraph()
            _quiet(paragraph, block.text)
            _close(paragraph, keep=block.kind == "facts")
        case "item":
            paragraph = document.add_paragraph(f"{block.mark}\t{block.text}")
            _hang(paragraph, 0.8)
        case "source":
            _add_source(document, block)
        case "row":
            paragraph = document.add_paragraph(f"{block.text}\t{block.place}" if block.place else block.text)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
            _close(paragraph)
        case _:
            document.add_paragraph(block.text)


def _add_source(document: WordDocument, block: Block) -> None:
    quoted = document.add_paragraph()
    number = quoted.add_run(f"[{block.mark}]\t")
    number.font.color.rgb, number.bold = _ACCENT, True
    quoted.add_run(block.text)
    _hang(quoted, 0.9)
    _close(quoted, keep=True)
    where = document.add_paragraph()
    _quiet(where, block.place)
    where.paragraph_format.left_indent = Cm(0.9)


def _quiet(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9.5), _QUIET


def _hang(paragraph: Paragraph, indent_cm: float) -> None:
    paragraph.paragraph_format.left_indent = Cm(indent_cm)
    paragraph.paragraph_format.first_line_indent = Cm(-indent_cm)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(indent_cm))


def _close(paragraph: Paragraph, *, keep: bool = False) -> None:
    """Let the next paragraph follow closely, and on the same page where asked."""
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = keep
