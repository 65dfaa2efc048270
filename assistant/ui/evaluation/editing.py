"""The pages on which an own suite is read and a prompt is written, with the text beside to take quotes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from assistant.evaluation.prompt_edits import Fault, Filled, rows_of
from assistant.evaluation.prompts import KINDS, STATUSES
from assistant.evaluation.suite_shelf import stamp, tree_of
from assistant.evaluation.suites import SuiteError
from assistant.records import Block, Document
from assistant.sentences import split_sentences
from assistant.ui.evaluation import texts
from assistant.ui.evaluation.desk import OpenSuite
from assistant.ui.evaluation.frame import EVALUATION, joined
from assistant.ui.texts import Language

_SUITE = Markup(
    '<p><a href="{home}">← {back}</a></p><h1>{name}</h1>{said}{problems}'
    '<p class="acts"><a class="primary" href="{home}/fraga?svit={key}">{add}</a></p>'
    '<ul class="prompts" aria-label="{caption}">{rows}</ul>'
)
_ROW = Markup(
    "<li><p><b>{question}</b> {draft}<small>{kind}</small></p>"
    '<a class="pill" href="{home}/fraga?svit={key}&amp;id={id}" aria-label="{edit}: {question}">{edit}</a></li>'
)
_FORM = Markup(
    '<p><a href="{home}/svit?namn={key}">← {name}</a></p><h1>{title}</h1>{head}'
    '<div class="editing"><form method="post" action="{home}/fraga" class="stack" id="prompt" '
    'data-check="{home}/citat" data-nothing="{nothing}" data-added="{added}" data-number="{number}" '
    'data-alternative="{alternative}" novalidate>'
    '<input type="hidden" name="svit" value="{key}"><input type="hidden" name="id" value="{id}">'
    '<input type="hidden" name="stamp" value="{stamp}">'
    "{question}{kind}{status}{quotes}{vital}{other}"
    "<details{open}><summary>{more}</summary>{earlier}{must_not}</details>"
    '<label class="tick"><input type="checkbox" name="draft" value="1"{is_draft}> <span>{draft}</span></label>'
    '<p class="acts"><button class="primary">{save}</button></p></form>'
    '<section class="article" aria-labelledby="h-article"><h2 id="h-article">{article}</h2>'
    '<p id="article-how">{how}</p>'
    '<div class="text" id="article" tabindex="0" role="group" aria-labelledby="h-article" '
    'aria-describedby="article-how" lang="{article_language}">{blocks}</div>'
    '<div class="marking" hidden><p id="marked" role="status"></p><p class="acts">'
    '<button type="button" class="primary" id="use">{use}</button>'
    '<button type="button" class="pill" id="use-other" hidden></button></p></div></section></div>{remove}'
)
_REMOVE = Markup(
    '<details class="remove"><summary>{remove}</summary><form method="post" action="{home}/ta-bort">'
    '<input type="hidden" name="svit" value="{key}"><input type="hidden" name="id" value="{id}">'
    '<input type="hidden" name="stamp" value="{stamp}"><button class="pill danger">{sure}</button></form></details>'
)


def suite_page(opened: OpenSuite, language: Language, note: str, problem: SuiteError | None) -> Markup:
    """List an own suite's prompts, and what is wrong with it.

    Raises:
        TillitError: Its file cannot be read.
    """
    listed = rows_of(tree_of(opened.path))
    ids = {str(row.get("id")) for row in listed}
    wrong: dict[str, list[str]] = {}
    for each in problem.problems if problem else ():
        said = each.swedish if language == "sv" else each.english
        wrong.setdefault(each.prompt if each.prompt in ids else "", []).append(said)
    faults: Markup | str = ""
    if wrong:
        lines = joined(Markup("<li>{}</li>").format(line) for line in wrong.get("", []))
        faults = Markup('<div class="fault"><p>{}</p><ul>{}</ul></div>').format(
            texts.PROBLEMS(language, file=opened.path), lines
        )
    return _SUITE.format(
        home=EVALUATION,
        back=texts.BACK(language),
        name=opened.path.stem,
        said=Markup('<p class="note" role="status">{}</p>').format(note) if note else "",
        problems=faults,
        key=opened.key,
        add=texts.ADD(language),
        caption=texts.LIST_CAPTION(language, name=opened.path.stem),
        rows=joined(_row(row, opened.key, language, wrong.get(str(row.get("id")), ())) for row in listed),
    )


def prompt_page(
    opened: OpenSuite, filled: Filled, language: Language, faults: Sequence[Fault] = (), problem: str = ""
) -> Markup:
    """Render the form with what is filled in, each fault beside its field, and the text.

    Args:
        opened: The suite that the prompt goes into.
        filled: The fields' content.
        language: Of the interface.
        faults: What is wrong with it.
        problem: What is wrong beside the fields, "" for nothing.
    """
    wrong = _Faults(faults, language)
    head: Markup | str = ""
    if faults or problem:
        head = Markup('<div class="fault" role="alert" id="wrong" tabindex="-1"><p>{}</p>{}</div>').format(
            problem or texts.MEND(language), wrong.links()
        )
    is_new = not filled.id
    values = {"home": EVALUATION, "key": opened.key, "id": filled.id, "stamp": stamp(opened.path)}
    return _FORM.format(
        **values,
        name=opened.path.stem,
        title=(texts.NEW_PROMPT if is_new else texts.EDIT_PROMPT)(language),
        head=head,
        nothing=texts.MARKED_NOTHING(language),
        added=texts.ADDED(language),
        number=texts.QUOTE_NUMBER.sv if language == "sv" else texts.QUOTE_NUMBER.en,
        alternative=texts.USE_AS_ALTERNATIVE.sv if language == "sv" else texts.USE_AS_ALTERNATIVE.en,
        question=_area("question", texts.FIELD_QUESTION(language), filled.question, wrong, rows=2),
        kind=_kinds(filled, wrong, language),
        status=_statuses(filled, wrong, language),
        quotes=_quotes(filled, wrong, language),
        vital=_area(
            "vital", texts.FIELD_VITAL(language), "\n".join(filled.vital), wrong, hint=texts.FACTS_HINT(language)
        ),
        other=_area("other", texts.FIELD_OTHER(language), "\n".join(filled.other), wrong),
        open=Markup(" open") if filled.earlier or filled.must_not else "",
        more=texts.MORE(language),
        earlier=_area(
            "earlier",
            texts.FIELD_EARLIER(language),
            "\n".join(filled.earlier),
            wrong,
            hint=texts.EARLIER_HINT(language),
        ),
        must_not=_area("must_not", texts.FIELD_MUST_NOT(language), "\n".join(filled.must_not), wrong),
        is_draft=Markup(" checked") if filled.is_draft else "",
        draft=texts.FIELD_DRAFT(language),
        save=texts.SAVE(language),
        article=texts.ARTICLE(language),
        how=texts.ARTICLE_HINT(language),
        article_language=opened.documents[0].language if opened.documents else "sv",
        blocks=joined(_document(each, several=len(opened.documents) > 1) for each in opened.documents),
        use=texts.USE_MARKED(language),
        remove=Markup()
        if is_new
        else _REMOVE.format(**values, remove=texts.REMOVE(language), sure=texts.REMOVE_SURE(language)),
    )


def fault_text(fault: Fault, language: Language) -> str:
    """Say what is wrong with a field."""
    name = fault.name.partition("-")[0]
    return texts.FAULTS[f"{name}-{fault.code}"](language, **fault.values)


class _Faults:
    """The faults of a form: each told beside its field, and linked to above it."""

    def __init__(self, faults: Sequence[Fault], language: Language) -> None:
        self._said: dict[str, list[str]] = {}
        for fault in faults:
            self._said.setdefault(fault.name, []).append(fault_text(fault, language))

    def links(self) -> Markup:
        line = Markup('<li><a href="#{}">{}</a></li>')
        rows = [line.format(_first_field(name), text) for name, said in self._said.items() for text in said]
        return Markup("<ul>{}</ul>").format(joined(rows)) if rows else Markup()

    def beside(self, name: str) -> Markup:
        line = Markup('<p class="wrong" id="wrong-{}">{}</p>')
        return (
            joined(line.format(name, text) for text in [" ".join(self._said[name])]) if name in self._said else Markup()
        )

    def marks(self, name: str, *described: str) -> Markup:
        ids = [*described, *([f"wrong-{name}"] if name in self._said else [])]
        invalid = Markup(' aria-invalid="true"') if name in self._said else Markup()
        return (Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup()) + invalid


def _first_field(name: str) -> str:
    return {"quotes": "quotes-0", "status": "status-answered"}.get(name, name)


def _area(name: str, label: str, value: str, wrong: _Faults, *, rows: int = 3, hint: str = "") -> Markup:
    said = Markup('<p class="hint" id="hint-{}">{}</p>').format(name, hint) if hint else Markup()
    return Markup(
        '<div class="field"><label for="{name}">{label}</label>{hint}'
        '<textarea id="{name}" name="{name}" rows="{rows}"{marks}>\n{value}</textarea>{fault}</div>'
    ).format(
        name=name,
        label=label,
        hint=said,
        rows=rows,
        marks=wrong.marks(name, *([f"hint-{name}"] if hint else [])),
        value=value,
        fault=wrong.beside(name),
    )


def _kinds(filled: Filled, wrong: _Faults, language: Language) -> Markup:
    options = joined(
        Markup('<option value="{}"{}>{}</option>').format(
            kind, Markup(" selected") if kind == filled.kind else "", texts.KINDS[kind](language)
        )
        for kind in KINDS
    )
    return Markup(
        '<div class="field"><label for="kind">{}</label><select id="kind" name="kind"{}>{}</select>{}</div>'
    ).format(texts.KIND(language), wrong.marks("kind"), options, wrong.beside("kind"))


def _statuses(filled: Filled, wrong: _Faults, language: Language) -> Markup:
    ticks = joined(
        Markup(
            '<label class="tick"><input type="checkbox" id="status-{0}" name="status" value="{0}"{1}> '
            "<span>{2}</span></label>"
        ).format(status, Markup(" checked") if status in filled.statuses else "", texts.STATUSES[status](language))
        for status in STATUSES
    )
    return Markup('<fieldset class="field"><legend>{}</legend>{}{}</fieldset>').format(
        texts.FIELD_STATUS(language), ticks, wrong.beside("status")
    )


def _quotes(filled: Filled, wrong: _Faults, language: Language) -> Markup:
    """Give a box for every place, and an empty one to begin with."""
    box = Markup(
        '<div class="quote"><label for="quotes-{0}">{1}</label>'
        '<textarea id="quotes-{0}" name="quotes" rows="2"{2}>\n{3}</textarea>{4}</div>'
    )
    boxes = joined(
        box.format(
            number,
            texts.QUOTE_NUMBER(language, number=number + 1),
            wrong.marks(f"quotes-{number}", "hint-quotes"),
            quote,
            wrong.beside(f"quotes-{number}"),
        )
        for number, quote in enumerate([*filled.quotes, ""])
    )
    return Markup(
        '<fieldset class="field" id="quotes"><legend>{}</legend><p class="hint" id="hint-quotes">{}</p>{}{}</fieldset>'
    ).format(texts.FIELD_QUOTES(language), texts.QUOTES_HINT(language), boxes, wrong.beside("quotes"))


def _row(row: Mapping[str, Any], key: str, language: Language, wrong: Sequence[str]) -> Markup:
    turns = row.get("turns") or [row.get("question", "")]
    kind = texts.KINDS.get(str(row.get("kind")))
    return _ROW.format(
        question=" → ".join(map(str, turns)) if isinstance(turns, list) else turns,
        draft=Markup('<span class="tag">{}</span> ').format(texts.DRAFT(language)) if row.get("draft") else "",
        kind=kind(language) if kind else row.get("kind", ""),
        home=EVALUATION,
        key=key,
        id=row.get("id", ""),
        edit=texts.EDIT(language),
        wrong=joined(Markup('<span class="wrong">{}</span>').format(line) for line in wrong),
    )


def _document(document: Document, *, several: bool) -> Markup:
    title = Markup("<p><b>{}</b></p>").format(document.title) if several else Markup()
    return title + joined(_block(document, block) for section in document.sections for block in section.blocks)


def _block(document: Document, block: Block) -> Markup:
    """Give a block letter for letter as it stands in the text, so that what is marked is verbatim."""
    if block.kind == "heading":
        return Markup("<h3>{}</h3>").format(document.text[block.start : block.end])
    sentences = split_sentences(document.text, block.start, block.end)
    words = joined(Markup('<span class="sentence">{}</span> ').format(each.text) for each in sentences)
    return Markup('<p class="{}">{}</p>').format(block.kind, words)
