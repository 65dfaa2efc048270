"""Plain addresses beside the page: is the server there, what somebody thinks of an answer, a conversation as a file."""

import datetime as dt
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import APIRouter
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.errors import StorageError, WorkshopError
from assistant.exports.report import conversation_report
from assistant.records import Answer
from assistant.ui import texts
from assistant.ui.files import KINDS, as_file, download
from assistant.ui.kept import MOST_CHARS, read_kept
from assistant.ui.messages import turns
from assistant.ui.texts import Language
from assistant.ui.workshop.frame import turned_away
from assistant.workshop.pace import Pace
from assistant.workshop.participation import rate_again, rate_answer
from assistant.workshop.records import Rating, Vote
from assistant.workshop.storage import Storage

_PER_MINUTE = 30
"""Ratings, and files, that one device may ask for."""
_RATING_BYTES = 500_000
_ESCAPED = 3
"""Bytes that a character of a form takes at the most, as often as not."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of an answer."""

    answer: Answer
    vote: Vote | None
    """None takes it back."""
    word: str = ""
    consents: bool = False
    receipt: str = ""
    """Of the opinion that this one replaces: whoever holds it may change that one, also after a restart."""
    language: Language = "sv"


_OPINION = TypeAdapter(Opinion)


def keep(storage: Storage, opinion: Opinion) -> str:
    """Store an opinion, or change one, and give the receipt for it; "" for one taken back.

    Raises:
        StorageError: It cannot be stored.
    """
    rating = Rating(opinion.vote, opinion.word, opinion.consents) if opinion.vote else None
    if opinion.receipt and rate_again(storage, opinion.receipt, rating):
        return opinion.receipt if rating else ""
    return rate_answer(storage, opinion.answer, rating) if rating else ""


def services(storage: Storage) -> APIRouter:
    """Make the addresses."""
    router = APIRouter()
    instance = secrets.token_hex(8)
    ratings_pace, files_pace = Pace(_PER_MINUTE), Pace(_PER_MINUTE)

    @router.get("/alive")
    async def alive() -> JSONResponse:
        """Tell that the server is there, and which one: a tab notices that it was restarted."""
        return JSONResponse({"instance": instance}, headers={"cache-control": "no-store"})

    @router.post("/rate")
    async def rate(request: Request) -> Response:
        """Keep what somebody thinks of an answer."""
        body = await _body(request, _RATING_BYTES)
        try:
            opinion = _OPINION.validate_json(body or b"")
        except ValidationError:
            return PlainTextResponse("Expected an opinion as the page sends it.", 400)
        try:
            ratings_pace.take(_device(request))
            receipt = await to_thread.run_sync(keep, storage, opinion)
        except WorkshopError:
            return JSONResponse({"message": texts.TOO_FAST(opinion.language)}, 429)
        except StorageError as problem:
            said = problem.swedish if opinion.language == "sv" else problem.message
            return JSONResponse({"message": said}, 503)
        return JSONResponse({"receipt": receipt})

    @router.post("/save")
    async def save(request: Request) -> Response:
        """Give a conversation, which the tab sends along, as a file."""
        body = await _body(request, MOST_CHARS * _ESCAPED)
        form = {name: values[-1] for name, values in parse_qs((body or b"").decode("utf-8", "replace")).items()}
        language: Language = "en" if form.get("language") == "en" else "sv"
        format_ = form.get("format", "")
        told = turns(read_kept(form.get("kept", ""), language))
        if format_ not in KINDS or not told:
            return turned_away(request, texts.NOT_SAVED, texts.NOT_SAVED_WHAT, 400)
        try:
            files_pace.take(_device(request))
        except WorkshopError:
            return turned_away(request, texts.NOT_SAVED, texts.TOO_FAST, 429)
        made_at = dt.datetime.now().astimezone()
        content = await to_thread.run_sync(as_file, conversation_report(told, made_at, language), format_)
        return download(content, format_, texts.FILE_NAME(language), made_at)

    return router


def _device(request: Request) -> str:
    """Tell devices apart for the pace; the address is held in memory for that alone."""
    return request.client.host if request.client else ""


async def _body(request: Request, most_bytes: int) -> bytes | None:
    """Read what a page of ours sent; None where it is another's, or too much."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            return None
    return bytes(body)
