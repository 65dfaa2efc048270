"""The addresses that copy, make and change a person's own suites."""

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.errors import TillitError
from assistant.evaluation.prompt_edits import (
    Filled,
    RefusedError,
    faults_of,
    filled_of,
    remove_prompt,
    rows_of,
    save_prompt,
)
from assistant.evaluation.suite_shelf import copy_to_own, own_path, tree_of
from assistant.evaluation.suites import SuiteError, load_suite
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk, OpenSuite
from assistant.ui.evaluation.editing import fault_text, prompt_page, suite_page
from assistant.ui.evaluation.frame import EVALUATION, closed, language_of, page
from assistant.ui.evaluation.overview import overview
from assistant.ui.evaluation.requests import Form, gone, lead_to, sent, words_of


def add_suites(router: APIRouter, desk: Desk) -> None:
    """Add what lists own suites and makes new ones."""

    @router.post(f"{EVALUATION}/kopiera")
    async def copy(request: Request) -> Response:
        """Copy a delivered suite to the own ones."""
        listed = await to_thread.run_sync(desk.suite, (await sent(request)).one("svit"))
        if listed is None:
            return gone(request)
        path = await to_thread.run_sync(copy_to_own, listed, desk.data, desk.documents)
        return lead_to(f"{EVALUATION}/svit", namn=f"egen:{path.name}", kopia="1")

    @router.post(f"{EVALUATION}/ny")
    async def new_suite(request: Request) -> Response:
        """Begin an own suite: it is made when its first prompt is saved."""
        typed, language = (await sent(request)).one("namn"), language_of(request)
        path = own_path(typed, desk.data)
        if path is None or path.exists():
            problem = texts.NEW_SUITE_TAKEN if path else texts.NEW_SUITE_NAME
            return await to_thread.run_sync(_again, desk, request, problem(language), typed)
        return lead_to(f"{EVALUATION}/fraga", svit=f"egen:{path.name}")

    @router.get(f"{EVALUATION}/svit")
    def suite(request: Request, namn: str = "", sparad: str = "", kopia: str = "", borta: str = "") -> Response:
        """List an own suite's prompts."""
        opened, language = desk.editable(namn), language_of(request)
        if opened is None or not opened.path.exists():
            return gone(request)
        said = (
            texts.COPIED(language, name=opened.path.stem) if kopia
            else texts.REMOVED(language) if borta
            else texts.SAVED(language, question=sparad) if sparad
            else ""
        )  # fmt: skip
        problem = None
        try:
            load_suite(opened.path, opened.documents)
        except SuiteError as error:
            problem = error
        return page(opened.path.stem, suite_page(opened, language, said, problem), language, here=EVALUATION)


def add_prompts(router: APIRouter, desk: Desk) -> None:
    """Add what edits the prompts of an own suite."""

    @router.get(f"{EVALUATION}/fraga")
    def prompt(request: Request, svit: str = "", id: str = "", utkast: str = "") -> Response:  # noqa: A002 - in the address
        """Show the form for a prompt: a new one, one of the suite, or one drafted from a thumb down."""
        opened = desk.editable(svit)
        if opened is None:
            return gone(request)
        filled = _wanted(desk, opened, id, utkast)
        if filled is None:
            return gone(request)
        return _prompt(request, opened, filled)

    @router.post(f"{EVALUATION}/fraga")
    async def save(request: Request) -> Response:
        """Save a prompt, or show what is wrong with it; nothing that was typed is lost."""
        form, language = await sent(request), language_of(request)
        opened = await to_thread.run_sync(desk.editable, form.one("svit"))
        if opened is None:
            return gone(request)
        filled = _filled(form)
        try:
            await to_thread.run_sync(save_prompt, opened.path, filled, form.one("stamp"), opened.documents)
        except RefusedError as refused:
            body = prompt_page(opened, filled, language, refused.faults)
        except TillitError as problem:
            body = prompt_page(opened, filled, language, problem=words_of(problem, language))
        else:
            return lead_to(f"{EVALUATION}/svit", namn=opened.key, sparad=filled.question.strip()[:80])
        return page(texts.EDIT_PROMPT(language), body, language, here=EVALUATION, status=422)

    @router.post(f"{EVALUATION}/ta-bort")
    async def remove(request: Request) -> Response:
        """Take a prompt out of a suite."""
        form = await sent(request)
        opened = await to_thread.run_sync(desk.editable, form.one("svit"))
        if opened is None or not opened.path.exists():
            return gone(request)
        values = (opened.path, form.one("id"), form.one("stamp"), opened.documents)
        await to_thread.run_sync(remove_prompt, *values)
        return lead_to(f"{EVALUATION}/svit", namn=opened.key, borta="1")


def add_quotes(router: APIRouter, desk: Desk) -> None:
    """Add what checks a quote as it is marked."""

    @router.post(f"{EVALUATION}/citat")
    async def quote(request: Request) -> Response:
        """Tell whether what was marked stands in the text, letter for letter."""
        form, language = await sent(request), language_of(request)
        opened = await to_thread.run_sync(desk.editable, form.one("svit"))
        marked = " ".join(form.one("citat").split())
        if opened is None or not marked:
            return JSONResponse({"problem": texts.MARKED_NOTHING(language)}, headers=closed())
        filled = Filled(question="?", quotes=(marked,))
        faults = await to_thread.run_sync(faults_of, filled, opened.documents)
        if faults:
            return JSONResponse({"problem": fault_text(faults[0], language)}, headers=closed())
        return JSONResponse({"quote": marked}, headers=closed())


def _again(desk: Desk, request: Request, problem: str, typed: str) -> Response:
    """Show the page once more with what was wrong, and what was typed."""
    language = language_of(request)
    body = overview(desk, language, problem, typed)
    return page(texts.EVALUATION(language), body, language, here=EVALUATION, status=422)


def _wanted(desk: Desk, opened: OpenSuite, id_: str, draft: str) -> Filled | None:
    """Give what the form begins with: nothing, a prompt of the suite, or a draft; None for one that is not there."""
    if not id_ and not draft:
        return Filled()
    rows = desk.drafts() if draft else rows_of(tree_of(opened.path)) if opened.path.exists() else []
    row = next((each for each in rows if str(each.get("id")) == (draft or id_)), None)
    # A draft is no prompt of the suite yet, whatever it is called.
    return None if row is None else filled_of({**row, "id": ""} if draft else row)


def _prompt(request: Request, opened: OpenSuite, filled: Filled) -> Response:
    language = language_of(request)
    title = (texts.EDIT_PROMPT if filled.id else texts.NEW_PROMPT)(language)
    return page(title, prompt_page(opened, filled, language), language, here=EVALUATION)


def _filled(form: Form) -> Filled:
    return Filled(
        id=form.one("id"),
        question=form.one("question").strip(),
        earlier=_lines(form.one("earlier")),
        kind=form.one("kind"),
        statuses=tuple(form.many("status")),
        quotes=tuple(group.strip() for group in form.many("quotes") if group.strip()),
        vital=_lines(form.one("vital")),
        other=_lines(form.one("other")),
        must_not=_lines(form.one("must_not")),
        is_draft=bool(form.one("draft")),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
