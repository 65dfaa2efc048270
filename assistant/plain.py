"""What a person reads of a slice of the guidance: its text without Markdown's inline marks."""

import re

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"(\*\*|__|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_QUOTE_MARK = re.compile(r"\n[ \t]*>[ \t]?")


def plain_text(source: str) -> str:
    """Take Markdown's inline marks away and fold white space: what a person reads of a slice of the guidance."""
    text = _MARKS.sub("", _LINK.sub(r"\1", _QUOTE_MARK.sub(" ", source)))
    return " ".join(text.replace("\\", "").split())
