"""Documents → the reader beside the chat. Every block says where it stands in its document."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from assistant.records import Block, Document, Section
from assistant.ui import texts
from assistant.ui.markup import place, plain, source_html
from assistant.ui.texts import Language

_CONTENTS_DEPTH = 2
"""Headings below this level are not listed."""
_KNOWN_FACTS = {"publisher": texts.PUBLISHER, "published": texts.PUBLISHED, "reading_time": texts.READING_TIME}


def reader_html(documents: Sequence[Document], language: Language) -> Markup:
    """Render the whole corpus with its contents and the bar that leads back to the answer."""
    if not documents:
        return Markup('<p class="empty">{}</p>').format(texts.NO_TEXTS(language))
    articles = Markup("").join(_article(document, at, language) for at, document in enumerate(documents))
    return Markup(
        '{}{}<div class="back-bar" hidden><span id="shown" data-source="{}" data-section="{}"></span>'
        '<button type="button" class="back" data-answer="{}" data-chat="{}"><span class="back-label"></span>'
        '<kbd aria-hidden="true">Esc</kbd></button></div>'
    ).format(
        _chooser(documents, language),
        articles,
        texts.SOURCE_SHOWN(language, number="{number}"),
        texts.NEAREST_SHOWN(language),
        texts.BACK(language),
        texts.TO_CHAT(language),
    )


def _chooser(documents: Sequence[Document], language: Language) -> Markup:
    """List the documents where there are several."""
    if len(documents) == 1:
        return Markup("")
    return _navigation(
        texts.DOCUMENTS(language), [(_anchor(at), document.title) for at, document in enumerate(documents)], ""
    )


def _contents(document: Document, at: int, language: Language) -> Markup:
    links = [
        (_anchor(at, number), plain(section.path[-1]))
        for number, section in enumerate(document.sections)
        if not section.aside and len(section.path) <= _CONTENTS_DEPTH and section.path != (document.title,)
    ]
    return _navigation(texts.CONTENTS(language), links, document.title) if len(links) > 1 else Markup("")


def _navigation(heading: str, links: Sequence[tuple[str, str]], title: str) -> Markup:
    items = [Markup('<li><a href="#{}">{}</a></li>').format(anchor, name) for anchor, name in links]
    return Markup('<nav class="contents" aria-label="{}"><h3>{}</h3><ul>{}</ul></nav>').format(
        f"{heading}: {title}" if title else heading, heading, Markup("").join(items)
    )


def _article(document: Document, at: int, language: Language) -> Markup:
    """Render a document: its title, what is known of it, its contents, and the text."""
    first = document.sections[0].blocks[0]
    has_title = first.kind == "heading" and first.level == 1
    rendered = [
        (section.aside, _section(document, section, _anchor(at, number), skip=has_title and number == 0))
        for number, section in enumerate(document.sections)
    ]
    parts: list[Markup] = []
    for aside, group in groupby(rendered, key=lambda pair: pair[0]):
        content = Markup("").join(html for _, html in group)
        if aside:
            content = Markup('<div class="aside" role="note"><p class="aside-label">{}</p>{}</div>').format(
                texts.ASIDE(language), content
            )
        parts.append(content)
    return Markup('<article lang="{}"><h2 class="title" id="{}" tabindex="-1" {}>{}</h2>{}{}{}</article>').format(
        document.language,
        _anchor(at),
        _place(document, first) if has_title else "",
        _content(document, first) if has_title else document.title,
        _facts(document, language),
        _contents(document, at, language),
        Markup("").join(parts),
    )


def _facts(document: Document, language: Language) -> Markup:
    entries = []
    for key, value in document.facts.items():
        known = _KNOWN_FACTS.get(key.replace(" ", "_").lower())
        label = known(language) if known else key.replace("_", " ").capitalize()
        entries.append(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, _date(value, language)))
    return Markup('<dl class="facts">{}</dl>').format(Markup("").join(entries)) if entries else Markup("")


def _date(value: str, language: Language) -> str:
    """Write out a date given as 2023-10-16; anything else stays as printed."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {texts.MONTHS(language).split()[day.month - 1]} {day.year}"


def _section(document: Document, section: Section, anchor: str, *, skip: bool) -> Markup:
    """Render a section; ``skip`` leaves out its first block, which stands above already."""
    blocks = section.blocks[1:] if skip else section.blocks
    rendered: list[Markup] = []
    for is_item, group in groupby(blocks, key=lambda block: block.kind == "item"):
        if is_item:
            rendered += _lists(document, list(group))
        else:
            rendered += [_block(document, block, anchor) for block in group]
    return Markup('<section class="part-of-text">{}</section>').format(Markup("").join(rendered))


def _block(document: Document, block: Block, anchor: str) -> Markup:
    if block.kind == "paragraph":
        return Markup("<p {}>{}</p>").format(_place(document, block), _content(document, block))
    # The page's own name is its h1 and a title an h2.
    return Markup('<h{0} id="{1}" tabindex="-1" {2}>{3}</h{0}>').format(
        min(max(block.level, 2) + 1, 6), anchor, _place(document, block), _content(document, block)
    )


def _lists(document: Document, items: Sequence[Block]) -> Iterator[Markup]:
    """Render list items as nested lists; a deeper level stands inside the item before it."""
    open_lists: list[tuple[int, int, Markup]] = []
    for item in items:
        if item.place is None:
            yield Markup("<p {}>{}</p>").format(_place(document, item), _content(document, item))
            continue
        key = (item.level, item.place.list_id)
        while open_lists and (
            open_lists[-1][0] > item.level or (open_lists[-1][0] == item.level and open_lists[-1][:2] != key)
        ):
            yield Markup("</li></{}>").format(open_lists.pop()[2])
        if open_lists and open_lists[-1][:2] == key:
            yield Markup("</li>")
        else:
            tag = Markup("ol") if item.place.ordered else Markup("ul")
            open_lists.append((*key, tag))
            yield Markup("<{}>").format(tag)
        number = Markup(' value="{}"').format(item.place.number) if item.place.ordered else ""
        yield Markup("<li{}><div {}>{}</div>").format(number, _place(document, item), _content(document, item))
    while open_lists:
        yield Markup("</li></{}>").format(open_lists.pop()[2])


def _content(document: Document, block: Block) -> Markup:
    markdown = document.name.lower().endswith((".md", ".markdown"))
    return source_html(document.text[block.start : block.end], block.start, markdown=markdown)


def _place(document: Document, block: Block) -> Markup:
    return place(document.name, block.start, block.end)


def _anchor(document: int, section: int | None = None) -> str:
    return f"text-{document + 1}" if section is None else f"text-{document + 1}-{section + 1}"
