"""Who may reach what in a workshop. Everything is closed that is not named here, or in ``doors`` for the chat."""

import logging
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import TillitError, WorkshopError
from assistant.ui.doors import FILES, GRADIO, PAGES, is_too_large, with_own_missing_page
from assistant.ui.page import STATIC_PATH
from assistant.ui.workshop import texts
from assistant.ui.workshop.frame import closed, language_of, turned_away
from assistant.ui.workshop.room import FACILITATOR, GONE, JOIN, LEAD, PARTICIPANT, PROJECTOR, Room
from assistant.workshop.codes import normalised
from assistant.workshop.facilitation import session_of_key
from assistant.workshop.participation import participant_of

_OWN = frozenset(f"{STATIC_PATH}/{name}" for name in ("rate", "save", "talk", "room"))
"""What only participants have."""

_log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware: lets each request through to what its browser has joined, and turns the others away."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app = app
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; whatever fails behind the gate is logged, and told without a trace."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        has_begun = False

        async def noted_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            refusal = await self._refusal(request)
            if refusal:
                await refusal(scope, receive, send)
            else:
                await with_own_missing_page(self.app, scope, receive, noted_send)
        except Exception as error:
            # Whoever was let in a moment before everything was deleted is told what everybody is told after it.
            if isinstance(error, WorkshopError) and not has_begun and (refusal := await self._refusal(request)):
                await refusal(scope, receive, send)
                return
            if isinstance(error, TillitError):
                _log.warning("A page could not be shown: %s", error.message)
            else:
                _log.exception("A page could not be shown")
            if has_begun:
                raise
            await turned_away(request, texts.FAILED, texts.FAILED_WHAT, 500)(scope, receive, send)

    async def _refusal(self, request: Request) -> Response | None:
        """Give what a request is answered with instead; None lets it through."""
        path = request.scope["path"]
        if request.method not in {"GET", "HEAD"} and (refusal := _foreign_or_large(request)):
            return refusal
        if path in _OWN:
            return await self._without_token(request)
        if path == JOIN or path.startswith(f"{STATIC_PATH}/") or FILES.fullmatch(path):
            return None
        if path in {LEAD, PROJECTOR} or path.startswith((f"{LEAD}/", f"{PROJECTOR}/")):
            return None if path == f"{LEAD}/in" else await self._without_key(request)
        if path in PAGES or GRADIO.fullmatch(path):
            return await self._without_token(request)
        return turned_away(request, texts.NOT_FOUND, texts.NOT_FOUND_WHAT, 404)

    async def _without_key(self, request: Request) -> Response | None:
        session = await self.room.run(session_of_key, self.room.storage, request.cookies.get(FACILITATOR))
        if session:
            request.scope.setdefault("state", {})["session"] = session
            return None
        if "json" in request.headers.get("accept", ""):
            return JSONResponse({"message": texts.GONE(language_of(request))}, 403, headers=closed())
        return turned_away(request, texts.DENIED, texts.DENIED_WHAT, 403)

    async def _without_token(self, request: Request) -> Response | None:
        token = request.cookies.get(PARTICIPANT)
        code = request.query_params.get("kod", "")[:20]
        participant = await self.room.run(participant_of, self.room.storage, token)
        # Whoever comes with another code than that of the workshop joined before is asked whether to join.
        if participant and (not code or normalised(code) == participant.session.code):
            return None
        if request.scope["path"] not in PAGES:
            return JSONResponse({"message": texts.NOT_YOURS(language_of(request))}, 403, headers=closed())
        if not token and "med" in request.query_params:  # joined a moment ago, and the browser kept nothing of it
            return RedirectResponse(f"{JOIN}?kakor=nej", 303, headers=closed())
        # Whoever was in a workshop that was deleted is told so, and the tab forgets what it kept of it.
        query = {"kod": code} if code else {}
        query |= {GONE: "ja"} if token and not participant else {}
        return RedirectResponse(f"{JOIN}?{urlencode(query)}" if query else JOIN, 303, headers=closed())


def _foreign_or_large(request: Request) -> Response | None:
    """Refuse what another page sent, and what is longer than anything of ours.

    Cookies are not sent along from other sites as it is (SameSite); where a browser does not say where a request comes
    from, only what changes nothing for others is let through.
    """
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    is_told = origin not in {"", "null"}
    needs_origin = request.scope["path"].startswith((LEAD, PROJECTOR))
    if (is_told and urlsplit(origin).netloc != host) or (needs_origin and not is_told):
        return turned_away(request, texts.FOREIGN, texts.FOREIGN_WHAT, 403)
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return turned_away(request, texts.FOREIGN, texts.FOREIGN_WHAT, 403)
    if is_too_large(request):
        return turned_away(request, texts.TOO_LARGE, texts.TOO_LARGE_WHAT, 413)
    return None
