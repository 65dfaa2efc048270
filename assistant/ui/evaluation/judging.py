"""The page "Bedöm": one answer at a time, blind to what measured it."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from assistant.evaluation.labels import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    SUPPORTS,
    USEFULS,
    Case,
    Label,
    cases,
    file_of,
)
from assistant.evaluation.run_folder import Run
from assistant.evaluation.runs_made import Made
from assistant.records import Answer, Citation
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import Desk
from assistant.ui.evaluation.frame import EVALUATION, JUDGE, joined
from assistant.ui.evaluation.lists import when
from assistant.ui.markup import answer_html
from assistant.ui.texts import Language, Line

_START = Markup(
    '<h1>{title}</h1><p class="lead">{lead}</p>{problem}<section class="card">'
    '<form method="get" action="{path}/svar" class="stack"><div class="field"><label for="vem">{rater}</label>'
    '<p class="hint" id="hint-vem">{hint}</p><input id="vem" name="vem" required maxlength="{longest}" '
    'autocomplete="off" aria-describedby="hint-vem"></div>'
    '<div class="field"><label for="korning">{run}</label><select id="korning" name="korning">{options}</select></div>'
    '<p class="acts"><button class="primary">{begin}</button></p></form></section>{results}'
)
_CASE = Markup(
    '<p class="judged">{judged}</p><h1>{number_of}</h1><progress max="{count}" value="{done}" aria-label="{judged}">'
    '{done}/{count}</progress>{need}<form method="post" action="{path}/svar" id="judge" class="stack" '
    'data-kept="{kept}" data-not-kept="{not_kept}"><input type="hidden" name="vem" value="{rater}">'
    '<input type="hidden" name="korning" value="{run}"><input type="hidden" name="fraga" value="{prompt}">'
    '<section class="card"><h2>{asked}</h2>{earlier}<p class="asked">{question}</p><h2>{answer_title}</h2>'
    '<div class="words" lang="{language}">{words}</div></section>{facts}{sentences}'
    '<section class="card"><fieldset><legend>{useful}</legend><p class="hint">{useful_hint}</p>'
    '<div class="levels">{levels}</div></fieldset>'
    '<div class="field"><label for="comment">{comment}</label><textarea id="comment" name="comment" rows="2" '
    'maxlength="{longest}">\n{said}</textarea></div></section>'
    '<p class="acts"><button class="primary">{next}</button>{previous}<span id="kept" role="status"></span></p></form>'
)
_SENTENCE = Markup(
    '<li><fieldset><legend><span class="unseen">{name}: </span>{text}</legend><div class="levels">{levels}</div>'
    "</fieldset><figure>{cited}</figure></li>"
)
_QUOTE = Markup("<figcaption>{}: {}</figcaption><blockquote>{}</blockquote>")
_LEVEL = Markup(
    '<label class="level"><input type="radio" name="{name}" value="{value}"{checked}> <span>{text}</span></label>'
)


def start_page(desk: Desk, made: Sequence[Made], language: Language, chosen: str, problem: str = "") -> Markup:
    """Ask who judges, and which run."""
    finished = [each for each in made if each.is_finished]
    if not finished:
        return Markup(
            '<h1>{}</h1><p class="lead">{}</p><p class="empty">{}</p><p><a class="primary" href="{}">{}</a></p>'
        ).format(
            texts.JUDGE(language),
            texts.JUDGE_LEAD(language),
            texts.NOTHING_TO_JUDGE(language),
            EVALUATION,
            texts.EVALUATION(language),
        )
    options = joined(
        # Neither verdict nor model stand here: whoever judges is to know neither.
        Markup('<option value="{}"{}>{} · {}</option>').format(
            each.name, Markup(" selected") if each.name == chosen else "", each.suite, when(each.started)
        )
        for each in finished
    )
    judged = [each for each in finished if file_of(desk.data, each.name).is_file()]
    results: Markup | str = ""
    if judged:
        rows = joined(
            Markup('<li><a href="{}/resultat?korning={}">{} · {}</a></li>').format(
                JUDGE, each.name, each.suite, when(each.started)
            )
            for each in judged
        )
        results = Markup('<section class="card"><h2>{}</h2><ul>{}</ul></section>').format(
            texts.SEE_RESULTS(language), rows
        )
    return _START.format(
        title=texts.JUDGE(language),
        lead=texts.JUDGE_LEAD(language),
        problem=Markup('<p class="fault" role="alert">{}</p>').format(problem) if problem else "",
        path=JUDGE,
        rater=texts.RATER(language),
        hint=texts.RATER_HINT(language),
        longest=LONGEST_NAME,
        run=texts.CHOOSE_RUN(language),
        options=options,
        begin=texts.BEGIN(language),
        results=results,
    )


def case_page(
    run: Run, rater: str, number: int, mine: Mapping[str, Label], language: Language, *, need: bool
) -> Markup:
    """Show one answer of a rater's order to be judged.

    Args:
        run: Whose answers.
        rater: Who judges.
        number: Of the answer, from 1; it is one of the order.
        mine: The rater's judgements so far.
        language: Of the interface.
        need: True reminds that the answer has not been judged as a whole.
    """
    every = cases(run, rater)
    case = every[number - 1]
    label = mine.get(case.prompt.id) or Label(rater, case.prompt.id)
    done = sum(1 for each in every if (known := mine.get(each.prompt.id)) and known.is_complete)
    return _CASE.format(
        judged=texts.JUDGED(language, done=done, count=len(every), rater=rater),
        number_of=texts.NUMBER_OF(language, number=number, count=len(every)),
        count=len(every),
        done=done,
        need=Markup('<p class="fault" role="alert">{}</p>').format(texts.NEED_USEFUL(language)) if need else "",
        path=JUDGE,
        kept=texts.KEPT(language),
        not_kept=texts.NOT_KEPT(language),
        rater=rater,
        run=run.folder.name,
        prompt=case.prompt.id,
        asked=texts.ASKED(language),
        earlier=joined(
            Markup('<p class="earlier">{}</p>').format(texts.EARLIER(language, question=turn))
            for turn in case.prompt.turns[:-1]
        ),
        question=case.prompt.turns[-1],
        answer_title=texts.ANSWER(language),
        language=case.answer.language,
        words=answer_html(_blind(case.answer), (), language),
        facts=_facts(case, label, language),
        sentences=_sentences(case, label, language),
        useful=texts.USEFUL(language),
        useful_hint=texts.USEFUL_HINT(language),
        levels=_levels("useful", USEFULS, texts.USEFULS, label.useful, language),
        comment=texts.COMMENT(language),
        longest=LONGEST_COMMENT,
        said=label.comment,
        next=texts.NEXT(language),
        previous=Markup('<a class="pill" href="{}/svar?vem={}&amp;korning={}&amp;nr={}">{}</a>').format(
            JUDGE, rater, run.folder.name, number - 1, texts.PREVIOUS(language)
        )
        if number > 1
        else "",
    )


def done_page(run: Run, rater: str, count: int, language: Language) -> Markup:
    """Thank somebody who has judged everything."""
    return Markup(
        '<section class="card"><h1>{}</h1><p class="acts"><a class="primary" href="{}/resultat?korning={}">{}</a>'
        '<a class="pill" href="{}/svar?vem={}&amp;korning={}&amp;nr=1">{}</a></p></section>'
    ).format(
        texts.ALL_DONE(language, count=count),
        JUDGE,
        run.folder.name,
        texts.SEE_RESULTS(language),
        JUDGE,
        rater,
        run.folder.name,
        texts.CHANGE_MINE(language),
    )


def _blind(answer: Answer) -> str:
    """Give an answer's text without the line that tells which way it came about."""
    return answer.text.removesuffix(answer.notice).rstrip() if answer.notice else answer.text


def _facts(case: Case, label: Label, language: Language) -> Markup:
    if not case.prompt.facts:
        return Markup()
    tick = Markup(
        '<label class="tick"><input type="checkbox" name="fact" value="{}"{}> <span lang="sv">{}</span></label>'
    )
    ticks = joined(
        tick.format(fact.id, Markup(" checked") if label.facts.get(fact.id) else "", " / ".join(fact.any_of))
        for fact in case.prompt.facts
    )
    return Markup(
        '<section class="card"><fieldset><legend>{}</legend><p class="hint">{}</p>{}</fieldset></section>'
    ).format(texts.FACTS(language), texts.FACTS_ALSO(language), ticks)


def _sentences(case: Case, label: Label, language: Language) -> Markup:
    if not case.sentences:
        return Markup()
    quotes = {citation.number: citation for citation in case.answer.citations}
    rows = joined(
        _SENTENCE.format(
            name=texts.SENTENCE(language, number=count),
            text=case.answer.sentences[place].text,
            levels=_levels(f"support-{place}", SUPPORTS, texts.SUPPORTS, label.support.get(str(place)), language),
            cited=joined(
                _quote(quotes[number], language)
                for number in case.answer.sentences[place].citations
                if number in quotes
            ),
        )
        for count, place in enumerate(case.sentences, start=1)
    )
    return Markup('<section class="card"><h2>{}</h2><ol class="sentences">{}</ol></section>').format(
        texts.SENTENCES(language), rows
    )


def _quote(citation: Citation, language: Language) -> Markup:
    return _QUOTE.format(texts.CITED(language), citation.section or citation.title, citation.quote)


def _levels(
    name: str, values: Sequence[str], said: Mapping[str, Line], chosen: str | None, language: Language
) -> Markup:
    return joined(
        _LEVEL.format(
            name=name, value=value, checked=Markup(" checked") if value == chosen else "", text=said[value](language)
        )
        for value in values
    )
