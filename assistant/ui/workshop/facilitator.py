"""The facilitator's page: what it shows at first, what it asks for again and again, and what it does."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assistant.errors import TillitError, WorkshopError
from assistant.ui import icons
from assistant.ui import texts as chat_texts
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.ui.workshop.cards import card
from assistant.ui.workshop.exporting import KINDS, exported
from assistant.ui.workshop.frame import closed, join_address, language_of, page, turned_away
from assistant.ui.workshop.joining import keep, words
from assistant.ui.workshop.room import FACILITATOR, LEAD, PROJECTOR, Room
from assistant.ui.workshop.summary import summary_html
from assistant.workshop import facilitation, retention
from assistant.workshop.codes import shown
from assistant.workshop.network import qr_svg
from assistant.workshop.overview import Encode, groups, remembering
from assistant.workshop.records import Session
from assistant.workshop.reporting import session_report
from assistant.workshop.storage import Storage

_KEY_S = 400 * 86_400
"""How long a browser keeps the key; it opens nothing once its session is deleted."""

_BODY = Markup(
    '<a class="skip" href="#questions">{skip}</a>'
    '<header class="top"><p class="product">{brand} {product}</p><h1>{title}</h1>'
    '<p class="numbers"><span id="state" class="state" role="status"></span>'
    '<span><b id="participants">{participants}</b> {participants_word}</span>'
    '<span><b id="count">0</b> {questions_word}</span></p>'
    '<div class="tools"><a class="pill strong" href="{projector}" target="storbild" rel="noopener" title="{hint}">'
    '{big_screen}</a><button type="button" class="pill" id="closing" data-do="close">{close}</button>'
    '<details class="saving"><summary class="pill">{export}</summary><div class="list">{exports}</div></details>'
    '<button type="button" class="pill" data-ask="end">{end}</button>'
    '<a class="pill" href="#" data-do="language" data-language="{other}" lang="{other}">{other_name}</a></div></header>'
    '<p id="lost" class="lost" role="alert" data-said="{lost}"></p>'
    '<div class="over" id="over" hidden><p>{over}</p><button type="button" class="pill strong" data-do="new">{new}'
    "</button></div>"
    '<main class="lead"><section id="questions" tabindex="-1" aria-labelledby="asked"><h2 class="unseen" id="asked">{questions_word}</h2><fieldset class="filter">'
    '<legend class="unseen">{filter}</legend>{filters}</fieldset>'
    '<p id="empty" class="empty" data-none="{none}" data-like="{none_like}"></p><ol id="list" class="list"></ol>'
    '</section><aside>{way_in}<div id="summary"></div><section class="danger">'
    '<button type="button" class="plain" data-ask="erase">{erase}</button></section></aside></main>'
    '<p id="arrived" class="unseen" aria-live="polite" data-one="{arrived_one}" data-many="{arrived}"></p>'
    '<p id="said" class="toast" role="status" data-failed="{not_done}"></p>{dialogs}'
)


def facilitator(room: Room) -> APIRouter:
    """Make the addresses. The gate has let in only who has a key, and says which session it opens."""
    router = APIRouter()
    encode = remembering(room.guide.encode_questions)
    summaries: dict[tuple[int, int, Language, str], str] = {}

    @router.get(f"{LEAD}/in")
    async def let_in(request: Request, nyckel: str = "") -> Response:
        """Change the link's secret for a key that the browser keeps."""
        known = await room.run(facilitation.session_of_key, room.storage, request.cookies.get(FACILITATOR))
        # A browser that looks ahead must not use the link up.
        is_ahead = "prefetch" in request.headers.get("sec-purpose", "")
        if is_ahead or not room.invitations.take(nyckel):
            known_or_not = RedirectResponse(LEAD, 303, headers=closed())
            return known_or_not if known else turned_away(request, texts.DENIED, texts.DENIED_WHAT, 403)
        response = RedirectResponse(LEAD, 303, headers=closed())
        newest = (await room.run(facilitation.sessions, room.storage))[0]
        if not known or known.id != newest.id:
            keep(response, FACILITATOR, await room.run(facilitation.new_key, room.storage, newest.id), _KEY_S)
        return response

    @router.get(LEAD)
    async def lead(request: Request) -> Response:
        """Show the page; its questions come by themselves."""
        return _page(room, request.state.session, language_of(request))

    @router.get(f"{LEAD}/changes")
    async def changes(request: Request, since: int = 0) -> Response:
        """Give what is new since the page last asked."""
        session, language = request.state.session, language_of(request)
        found = await room.run(facilitation.changes_since, room.storage, session.id, since)
        several = len(room.guide.documents) > 1
        cards = [
            {
                "id": each.id,
                "html": card(each, room.guide.reflections, language, several=several),
                "question": each.question,
                "waits": each.answer is None,
            }
            for each in found.exchanges
        ]
        told = {"code": shown(found.session.code), "stateText": texts.STATES[found.session.state](language)}
        about = {"state": found.session.state, "participants": found.session.participants, **told}
        more = {"changes": found.session.changes, "count": found.count, "cards": cards}
        more["summary"] = f"{found.session.changes} {room.guide.state}"
        return JSONResponse(about | more, headers=closed())

    @router.get(f"{LEAD}/summary")
    async def summary(request: Request) -> Response:
        """Give what stands beside the questions."""
        session, language = request.state.session, language_of(request)
        key = (session.id, session.changes, language, room.guide.state)
        if key not in summaries:
            html = await to_thread.run_sync(_summary, room, encode, session, language)
            summaries.clear()
            summaries[key] = html
        return JSONResponse({"html": summaries[key]}, headers=closed())

    @router.post(f"{LEAD}/do/{{act}}")
    async def do(request: Request, act: str, exchange: int = 0) -> Response:
        """Do what was pressed."""
        session, language = request.state.session, language_of(request)
        try:
            if act == "erase":
                return await _erase(room, language)
            if act == "new":
                made = await room.run(facilitation.create_session, room.storage)
                response: Response = JSONResponse({"reload": True}, headers=closed())
                keep(response, FACILITATOR, made.facilitator_key, _KEY_S)
                return response
            if act not in _ACTS:
                return JSONResponse({"message": texts.NOT_DONE(language)}, 404, headers=closed())
            await room.run(_ACTS[act], room.storage, session.id, exchange)
        except WorkshopError as problem:
            return JSONResponse({"message": words(problem, language)}, 409, headers=closed())
        except TillitError as problem:
            return JSONResponse({"message": words(problem, language)}, 503, headers=closed())
        return JSONResponse({}, headers=closed())

    @router.get(f"{LEAD}/export/{{format_}}")
    async def export(request: Request, format_: str) -> Response:
        """Give the workshop as a file."""
        session, language = request.state.session, language_of(request)
        if format_ not in KINDS:
            return turned_away(request, texts.NOT_FOUND, texts.NOT_FOUND_WHAT, 404)
        documents = room.guide.documents
        report = await room.run(session_report, room.storage, session.id, documents, language)
        content = await to_thread.run_sync(exported, report, format_)
        ending, kind = KINDS[format_]
        name = f"Workshop {dt.datetime.now().astimezone():%Y-%m-%d %H.%M}.{ending}"
        disposition = f"attachment; filename=\"workshop.{ending}\"; filename*=UTF-8''{quote(name)}"
        return Response(content, media_type=kind, headers={**closed(), "content-disposition": disposition})

    return router


_ACTS: Mapping[str, Callable[[Storage, int, int], object]] = {
    "pin": lambda storage, session, exchange: facilitation.pin(storage, session, exchange, pinned=True),
    "unpin": lambda storage, session, exchange: facilitation.pin(storage, session, exchange, pinned=False),
    "hide": lambda storage, session, exchange: facilitation.hide(storage, session, exchange, hidden=True),
    "unhide": lambda storage, session, exchange: facilitation.hide(storage, session, exchange, hidden=False),
    "show": lambda storage, session, exchange: facilitation.project(storage, session, exchange),
    "unshow": lambda storage, session, _: facilitation.project(storage, session, None),
    "open": lambda storage, session, _: facilitation.set_state(storage, session, "open"),
    "close": lambda storage, session, _: facilitation.set_state(storage, session, "closed"),
    "end": lambda storage, session, _: facilitation.set_state(storage, session, "ended"),
}


async def _erase(room: Room, language: Language) -> Response:
    """Delete everything, say what it was, and make a new session, so that the page has one to stand for."""
    deleted = await room.run(retention.erase_everything, room.storage)
    made = await room.run(facilitation.create_session, room.storage)
    html = Markup(
        '<main class="card narrow" id="erased"><h1 tabindex="-1">{}</h1><p>{}</p><p>{}</p>'
        '<p><a class="pill strong" href="{}">{}</a></p></main>'
    ).format(
        texts.ERASED(language),
        texts.ERASED_WHAT(language, **asdict(deleted)),
        texts.ERASED_NEXT(language),
        LEAD,
        texts.TO_LEAD(language),
    )
    response = JSONResponse({"html": html}, headers=closed())
    keep(response, FACILITATOR, made.facilitator_key, _KEY_S)
    return response


def _summary(room: Room, encode: Encode, session: Session, language: Language) -> str:
    found = facilitation.changes_since(room.storage, session.id).exchanges
    counted = [each for each in found if not each.hidden]
    is_open = room.guide.state == "ready"
    alike = groups(counted, room.guide.documents, encode) if is_open and counted else ()
    return str(summary_html(counted, alike, room.guide.documents, language))


def _page(room: Room, session: Session, language: Language) -> Response:
    other: Language = "en" if language == "sv" else "sv"
    filters = {"all": texts.ALL, "pinned": texts.PINNED, "open-ends": texts.OPEN_ENDS, "hidden": texts.HIDDEN}
    body = _BODY.format(
        skip=texts.SKIP(language),
        brand=icons.BRAND,
        product=chat_texts.PRODUCT,
        title=session.title or texts.LEAD_TITLE(language),
        participants=session.participants,
        participants_word=texts.PARTICIPANTS(language).lower(),
        questions_word=texts.QUESTIONS(language).lower(),
        projector=PROJECTOR,
        hint=texts.BIG_SCREEN_HINT(language),
        big_screen=texts.BIG_SCREEN(language),
        close=texts.CLOSE(language),
        export=texts.EXPORT(language),
        exports=Markup("").join(
            Markup('<a href="{}/export/{}" download>{}</a>').format(LEAD, name, line(language))
            for name, line in texts.EXPORTS.items()
        ),
        end=texts.END(language),
        other=other,
        other_name=chat_texts.OTHER_LANGUAGE(language),
        lost=texts.LOST(language),
        over=texts.OVER(language),
        new=texts.NEW(language),
        filter=texts.FILTER(language),
        filters=Markup("").join(
            Markup('<label><input type="radio" name="filter" value="{}"{}><span>{}</span></label>').format(
                name, Markup(" checked") if name == "all" else "", line(language)
            )
            for name, line in filters.items()
        ),
        none=texts.NONE_YET(language),
        none_like=texts.NONE_LIKE_IT(language),
        way_in=_way_in(room, session, language),
        erase=texts.ERASE(language),
        arrived_one=texts.ARRIVED_ONE.sv if language == "sv" else texts.ARRIVED_ONE.en,
        arrived=texts.ARRIVED.sv if language == "sv" else texts.ARRIVED.en,
        not_done=texts.NOT_DONE(language),
        dialogs=_dialog("end", texts.END_SURE, texts.END_YES, language)
        + _dialog("erase", texts.ERASE_SURE, texts.ERASE_YES, language),
    )
    data = {
        "open": texts.OPEN(language),
        "close": texts.CLOSE(language),
        "gone": texts.GONE(language),
        "session": str(session.id),
    }
    return page(texts.LEAD_TITLE(language), body, language, "leading", scripts=("room.js", "lead.js"), data=data)


def _dialog(name: str, sure: chat_texts.Line, yes: chat_texts.Line, language: Language) -> Markup:
    return Markup(
        '<dialog id="ask-{0}" aria-labelledby="sure-{0}"><p id="sure-{0}">{1}</p><form method="dialog">'
        '<button value="no" class="pill" autofocus>{2}</button><button value="{0}" class="pill strong danger">{3}</button>'
        "</form></dialog>"
    ).format(name, sure(language), texts.CANCEL(language), yes(language))


def _way_in(room: Room, session: Session, language: Language) -> Markup:
    """Show how participants join: a square for their cameras, an address and the code."""
    address, *others = room.addresses()
    is_alone = address.startswith("http://127.")
    also = Markup('<p class="hint">{} {}</p>').format(texts.OTHER_ADDRESSES(language), ", ".join(others[:3]))
    return Markup(
        '<section class="way-in"><h2>{}</h2><div class="qr" role="img" aria-label="{}">{}</div><div>'
        '<p class="hint">{}</p><p class="address">{}</p><p class="hint">{}</p><p class="code" id="code">{}</p>'
        '<p class="hint">{}</p>{}</div></section>'
    ).format(
        texts.HOW_TO_JOIN(language),
        texts.QR(language, url=address),
        square(join_address(address, session.code)),
        texts.ADDRESS(language),
        address,
        texts.CODE(language),
        shown(session.code),
        texts.ALONE(language) if is_alone else texts.SAME_NETWORK(language),
        also if others else "",
    )


def square(text: str) -> Markup:
    """Give a QR code as an element."""
    return Markup(qr_svg(text))  # noqa: S704 - drawn by the library from modules, not from the text
