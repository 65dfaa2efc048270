"""How the page is laid out: the conversation on the left, the guidance on the right, and what calls what."""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.guide import Guide
from assistant.ui import texts
from assistant.ui.chat import Chat
from assistant.ui.frame import beneath_input, brand, connection, placeholder, words_for_scripts
from assistant.ui.tab import Conversation
from assistant.ui.texts import Language

# What is pressed in the page's own HTML reaches the server through this one component: chat.js sends "tell" with the
# name of an event and what it carries.
_WIRE = "document.addEventListener('tell', (event) => trigger(event.detail.name, event.detail))"


def build(
    guide: Guide,
    starters: Sequence[str],
    stored: str,
    language: Language = "sv",
    kind: Callable[[Guide, tuple[str, ...], Language], Chat] = Chat,
) -> gr.Blocks:
    """Lay out the page and wire it.

    Args:
        guide: The assistant; only its documents are read here.
        starters: Questions to begin with.
        stored: One sentence on what is stored.
        language: Language of the interface.
        kind: Makes the chat: a workshop has one of its own.
    """
    chat = kind(guide, tuple(starters), language)
    empty = Conversation()
    first_reader = chat.reader(empty)
    first_earlier, first_newest, first_spoken = chat.shown(empty)
    page: gr.Blocks
    with gr.Blocks(title=texts.PRODUCT, analytics_enabled=False, fill_width=True) as page:
        conversation = gr.State(empty)
        with gr.Row(elem_id="top"):
            _html(brand(language), "brand")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="chat"):
                with gr.Column(elem_id="talk"):
                    earlier = _html(first_earlier, "earlier")
                    newest = _html(first_newest, "newest")
                with gr.Column(elem_id="composer"):
                    _html(connection(language), "connection")
                    status = _html("", "status")
                    editing = _html("", "editing")
                    with gr.Row(elem_id="input"):
                        question = gr.Textbox(
                            label=texts.QUESTION(language),
                            placeholder=placeholder(guide.documents, language),
                            lines=1,
                            max_lines=6,
                            elem_id="question",
                        )
                        ask = gr.Button(texts.ASK(language), variant="primary", elem_id="ask")
                        stop = gr.Button(texts.STOP(language), elem_id="stop")
                    with gr.Row(elem_id="footing"):
                        _html(beneath_input(stored, language), "beneath")
                        mode = _mode(guide, language)
                    model = _html(str(chat.model()), "model")
            with gr.Column(elem_id="guide"):
                reader = _html(first_reader, "reader")
        spoken = _html(first_spoken, "spoken")
        wire = gr.HTML(words_for_scripts(language), elem_id="wire", js_on_load=_WIRE, apply_default_css=False)

        shown = [earlier, newest, spoken]
        gr.on(
            [question.submit, ask.click, wire.submit],
            chat.ask,
            inputs=[question, mode, conversation],
            outputs=[*shown, reader, question, editing],
            concurrency_limit=None,
            show_progress="hidden",
            trigger_mode="always_last",  # a question sent while another one ends is asked then, and not lost
            api_name="talk",  # or its function's name would take the public one
            api_visibility="private",
        )
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        stop.click(chat.stop, inputs=[conversation], outputs=shown, **quiet)
        wire.clear(chat.restart, inputs=[conversation], outputs=[*shown, editing], **quiet)
        wire.load(chat.restore, inputs=[conversation], outputs=[*shown, mode], **quiet)
        wire.edit(chat.edit, inputs=[conversation], outputs=[newest, question, editing], **quiet)
        wire.undo(chat.cancel, inputs=[conversation], outputs=[newest, question, editing], **quiet)
        page.load(chat.status, outputs=[status, model], **quiet)
        page.load(chat.opened, inputs=[conversation], outputs=[conversation, reader], **quiet)
        gr.events.api(chat.answer, api_name="ask", concurrency_limit=None)
    return page


def _html(content: object, name: str) -> gr.HTML:
    return gr.HTML(content, elem_id=name, apply_default_css=False)


def _mode(guide: Guide, language: Language) -> gr.Radio:
    """Switch between the guidance's words and a model's; there only where a model is set."""
    return gr.Radio(
        [(texts.EXTRACTIVE(language), "extractive"), (texts.GENERATIVE(language), "generative")],
        value="generative" if guide.model_name else "extractive",
        label=texts.MODE(language),
        visible=guide.model_name is not None,
        elem_id="mode",
    )
