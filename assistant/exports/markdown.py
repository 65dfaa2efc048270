"""A report as Markdown."""

from assistant.citations import escape
from assistant.exports.blocks import Block, blocks
from assistant.exports.report import Report


def as_markdown(report: Report) -> str:
    """Set a report as Markdown in which nothing that was typed or quoted is a mark, a link, an image or HTML."""
    lines: list[str] = []
    previous = ""
    for block in blocks(report):
        joins = block.kind == previous and block.kind in {"item", "row"}
        lines += ([] if joins or not lines else [""]) + _lines(block)
        previous = block.kind
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> list[str]:
    text = escaped(block.text)
    match block.kind:
        case "title":
            return [f"# {text}"]
        case "note":
            return [f"*{text}*"] if not text.startswith("\\") else [text]
        case "heading":
            return [f"## {text}"]
        case "question":
            return [f"## {block.mark}. {text}"]
        case "label":
            return [f"**{text}**"]
        case "item":
            return [f"{'-' if block.mark == '•' else block.mark} {text}"]
        case "source":
            return [f"> \\[{block.mark}\\] {text}", ">", f"> — {escaped(block.place)}"]
        case "row":
            return [f"- {text}{f' – {escaped(block.place)}' if block.place else ''}"]
        case _:
            return [text]


def escaped(text: str) -> str:
    """Escape what Markdown, HTML in it or a link finder would read as more than text."""
    return escape(text).replace("&", "\\&").replace("://", ":\\/\\/")
