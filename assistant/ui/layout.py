"""How the page is laid out: the conversation on the left, the guidance on the right, and what calls what."""

from collections.abc import Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.guide import Guide
from assistant.records import Document
from assistant.ui import texts
from assistant.ui.chat import Chat, Conversation
from assistant.ui.messages import conversation_html, spoken_html
from assistant.ui.texts import Language

_SUBJECT_LIMIT = 45
"""Characters of a title that still fit into the input's hint."""

# A button in the conversation asks its question through the component's submit event.
_ASK_EVENT = "element.addEventListener('ask', (event) => trigger('submit', event.detail))"

_MARK = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M16 3C8.3 3 3 8 3 14.5c0 3.6 1.7 6.7 4.5 8.8L6.6 29l6.2-3.3'
    'c1 .2 2.1.3 3.2.3 7.7 0 13-5 13-11.5S23.7 3 16 3z"/><path class="tick" d="m10.5 14.8 4 4 7.2-8"/></svg>'
)
_BOOK = Markup(
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 6.5C10 5 7 4.5 3.5 4.8v13.4c3.5-.3 6.5.2 8.5 1.8'
    ' 2-1.6 5-2.1 8.5-1.8V4.8C17 4.5 14 5 12 6.5zm0 0V20"/></svg>'
)
_BRAND = Markup(
    '<a class="skip" href="#question" data-jump="question">{to_question}</a>'
    '<a class="skip" href="#guide" data-jump="guide">{to_guidance}</a>'
    '<div class="brand" data-chat="{chat}" data-guide="{guidance}">{mark}'
    "<div><h1>{product}</h1><p>{tagline}</p></div></div>"
    '<a class="to-guide" href="#guide" data-jump="guide">{book}<span>{read}</span></a>'
)


def build(guide: Guide, starters: Sequence[str], language: Language = "sv") -> gr.Blocks:
    """Lay out the page and wire it.

    Args:
        guide: The assistant; only its documents are read here.
        starters: Questions to begin with.
        language: Language of the interface.
    """
    chat = Chat(guide, tuple(starters), language)
    empty = Conversation()
    first_reader = chat.reader(empty)
    page: gr.Blocks
    with gr.Blocks(title=texts.PRODUCT, analytics_enabled=False, fill_width=True) as page:
        conversation = gr.State(empty)
        with gr.Row(elem_id="top"):
            gr.HTML(_brand(language), elem_id="brand", apply_default_css=False)
            new = gr.Button(texts.NEW_CONVERSATION(language), elem_id="new")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="chat"):
                talk = gr.HTML(
                    str(conversation_html((), starters, language)),
                    elem_id="talk",
                    js_on_load=_ASK_EVENT,
                    apply_default_css=False,
                )
                with gr.Column(elem_id="composer"):
                    status = gr.HTML("", elem_id="status", apply_default_css=False)
                    with gr.Row(elem_id="input"):
                        question = gr.Textbox(
                            label=texts.QUESTION(language),
                            placeholder=_placeholder(guide.documents, language),
                            lines=1,
                            max_lines=6,
                            elem_id="question",
                        )
                        ask = gr.Button(texts.ASK(language), variant="primary", elem_id="ask")
                        stop = gr.Button(texts.STOP(language), elem_id="stop")
                    with gr.Row(elem_id="footing"):
                        gr.HTML(_beneath_input(language), elem_id="beneath", apply_default_css=False)
                        mode = gr.Radio(
                            [(texts.EXTRACTIVE(language), "extractive"), (texts.GENERATIVE(language), "generative")],
                            value="generative" if guide.model_name else "extractive",
                            label=texts.MODE(language),
                            visible=guide.model_name is not None,
                            elem_id="mode",
                        )
                    model = gr.HTML(str(chat.model()), elem_id="model", apply_default_css=False)
            with gr.Column(elem_id="guide"):
                reader = gr.HTML(first_reader, elem_id="reader", apply_default_css=False)
        spoken = gr.HTML(str(spoken_html(None, language)), elem_id="spoken", apply_default_css=False)

        shown = [talk, spoken]
        gr.on(
            [question.submit, ask.click, talk.submit],
            chat.ask,
            inputs=[question, mode, conversation],
            outputs=[*shown, reader, question],
            concurrency_limit=None,
            show_progress="hidden",
            trigger_mode="always_last",  # a question sent while another one ends is asked then, and not lost
            api_name="talk",  # or its function's name would take the public one
            api_visibility="private",
        )
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        stop.click(chat.stop, inputs=[conversation], outputs=shown, **quiet)
        new.click(chat.restart, inputs=[conversation], outputs=shown, **quiet)
        page.load(chat.status, outputs=[status], **quiet)
        page.load(chat.opened, inputs=[conversation], outputs=[conversation, reader, model], **quiet)
        gr.events.api(chat.answer, api_name="ask", concurrency_limit=None)
    return page


def _brand(language: Language) -> str:
    return _BRAND.format(
        to_question=texts.SKIP_TO_QUESTION(language),
        to_guidance=texts.SKIP_TO_GUIDANCE(language),
        chat=texts.CHAT(language),
        guidance=texts.GUIDANCE(language),
        mark=_MARK,
        book=_BOOK,
        product=texts.PRODUCT,
        tagline=texts.TAGLINE(language),
        read=texts.READ_GUIDANCE(language),
    )


def _beneath_input(language: Language) -> str:
    return Markup(
        '<p class="stored">{}</p><p class="count" role="status" data-limit="{}" data-left="{}" data-over="{}"></p>'
    ).format(
        texts.STORED(language),
        texts.QUESTION_LIMIT,
        texts.CHARACTERS_LEFT(language, count="{count}"),
        texts.TOO_LONG(language, count="{count}", limit=texts.QUESTION_LIMIT),
    )


def _placeholder(documents: Sequence[Document], language: Language) -> str:
    """Name the subject when there is one text: its title up to the first dash or colon."""
    if len(documents) != 1:
        return texts.PLACEHOLDER(language)
    document = documents[0]
    subject = document.title.split(" – ")[0].split(":")[0].strip()
    # In a sentence the first word is a small one, unless it is a name: then the text never writes it small.
    small = subject[:1].lower() + subject[1:]
    subject = small if small.split(" ")[0] in document.text else subject
    if not subject or len(subject) > _SUBJECT_LIMIT:
        return texts.PLACEHOLDER(language)
    return texts.PLACEHOLDER_ABOUT(language, subject=subject)
