"""All addresses of the evaluation, closed to everybody but whoever sits at this machine."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from assistant.errors import TillitError
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.editing_routes import add_prompts, add_quotes, add_suites
from assistant.ui.evaluation.frame import EVALUATION, JUDGE, is_at_this_machine, is_foreign, language_of, told
from assistant.ui.evaluation.judging_routes import add_judging
from assistant.ui.evaluation.requests import gone, words_of
from assistant.ui.evaluation.running_routes import add_running

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def evaluation(desk: Desk) -> APIRouter:
    """Make the addresses."""

    class Guarded(APIRoute):
        def get_route_handler(self) -> _Handler:
            handler = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                if not desk.is_open or not is_at_this_machine(request):
                    return told(request, texts.NOT_HERE, texts.NOT_HERE_WHAT(language_of(request)), 404)
                if request.method != "GET" and is_foreign(request):
                    return told(request, texts.FOREIGN, texts.FOREIGN_WHAT(language_of(request)), 403, here=EVALUATION)
                try:
                    return await handler(request)
                except TillitError as problem:
                    here = JUDGE if request.url.path.startswith(JUDGE) else EVALUATION
                    return told(request, texts.WRONG, words_of(problem, language_of(request)), 409, here=here)

            return guarded

    router = APIRouter(route_class=Guarded)
    for part in (add_running, add_suites, add_prompts, add_quotes, add_judging):
        part(router, desk)

    @router.get(f"{EVALUATION}/{{rest:path}}")
    @router.get(f"{JUDGE}/{{rest:path}}")
    def missing(request: Request) -> Response:
        """Say that there is nothing."""
        return gone(request)

    return router
