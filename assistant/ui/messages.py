"""Questions and their answers → the conversation. Pure functions; whatever comes from outside is escaped."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.citations import escape as escape_markdown
from assistant.records import Answer, AnswerSentence, Citation, Support, Turn
from assistant.ui import texts
from assistant.ui.markup import answer_html, place, plain
from assistant.ui.texts import Language

_DOUBTFUL: frozenset[Support] = frozenset({"unsupported", "unjudged"})
_QUOTE_LIMIT = 160
"""Characters of a quote in the list of sources; the page cuts it to its line."""


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


def conversation_html(
    exchanges: Sequence[Exchange], starters: Sequence[str], language: Language, *, several: bool = False
) -> Markup:
    """Render the conversation, or the welcome while it is empty.

    Args:
        exchanges: Oldest first.
        starters: Questions to begin with.
        language: Language of the interface.
        several: True where there are several texts, so that a source has to name its own.
    """
    content = (
        Markup("").join(_exchange(exchange, language, several=several) for exchange in exchanges)
        if exchanges
        else _welcome(starters, language)
    )
    # What is spoken is chosen by spoken_html: aria-live is off here, or every repainted word would be read out.
    return Markup('<div class="log" role="log" aria-live="off" aria-label="{}">{}</div>').format(
        texts.CHAT(language), content
    )


def spoken_html(exchange: Exchange | None, language: Language) -> Markup:
    """Render the finished sentences of the newest answer for screen readers, one paragraph each.

    A growing answer only adds paragraphs, so that none is read out twice.
    """
    lines: list[str] = []
    if exchange and exchange.answer:
        answer = exchange.answer
        lines = [_spoken(sentence, language) for sentence in answer.sentences]
        if not lines and not exchange.busy:
            lines = [plain(answer.text)]
    if exchange and exchange.note:
        lines.append(exchange.note)
    return Markup('<div class="unseen" aria-live="polite">{}</div>').format(
        Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
    )


def _spoken(sentence: AnswerSentence, language: Language) -> str:
    said = plain(sentence.text)
    return f"{said} ({texts.SUPPORT[sentence.support](language)})" if sentence.support in _DOUBTFUL else said


def _welcome(starters: Sequence[str], language: Language) -> Markup:
    return Markup('<div class="welcome"><h2>{}</h2><p>{}</p>{}</div>').format(
        texts.WELCOME(language), texts.WELCOME_HOW(language), _questions(starters, texts.STARTERS(language))
    )


def _exchange(exchange: Exchange, language: Language, *, several: bool) -> Markup:
    answer = exchange.answer
    note = Markup('<p class="note">{}</p>').format(exchange.note) if exchange.note else ""
    body = (
        Markup('<div class="answer" data-status="{}">{}{}</div>').format(
            answer.status, _answer(answer, language, busy=exchange.busy, several=several), note
        )
        if answer
        else Markup('<div class="answer" data-status="{}">{}</div>').format(
            "waiting" if exchange.busy else "note", note
        )
    )
    return Markup(
        '<div class="exchange" data-busy="{}"><h2 class="question"><span class="unseen">{} </span>{}</h2>{}</div>'
    ).format("yes" if exchange.busy else "no", texts.YOU_ASKED(language), exchange.question, body)


def _answer(answer: Answer, language: Language, *, busy: bool, several: bool) -> Markup:
    refused = answer.status == "refused"
    parts = [
        Markup('<p class="label">{}</p>').format(texts.PARTIAL(language)) if answer.status == "partial" else "",
        Markup('<p class="understood">{} {}</p>').format(texts.UNDERSTOOD(language), answer.query)
        if _differs(answer.question, answer.query)
        else "",
        Markup('<div class="words">{}</div>').format(_words_html(answer, language)),
    ]
    if not busy:
        parts += [
            _nearest(answer, language) if refused else "",
            _notice(answer),
            _doubts(answer, language),
            _sources(answer.citations, language, several=several),
            _origin(answer, language),
            _questions(answer.suggestions, (texts.ANSWERABLE if refused else texts.SUGGESTIONS)(language)),
        ]
    return Markup("").join(parts)


def _sources(citations: Sequence[Citation], language: Language, *, several: bool) -> Markup:
    if not citations:
        return Markup("")
    lines = [
        Markup(
            '<li><button type="button" class="source" data-number="{0}" {1}><span class="number">{0}</span>'
            '<span class="where">{2}</span> <q>{3}</q></button></li>'
        ).format(
            citation.number,
            place(citation.document, citation.start, citation.end),
            f"{citation.title}: {citation.section}" if several else citation.section,
            _shortened(plain(citation.quote)),
        )
        for citation in citations
    ]
    return Markup('<div class="sources"><h3>{}</h3><ol>{}</ol></div>').format(
        texts.SOURCES(language), Markup("").join(lines)
    )


def _nearest(answer: Answer, language: Language) -> Markup:
    """Give the way to the section that comes closest to what was asked."""
    if not answer.retrieved:
        return Markup("")
    nearest = answer.retrieved[0]
    return Markup('<p><button type="button" class="nearest" {}>{}</button></p>').format(
        place(nearest.document, nearest.start, nearest.end), texts.NEAREST(language, section=nearest.section)
    )


def _words_html(answer: Answer, language: Language) -> Markup:
    """Render the text with the marks of its support; sentences that stand word for word need none among their like."""
    is_formulated = answer.mode == "generative"
    judged = [each for each in answer.sentences if is_formulated or each.support in _DOUBTFUL]
    return answer_html(_without_notice(answer), answer.citations, language, judged)


def _without_notice(answer: Answer) -> str:
    """Give the text without the line that ends it as well as being the notice, which has a place of its own."""
    notice = answer.notice
    for line in (notice, escape_markdown(notice)) if notice else ():
        if answer.text.endswith(line):
            return answer.text.removesuffix(line).rstrip()
    return answer.text


def _notice(answer: Answer) -> Markup:
    return Markup('<p class="notice">{}</p>').format(answer.notice) if answer.notice else Markup("")


def _doubts(answer: Answer, language: Language) -> Markup:
    """Say of each doubtful sentence why it is."""
    return Markup("").join(
        Markup('<p class="doubt"><strong>{}</strong> {} <q>{}</q></p>').format(
            texts.SUPPORT[sentence.support](language).capitalize(),
            reason(language),
            plain(sentence.text),
        )
        for sentence in answer.sentences
        if sentence.support in _DOUBTFUL and (reason := texts.REASONS.get(sentence.reason or ""))
    )


def _origin(answer: Answer, language: Language) -> Markup:
    """Say in whose words the answer is, and how far they are supported."""
    if not answer.sentences:
        return Markup("")
    supported = sum(sentence.support not in _DOUBTFUL for sentence in answer.sentences)
    total = len(answer.sentences)
    share = texts.ALL_SUPPORTED if supported == total else texts.SOME_SUPPORTED
    told = share(language, count=supported, total=total)
    if answer.mode == "generative":
        told = f"{texts.BY_MODEL(language, model=answer.model)} · {told}"
    elif supported == total:
        told = texts.VERBATIM(language)
    return Markup('<p class="origin" data-support="{}">{}</p>').format("all" if supported == total else "some", told)


def _questions(questions: Sequence[str], heading: str) -> Markup:
    if not questions:
        return Markup("")
    buttons = [
        Markup('<li><button type="button" class="ask" data-question="{0}">{0}</button></li>').format(question)
        for question in questions
    ]
    return Markup('<div class="questions"><h3>{}</h3><ul>{}</ul></div>').format(heading, Markup("").join(buttons))


def _differs(question: str, query: str) -> bool:
    """Say whether a query says something else than the question, beyond punctuation, capitals and diacritics."""
    return _words(question) != _words(query)


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(char for char in decomposed if not unicodedata.combining(char)))


def _shortened(quote: str) -> str:
    if len(quote) <= _QUOTE_LIMIT:
        return quote
    return quote[:_QUOTE_LIMIT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
