"""Plain text without markup → blocks: headings, paragraphs and list items, told by how the lines look."""

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.records import Block, BlockKind, ListPlace

_NUMBERED = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*[•·▪‣◦*–-][ \t]+(?=\S)")
_HEADING_CHARS = 90
_HEADING_WORDS = 14
_INTRO_WORDS = 12
_WRAP_CHARS = 120
"""Lines longer than this were not broken by hand or by an editor: each is a paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    """Without the white space around it."""
    blank_before: bool
    marker: str
    """"1" for a numbered item, "•" for a bullet, "" otherwise."""


def outline_plain(text: str, begin: int = 0) -> tuple[Block, ...]:
    """Find the blocks of a text without markup.

    A heading is a short line of its own that ends in ``?``, ``:`` or no mark and has text below it; the first line of
    the text, if short, is its title. ``1.`` and ``•`` begin items where two or more stand together. Lines broken at
    the same width belong to one paragraph; other lines are paragraphs of their own.
    """
    lines = _read_lines(text, begin)
    blocks: list[Block] = []
    intro = ""
    lists = 0
    index = 0
    while index < len(lines):
        items = _list_from(lines, index)
        if items:
            size = len(items)
            for number, (first, last) in enumerate(items, start=1):
                start = _after_marker(text, lines[first])
                ordered = lines[first].marker == "1"
                place = ListPlace(lists, number, size, ordered, intro)
                blocks.append(Block("item", start, lines[last].end, 1, place))
            lists += 1
            index = items[-1][1] + 1
            continue
        last = _paragraph_end(lines, index)
        kind: BlockKind = "heading" if last == index and _is_heading(lines, index, is_first=not blocks) else "paragraph"
        level = (1 if not blocks else 2) if kind == "heading" else 0
        block = Block(kind, lines[index].start, lines[last].end, level)
        blocks.append(block)
        block_text = text[block.start : block.end]
        intro = block_text if kind == "heading" or introduces(block_text) else intro
        index = last + 1
    return tuple(blocks)


def introduces(paragraph: str) -> bool:
    """Tell whether a paragraph, when a list follows, introduces it: it ends in a colon, or breaks off short."""
    return paragraph.endswith(":") or (len(paragraph.split()) <= _INTRO_WORDS and paragraph[-1:] not in '.!?…”"')


def _read_lines(text: str, begin: int) -> list[_Line]:
    lines: list[_Line] = []
    position, blank = begin, True
    for raw in text[begin:].splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped)
            marker = "1" if _NUMBERED.match(raw) else "•" if _BULLET.match(raw) else ""
            lines.append(_Line(start, start + len(stripped), stripped, blank, marker))
        blank = not stripped
        position += len(raw)
    return lines


def _after_marker(text: str, line: _Line) -> int:
    match = (_NUMBERED if line.marker == "1" else _BULLET).match(text, line.start)
    return match.end() if match else line.start


def _list_from(lines: list[_Line], index: int) -> list[tuple[int, int]]:
    """Give the first and last line of each item of the list that begins at ``index``; [] if none does."""
    marker = lines[index].marker
    items: list[tuple[int, int]] = []
    current = index
    while marker and current < len(lines) and lines[current].marker == marker:
        last = current
        while last + 1 < len(lines) and not lines[last + 1].blank_before and not lines[last + 1].marker:
            last += 1
        items.append((current, last))
        current = last + 1
    return items if len(items) >= 2 else []


def _paragraph_end(lines: list[_Line], index: int) -> int:
    """Give the last line of the paragraph that begins at ``index``: lines broken at one width are joined."""
    last = index
    while last + 1 < len(lines) and not lines[last + 1].blank_before and not lines[last + 1].marker:
        last += 1
    chunk = lines[index : last + 1]
    width = max(len(line.text) for line in chunk)
    broken = all(len(line.text) + len(following.text.split()[0]) >= 0.9 * width for line, following in pairwise(chunk))
    return last if len(chunk) > 1 and width <= _WRAP_CHARS and broken else index


def _is_heading(lines: list[_Line], index: int, *, is_first: bool) -> bool:
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or line.marker or len(line.text) > _HEADING_CHARS or len(line.text.split()) > _HEADING_WORDS:
        return False
    if not (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in '§"”'):
        return False
    if is_first:
        return not line.text.endswith((",", ";"))
    if not line.blank_before and len(following.text) < len(line.text):
        return False
    if line.text.endswith("?"):
        return True
    if line.text.endswith(":"):
        return line.blank_before and len(line.text.split()) >= 4
    return not line.text.endswith((".", "!", ",", ";", "…", "”", '"', ")"))
