"""Questions and answers as the facilitator sees them: HTML in which everything from outside is escaped."""

import datetime as dt
import time
from collections.abc import Sequence

from markupsafe import Markup

from assistant.records import Answer, Citation, Document
from assistant.reflections import Reflections, reflections_for
from assistant.ui import texts as chat_texts
from assistant.ui.answers import words_html
from assistant.ui.markup import plain
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.workshop.records import Exchange

PATIENCE_S = 60
"""After this time a question without an answer is not waited for any more."""

_CARD = Markup(
    '<li class="question" id="q{id}" data-id="{id}" data-at="{at}" data-status="{status}"{flags}><article aria-labelledby="t{id}">'
    '<p class="meta"><time>{time}</time><span class="status">{told}</span>{marks}</p>'
    '<h3 id="t{id}">{question}</h3>{sections}{answer}<p class="acts">{acts}</p></article></li>'
)


def card(exchange: Exchange, reflections: Reflections, language: Language, *, several: bool = False) -> Markup:
    """Render one question with everything that can be done with it.

    Args:
        exchange: It.
        reflections: Questions of ours for the group.
        language: Of the interface.
        several: True where there are several texts, so that a section has to name its own.
    """
    answer = exchange.answer
    flags = [name for name in ("pinned", "hidden", "projected") if getattr(exchange, name)]
    return _CARD.format(
        id=exchange.id,
        at=int(exchange.asked_at),
        status=status(exchange),
        flags=Markup("").join(Markup(" data-{}").format(flag) for flag in flags),
        time=f"{dt.datetime.fromtimestamp(exchange.asked_at).astimezone():%H.%M}",
        told=texts.STATUSES[status(exchange)](language),
        marks=_marks(exchange, language),
        question=exchange.question,
        sections=_sections(answer.citations, several=several) if answer else "",
        answer=_answer(answer, reflections, language, several=several) if answer else "",
        acts=_acts(exchange, language),
    )


def status(exchange: Exchange) -> str:
    """Give the name of how far the answer has come."""
    if exchange.answer:
        return exchange.answer.status
    return "waiting" if time.time() - exchange.asked_at < PATIENCE_S else "without"


def reflections_html(answer: Answer, reflections: Reflections, language: Language) -> Markup:
    """Offer what the group might talk about, plainly as ours; nothing where there is nothing."""
    chosen = reflections_for(answer, reflections)
    rows = Markup("").join(Markup("<li>{}</li>").format(each.question) for each in chosen)
    return (
        Markup('<div class="reflections"><h4>{}</h4><p class="ours">{}</p><ul lang="sv">{}</ul></div>').format(
            chat_texts.REFLECT(language), chat_texts.REFLECT_OURS(language), rows
        )
        if chosen
        else Markup("")
    )


def where(citation: Citation, *, several: bool) -> str:
    """Name the section that a citation stands in."""
    section = citation.section.rstrip(":")
    return f"{citation.title}: {section}" if several and citation.section != citation.title else section


def passage_html(citation: Citation, documents: Sequence[Document]) -> Markup:
    """Render what is cited, lit up in the paragraph it stands in; alone where the text is another by now."""
    document = next((each for each in documents if each.name == citation.document), None)
    lit = Markup("<mark>{}</mark>").format(plain(citation.quote))
    if not document or document.text[citation.start : citation.end] != citation.quote:
        return lit
    block = next(
        (
            block
            for section in document.sections
            for block in section.blocks
            if block.start <= citation.start and citation.end <= block.end
        ),
        None,
    )
    if not block:
        return lit
    before = _end_of(plain(document.text[block.start : citation.start]))
    after = _start_of(plain(document.text[citation.end : block.end]))
    return Markup(" ").join(part for part in (before, lit, after) if part)


_NEAR_CHARS = 240


def _end_of(text: str) -> str:
    """Give the end of what stands before a quote, from a word on."""
    return text if len(text) <= _NEAR_CHARS else f"… {text[-_NEAR_CHARS:].partition(' ')[2]}"


def _start_of(text: str) -> str:
    """Give the beginning of what stands after a quote, up to a word."""
    return text if len(text) <= _NEAR_CHARS else f"{text[:_NEAR_CHARS].rpartition(' ')[0]} …"


def _marks(exchange: Exchange, language: Language) -> Markup:
    told = [texts.ON_SCREEN(language)] if exchange.projected else []
    told += [texts.IS_PINNED(language)] if exchange.pinned else []
    told += [texts.IS_HIDDEN(language)] if exchange.hidden else []
    rating = exchange.rating
    if rating:
        vote = texts.VOTED_UP(language) if rating.vote == "up" else texts.VOTED_DOWN(language)
        told.append(f"{vote}: ”{rating.word}”" if rating.word else vote)
    return Markup("").join(Markup('<span class="mark">{}</span>').format(each) for each in told)


def _sections(citations: Sequence[Citation], *, several: bool) -> Markup:
    names = dict.fromkeys(where(each, several=several) for each in citations)
    rows = Markup("").join(Markup("<li>{}</li>").format(name) for name in names)
    return Markup('<ul class="sections">{}</ul>').format(rows) if names else Markup("")


def _answer(answer: Answer, reflections: Reflections, language: Language, *, several: bool) -> Markup:
    sources = Markup("").join(
        Markup('<li value="{}"><q>{}</q> <span class="where">{}</span></li>').format(
            each.number, plain(each.quote), where(each, several=several)
        )
        for each in answer.citations
    )
    listed = Markup('<h4>{}</h4><ol class="sources" lang="sv">{}</ol>').format(chat_texts.SOURCES(language), sources)
    return Markup('<details class="answer"><summary>{}</summary>{}{}{}</details>').format(
        (texts.ANSWER if sources else texts.ANSWER_ALONE)(language),
        words_html(answer, language),
        listed if sources else "",
        reflections_html(answer, reflections, language),
    )


def _acts(exchange: Exchange, language: Language) -> Markup:
    offered = [
        (("unshow", texts.UNSHOW) if exchange.projected else ("show", texts.SHOW)) if not exchange.hidden else None,
        ("unpin", texts.UNPIN) if exchange.pinned else ("pin", texts.PIN),
        ("unhide", texts.UNHIDE) if exchange.hidden else ("hide", texts.HIDE),
    ]
    return Markup("").join(
        Markup('<button type="button" class="act {0}" data-do="{0}" aria-label="{2}">{1}</button>').format(
            name, line(language), texts.ABOUT(language, action=line(language), question=exchange.question)
        )
        for name, line in filter(None, offered)
    )
