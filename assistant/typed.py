"""What people type → text that can be searched, stored and shown."""

import re
import unicodedata

MAX_QUESTION_CHARS = 1000
MAX_TURNS = 20
"""Turns of a conversation that a new question is understood from: the last ones."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff0-\ufffb\ufffe\uffff]"
)
"""Control characters, and marks that nobody sees: some of them turn the direction of what stands around them."""


def clean(question: str) -> str:
    """Bring a question to NFC, without control characters and needless white space, at most 1,000 characters."""
    return one_line(question)[:MAX_QUESTION_CHARS].rstrip()


def one_line(text: str) -> str:
    """Bring a text to NFC on one line, without control characters and needless white space."""
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Bring a text to NFC without what cannot be seen, stored or sent; lines stay lines."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half surrogates can be neither read nor sent
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n")))
