"""What the evaluation's routes have in common: reading a form, leading on, saying that something is not there."""

from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.errors import TillitError
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.frame import EVALUATION, closed, language_of, told
from assistant.ui.texts import Language

_MOST_BYTES = 500_000


class Form:
    """What a form of ours sent."""

    def __init__(self, body: bytes) -> None:
        self._values = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)

    def one(self, name: str) -> str:
        """Give a field's value, "" where it was not sent; line ends as here."""
        return self.many(name)[-1] if self.many(name) else ""

    def many(self, name: str) -> list[str]:
        """Give every value of a field."""
        return [value.replace("\r\n", "\n") for value in self._values.get(name, [])]


async def sent(request: Request) -> Form:
    """Read the form of a request.

    Raises:
        TillitError: It is longer than any of ours.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise TillitError(
                f"The form is longer than {_MOST_BYTES} bytes. Expected a few pages of text. Shorten it.",
                "Formuläret är för långt. Korta texten.",
            )
    return Form(bytes(body))


def lead_to(path: str, **query: str) -> Response:
    """Lead the browser to a page of ours."""
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303, headers=closed())


def gone(request: Request, here: str = EVALUATION) -> Response:
    """Say that what was asked for is not there."""
    return told(request, texts.NOT_FOUND, texts.NOT_FOUND_WHAT(language_of(request)), 404, here=here)


def words_of(problem: TillitError, language: Language) -> str:
    """Give a problem in the language of the page."""
    return problem.swedish if language == "sv" else problem.message
