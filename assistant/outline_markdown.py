"""Markdown → blocks: headings, paragraphs and list items with their exact places in the source."""

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.outline_plain import introduces
from assistant.records import Block, ListPlace

_PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(slots=True)
class _OpenList:
    ordered: bool
    intro: str
    parts: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Start, end, depth and item of every stretch of text: an item has two where a nested list divides it."""
    item: int = 0
    is_divided: bool = False


def outline_markdown(text: str, begin: int = 0) -> tuple[Block, ...]:
    """Find the blocks of a Markdown text.

    Args:
        text: The whole document.
        begin: Where the Markdown begins, after front matter.

    Returns:
        Blocks in the order of the text. A list item is its own paragraphs without the marker and without nested
        lists, which are items of their own. HTML blocks and rules are no blocks; a table row is a paragraph.
    """
    lines = _line_starts(text, begin)
    blocks: list[Block] = []
    lists: list[_OpenList] = []
    finished = 0
    intro = ""
    pending: tuple[str, Token] | None = None
    for token in _PARSER.parse(text[begin:]):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(_OpenList(token.type.startswith("ordered"), intro if not lists else ""))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            blocks += _items(lists.pop(), finished)
            if lists:
                lists[-1].is_divided = True
            finished += 1
        elif token.type == "list_item_open":
            lists[-1].item += 1
        elif token.type in {"heading_open", "paragraph_open"}:
            pending = (token.type, token)
        elif token.type in {"fence", "code_block", "tr_open"} and token.map:
            span = _stripped(text, lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)])
            if lists:
                _add_to_item(lists[-1], span, len(lists))
            else:
                blocks.append(Block("paragraph", *span, 0))
        elif token.type == "inline" and pending and pending[1].map:
            kind, opener = pending
            span = _content_span(text, lines, opener, token.content)
            pending = None
            if span[0] >= span[1]:
                continue
            if lists:
                _add_to_item(lists[-1], span, len(lists))
            elif kind == "heading_open":
                blocks.append(Block("heading", *span, int(opener.tag[1])))
                intro = token.content
            else:
                blocks.append(Block("paragraph", *span, 0))
                intro = token.content if introduces(token.content) else intro
    return tuple(sorted(blocks, key=lambda block: block.start))


def _add_to_item(open_list: _OpenList, span: tuple[int, int], depth: int) -> None:
    """Lengthen the open item by a paragraph, or start a stretch: for a new item, and after a nested list."""
    if open_list.parts and open_list.parts[-1][3] == open_list.item and not open_list.is_divided:
        start, _, item_depth, item = open_list.parts[-1]
        open_list.parts[-1] = (start, span[1], item_depth, item)
    else:
        open_list.parts.append((*span, depth, open_list.item))
    open_list.is_divided = False


def _items(closed: _OpenList, list_id: int) -> list[Block]:
    """Give a finished list's blocks, its items numbered from 1; an item without text of its own is left out."""
    numbers = {item: number for number, item in enumerate(dict.fromkeys(part[3] for part in closed.parts), start=1)}
    return [
        Block("item", start, end, depth, ListPlace(list_id, numbers[item], len(numbers), closed.ordered, closed.intro))
        for start, end, depth, item in closed.parts
    ]


def _line_starts(text: str, begin: int) -> list[int]:
    starts = [begin]
    while (newline := text.find("\n", starts[-1])) != -1:
        starts.append(newline + 1)
    if starts[-1] != len(text):
        starts.append(len(text))
    return starts


def _content_span(text: str, lines: list[int], opener: Token, content: str) -> tuple[int, int]:
    """Find where the inline content of a block stands, without its marker (``#``, ``1.``, ``>``)."""
    begin, stop = opener.map or (0, 0)
    start, end = lines[begin], lines[min(stop, len(lines) - 1)]
    first, last = content.partition("\n")[0], content.rpartition("\n")[2]
    left = text.find(first, start, end)
    right = text.rfind(last, start, end)
    if left == -1 or right == -1:
        return _stripped(text, start, end)
    return _stripped(text, left, right + len(last))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
