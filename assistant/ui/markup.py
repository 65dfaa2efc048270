"""Markdown → HTML, with everything escaped: answers with their markers, and source text with its offsets."""

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from assistant.citations import escape as escaped_markdown
from assistant.records import AnswerSentence, Citation, Support
from assistant.ui import texts
from assistant.ui.texts import Language

# An allowlist: no HTML, links, images or headings. Without text_join escaped characters stay tokens of their own, so
# that \[1\] never becomes a marker and every token can be found again in the source.
_ANSWER = (
    MarkdownIt("zero").enable(["list", "emphasis", "escape", "entity", "newline", "backticks"]).disable("text_join")
)
_SOURCE = MarkdownIt("commonmark").disable(["html_inline", "text_join"])

_MARKER = re.compile(r"\s*\[(\d+)\]")
_MARKERS = re.compile(r"(?:\s*\[\d+\])+")
_MARKED_WORD = re.compile(r"(\S*?)((?:\s*\[\d+\])+)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_LINK_TARGET = re.compile(r"\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?")
# Private characters stand for what is put around a sentence until its text has been escaped.
_PRIVATE = re.compile("[\ue000-\ue00f]")
_OPENINGS: Mapping[Support, str] = {"unsupported": "\ue000", "unjudged": "\ue001"}
_CLOSINGS: Mapping[Support, str] = {
    "unsupported": "\ue002",
    "unjudged": "\ue003",
    "supported": "\ue004",
    "verbatim": "\ue005",
}
_FORMATS = {"strong_open": "<strong>", "strong_close": "</strong>", "em_open": "<em>", "em_close": "</em>"}


def answer_html(
    text: str, citations: Sequence[Citation], language: Language, judged: Sequence[AnswerSentence] = ()
) -> Markup:
    """Render an answer; ``[n]`` becomes a button where a citation has that number and stays text elsewhere.

    Args:
        text: Markdown with markers.
        citations: What the markers point at.
        language: Language of the interface.
        judged: The sentences of the answer that get a mark of their support, in their order.
    """
    marks = {citation.number: _marker(citation, language) for citation in citations}
    html = _ANSWER.render(_with_support(_PRIVATE.sub("", text), judged), {"marks": marks})
    for support, opening in _OPENINGS.items():
        html = html.replace(opening, f'<span class="said" data-support="{support}">')
    for support, closing in _CLOSINGS.items():
        mark = support_mark(support, language)
        html = html.replace(closing, f"{mark}</span>" if support in _OPENINGS else mark)
    return Markup(html)  # noqa: S704 - the renderer escapes all text


def support_mark(support: Support, language: Language) -> Markup:
    """Give the mark after a sentence: words where it has to be noticed, else a tick that is spoken in words."""
    line = texts.SUPPORT[support]
    words = Markup('<span class="unseen">{}</span>').format(line(language)) if support not in _OPENINGS else ""
    return Markup('<span class="support" data-support="{}">{}</span>').format(support, words or line(language))


def plain(text: str) -> str:
    """Give Markdown as it is read out: without marks and markers, on one line."""
    pieces = [
        token.content or " "
        for block in _SOURCE.parseInline(_MARKER.sub("", text))
        for token in block.children or ()
        if token.content or token.type.endswith("break")
    ]
    return " ".join("".join(pieces).split())


def place(document: str, start: int, end: int) -> Markup:
    """Give the attributes by which the page finds a span of a document."""
    return Markup('data-document="{}" data-start="{}" data-end="{}"').format(document, start, end)


def source_html(text: str, start: int, *, markdown: bool = True) -> Markup:
    """Render a slice of a document so that every offset can be found again in the page.

    Each run of characters that stands in the source as it does on the page is ``<span data-s="offset">``. Where the
    two differ (``&amp;``), ``data-e`` says where the source of the run ends. Bold and italics are kept, links keep
    their text only.

    Args:
        text: The slice, with its Markdown marks.
        start: Where the slice begins in the document.
        markdown: False for plain text, where an asterisk is an asterisk.
    """
    if not markdown:
        return _run(text, start)
    parts: list[Markup] = []
    position = 0
    for gap in [*_BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        parts.append(Markup("").join(_runs(text[position:end], start + position)))
        position = gap.end() if gap else end
    return (
        parts[0]
        if len(parts) == 1
        else Markup("").join(Markup('<span class="part">{}</span>').format(p) for p in parts)
    )


def _with_support(text: str, judged: Sequence[AnswerSentence]) -> str:
    """Put private characters around the sentences that are found in an answer's text, one after another."""
    parts: list[str] = []
    position = 0
    for sentence in judged:
        written = escaped_markdown(sentence.text)
        found = text.find(written, position) if written else -1
        if found < 0:
            continue
        end = found + len(written)
        markers = _MARKERS.match(text, end)
        end = markers.end() if markers else end
        parts += [text[position:found], _OPENINGS.get(sentence.support, ""), text[found:end]]
        parts.append(_CLOSINGS[sentence.support])
        position = end
    return "".join([*parts, text[position:]])


def _runs(text: str, start: int) -> Iterator[Markup]:
    """Find every token's characters in the source, in order."""
    position = 0
    for token in _SOURCE.parseInline(text)[0].children or ():
        if token.type in _FORMATS:
            yield Markup(_FORMATS[token.type])  # noqa: S704 - a constant
        elif token.type in {"softbreak", "hardbreak"}:
            position = text.index("\n", position)
            yield _run("\n", start + position)
        elif token.type == "link_close":
            target = _LINK_TARGET.search(text, position)
            position = target.end() if target else position
        else:
            # The source of an escape or entity stands in markup, an image's text in its content.
            written = token.markup if token.type == "text_special" else token.content
            found = text.find(written, position) if written else -1
            if found < 0:
                continue
            position = found + len(written)
            yield _run(token.content, start + found, None if written == token.content else start + position)


def _run(text: str, start: int, end: int | None = None) -> Markup:
    if end is None:
        return Markup('<span data-s="{}">{}</span>').format(start, text)
    return Markup('<span data-s="{}" data-e="{}">{}</span>').format(start, end, text)


def _marker(citation: Citation, language: Language) -> Markup:
    return Markup(
        '\N{NARROW NO-BREAK SPACE}<button type="button" class="cite" aria-label="{}" data-number="{}" {}>{}</button>'
    ).format(
        texts.SOURCE_MARK(language, number=citation.number),
        citation.number,
        place(citation.document, citation.start, citation.end),
        citation.number,
    )


def _text(_: object, tokens: Sequence[Token], index: int, __: object, env: MutableMapping[str, Any]) -> str:
    """Escape a text token and put the buttons where its markers are, on the line of the word before them."""
    marks: Mapping[int, Markup] = env["marks"]

    def button(match: re.Match[str]) -> str:
        return str(marks.get(int(match.group(1)), escape(match.group())))

    def marked_word(match: re.Match[str]) -> str:
        buttons = _MARKER.sub(button, match.group(2))
        return f'<span class="marked">{escape(match.group(1))}{buttons}</span>'

    pieces: list[str] = []
    position = 0
    content = tokens[index].content
    for match in _MARKED_WORD.finditer(content):
        pieces += [escape(content[position : match.start()]), marked_word(match)]
        position = match.end()
    return "".join([*pieces, escape(content[position:])])


def _escaped(_: object, tokens: Sequence[Token], index: int, __: object, ___: object) -> str:
    return str(escape(tokens[index].content))


_ANSWER.add_render_rule("text", _text)
_ANSWER.add_render_rule("text_special", _escaped)
