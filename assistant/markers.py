"""A streamed text with [n] markers → its sentences, each as soon as it is whole."""

import re
import unicodedata
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from assistant.sentences import split_sentences
from assistant.swedish import words

MAX_CHARS = 1200
"""Characters without an end from which a sentence is none."""

_MARKER = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_AFTER_END = re.compile(rf"(?<=\w)([.!?…]+[\"”’»')*]*)\s*((?:{_MARKER.pattern}\s*)+)")
_OPEN_MARKER = re.compile(r"\[[^\]\n]{0,12}$")
_THINKING = re.compile(r"<think>.*?</think>", re.DOTALL)
_THINKS = re.compile(r"\s*<(t(h(i(nk?)?)?)?)?$|\s*<think>")
_ITEM = re.compile(r"^\s*(?:(\d{1,2})[.)]|[-*•–])\s+(?=\S)")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_BEFORE_END = re.compile(r"\s+(?=[.,;:!?…]+(\s|$))")
_ENDS = re.compile(r"([.!?…][\"”’»')*_]*|\])\s*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence that a model wrote, as yet unchecked."""

    text: str
    """Without markers."""
    numbers: tuple[int, ...]
    """Those of its markers, in order, each once."""
    item: str = ""
    """The marker of a list item ("1." or "-"), "" for running text."""
    opens_paragraph: bool = False
    is_whole: bool = True
    """False for the last one of a text that ends without an end."""


class EndlessError(Exception):
    """A sentence does not end."""


def marked_sentences(pieces: Iterable[str]) -> Iterator[Marked]:
    """Cut a text into sentences while it is still coming.

    A marker may stand before the sentence's full stop or after it. A line is one sentence at least; lines that
    introduce ("Så här:") and say nothing by themselves are passed over, and so is what a model thinks aloud.

    Raises:
        EndlessError: A sentence grows beyond 1,200 characters.
    """
    waiting, opens = "", False
    for piece in pieces:
        waiting = _THINKING.sub("", waiting + piece)
        if _THINKS.match(waiting):
            continue
        done, waiting = _cut(waiting)
        for line in done:
            opens = yield from _read(line, opens=opens)
        if len(waiting) > MAX_CHARS:
            raise EndlessError
    for line in "" if _THINKS.match(waiting) else waiting.split("\n"):
        opens = yield from _read(line, opens=opens)


def _cut(text: str) -> tuple[list[str], str]:
    """Give the lines and sentences that are whole, and what may still go on."""
    *lines, last = text.split("\n")
    if _ITEM.match(last):
        return lines, last
    held = _OPEN_MARKER.search(last)
    settled = _markers_first(last[: held.start()] if held else last)
    found = split_sentences(settled)
    if len(found) < 2:
        return lines, last
    # The last sentence may still get a marker, and what seems its end may be an abbreviation's.
    cut = found[-1].start
    return [*lines, settled[:cut]], settled[cut:] + (last[held.start() :] if held else "")


def _markers_first(text: str) -> str:
    """Put markers that follow a full stop before it, so that they stay with their sentence."""
    return _AFTER_END.sub(lambda match: f" {match.group(2).strip()}{match.group(1)} ", text)


def _read(line: str, *, opens: bool) -> Generator[Marked, None, bool]:
    """Yield a line's sentences; returns whether the next one opens a paragraph."""
    if not line.strip():
        return True
    line = _HEADING.sub("", line)
    item = _ITEM.match(line)
    mark = "" if item is None else f"{item.group(1)}." if item.group(1) else "-"
    if item:
        line = line[item.end() :]
    for place, sentence in enumerate(split_sentences(_markers_first(line))):
        numbers = [int(number) for match in _MARKER.finditer(sentence.text) for number in re.findall(r"\d+", match[1])]
        text = _BEFORE_END.sub("", " ".join(_visible(_MARKER.sub(" ", sentence.text)).split()))
        if not words(text) or (text.endswith(":") and not numbers):
            continue
        is_whole = bool(_ENDS.search(sentence.text))
        yield Marked(text, tuple(dict.fromkeys(numbers)), mark if place == 0 else "", opens, is_whole)
        opens = False
    return opens or bool(item)


def _visible(text: str) -> str:
    """Take out control characters and those that turn the direction of a text."""
    return "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
