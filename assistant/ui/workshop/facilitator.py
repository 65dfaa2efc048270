"""The facilitator's page: what it shows at first, what it asks for again and again, and what it does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict

from anyio import to_thread
from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assistant.errors import StorageError, TillitError, WorkshopError
from assistant.ui.files import KINDS, as_file, download
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.ui.workshop.cards import card
from assistant.ui.workshop.frame import closed, language_of, turned_away
from assistant.ui.workshop.joining import keep, words
from assistant.ui.workshop.lead_page import lead_page
from assistant.ui.workshop.room import FACILITATOR, LEAD, Room
from assistant.ui.workshop.summary import summary_html
from assistant.workshop import facilitation, retention
from assistant.workshop.codes import shown
from assistant.workshop.overview import groups, remembering
from assistant.workshop.records import Session
from assistant.workshop.reporting import session_report
from assistant.workshop.storage import Storage

_KEY_S = 400 * 86_400
"""How long a browser keeps the key; it opens nothing once its session is deleted."""


def facilitator(room: Room) -> APIRouter:
    """Make the addresses. The gate has let in only who has a key, and says which session it opens."""
    router = APIRouter()
    for part in (_entering(room), _watching(room), _doing(room)):
        router.include_router(part)
    return router


def _entering(room: Room) -> APIRouter:
    router = APIRouter()

    @router.get(f"{LEAD}/in")
    async def let_in(request: Request, nyckel: str = "") -> Response:
        """Change the link's secret for a key that the browser keeps."""
        known = await room.run(facilitation.session_of_key, room.storage, request.cookies.get(FACILITATOR))
        # A browser that looks ahead must not use the link up.
        is_ahead = "prefetch" in request.headers.get("sec-purpose", "")
        if is_ahead or not room.invitations.take(nyckel):
            inside = RedirectResponse(LEAD, 303, headers=closed())
            return inside if known else turned_away(request, texts.DENIED, texts.DENIED_WHAT, 403)
        response = RedirectResponse(LEAD, 303, headers=closed())
        newest = next(iter(await room.run(facilitation.sessions, room.storage)), None)
        if not newest:
            await _begin(room, response)
        elif not known or known.id != newest.id:
            keep(response, FACILITATOR, await room.run(facilitation.new_key, room.storage, newest.id), _KEY_S)
        return response

    @router.get(LEAD)
    async def lead(request: Request) -> Response:
        """Show the page; its questions come by themselves."""
        return lead_page(room, request.state.session, language_of(request))

    return router


def _watching(room: Room) -> APIRouter:
    router = APIRouter()

    @router.get(f"{LEAD}/changes")
    async def changes(request: Request, since: str = "0") -> Response:
        """Give what is new since the page last asked."""
        session, language = request.state.session, language_of(request)
        found = await room.run(facilitation.changes_since, room.storage, session.id, _number(since))
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
        summaries = room.seen.summaries
        if key not in summaries:
            html = await to_thread.run_sync(_summary, room, session, language)
            summaries.clear()
            summaries[key] = html
        return JSONResponse({"html": summaries[key]}, headers=closed())

    return router


def _doing(room: Room) -> APIRouter:
    router = APIRouter()

    @router.post(f"{LEAD}/do/{{act}}")
    async def do(request: Request, act: str, exchange: str = "0", address: str = "") -> Response:
        """Do what was pressed."""
        session, language = request.state.session, language_of(request)
        try:
            if act == "erase":
                return await _erase(room, language)
            if act == "new":
                return await _begin(room, JSONResponse({"reload": True}, headers=closed()))
            if act == "address" and room.choose(address):
                return JSONResponse({"reload": True}, headers=closed())
            if act not in _ACTS:
                return JSONResponse({"message": texts.NOT_DONE(language)}, 404, headers=closed())
            await room.run(_ACTS[act], room.storage, session.id, _number(exchange))
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
        content = await to_thread.run_sync(as_file, report, format_)
        return download(content, format_, "Workshop", report.made_at)

    return router


_ACTS: Mapping[str, Callable[[Storage, int, int], object]] = {
    "pin": lambda storage, session, exchange: facilitation.pin(storage, session, exchange, pinned=True),
    "unpin": lambda storage, session, exchange: facilitation.pin(storage, session, exchange, pinned=False),
    "hide": lambda storage, session, exchange: facilitation.hide(storage, session, exchange, hidden=True),
    "unhide": lambda storage, session, exchange: facilitation.hide(storage, session, exchange, hidden=False),
    "show": facilitation.project,
    "unshow": lambda storage, session, _: facilitation.project(storage, session, None),
    "open": lambda storage, session, _: facilitation.set_state(storage, session, "open"),
    "close": lambda storage, session, _: facilitation.set_state(storage, session, "closed"),
    "end": lambda storage, session, _: facilitation.set_state(storage, session, "ended"),
}


async def _begin(room: Room, response: Response) -> Response:
    """Make a new session, and let the browser keep its key."""
    made = await room.run(facilitation.create_session, room.storage)
    keep(response, FACILITATOR, made.facilitator_key, _KEY_S)
    return response


async def _erase(room: Room, language: Language) -> Response:
    """Delete everything, say what it was, and make a new session, so that the page has one to stand for."""
    try:
        deleted = await room.run(retention.erase_everything, room.storage)
        counts = [
            (one if asdict(deleted)[name] == 1 else many)(language, count=asdict(deleted)[name])
            for name, (one, many) in texts.ERASED_COUNTS.items()
        ]
        said = texts.ERASED_WHAT(language, deleted=", ".join(counts))
    except StorageError as problem:  # the rows are gone, but not yet every byte of them
        said = words(problem, language)
    await room.forget()
    html = Markup(
        '<main class="card narrow" id="erased"><h1 tabindex="-1">{}</h1><p>{}</p><p>{}</p>'
        '<p><a class="pill strong" href="{}">{}</a></p></main>'
    ).format(texts.ERASED(language), said, texts.ERASED_NEXT(language), LEAD, texts.TO_LEAD(language))
    return await _begin(room, JSONResponse({"html": html}, headers=closed()))


def _number(text: str) -> int:
    """Read a number that our own page sent; 0, which names nothing, for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0


def _summary(room: Room, session: Session, language: Language) -> str:
    encode = remembering(room.guide.encode_questions, room.seen.vectors)
    found = facilitation.changes_since(room.storage, session.id).exchanges
    counted = [each for each in found if not each.hidden]
    is_open = room.guide.state == "ready"
    alike = groups(counted, room.guide.documents, encode) if is_open and counted else ()
    return str(summary_html(counted, alike, room.guide.documents, language))
