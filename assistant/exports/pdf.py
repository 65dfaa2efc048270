"""A report as PDF, with its font inside."""

from importlib.resources import files
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from assistant.exports.blocks import Block, blocks, title
from assistant.exports.report import Report
from assistant.exports.wording import wording

if TYPE_CHECKING:
    from pathlib import Path

_INK, _QUIET, _ACCENT = (29, 37, 44), (90, 102, 112), (31, 95, 91)
_LACKING = "◊"
"""Stands for what the font has no picture of, such as emoji."""
_INDENT_MM = 8.0


def as_pdf(report: Report) -> bytes:
    """Set a report as PDF, A4, with bookmarks for its questions."""
    page = _Page(report)
    page.add_page()
    for block in blocks(report):
        page.add(block)
    if page.lacks:
        page.ln(4)
        page.add(Block("note", wording(report.language, "lacking", mark=_LACKING)))
    return bytes(page.output())


class _Page(FPDF):
    """The pages as they are set."""

    def __init__(self, report: Report) -> None:
        super().__init__(format="A4")
        self._language = report.language
        fonts = files("assistant").joinpath("exports", "fonts")
        for style, name in (("", "Regular"), ("B", "Semibold")):
            path: Path = fonts.joinpath(f"SourceSansPro-{name}.ttf")  # type: ignore[assignment]
            self.add_font("text", style, path)
        # Each font knows its characters; both are to have them.
        maps = [font.cmap for font in self.fonts.values() if isinstance(font, TTFFont)]
        self._glyphs = set(maps[0]).intersection(*maps)
        self.lacks = False
        self.set_margins(25, 22)
        self.set_auto_page_break(auto=True, margin=22)
        self.set_title(self._set(title(report)))
        self.set_author("Tillitsguiden")
        self.set_creator("Tillitsguiden")
        self.set_lang("sv-SE" if report.language == "sv" else "en-GB")
        self.set_creation_date(report.made_at)

    def footer(self) -> None:
        """Number the page."""
        self.set_y(-15)
        self.set_font("text", size=9)
        self.set_text_color(*_QUIET)
        self.cell(0, 5, wording(self._language, "page", page=self.page_no(), pages="{nb}"), align="R")

    def add(self, block: Block) -> None:
        """Set a block below the one before."""
        match block.kind:
            case "title":
                self._write(block.text, size=22, style="B", after=2)
            case "note":
                self._write(block.text, size=9.5, colour=_QUIET, after=0.6)
            case "heading":
                self._room(30)
                self.ln(6)
                self.start_section(self._set(block.text))
                self._write(block.text, size=14, style="B", after=1.5)
            case "question":
                self._room(35)
                self.ln(6)
                self.start_section(self._set(f"{block.mark}. {block.text[:80]}"))
                self._write(block.text, size=13, style="B", mark=f"{block.mark}.", after=0.8)
            case "facts":
                self._write(block.text, size=9.5, colour=_QUIET, indent=_INDENT_MM, after=1.5)
            case "label":
                self._room(15)
                self.ln(1)
                self._write(block.text, size=10, style="B", colour=_ACCENT, indent=_INDENT_MM, after=0.6)
            case "item":
                self._write(block.text, indent=_INDENT_MM, mark=block.mark, after=1)
            case "source":
                self._room(18)
                self._write(block.text, size=10, indent=_INDENT_MM, mark=f"[{block.mark}]", after=0.2)
                self._write(block.place, size=9, colour=_QUIET, indent=2 * _INDENT_MM, after=1.8)
            case "row":
                text = f"{block.text} – {block.place}" if block.place else block.text
                self._write(text, size=10.5, indent=_INDENT_MM, mark="•", after=0.6)
            case _:
                self._write(block.text, indent=_INDENT_MM, after=1.8)

    def _write(
        self,
        text: str,
        *,
        size: float = 11,
        style: str = "",
        colour: tuple[int, int, int] = _INK,
        indent: float = 0.0,
        mark: str = "",
        after: float = 0.0,
    ) -> None:
        """Set a paragraph; where it has a mark, that hangs before it."""
        self.set_font("text", style, size)
        height = size * 0.48
        if mark:
            self.set_x(self.l_margin + indent)
            self.set_text_color(*_ACCENT)
            self.cell(_INDENT_MM, height, self._set(mark))
            indent += _INDENT_MM
        self.set_text_color(*colour)
        self.set_x(self.l_margin + indent)
        self.multi_cell(0, height, self._set(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(after)

    def _room(self, height: float) -> None:
        """Begin a new page where less than a height is left on this one."""
        if self.will_page_break(height):
            self.add_page()

    def _set(self, text: str) -> str:
        """Replace the characters that the font lacks."""
        replaced = "".join(letter if ord(letter) in self._glyphs else _LACKING for letter in text)
        self.lacks = self.lacks or replaced != text
        return replaced
