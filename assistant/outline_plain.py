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
_COLON_WORDS = 4
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
        follows_heading = bool(blocks) and blocks[-1].kind == "heading"
        is_heading = last == index and _is_heading(lines, index, is_first=not blocks, follows_heading=follows_heading)
        kind: BlockKind = "heading" if is_heading else "paragraph"
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
    goes_on = any(not line.text.endswith((".", "!", "?", ":")) for line in chunk[:-1])
    return last if goes_on and width <= _WRAP_CHARS and broken else index


def _is_heading(lines: list[_Line], index: int, *, is_first: bool, follows_heading: bool) -> bool:
    """Tell whether a line is a heading: it looks like one, and text or a list stands below it."""
    line = lines[index]
    if index + 1 == len(lines) or not _looks_like_heading(line):
        return False
    following = lines[index + 1]
    if is_first:
        return not line.text.endswith((",", ";", ".", "…"))
    if line.text.endswith(":"):
        introduces_list = bool(following.marker) and follows_heading
        return line.blank_before and len(line.text.split()) >= _COLON_WORDS and not introduces_list
    if not line.blank_before and len(following.text) < len(line.text):
        return False
    return line.text.endswith("?") > following.text.endswith("?") or not _heads(lines, index + 1)


def _heads(lines: list[_Line], index: int) -> bool:
    """Tell whether the next line would be a heading itself, so that this one heads nothing."""
    line = lines[index]
    has_list = index + 1 < len(lines) and bool(lines[index + 1].marker)
    return line.blank_before and _looks_like_heading(line) and not (line.text.endswith(":") and has_list)


def _looks_like_heading(line: _Line) -> bool:
    text = line.text
    if line.marker or len(text) > _HEADING_CHARS or len(text.split()) > _HEADING_WORDS:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '§"”'):
        return False
    return not text.endswith((".", "!", ",", ";", "…", "”", '"', ")"))
