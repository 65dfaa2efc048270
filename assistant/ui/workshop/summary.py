"""What the room's questions say about the guidance, beside the list of them."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant.records import Document
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.workshop.overview import section_counts, unanswered
from assistant.workshop.records import Exchange, QuestionGroup, SectionCount

_SHOWN_CHARS = 160
"""Of a question beside the list."""


def summary_html(
    exchanges: Sequence[Exchange], groups: Sequence[QuestionGroup], documents: Sequence[Document], language: Language
) -> Markup:
    """Render sections asked about and never asked about, unanswered questions, and groups of similar ones."""
    return Markup("").join(
        (
            _sections(section_counts(exchanges, documents), len(documents) > 1, language),
            _unanswered(unanswered(exchanges), language),
            _groups([group for group in groups if len(group.exchanges) > 1], language),
        )
    )


def _sections(counts: Sequence[SectionCount], several: bool, language: Language) -> Markup:  # noqa: FBT001
    most = max((each.count for each in counts), default=0)
    asked = Markup("").join(
        Markup(
            '<li><span class="name">{}</span> <span class="count">{}</span><svg class="bar" viewBox="0 0 100 6" '
            'preserveAspectRatio="none" aria-hidden="true"><rect width="{}" height="6"/></svg></li>'
        ).format(_name(each, several=several), each.count, round(100 * each.count / most))
        for each in sorted(counts, key=lambda each: -each.count)
        if each.count
    )
    never = [_name(each, several=several) for each in counts if not each.count]
    rows = Markup("").join(Markup("<li>{}</li>").format(name) for name in never)
    return Markup('<section><h2>{}</h2><p class="hint">{}</p><ol class="bars">{}</ol>{}</section>').format(
        texts.SECTIONS(language),
        texts.SECTIONS_HOW(language),
        asked,
        Markup('<details data-key="never"><summary>{} ({})</summary><ul>{}</ul></details>').format(
            texts.NEVER(language), len(never), rows
        )
        if never
        else Markup("<p>{}</p>").format(texts.NEVER_NONE(language)),
    )


def _unanswered(exchanges: Sequence[Exchange], language: Language) -> Markup:
    rows = Markup("").join(
        Markup("<li>{} <small>{}</small></li>").format(
            _link(each), texts.STATUSES[each.answer.status if each.answer else "without"](language)
        )
        for each in exchanges
    )
    return Markup("<section><h2>{}</h2>{}</section>").format(
        texts.UNANSWERED(language),
        Markup('<ul class="links">{}</ul>').format(rows)
        if exchanges
        else Markup('<p class="hint">{}</p>').format(texts.UNANSWERED_NONE(language)),
    )


def _groups(groups: Sequence[QuestionGroup], language: Language) -> Markup:
    rows = Markup("").join(
        Markup(
            '<li><details data-key="group-{}"><summary>{} <small>{}</small></summary><ul class="links">{}</ul></details></li>'
        ).format(
            group.exchanges[0].id,
            _short(group.representative.question),
            texts.GROUP_SIZE(language, count=len(group.exchanges)),
            Markup("").join(Markup("<li>{}</li>").format(_link(each)) for each in group.exchanges),
        )
        for group in groups
    )
    return Markup("<section><h2>{}</h2>{}</section>").format(
        texts.GROUPS(language),
        Markup('<ul class="groups">{}</ul>').format(rows)
        if groups
        else Markup('<p class="hint">{}</p>').format(texts.GROUPS_NONE(language)),
    )


def _link(exchange: Exchange) -> Markup:
    return Markup('<a href="#q{0}" data-key="to-{0}">{1}</a>').format(exchange.id, _short(exchange.question))


def _short(question: str) -> str:
    """Give so much of a question that one knows which it is; its card tells all of it."""
    return question if len(question) <= _SHOWN_CHARS else f"{question[:_SHOWN_CHARS].rstrip()} …"


def _name(counted: SectionCount, *, several: bool) -> str:
    section = counted.section.rstrip(":")
    return f"{counted.document}: {section}" if several else section
