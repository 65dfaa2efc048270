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
    items: list[tuple[int, int, int]] = field(default_factory=list)
    """Start, end and depth of every item; an item without text of its own is left out."""
    open_items: int = 0


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
            closed = lists.pop()
            blocks += _items(closed, finished)
            finished += 1
        elif token.type == "list_item_open":
            lists[-1].open_items += 1
        elif token.type in {"heading_open", "paragraph_open"}:
            pending = (token.type, token)
        elif token.type in {"fence", "code_block", "tr_open"} and token.map and not lists:
            span = _stripped(text, lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)])
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
    """Start a new item with the span, or lengthen the item that is open by one more paragraph."""
    if open_list.open_items > len(open_list.items):
        open_list.items.append((*span, depth))
        open_list.open_items = len(open_list.items)
    else:
        start, _, item_depth = open_list.items[-1]
        open_list.items[-1] = (start, span[1], item_depth)


def _items(closed: _OpenList, list_id: int) -> list[Block]:
    size = len(closed.items)
    return [
        Block("item", start, end, depth, ListPlace(list_id, number, size, closed.ordered, closed.intro))
        for number, (start, end, depth) in enumerate(closed.items, start=1)
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
