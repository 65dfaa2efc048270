"""The page "Utvärdering": choose and run, follow, earlier runs, compare, the suites to edit."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.evaluation.runs_made import Made, runs_made
from assistant.evaluation.suite_shelf import Listed, is_stale
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.frame import EVALUATION, JUDGE, joined
from assistant.ui.texts import Language

if TYPE_CHECKING:
    from assistant.evaluation.playing import Progress

NEW_OWN = "egen:egna-fragor.yaml"
"""Where drafts go when there is no own suite yet."""

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
_MADE = Markup(
    '<li class="run" data-verdict="{verdict}"><div><h3>{suite}</h3><p class="when">{when}</p></div>'
    '<div><p class="verdict">{told}</p><p class="aside">{aside}</p></div><div class="acts">{acts}</div></li>'
)
_COMPARE = Markup(
    '<p>{how}</p><form method="post" action="{path}/jamfor" class="two"><div><label for="fore">{before}</label>'
    '<select id="fore" name="fore">{old}</select></div><div><label for="efter">{after}</label>'
    '<select id="efter" name="efter">{new}</select></div><button class="pill">{do}</button></form>'
)
_POST = Markup(
    '<form method="post" action="{path}"><input type="hidden" name="{name}" value="{value}">'
    '<button class="pill" aria-label="{label}">{text}</button></form>'
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
        made=_runs(made, desk.progress, language),
        compare=texts.COMPARE(language),
        comparing=_comparing(made, language),
        suites=texts.SUITES(language),
        editing=_suites(suites, language, typed),
        thumbs=_thumbs(desk.drafts(), suites, language),
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


def when(stamp: str) -> str:
    """Give a moment as people here write it, in this machine's time."""
    try:
        return f"{dt.datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H.%M}"
    except ValueError:
        return stamp


def count_of(listed: Listed, language: Language) -> str:
    """Say how many prompts a suite has, or that something is wrong with it."""
    if listed.suite is None:
        return texts.STALE(language) if is_stale(listed) else texts.BROKEN(language)
    count = len(listed.suite.prompts)
    drafts = count - len(listed.suite.reviewed())
    said = texts.QUESTION_ONE(language) if count == 1 else texts.QUESTIONS(language, count=count)
    return f"{said}, {texts.DRAFTS(language, count=drafts)}" if drafts else said


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


def _runs(made: Sequence[Made], progress: "Progress | None", language: Language) -> Markup:
    busy = progress.folder if progress and progress.is_busy else None
    shown = [each for each in made if each.folder != busy]
    if not shown:
        return Markup('<p class="empty">{}</p>').format(texts.NO_RUNS(language))
    aside = texts.REPORT_LANGUAGE(language)
    return (Markup("<p>{}</p>").format(aside) if aside else Markup()) + Markup('<ul class="runs">{}</ul>').format(
        joined(_run(each, language) for each in shown)
    )


def _run(made: Made, language: Language) -> Markup:
    label = f"{made.suite} {when(made.started)}"
    if made.is_finished:
        link = Markup('<a class="pill" href="{}" aria-label="{}: {}">{}</a>')
        acts = joined(
            link.format(path, name(language), label, name(language))
            for path, name in (
                (f"{EVALUATION}/rapport/{made.name}", texts.REPORT),
                (f"{JUDGE}?korning={made.name}", texts.JUDGE_RUN),
            )
        )
    else:
        name = texts.GO_ON(language)
        acts = _POST.format(
            path=f"{EVALUATION}/fortsatt", name="korning", value=made.name, label=f"{name}: {label}", text=name
        )
    lines = [texts.RIGHT(language, right=made.right, prompts=made.prompts)] if made.prompts else []
    if said := texts.VERDICTS.get(made.verdict or ""):
        lines.insert(len(lines) if made.verdict == "none" else 0, said(language))
    if not made.is_finished:
        lines = [texts.UNFINISHED(language, count=made.played)]
    told, aside = [*lines, "", ""][:2]
    return _MADE.format(
        verdict=made.verdict or ("" if made.is_finished else "unfinished"),
        suite=made.suite,
        when=when(made.started) + (f" · {made.model}" if made.model else ""),
        told=told,
        aside=aside,
        acts=acts,
    )


def _comparing(made: Sequence[Made], language: Language) -> Markup:
    finished = [each for each in made if each.is_finished]
    if len(finished) < 2:
        return Markup('<p class="empty">{}</p>').format(texts.COMPARE_NONE(language))
    newest = finished[0]
    same = next((each for each in finished[1:] if each.suite == newest.suite), finished[1])

    def options(chosen: Made) -> Markup:
        option = Markup('<option value="{}"{}>{} · {}</option>')
        return joined(
            option.format(each.name, Markup(" selected") if each is chosen else "", each.suite, when(each.started))
            for each in finished
        )

    return _COMPARE.format(
        how=texts.COMPARE_HOW(language),
        path=EVALUATION,
        before=texts.BEFORE(language),
        after=texts.AFTER(language),
        old=options(same),
        new=options(newest),
        do=texts.COMPARE_DO(language),
    )


def _suites(suites: Sequence[Listed], language: Language, typed: str) -> Markup:
    own = [each for each in suites if each.is_own]
    delivered = [each for each in suites if not each.is_own and not each.is_elsewhere]
    new = Markup(
        '<form method="post" action="{}/ny" class="inline"><label for="namn">{}</label>'
        '<input id="namn" name="namn" required maxlength="60" autocomplete="off" value="{}">'
        '<button class="pill">{}</button></form>'
    ).format(EVALUATION, texts.NEW_SUITE(language), typed, texts.NEW_SUITE_DO(language))
    lists = joined(
        Markup('<h3>{}</h3><ul class="suites">{}</ul>').format(
            name(language), joined(_suite(each, language) for each in found)
        )
        for name, found in ((texts.OWN_ONES, own), (texts.DELIVERED, delivered))
        if found
    )
    return Markup("<p>{}</p>").format(texts.SUITES_HOW(language)) + lists + new


def _suite(listed: Listed, language: Language) -> Markup:
    name = listed.suite.name if listed.suite else listed.path.stem
    act: Markup | str = ""
    if listed.is_own and listed.path.suffix.lower() != ".jsonl":
        text = texts.OPEN(language)
        act = Markup('<a class="pill" href="{}/svit?namn={}" aria-label="{}: {}">{}</a>').format(
            EVALUATION, listed.key, text, name, text
        )
    elif listed.suite:
        text = texts.COPY(language)
        act = _POST.format(
            path=f"{EVALUATION}/kopiera", name="svit", value=listed.key, label=f"{text}: {name}", text=text
        )
    return Markup("<li><p><b>{}</b> <small>{}</small></p>{}</li>").format(name, count_of(listed, language), act)


def _thumbs(drafts: Sequence[Mapping[str, Any]], suites: Sequence[Listed], language: Language) -> Markup:
    if not drafts:
        return Markup()
    own = [each for each in suites if each.is_own and each.path.suffix.lower() != ".jsonl"]
    choices = [(each.key, each.path.stem) for each in own] or [(NEW_OWN, texts.NEW_OWN(language))]
    options = joined(Markup('<option value="{}">{}</option>').format(key, name) for key, name in choices)
    row = Markup(
        '<li><form method="get" action="{path}/fraga"><p><b>{question}</b></p>{said}'
        '<input type="hidden" name="utkast" value="{id}"><div class="acts"><label>{into} <select name="svit">{options}'
        '</select></label><button class="pill">{do}</button></div></form></li>'
    )
    rows = joined(
        row.format(
            path=EVALUATION,
            question=draft["question"],
            said=Markup("<p>{}</p>").format(texts.SAID(language, said=draft["notes"]["said"]))
            if draft["notes"]["said"]
            else "",
            id=draft["id"],
            into=texts.THUMBS_INTO(language),
            options=options,
            do=texts.MAKE_PROMPT(language),
        )
        for draft in drafts
    )
    return Markup(
        '<section class="card" aria-labelledby="h-thumbs"><h2 id="h-thumbs">{}</h2><p>{}</p><ul class="thumbs">{}</ul>'
        "</section>"
    ).format(texts.THUMBS(language), texts.THUMBS_HOW(language), rows)
