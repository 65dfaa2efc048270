"""The page for the big screen: one question and its answer, or how to join."""

from collections.abc import Sequence
from itertools import groupby

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.records import Citation, Document
from assistant.ui import icons
from assistant.ui import texts as chat_texts
from assistant.ui.answers import words_html
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.ui.workshop.cards import passage_html, reflections_html, where
from assistant.ui.workshop.frame import closed, join_address, language_of, page
from assistant.ui.workshop.lead_page import square
from assistant.ui.workshop.room import PROJECTOR, Room
from assistant.workshop import facilitation
from assistant.workshop.codes import shown
from assistant.workshop.records import Exchange, Session

_SOURCES = 6
_WITH_CONTEXT = 2
"""Sources that are shown in their paragraph; where there are more, they are shown alone, to fit."""
_LONG_CHARS = 420
"""Of an answer that is set smaller, to fit."""

_ONE = Markup(
    '<article class="one" data-long="{long}"><h1>{question}</h1><div class="both"><div class="answer">{answer}'
    '</div><div class="beside">{sources}{reflections}</div></div></article><footer class="foot">'
    '<span class="product">{brand} {product}</span><span class="address">{address}</span><span class="code">{code}</span></footer>'
)
_WAY_IN = Markup(
    '<div class="invite"><div class="qr" role="img" aria-label="{label}">{qr}</div><div class="text">'
    '<p class="product">{brand} {product}</p><h1>{title}</h1><p class="steps">{steps}</p><p class="address">{address}</p>'
    '<p class="code">{code}</p>{state}</div></div>'
)

_FAREWELL = Markup(
    '<div class="farewell"><p class="product">{brand} {product}</p><h1>{title}</h1><p class="steps">{steps}</p></div>'
)


def projector(room: Room) -> APIRouter:
    """Make the addresses; the gate has let in only who has the facilitator's key."""
    router = APIRouter()

    @router.get(PROJECTOR)
    async def screen(request: Request) -> Response:
        """Show the page; what it shows comes by itself."""
        language = language_of(request)
        body = Markup(
            '<main id="screen" tabindex="-1" aria-live="polite"></main><p id="lost" class="lost" role="alert" '
            'data-said="{}"></p><button type="button" id="full" class="pill">{}</button>'
        ).format(texts.LOST(language), texts.FULL_SCREEN(language))
        data = {"gone": texts.GONE(language)}
        title = texts.PROJECTOR_TITLE(language)
        return page(title, body, language, "projecting", scripts=("room.js", "projector.js"), data=data)

    @router.get(f"{PROJECTOR}/shown")
    async def now(request: Request, seen: str = "") -> Response:
        """Give what is to be shown, where the page does not show it already."""
        session: Session = request.state.session
        language = language_of(request)
        exchange = await room.run(facilitation.projected, room.storage, session.id)
        address = next(iter(room.addresses()))
        key = f"{language} {session.id} {session.state} {exchange.id if exchange else 0} {address}"
        key += f" {exchange.change}" if exchange else ""
        if seen == key:
            return JSONResponse({"key": key}, headers=closed())
        html = _one(room, session, exchange, address, language) if exchange else _way_in(session, address, language)
        return JSONResponse({"key": key, "html": html}, headers=closed())

    return router


def _one(room: Room, session: Session, exchange: Exchange, address: str, language: Language) -> Markup:
    answer = exchange.answer
    several = len(room.guide.documents) > 1
    quotes = _sources(answer.citations[:_SOURCES], room.guide.documents, several=several) if answer else ""
    return _ONE.format(
        long="yes" if answer and len(answer.text) > _LONG_CHARS else "no",
        question=exchange.question,
        answer=words_html(answer, language) if answer else texts.NO_ANSWER_YET(language),
        reflections=reflections_html(answer, room.guide.reflections, language) if answer else "",
        sources=Markup('<aside class="sources" lang="sv" aria-label="{0}"><h2 lang="{2}">{0}</h2>{1}</aside>').format(
            texts.FROM_TEXT(language), quotes, language
        )
        if quotes
        else "",
        brand=icons.BRAND,
        product=chat_texts.PRODUCT,
        address=address.removeprefix("http://") if session.state == "open" else "",
        code=shown(session.code) if session.state == "open" else texts.STATES[session.state](language),
    )


def _sources(citations: Sequence[Citation], documents: Sequence[Document], *, several: bool) -> Markup:
    """Show what an answer rests on, under the sections it stands in."""
    known = documents if len(citations) <= _WITH_CONTEXT else ()
    return Markup("").join(
        Markup("<figure><figcaption>{}</figcaption>{}</figure>").format(
            section,
            Markup("").join(
                Markup('<blockquote><span class="number">{}</span> {}</blockquote>').format(
                    each.number, passage_html(each, known)
                )
                for each in group
            ),
        )
        for section, group in groupby(citations, lambda each: where(each, several=several))
    )


def _way_in(session: Session, address: str, language: Language) -> Markup:
    """Show how to join; a workshop that has ended has no way in, and says what is left of it."""
    if session.state == "ended":
        return _FAREWELL.format(
            brand=icons.BRAND,
            product=chat_texts.PRODUCT,
            title=texts.PROJECTOR_OVER(language),
            steps=texts.PROJECTOR_OVER_STEPS(language),
        )
    state = Markup('<p class="state">{}</p>').format(texts.STATES[session.state](language))
    return _WAY_IN.format(
        label=texts.QR(language, url=address),
        qr=square(join_address(address, session.code)),
        brand=icons.BRAND,
        product=chat_texts.PRODUCT,
        title=texts.PROJECTOR_JOIN(language),
        steps=texts.PROJECTOR_STEPS(language),
        address=address.removeprefix("http://"),
        code=shown(session.code),
        state=state if session.state != "open" else "",
    )
