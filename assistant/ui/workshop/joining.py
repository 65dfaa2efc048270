"""What participants reach beside the chat: the way in, their thumbs, their conversation, and how the room stands."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs

from fastapi import APIRouter
from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assistant.errors import StorageError, TillitError, WorkshopError
from assistant.ui import icons
from assistant.ui import texts as chat_texts
from assistant.ui.page import STATIC_PATH
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.ui.workshop.frame import closed, kept, language_of, page
from assistant.ui.workshop.room import GONE, JOIN, PARTICIPANT, Room
from assistant.workshop import participation
from assistant.workshop.records import Rating, State, Vote

_FORM_BYTES = 2_000
_OPINION_BYTES = 500_000
_DAY_S = 86_400

_Standing = Literal["new", "in", "gone"]
"""Of whoever opens the way in: in no workshop yet, in one already, or in one that was deleted."""

_BODY = Markup(
    '<header class="plain"><p class="product">{brand} {product}</p>'
    '<a class="pill" href="#" data-do="language" data-language="{other}" lang="{other}">{other_name}</a></header>'
    '<main class="card narrow"><h1>{title}</h1>{notice}<p class="how">{how}</p>'
    '<form method="post" action="{join}"><label for="kod">{code}</label>'
    '<input id="kod" name="kod" value="{value}" required maxlength="20" autocomplete="off" autocapitalize="characters" '
    'spellcheck="false" enterkeyhint="go" aria-describedby="shape{error_id}"{invalid}{autofocus}>'
    '<p id="shape" class="hint">{shape}</p>{error}<button class="primary">{button}</button></form>'
    '<p class="kept">{kept}</p></main>'
)


@dataclass(frozen=True, slots=True)
class _Known:
    """The part of an answer by which its question is found again."""

    id: str


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What a participant thinks of an answer; None takes it back."""

    answer: _Known
    vote: Vote | None
    word: str = ""
    consents: bool = False


_OPINION = TypeAdapter(_Opinion)


def joining(room: Room) -> APIRouter:
    """Make the addresses."""
    router = APIRouter()
    for part in (_entering(room), _conversing(room)):
        router.include_router(part)
    return router


def _entering(room: Room) -> APIRouter:
    router = APIRouter()

    @router.get(JOIN)
    async def ask_for_code(request: Request) -> Response:
        """Ask for the code; a link fills it in and joins nobody."""
        token = request.cookies.get(PARTICIPANT)
        is_in = await room.run(participation.participant_of, room.storage, token)
        problem = texts.NO_COOKIES(language_of(request)) if "kakor" in request.query_params else ""
        is_gone = GONE in request.query_params and bool(token)
        standing: _Standing = "in" if is_in else "gone" if is_gone else "new"
        return _form(room, request, request.query_params.get("kod", ""), problem, standing=standing)

    @router.post(JOIN)
    async def join(request: Request) -> Response:
        """Let somebody in by a code."""
        language = language_of(request)
        form = parse_qs((await body_of(request, _FORM_BYTES)).decode("utf-8", "replace"))
        code = form.get("kod", [""])[-1]
        sender = request.client.host if request.client else ""
        if not code.strip():
            return _form(room, request, "", texts.FRAGMENTARY(language), status=400)
        try:
            room.joins.take(sender)
        except WorkshopError as problem:
            said = texts.CROWDED(language, count=problem.wait_s)
            return _form(room, request, code, said, status=429, wait_s=problem.wait_s)
        try:
            joined = await room.run(participation.join, room.storage, room.door, code, sender)
        except WorkshopError as problem:
            status = 429 if problem.wait_s else 400
            return _form(room, request, code, words(problem, language), status=status, wait_s=problem.wait_s)
        response = RedirectResponse("/?med=1", 303, headers=closed())
        days = max(room.settings.retention_days, 1)
        keep(response, PARTICIPANT, joined.token, days * _DAY_S)
        return response

    return router


def _conversing(room: Room) -> APIRouter:
    router = APIRouter()

    @router.post(f"{STATIC_PATH}/rate")
    async def rate(request: Request) -> Response:
        """Keep what a participant thinks of an answer to a question of their own."""
        language = language_of(request)
        token = request.cookies.get(PARTICIPANT, "")
        try:
            opinion = _OPINION.validate_json(await body_of(request, _OPINION_BYTES))
        except ValidationError:
            return JSONResponse({"message": chat_texts.NOT_RATED(language)}, 400)
        rating = Rating(opinion.vote, opinion.word, opinion.consents) if opinion.vote else None
        try:
            room.ratings.take(token)
            found = await room.run(participation.conversation, room.storage, token)
            own = next((each for each in found if each.answer and each.answer.id == opinion.answer.id), None)
            if not own:
                return JSONResponse({"message": texts.NOT_THERE(language)}, 404)
            await room.run(participation.rate, room.storage, token, own.id, rating)
        except WorkshopError as problem:
            said = chat_texts.TOO_FAST(language) if problem.wait_s else words(problem, language)
            return JSONResponse({"message": said}, 429 if problem.wait_s else 403)
        except StorageError as problem:
            return JSONResponse({"message": words(problem, language)}, 503)
        return JSONResponse({"receipt": ""})

    @router.get(f"{STATIC_PATH}/talk")
    async def talk(request: Request) -> Response:
        """Give a participant's conversation the way a tab keeps it: for copying, thumbs and saving."""
        found = await room.run(participation.conversation, room.storage, request.cookies.get(PARTICIPANT, ""))
        rows = [
            {
                "question": each.question,
                "answer": each.answer.as_dict() if each.answer else None,
                "note": "",
                "vote": each.rating.vote if each.rating else None,
            }
            for each in found
        ]
        return JSONResponse(rows, headers=closed())

    @router.get(f"{STATIC_PATH}/room")
    async def state(request: Request) -> Response:
        """Tell how the room stands, in one line."""
        token = request.cookies.get(PARTICIPANT)
        participant = await room.run(participation.participant_of, room.storage, token)
        now: State = participant.session.state if participant else "ended"
        return JSONResponse({"state": now, **_told(now, language_of(request))}, headers=closed())

    return router


def words(problem: TillitError, language: Language) -> str:
    """Give what a problem says to a person."""
    return problem.swedish if language == "sv" else problem.message


def keep(response: Response, name: str, secret: str, seconds: int) -> None:
    """Let a browser keep a secret. Workshops are served without https, so that it cannot be asked for here."""
    response.set_cookie(name, secret, max_age=seconds, path="/", httponly=True, samesite="lax")


async def body_of(request: Request, most_bytes: int) -> bytes:
    """Read what was sent, as far as it may go."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            return b""
    return bytes(body)


def _told(state: State, language: Language) -> dict[str, str]:
    lines: dict[Literal["closed", "ended"], str] = {
        "closed": texts.CLOSED_NOW(language),
        "ended": texts.ENDED(language),
    }
    if state == "open":
        return {"line": "", "link": ""}
    return {"line": lines[state], "link": texts.OTHER_CODE(language) if state == "ended" else ""}


def _form(
    room: Room,
    request: Request,
    code: str,
    problem: str = "",
    *,
    standing: _Standing = "new",
    status: int = 200,
    wait_s: int = 0,
) -> Response:
    language = language_of(request)
    other: Language = "en" if language == "sv" else "sv"
    in_already = Markup('<p class="notice">{} <a href="/">{}</a></p>').format(
        texts.ALREADY_IN(language), texts.BACK_TO_TALK(language)
    )
    gone = Markup('<p class="notice" role="status">{}</p>').format(texts.DELETED(language))
    body = _BODY.format(
        brand=icons.BRAND,
        product=chat_texts.PRODUCT,
        other=other,
        other_name=chat_texts.OTHER_LANGUAGE(language),
        title=texts.JOIN_TITLE(language),
        notice={"new": "", "in": in_already, "gone": gone}[standing],
        how=texts.JOIN_HOW(language),
        join=JOIN,
        code=texts.CODE(language),
        value=code[:20].strip(),
        error_id=" problem" if problem else "",
        invalid=Markup(' aria-invalid="true"') if problem else "",
        autofocus=Markup(" autofocus") if problem or not code else "",
        shape=texts.CODE_SHAPE(language),
        error=Markup('<p id="problem" class="problem" role="alert">{}</p>').format(problem) if problem else "",
        button=texts.JOIN(language),
        kept=kept(room.settings, language),
    )
    data = {"forget": "yes"} if standing == "gone" else {}
    shown = page(texts.JOIN_TITLE(language), body, language, "joining", scripts=("room.js",), data=data, status=status)
    if wait_s:
        shown.headers["retry-after"] = str(wait_s)
    return shown
