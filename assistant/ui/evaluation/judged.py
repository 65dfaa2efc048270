"""What the judgements of a run tell: who has judged, whether they agree, and how the program's measures compare."""

from markupsafe import Markup

from assistant.evaluation.agreement import RELIABLE, TENTATIVE
from assistant.evaluation.label_figures import Agreement, Match, agreements, matches
from assistant.evaluation.labels import cases, file_of, of_rater, read
from assistant.evaluation.run_folder import Run
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.frame import JUDGE, joined
from assistant.ui.texts import Language

_RESULTS = Markup(
    '<p><a href="{path}">← {back}</a></p><h1>{title}</h1><section class="card"><h2>{by_whom}</h2>{raters}</section>'
    '<section class="card"><h2>{between}</h2>{agreed}</section><section class="card"><h2>{against}</h2>{measured}'
    "</section>{comments}<p><small>{file}</small></p>"
)


def results_page(desk: Desk, run: Run, language: Language) -> Markup:
    """Say what the judgements of a run show.

    Raises:
        LabelError: They cannot be read.
    """
    path = file_of(desk.data, run.folder.name)
    labels = read(path)
    raters = list(dict.fromkeys(label.rater for label in labels))
    counts = {rater: sum(each.is_complete for each in of_rater(labels, rater).values()) for rater in raters}
    by = joined(
        Markup("<li>{}</li>").format(texts.BY_ONE(language, rater=rater, count=count))
        for rater, count in counts.items()
    )
    found = [each for each in agreements(labels) if each.units]
    between = joined(_agreement(each, language) for each in found)
    known = {case.prompt.id: case for case in cases(run, "")}
    comments = joined(
        Markup("<li><b>{}</b>, {}: {}</li>").format(
            known[label.prompt].prompt.turns[-1] if label.prompt in known else label.prompt, label.rater, label.comment
        )
        for label in labels
        if label.comment
    )
    return _RESULTS.format(
        path=JUDGE,
        back=texts.JUDGE(language),
        title=texts.RESULTS_OF(language, suite=run.suite.name),
        by_whom=texts.BY_WHOM(language),
        raters=Markup("<ul>{}</ul>").format(by) if by else texts.NOBODY(language),
        between=texts.BETWEEN(language),
        agreed=Markup('{}<p class="hint">{}</p>').format(between, texts.ALPHA_WHAT(language))
        if found
        else texts.BETWEEN_NONE(language),
        against=texts.AGAINST(language),
        measured=joined(_match(each, language) for each in matches(labels, known, run.texts)),
        comments=Markup('<section class="card"><h2>{}</h2><ul>{}</ul></section>').format(
            texts.COMMENTS(language), comments
        )
        if comments
        else "",
        file=texts.LABEL_FILE(language, path=path),
    )


def _agreement(found: Agreement, language: Language) -> Markup:
    value = found.alpha
    level = (
        "untold"
        if value is None
        else "reliable"
        if value >= RELIABLE
        else "tentative"
        if value >= TENTATIVE
        else "unreliable"
    )
    shown = "–" if value is None else f"{value:.2f}".replace(".", "," if language == "sv" else ".").replace("-", "−")
    return Markup("<h3>{}</h3><p>{}</p><p><small>{}</small></p>").format(
        texts.UNITS[found.kind](language),
        texts.AGREED[level](language),
        texts.ALPHA(language, alpha=shown, same=found.same, units=found.units),
    )


def _match(found: Match, language: Language) -> Markup:
    if not found.judged:
        return Markup("<p>{}</p>").format(texts.AGAINST_NONE(language, what=texts.UNITS[found.kind](language)))
    share = f"{round(100 * found.same / found.judged)} %"
    said = texts.AGAINST_LINES[found.kind](
        language, judged=found.judged, same=found.same, share=share, kind=found.too_kind
    )
    left = texts.LEFT_OUT(language, count=found.left_out) if found.left_out else ""
    return Markup("<p>{} <small>{}</small></p>").format(said, left)
