"""The addresses that run suites, follow a run, and show reports."""

from pathlib import Path

from anyio import to_thread
from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.evaluation.runs_made import COMPARISONS, compare_made, find_run, report_of, suite_of
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.frame import EVALUATION, REPORT_POLICY, closed, language_of, page
from assistant.ui.evaluation.overview import overview, progress_of
from assistant.ui.evaluation.requests import gone, lead_to, sent

_BACK = Markup(
    '<p style="max-width:62rem;margin:0 auto;padding:1rem 1.25rem 0"><a href="{}" '
    'style="color:inherit;font-size:.9375rem;font-weight:600">← {}</a></p>'
)


def add_running(router: APIRouter, desk: Desk) -> None:
    """Add what runs suites and shows runs."""

    @router.get(EVALUATION)
    def show(request: Request) -> Response:
        """Show the page."""
        language = language_of(request)
        return page(texts.EVALUATION(language), overview(desk, language), language, here=EVALUATION)

    @router.get(f"{EVALUATION}/lage")
    def state(request: Request) -> Response:
        """Tell how far the run has come."""
        return JSONResponse(progress_of(desk.progress, language_of(request)), headers=closed())

    @router.post(f"{EVALUATION}/kor")
    async def start(request: Request) -> Response:
        """Begin a run."""
        form = await sent(request)
        listed = await to_thread.run_sync(desk.suite, form.one("svit"))
        if listed is None:
            return gone(request)
        player = await to_thread.run_sync(desk.player)
        player.start(listed.path, variants=bool(form.one("varianter")))
        return lead_to(EVALUATION)

    @router.post(f"{EVALUATION}/fortsatt")
    async def go_on(request: Request) -> Response:
        """Go on with a run that was stopped."""
        made = await to_thread.run_sync(find_run, (await sent(request)).one("korning"), desk.data)
        if made is None or made.is_finished:
            return gone(request)
        suite, variants = await to_thread.run_sync(suite_of, made, desk.data, desk.documents)
        player = await to_thread.run_sync(desk.player)
        player.start(suite, variants=variants, folder=made.folder)
        return lead_to(EVALUATION)

    @router.post(f"{EVALUATION}/stoppa")
    async def stop() -> Response:
        """Stop the run."""
        (await to_thread.run_sync(desk.player)).stop()
        return lead_to(EVALUATION)

    @router.get(f"{EVALUATION}/rapport/{{name}}")
    def report(request: Request, name: str) -> Response:
        """Show the report of a run."""
        made = find_run(name, desk.data)
        return _report(request, report_of(made)) if made else gone(request)

    @router.post(f"{EVALUATION}/jamfor")
    async def compare(request: Request) -> Response:
        """Compare two runs."""
        form = await sent(request)
        old, new = [await to_thread.run_sync(find_run, form.one(name), desk.data) for name in ("fore", "efter")]
        if old is None or new is None:
            return gone(request)
        written = await to_thread.run_sync(compare_made, old, new, desk.data)
        return lead_to(f"{EVALUATION}/jamforelse/{written.parent.name}")

    @router.get(f"{EVALUATION}/jamforelse/{{name}}")
    def comparison(request: Request, name: str) -> Response:
        """Show the report of a comparison."""
        found = next(
            (each for each in (desk.data / COMPARISONS).glob("*/report.html") if each.parent.name == name), None
        )
        return _report(request, found) if found else gone(request)


def _report(request: Request, written: Path) -> Response:
    """Give a report as it was written, with a way back above it."""
    back = _BACK.format(EVALUATION, texts.BACK(language_of(request)))
    html = written.read_text("utf-8").replace("<body>", f"<body>{back}", 1)
    return HTMLResponse(html, headers=closed(REPORT_POLICY))
