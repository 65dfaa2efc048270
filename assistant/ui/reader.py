"""Documents → the reader beside the chat. Every block says where it stands in its document."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from markupsafe import Markup

from assistant.records import Block, Document, Section
from assistant.swedish import fold
from assistant.text_facts import fact_place
from assistant.ui import icons, texts
from assistant.ui.markup import place, plain, source_html
from assistant.ui.texts import Language

_CONTENTS_DEPTH = 2
"""Headings below this level are not listed."""
_PREFIX = "text-"
"""Keeps a heading's name apart from those of the page's own parts."""
_ANCHOR_CHARS = 80
_KNOWN_FACTS = {"publisher": texts.PUBLISHER, "published": texts.PUBLISHED, "reading_time": texts.READING_TIME}


def reader_html(documents: Sequence[Document], language: Language) -> Markup:
    """Render the whole corpus with its contents and the bar that leads back to the answer."""
    if not documents:
        return Markup('<p class="empty">{}</p>').format(texts.NO_TEXTS(language))
    names = anchors(documents)
    articles = Markup("").join(
        _article(document, own, language) for document, own in zip(documents, names, strict=True)
    )
    return Markup(
        '<p class="tools"><button type="button" class="tool" data-do="print" data-print="guide" aria-label="{0}" '
        'title="{0}">{1}</button></p>{2}{3}<div class="back-bar" hidden>'
        '<span id="shown" data-source="{4}" data-section="{5}"></span>'
        '<button type="button" class="back" data-answer="{6}" data-chat="{7}"><span class="back-label"></span>'
        '<kbd aria-hidden="true">Esc</kbd></button></div>'
    ).format(
        texts.PRINT_GUIDANCE(language),
        icons.PRINT,
        _chooser(documents, names, language),
        articles,
        texts.SOURCE_SHOWN(language, number="{number}"),
        texts.NEAREST_SHOWN(language),
        texts.BACK(language),
        texts.TO_CHAT(language),
    )


def anchors(documents: Sequence[Document]) -> list[list[str]]:
    """Name every document and its sections, in their order, by the words of their headings.

    An address with such a name leads there, and goes on doing so while the heading stays. Each is given once: whoever
    comes later with the same words gets a number.
    """
    taken: set[str] = set()

    def named(heading: str) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", fold(plain(heading)))[:_ANCHOR_CHARS].strip("-") or "1"
        numbered = (words if number == 1 else f"{words}-{number}" for number in count(1))
        name = next(name for name in numbered if name not in taken)
        taken.add(name)
        return f"{_PREFIX}{name}"

    return [
        [named(document.title), *(named(section.path[-1] if section.path else "") for section in document.sections)]
        for document in documents
    ]


def _chooser(documents: Sequence[Document], names: Sequence[Sequence[str]], language: Language) -> Markup:
    """List the documents where there are several."""
    if len(documents) == 1:
        return Markup("")
    links = [(own[0], document.title) for document, own in zip(documents, names, strict=True)]
    return _navigation(texts.DOCUMENTS(language), links, "")


def _contents(document: Document, names: Sequence[str], language: Language) -> Markup:
    links = [
        (name, plain(section.path[-1]).rstrip(":"))
        for name, section in zip(names[1:], document.sections, strict=True)
        if not section.aside and 0 < len(section.path) <= _CONTENTS_DEPTH and section.path != (document.title,)
    ]
    return _navigation(texts.CONTENTS(language), links, document.title) if len(links) > 1 else Markup("")


def _navigation(heading: str, links: Sequence[tuple[str, str]], title: str) -> Markup:
    items = [Markup('<li><a href="#{}">{}</a></li>').format(anchor, name) for anchor, name in links]
    return Markup('<nav class="contents" aria-label="{}"><h3>{}</h3><ul>{}</ul></nav>').format(
        f"{heading}: {title}" if title else heading, heading, Markup("").join(items)
    )


def _article(document: Document, names: Sequence[str], language: Language) -> Markup:
    """Render a document: its title, what is known of it, its contents, and the text."""
    first = document.sections[0].blocks[0]
    has_title = first.kind == "heading" and first.level == 1
    rendered = [
        (section.aside, _section(document, section, name, language, skip=has_title and number == 0))
        for number, (name, section) in enumerate(zip(names[1:], document.sections, strict=True))
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
        names[0],
        _place(document, first) if has_title else "",
        _content(document, first) if has_title else document.title,
        _facts(document, language),
        _contents(document, names, language),
        Markup("").join(parts),
    )


def _facts(document: Document, language: Language) -> Markup:
    entries = []
    for key, value in document.facts.items():
        known = _KNOWN_FACTS.get(key.replace(" ", "_").lower())
        label = known(language) if known else key.replace("_", " ").capitalize()
        entries.append(
            Markup("<div><dt>{}</dt><dd {}>{}</dd></div>").format(label, *_fact(document, key, _date(value, language)))
        )
    return Markup('<dl class="facts">{}</dl>').format(Markup("").join(entries)) if entries else Markup("")


def _fact(document: Document, key: str, shown: str) -> tuple[Markup | str, Markup | str]:
    """Give a fact's place in the document's front matter, where it has one, and its value, so that it can be lit."""
    found = fact_place(document, key)
    if not found:
        return "", shown
    run = Markup('<span data-s="{}" data-e="{}">{}</span>').format(*found, shown)
    return place(document.name, *found), run


def _date(value: str, language: Language) -> str:
    """Write out a date given as 2023-10-16; anything else stays as printed."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {texts.MONTHS(language).split()[day.month - 1]} {day.year}"


def _section(document: Document, section: Section, anchor: str, language: Language, *, skip: bool) -> Markup:
    """Render a section; ``skip`` leaves out its first block, which stands above already."""
    blocks = section.blocks[1:] if skip else section.blocks
    rendered: list[Markup] = []
    for is_item, group in groupby(blocks, key=lambda block: block.kind == "item"):
        if is_item:
            rendered += _lists(document, list(group))
        else:
            rendered += [_block(document, block, anchor, language) for block in group]
    return Markup('<section class="part-of-text">{}</section>').format(Markup("").join(rendered))


def _block(document: Document, block: Block, anchor: str, language: Language) -> Markup:
    if block.kind == "paragraph":
        return Markup("<p {}>{}</p>").format(_place(document, block), _content(document, block))
    content = _content(document, block)
    label = texts.COPY_LINK(language, section=plain(document.text[block.start : block.end]))
    # The page's own name is its h1 and a title an h2.
    return Markup(
        '<div class="heading"><h{0} id="{1}" tabindex="-1" {2}>{3}</h{0}>'
        '<a class="anchor" href="#{1}" aria-label="{4}" title="{4}">{5}</a></div>'
    ).format(min(max(block.level, 2) + 1, 6), anchor, _place(document, block), content, label, icons.LINK)


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
