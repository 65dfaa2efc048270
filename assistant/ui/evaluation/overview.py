"""The page "Utvärdering": choose and run, follow, earlier runs, compare, the suites to edit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.evaluation.runs_made import runs_made
from assistant.evaluation.suite_shelf import Listed
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.frame import EVALUATION, joined
from assistant.ui.evaluation.lists import comparing_html, count_of, runs_html, suites_html, thumbs_html
from assistant.ui.texts import Language

if TYPE_CHECKING:
    from assistant.evaluation.playing import Progress

_BODY = Markup(
    '<h1>{title}</h1><p class="lead">{lead}</p>{problem}'
    '<section class="card" aria-labelledby="h-run"><h2 id="h-run">{run}</h2>{running}</section>'
    '<section class="card" aria-labelledby="h-runs"><h2 id="h-runs">{runs}</h2>{made}</section>'
    '<section class="card" aria-labelledby="h-compare"><h2 id="h-compare">{compare}</h2>{comparing}</section>'
    '<section class="card" aria-labelledby="h-suites"><h2 id="h-suites">{suites}</h2>{editing}</section>{thumbs}'
)
_START = Markup(
    '<p>{how}</p><form method="post" action="{path}/kor" class="stack"><label for="svit">{choose}</label>'
    '<select id="svit" name="svit" required>{options}</select>'
    '<label class="tick"><input type="checkbox" name="varianter" value="1"> <span>{variants} <small>{hint}</small>'
    '</span></label><p class="acts"><button class="primary">{start}</button></p></form>'
)
_BUSY = Markup(
    '<div id="running" data-poll="{path}/lage"><p id="said" role="status">{said}</p>'
    '<progress id="far" max="{total}" value="{done}" aria-label="{label}">{done}/{total}</progress>'
    '<div class="acts"><form method="post" action="{path}/stoppa"><button class="pill">{stop}</button></form>'
    '<noscript><a class="pill" href="{path}">{reload}</a></noscript></div></div>'
)


def overview(desk: Desk, language: Language, problem: str = "", typed: str = "") -> Markup:
    """Render the page.

    Args:
        desk: What there is.
        language: Of the interface.
        problem: Why what was asked for did not work, "" where nothing is wrong.
        typed: The name that was typed for a new suite.
    """
    suites, made = desk.suites(), runs_made(desk.data)
    return _BODY.format(
        title=texts.EVALUATION(language),
        lead=texts.LEAD(language),
        problem=Markup('<p class="fault" role="alert">{}</p>').format(problem) if problem else "",
        run=texts.RUN(language),
        running=_running(desk.progress, suites, language),
        runs=texts.RUNS(language),
        made=runs_html(made, desk.progress, language),
        compare=texts.COMPARE(language),
        comparing=comparing_html(made, language),
        suites=texts.SUITES(language),
        editing=suites_html(suites, language, typed),
        thumbs=thumbs_html(desk.drafts(), suites, language),
    )


def progress_of(progress: "Progress | None", language: Language) -> dict[str, Any]:
    """Give how far the run has come, as the page asks for it again and again."""
    if progress is None:
        return {"state": "idle", "busy": False, "said": "", "done": 0, "total": 0}
    said = texts.STATES.get(progress.state)
    problem = progress.problem
    values = {
        "suite": progress.suite,
        "done": progress.done,
        "total": progress.total,
        "problem": "" if problem is None else problem.swedish if language == "sv" else problem.message,
    }
    return {
        "state": progress.state,
        "busy": progress.is_busy,
        "said": said(language, **values) if said else "",
        "done": progress.done,
        "total": progress.total,
    }


def _running(progress: "Progress | None", suites: Sequence[Listed], language: Language) -> Markup:
    told = progress_of(progress, language)
    if told["busy"]:
        return _BUSY.format(
            path=EVALUATION,
            said=told["said"],
            total=max(told["total"], 1),
            done=told["done"],
            label=texts.PROGRESS(language),
            stop=texts.STOP(language),
            reload=texts.RELOAD(language),
        )
    start = _START.format(
        how=texts.RUN_HOW(language),
        path=EVALUATION,
        choose=texts.CHOOSE(language),
        options=_options(suites, language),
        variants=texts.VARIANTS(language),
        hint=texts.VARIANTS_HINT(language),
        start=texts.START(language),
    )
    if not told["said"]:
        return start
    link: Markup | str = ""
    if told["state"] == "finished" and progress and progress.folder:
        link = Markup('<a class="primary" href="{}/rapport/{}">{}</a>').format(
            EVALUATION, progress.folder.name, texts.READ_REPORT(language)
        )
    note = Markup('<div class="note" id="outcome" data-state="{}" tabindex="-1"><p role="status">{}</p>{}</div>')
    return note.format(told["state"], told["said"], link) + start


def _options(suites: Sequence[Listed], language: Language) -> Markup:
    """Group the suites that can be run: own ones, those of this text, those of others."""
    groups = (
        (texts.OWN_ONES, [each for each in suites if each.is_own]),
        (texts.DELIVERED, [each for each in suites if not each.is_own and not each.is_elsewhere]),
        (texts.ELSEWHERE, [each for each in suites if not each.is_own and each.is_elsewhere]),
    )
    shortest = min(
        (each for each in suites if each.suite and not each.is_elsewhere and each.suite.reviewed()),
        key=lambda each: (not each.is_own, len(each.suite.prompts) if each.suite else 0),
        default=None,
    )
    option = Markup('<option value="{}"{}{}>{} ({})</option>')
    return joined(
        Markup('<optgroup label="{}">{}</optgroup>').format(
            name(language),
            joined(
                option.format(
                    each.key,
                    Markup(" selected") if each is shortest else "",
                    "" if each.suite and each.suite.reviewed() else Markup(" disabled"),
                    each.suite.name if each.suite else each.path.stem,
                    count_of(each, language),
                )
                for each in found
            ),
        )
        for name, found in groups
        if found
    )
