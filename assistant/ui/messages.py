"""Questions and their answers → the conversation. Pure functions; whatever comes from outside is escaped."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.records import Answer, Turn
from assistant.small_talk import as_asked
from assistant.ui import icons, texts
from assistant.ui.answers import beneath_html, questions_html, spoken, words_html
from assistant.ui.markup import plain
from assistant.ui.texts import Language
from assistant.ui.view import View


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question in the conversation and what has come of it so far."""

    question: str
    answer: Answer | None = None
    note: str = ""
    """A calm line to the person: what is being waited for, or what went wrong."""
    busy: bool = False
    """True while more is to come."""


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Give what the assistant needs to know of a conversation: the questions that were answered."""
    return tuple(Turn(exchange.question, exchange.answer) for exchange in exchanges if exchange.answer)


def earlier_html(exchanges: Sequence[Exchange], view: View) -> Markup:
    """Render all exchanges but the newest, which are not painted again while that one grows."""
    return Markup("").join(exchange_html(exchange, at, view) for at, exchange in enumerate(exchanges))


def newest_html(exchange: Exchange, at: int, view: View, *, kept: str = "", editing: bool = False) -> Markup:
    """Render the last exchange of a conversation.

    Args:
        exchange: It.
        at: Its number, from 0.
        view: How it is shown.
        kept: What the browser tab is to keep of it; "" where that has not changed.
        editing: True while its question is being changed.
    """
    return exchange_html(exchange, at, view, newest=True, kept=kept, editing=editing)


def welcome_html(view: View) -> Markup:
    """Render what stands in place of a conversation before its first question."""
    return Markup('<div class="welcome"><h2>{}</h2><p>{}</p>{}</div>').format(
        texts.WELCOME(view.language),
        texts.WELCOME_HOW(view.language),
        questions_html(view.starters, texts.STARTERS(view.language)),
    )


def spoken_html(exchange: Exchange | None, language: Language) -> Markup:
    """Render the finished sentences of the newest answer for screen readers, one paragraph each.

    A growing answer only adds paragraphs, so that none is read out twice.
    """
    lines: list[str] = []
    if exchange and exchange.answer:
        answer = exchange.answer
        lines = [spoken(sentence, language) for sentence in answer.sentences]
        if not lines and not exchange.busy:
            lines = [plain(answer.text)]
    if exchange and exchange.note:
        lines.append(exchange.note)
    return Markup('<div class="unseen" aria-live="polite">{}</div>').format(
        Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
    )


def exchange_html(
    exchange: Exchange, at: int, view: View, *, newest: bool = False, kept: str = "", editing: bool = False
) -> Markup:
    """Render a question and its answer; see :func:`newest_html`."""
    language = view.language
    answer = exchange.answer
    parts: list[Markup | str] = []
    if answer:
        parts += [_before(answer, language), words_html(answer, language)]
        if not exchange.busy:
            parts.append(beneath_html(answer, view, newest=newest))
    if exchange.note:
        parts.append(Markup('<p class="note">{}</p>').format(exchange.note))
        if newest and not exchange.busy:
            parts.append(_again(exchange.question, language))
    status = answer.status if answer else "waiting" if exchange.busy else "note"
    return Markup(
        '<div class="exchange" data-at="{}" data-busy="{}"{}{}>{}<div class="answer" data-status="{}">{}</div></div>'
    ).format(
        at,
        "yes" if exchange.busy else "no",
        Markup(' data-kept="{}"').format(kept) if kept else "",
        Markup(" data-editing") if editing else "",
        _asked(exchange, language, newest=newest),
        status,
        Markup("").join(parts),
    )


def _asked(exchange: Exchange, language: Language, *, newest: bool) -> Markup:
    edit = Markup('<button type="button" class="tool" data-do="edit" aria-label="{0}" title="{0}">{1}</button>').format(
        texts.EDIT(language), icons.EDIT
    )
    return Markup('<div class="asked">{}<h2 class="question"><span class="unseen">{} </span>{}</h2></div>').format(
        edit if newest and not exchange.busy else "", texts.YOU_ASKED(language), exchange.question
    )


def _before(answer: Answer, language: Language) -> Markup:
    """Say what there is to know before an answer is read."""
    label = Markup('<p class="label">{}</p>').format(texts.PARTIAL(language)) if answer.status == "partial" else ""
    understood = (
        Markup('<p class="understood">{} {}</p>').format(texts.UNDERSTOOD(language), answer.query)
        if _words(as_asked(answer.question)) != _words(answer.query)
        else ""
    )
    return Markup("").join((label, understood))


def _again(question: str, language: Language) -> Markup:
    return Markup('<p class="again"><button type="button" class="ask" data-question="{}">{}</button></p>').format(
        question, texts.ASK_AGAIN(language)
    )


def _words(text: str) -> list[str]:
    """Give what a question says beyond punctuation, capitals and diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(char for char in decomposed if not unicodedata.combining(char)))
