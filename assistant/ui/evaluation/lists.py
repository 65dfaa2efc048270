"""The lists of "Utvärdering": the runs made, the suites there are, and what was drafted from thumbs down."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.evaluation.runs_made import Made
from assistant.evaluation.suite_shelf import Listed, is_stale
from assistant.moments import local
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.frame import EVALUATION, JUDGE, joined
from assistant.ui.texts import Language

if TYPE_CHECKING:
    from assistant.evaluation.playing import Progress

_NEW_OWN = "egen:egna-fragor.yaml"
"""Where drafts go when there is no own suite yet."""

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


def when(stamp: str) -> str:
    """Give a moment as people here write it, in this machine's time."""
    try:
        return f"{local(stamp):%Y-%m-%d %H.%M}"
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


def runs_html(made: Sequence[Made], progress: "Progress | None", language: Language) -> Markup:
    """List the runs, all but the one under way."""
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


def comparing_html(made: Sequence[Made], language: Language) -> Markup:
    """Offer two runs to be compared."""
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


def suites_html(suites: Sequence[Listed], language: Language, typed: str) -> Markup:
    """List the suites of these texts, to be opened or copied, and offer to make one."""
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


def thumbs_html(drafts: Sequence[Mapping[str, Any]], suites: Sequence[Listed], language: Language) -> Markup:
    """List what was drafted from thumbs down; nothing where there is none."""
    if not drafts:
        return Markup()
    own = [each for each in suites if each.is_own and each.path.suffix.lower() != ".jsonl"]
    choices = [(each.key, each.path.stem) for each in own] or [(_NEW_OWN, texts.NEW_OWN(language))]
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
