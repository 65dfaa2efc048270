"""The addresses on which people judge answers."""

from collections.abc import Mapping

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.evaluation.labels import (
    LONGEST_COMMENT,
    SUPPORTS,
    USEFULS,
    Case,
    Label,
    cases,
    file_of,
    keep,
    of_rater,
    rater_name,
    read,
)
from assistant.evaluation.run_folder import Run, read_run
from assistant.evaluation.runs_made import find_run, runs_made
from assistant.ui.evaluation import judged, judging, texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.frame import JUDGE, closed, language_of, page
from assistant.ui.evaluation.requests import Form, gone, lead_to, sent


def add_judging(router: APIRouter, desk: Desk) -> None:
    """Add what asks who judges, takes judgements, and shows what they tell."""

    @router.get(JUDGE)
    def ask_who(request: Request, korning: str = "") -> Response:
        """Ask who judges, and what."""
        return _begin(desk, request, korning)

    @router.get(f"{JUDGE}/svar")
    def case(request: Request, vem: str = "", korning: str = "", nr: str = "", kvar: str = "") -> Response:
        """Show an answer: the one with a number, else the first that is not judged."""
        run, rater, language = _run(desk, korning), rater_name(vem), language_of(request)
        if run is None:
            return gone(request, JUDGE)
        if not rater:
            return _begin(desk, request, korning, texts.RATER_EMPTY(language))
        mine = of_rater(read(file_of(desk.data, korning)), rater)
        every = cases(run, rater)
        number = int(nr) if nr.isdecimal() and 1 <= int(nr) <= len(every) else _first_left(every, mine)
        body = (
            judging.case_page(run, rater, number, mine, language, need=bool(kvar))
            if number
            else judging.done_page(run, rater, len(every), language)
        )
        return page(texts.JUDGE(language), body, language, here=JUDGE)

    @router.post(f"{JUDGE}/svar")
    async def judge(request: Request) -> Response:
        """Keep a judgement; a script that keeps it as it is filled in gets no page."""
        form = await sent(request)
        rater, name, id_ = rater_name(form.one("vem")), form.one("korning"), form.one("fraga")
        run = await to_thread.run_sync(_run, desk, name)
        every = cases(run, rater) if run else ()
        number = next((at for at, each in enumerate(every, 1) if each.prompt.id == id_), None)
        if not rater or number is None:
            return gone(request, JUDGE)
        label = _label(form, rater, every[number - 1])
        path = file_of(desk.data, name)
        await to_thread.run_sync(keep, path, label)
        if "json" in request.headers.get("accept", ""):
            return JSONResponse({"kept": True}, headers=closed())
        query = {"vem": rater, "korning": name}
        if not label.is_complete:
            return lead_to(f"{JUDGE}/svar", **query, nr=str(number), kvar="1")
        mine = of_rater(await to_thread.run_sync(read, path), rater)
        if number < len(every) and not _is_judged(mine, every[number]):
            query["nr"] = str(number + 1)  # else whoever came back goes on with what is left
        return lead_to(f"{JUDGE}/svar", **query)

    @router.get(f"{JUDGE}/resultat")
    def results(request: Request, korning: str = "") -> Response:
        """Show what the judgements of a run tell."""
        run, language = _run(desk, korning), language_of(request)
        if run is None:
            return gone(request, JUDGE)
        return page(texts.SEE_RESULTS(language), judged.results_page(desk, run, language), language, here=JUDGE)


def _begin(desk: Desk, request: Request, chosen: str, problem: str = "") -> Response:
    language = language_of(request)
    body = judging.start_page(desk, runs_made(desk.data), language, chosen, problem)
    return page(texts.JUDGE(language), body, language, here=JUDGE)


def _label(form: Form, rater: str, case: Case) -> Label:
    """Read a judgement; a value that the form does not offer counts as none."""
    support = {str(place): form.one(f"support-{place}") for place in case.sentences}
    useful = form.one("useful")
    return Label(
        rater=rater,
        prompt=case.prompt.id,
        facts={fact.id: fact.id in form.many("fact") for fact in case.prompt.facts},
        support={place: level for place, level in support.items() if level in SUPPORTS},
        useful=useful if useful in USEFULS else None,
        comment=form.one("comment").strip()[:LONGEST_COMMENT],
    )


def _run(desk: Desk, name: str) -> Run | None:
    made = find_run(name, desk.data)
    return read_run(made.folder) if made and made.is_finished else None


def _first_left(every: tuple[Case, ...], mine: Mapping[str, Label]) -> int | None:
    return next((number for number, case in enumerate(every, 1) if not _is_judged(mine, case)), None)


def _is_judged(mine: Mapping[str, Label], case: Case) -> bool:
    return case.prompt.id in mine and mine[case.prompt.id].is_complete
