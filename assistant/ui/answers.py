"""An answer → HTML: its words, how far they are supported, its sources, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from assistant.citations import escape as escaped_markdown
from assistant.exports.blocks import answer_blocks
from assistant.phrases import frame_language
from assistant.records import Answer, AnswerSentence, Citation, Support
from assistant.reflections import reflections_for
from assistant.ui import icons, texts
from assistant.ui.markup import answer_html, place, plain
from assistant.ui.texts import Language
from assistant.ui.view import View

GUIDANCE_LANGUAGE: Language = "sv"
_DOUBTFUL: frozenset[Support] = frozenset({"unsupported", "unjudged"})


def words_html(answer: Answer, language: Language) -> Markup:
    """Render the text with the marks of its support; sentences that stand word for word need none among their like."""
    is_formulated = answer.mode == "generative"
    judged = [each for each in answer.sentences if is_formulated or each.support in _DOUBTFUL]
    html = answer_html(_without_notice(answer), answer.citations, language, judged)
    # The frame is in the question's language, quotations in the guidance's, labels in the interface's: whoever has the
    # page read aloud hears each as it is spoken.
    is_quoted = answer.mode == "extractive" and bool(answer.citations)
    spoken_in = GUIDANCE_LANGUAGE if is_quoted else frame_language(answer.language)
    return Markup('<div class="words" lang="{}">{}</div>').format(spoken_in, html)


def beneath_html(answer: Answer, view: View, *, newest: bool) -> Markup:
    """Render everything that stands below the words of a complete answer.

    Args:
        answer: The answer.
        view: How it is shown.
        newest: True for the last one of the conversation, which alone suggests what to ask next.
    """
    language = view.language
    refused = answer.status == "refused"
    parts = [
        _nearest(answer, language) if refused else "",
        Markup('<p class="notice">{}</p>').format(answer.notice) if answer.notice else "",
        _doubts(answer, language),
        _sources(answer.citations, language, several=view.several),
        _foot(answer, language),
        _reflections(answer, view, is_open=newest),
    ]
    if newest:
        heading = texts.ANSWERABLE if refused else texts.SUGGESTIONS
        parts.append(questions_html(answer.suggestions, heading(language)))
    return Markup("").join(parts)


def questions_html(questions: Sequence[str], heading: str) -> Markup:
    """Render questions as buttons that ask them: the guidance's own, whatever the language of what was asked."""
    if not questions:
        return Markup("")
    buttons = [
        Markup('<li><button type="button" class="ask" data-question="{0}">{0}</button></li>').format(question)
        for question in questions
    ]
    return Markup('<div class="questions"><h3>{}</h3><ul lang="{}">{}</ul></div>').format(
        heading, GUIDANCE_LANGUAGE, Markup("").join(buttons)
    )


def spoken(sentence: AnswerSentence, language: Language) -> str:
    """Give a sentence as it is read out, with what is to be known of its support."""
    said = plain(sentence.text)
    return f"{said} ({texts.SUPPORT[sentence.support](language)})" if sentence.support in _DOUBTFUL else said


def copied(answer: Answer, language: Language) -> str:
    """Give an answer with its question and sources as text to be pasted elsewhere."""
    lines = [answer.question.strip(), ""]
    told = replace(answer, text=_without_notice(answer))
    lines += [f"{block.mark} {block.text}".strip() for block in answer_blocks(told)]
    if answer.mode == "generative":
        lines += ["", f"({_told(answer, language)})"]
    if answer.citations:
        lines += ["", f"{texts.SOURCES(language)}:"]
    for citation in answer.citations:
        section = citation.section.rstrip(":")
        where = citation.title if citation.section == citation.title else f"{citation.title} › {section}"
        lines.append(f"[{citation.number}] ”{plain(citation.quote)}” ({where})")
    return "\n".join(lines)


def _without_notice(answer: Answer) -> str:
    """Give the text without the line that ends it as well as being the notice, which has a place of its own."""
    notice = answer.notice
    for line in (notice, escaped_markdown(notice)) if notice else ():
        if answer.text.endswith(line):
            return answer.text.removesuffix(line).rstrip()
    return answer.text


def _nearest(answer: Answer, language: Language) -> Markup:
    """Give the way to the section that comes closest to what was asked."""
    if not answer.retrieved:
        return Markup("")
    nearest = answer.retrieved[0]
    return Markup('<p><button type="button" class="nearest" {}>{}</button></p>').format(
        place(nearest.document, nearest.start, nearest.end), texts.NEAREST(language)
    )


def _doubts(answer: Answer, language: Language) -> Markup:
    """Say of each doubtful sentence why it is."""
    return Markup("").join(
        Markup('<p class="doubt" data-support="{}"><strong>{}</strong> {} <q>{}</q></p>').format(
            sentence.support,
            texts.SUPPORT[sentence.support](language).capitalize(),
            reason(language),
            plain(sentence.text),
        )
        for sentence in answer.sentences
        if sentence.support in _DOUBTFUL and (reason := texts.REASONS.get(sentence.reason or ""))
    )


def _sources(citations: Sequence[Citation], language: Language, *, several: bool) -> Markup:
    """List what is cited, under the section it stands in."""
    if not citations:
        return Markup("")
    groups = [
        Markup('<li><p class="where">{}</p><ol>{}</ol></li>').format(where, Markup("").join(map(_source, group)))
        for where, group in groupby(
            citations, lambda each: (f"{each.title}: {each.section}" if several else each.section).rstrip(":")
        )
    ]
    return Markup('<div class="sources"><h3>{}</h3><ul lang="{}">{}</ul></div>').format(
        texts.SOURCES(language), GUIDANCE_LANGUAGE, Markup("").join(groups)
    )


def _source(citation: Citation) -> Markup:
    return Markup(
        '<li><button type="button" class="source" data-number="{0}" {1}><span class="number">{0}</span> <q>{2}</q>'
        "</button></li>"
    ).format(citation.number, place(citation.document, citation.start, citation.end), plain(citation.quote))


def _foot(answer: Answer, language: Language) -> Markup:
    """Say whose words these are, beside what can be done with them."""
    is_supported = all(sentence.support not in _DOUBTFUL for sentence in answer.sentences)
    told = Markup('<p class="origin" data-support="{}">{}</p>').format(
        "all" if is_supported and answer.sentences else "some", _told(answer, language)
    )
    tools = (
        _tool("copy", texts.COPY(language), icons.COPY, Markup(' data-copy="{}"').format(copied(answer, language))),
        _tool("up", texts.VOTE_UP(language), icons.UP, Markup(' aria-pressed="false"')),
        _tool("down", texts.VOTE_DOWN(language), icons.DOWN, Markup(' aria-pressed="false"')),
    )
    return Markup('<div class="foot">{}<div class="tools">{}</div></div><p class="receipt" role="status"></p>').format(
        told, Markup("").join(tools)
    )


def _told(answer: Answer, language: Language) -> str:
    """Say in whose words an answer is, and how far they are supported; "" where it tells nothing of the guidance."""
    total = len(answer.sentences)
    supported = sum(sentence.support not in _DOUBTFUL for sentence in answer.sentences)
    if not total:
        return ""
    if answer.mode == "extractive" and supported == total:
        return texts.VERBATIM(language)
    share = texts.ALL_SUPPORTED if supported == total else texts.SOME_SUPPORTED
    told = share(language, count=supported, total=total)
    return f"{texts.BY_MODEL(language, model=answer.model)} · {told}" if answer.mode == "generative" else told


def _tool(action: str, label: str, icon: Markup, more: Markup) -> Markup:
    return Markup('<button type="button" class="tool" data-do="{}" aria-label="{}" title="{}"{}>{}</button>').format(
        action, label, label, more, icon
    )


def _reflections(answer: Answer, view: View, *, is_open: bool) -> Markup:
    """Offer what a group might talk about, plainly as ours."""
    chosen = reflections_for(answer, view.reflections) if view.reflections else ()
    if not chosen:
        return Markup("")
    rows = Markup("").join(Markup("<li>{}</li>").format(reflection.question) for reflection in chosen)
    return Markup(
        '<details class="reflections"{}><summary>{}</summary><p class="ours">{}</p><ul lang="sv">{}</ul></details>'
    ).format(Markup(" open") if is_open else "", texts.REFLECT(view.language), texts.REFLECT_OURS(view.language), rows)
