"""What the chat shows next, with an assistant that is scripted."""

import asyncio
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.documents import read_document
from assistant.errors import IndexUnavailableError
from assistant.records import Answer
from assistant.typed import MAX_TURNS
from assistant.ui import texts
from assistant.ui.chat import Chat
from assistant.ui.kept import kept_json
from assistant.ui.layout import build
from assistant.ui.messages import Exchange
from assistant.ui.tab import Conversation

DOCUMENT = read_document("a.md", "# Mod – en text\n\nOm mod och annat.\n\n## Vad är mod?\n\nMod är att våga.\n")
GONE = IndexUnavailableError("The index does not answer.", "Sökregistret svarar inte. Starta om.")


def answered(question: str, text: str = "Mod är att våga.") -> Answer:
    return Answer("1", question, question, "sv", "answered", None, "extractive", None, text)


def guide(stream, state="ready", problem=None, model=None, address=None):
    return SimpleNamespace(
        documents=(DOCUMENT,),
        reflections=None,
        state=state,
        problem=problem,
        stream=stream,
        model_name=model,
        model_address=address,
    )


def chat(stream, **about) -> Chat:
    return Chat(guide(stream, **about), ("Vad är mod?",), "sv")


def steps(asked: Chat, question: str, conversation=None, data=None, mode="extractive") -> list[Exchange | None]:
    """Ask, and give the newest exchange after every step, and what became of the input."""
    conversation = conversation or Conversation()

    async def gather():
        event = gr.EventData(None, data)
        return [
            (conversation.exchanges[-1] if conversation.exchanges else None, step)
            async for step in asked.ask(question, mode, conversation, event)
        ]

    return asyncio.run(gather())


def is_skipped(value) -> bool:
    return isinstance(value, dict) and value.get("__type__") == "update"


def growing(question, history, *, mode=None):
    yield answered(question, "Mod är")
    yield answered(question, "Mod är att våga.")


def failing(question, history, *, mode=None):
    raise GONE
    yield


def broken(question, history, *, mode=None):
    yield answered(question, "Mod är")
    raise ZeroDivisionError


def remembering(question, history, *, mode=None):
    yield answered(question, " | ".join(turn.question for turn in history) or "inget")


def telling_its_mode(question, history, *, mode=None):
    yield answered(question, str(mode))


def test_a_question_is_shown_at_once_and_its_answer_grows():
    (first, shown), *_, (last, _) = steps(chat(growing), "  Vad är mod? ")
    assert first == Exchange("Vad är mod?", note=texts.SEARCHING("sv"), busy=True)
    assert texts.SEARCHING("sv") in shown[1]
    assert shown[4] == ""
    assert last == Exchange("Vad är mod?", answered("Vad är mod?"))


def test_a_question_asked_while_loading_waits_and_is_then_answered():
    waiting = chat(growing, state="loading")
    conversation = Conversation()

    async def ask_then_load():
        notes = []
        async for _ in waiting.ask("Vad är mod?", "extractive", conversation, gr.EventData(None, None)):
            notes.append(conversation.exchanges[-1].note)
            waiting.guide.state = "ready"
        return notes

    assert asyncio.run(ask_then_load())[0] == texts.LOADING_ANSWER("sv")
    assert conversation.exchanges[-1].answer is not None


def test_a_button_in_the_conversation_asks_its_question_and_leaves_the_input_alone():
    first, shown = steps(chat(growing), "halvskriv", data={"question": "Vad är mod?"})[0]
    assert first.question == "Vad är mod?"
    assert is_skipped(shown[4])


@pytest.mark.parametrize("question", ["", "  \n ", "x" * (texts.QUESTION_LIMIT + 1)])
def test_nothing_and_too_much_are_not_asked(question):
    ((exchange, shown),) = steps(chat(failing), question)
    assert exchange is None
    assert all(is_skipped(value) for value in shown)


def test_a_known_problem_is_told_in_its_swedish_words():
    assert steps(chat(failing), "Vad är mod?")[-1][0].note == GONE.swedish


def test_an_unknown_problem_is_one_friendly_line_and_its_cause_is_logged(caplog):
    exchange = steps(chat(broken), "Vad är mod?")[-1][0]
    assert exchange.note == texts.UNEXPECTED("sv")
    assert not exchange.busy
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(("end", "left"), [("stop", 1), ("restart", 0)])
def test_stopping_ends_an_answer_under_way_and_nothing_of_it_follows(end, left):
    asked = chat(growing)
    conversation = Conversation()

    async def stop_in_the_middle():
        answers = asked.ask("Vad är mod?", "extractive", conversation, gr.EventData(None, None))
        await anext(answers)
        await anext(answers)
        stopping = asyncio.create_task(getattr(asked, end)(conversation))
        await asyncio.sleep(0)
        return [step async for step in answers], await stopping

    after, shown = asyncio.run(stop_in_the_middle())
    assert after == []
    assert len(conversation.exchanges) == left
    assert all(not exchange.busy and exchange.answer for exchange in conversation.exchanges)
    assert (texts.STOPPED("sv") if left else texts.WELCOME("sv")) in shown[1]


def test_an_answer_whose_reader_has_gone_leaves_the_conversation_usable():
    conversation = Conversation()

    async def leave():
        answers = chat(growing).ask("Vad är mod?", "extractive", conversation, gr.EventData(None, None))
        await anext(answers)
        await answers.aclose()

    asyncio.run(leave())
    assert not conversation.answering
    assert steps(chat(growing), "Och nu?", conversation)[-1][0].answer is not None


def test_earlier_questions_are_the_history():
    conversation = Conversation()
    steps(chat(remembering), "Ett?", conversation)
    steps(chat(remembering), "Två?", conversation)
    assert [exchange.answer.text for exchange in conversation.exchanges] == ["inget", "Ett?"]


def test_what_was_said_before_is_not_painted_again_while_an_answer_grows():
    conversation = Conversation()
    steps(chat(growing), "Ett?", conversation)
    (_, begun), *_, (_, grown) = steps(chat(growing), "Två?", conversation)
    assert "Ett?" in begun[0]
    assert is_skipped(grown[0])


def test_a_changed_question_takes_the_place_of_the_last_one():
    asked, conversation = chat(remembering), Conversation()
    steps(asked, "Ett?", conversation)
    steps(asked, "Två?", conversation)
    newest, typed, line = asked.edit(conversation)
    assert typed == "Två?"
    assert "data-editing" in newest
    assert texts.EDITING("sv") in line
    steps(asked, "Tre?", conversation)
    assert [exchange.question for exchange in conversation.exchanges] == ["Ett?", "Tre?"]
    assert conversation.exchanges[-1].answer.text == "Ett?"
    assert not conversation.editing


def test_a_change_that_is_left_leaves_the_question():
    asked, conversation = chat(remembering), Conversation()
    steps(asked, "Ett?", conversation)
    asked.edit(conversation)
    assert asked.cancel(conversation)[1:] == ("", "")
    steps(asked, "Två?", conversation)
    assert [exchange.question for exchange in conversation.exchanges] == ["Ett?", "Två?"]


def test_there_is_nothing_to_change_before_the_first_question():
    assert all(is_skipped(value) for value in chat(growing).edit(Conversation()))


def test_a_failed_question_asked_again_takes_its_own_place():
    conversation = Conversation()
    steps(chat(failing), "Ett?", conversation)
    steps(chat(growing), "Ett?", conversation)
    assert [exchange.answer is not None for exchange in conversation.exchanges] == [True]


def restored(asked: Chat, conversation: Conversation, kept: str) -> tuple:
    return asyncio.run(asked.restore(conversation, gr.EventData(None, {"kept": kept})))


def test_what_the_tab_kept_is_the_conversation_again_where_the_server_forgot_it():
    before, after = Conversation(), Conversation()
    steps(chat(remembering), "Ett?", before)
    rows = ",".join(kept_json(exchange) for exchange in before.exchanges)
    shown = restored(chat(remembering), after, f"[{rows}]")
    assert after.exchanges == before.exchanges
    assert "Ett?" in shown[1]
    steps(chat(remembering), "Två?", after)
    assert after.exchanges[-1].answer.text == "Ett?"


@pytest.mark.parametrize(
    ("model", "mode", "switched"),
    [("modell-x", "extractive", True), ("modell-x", "<b>", False), (None, "generative", False)],
)
def test_the_choice_of_whose_words_outlives_a_reload_where_there_is_a_choice(model, mode, switched):
    asked = chat(growing, model=model)
    *_, switch = asyncio.run(asked.restore(Conversation(), gr.EventData(None, {"kept": "", "mode": mode})))
    assert switch == mode if switched else is_skipped(switch)


def test_a_question_that_was_being_answered_is_kept_and_says_so():
    conversation = Conversation()
    restored(chat(growing), conversation, '[{"question": "Ett?", "answer": null}]')
    assert conversation.exchanges == (Exchange("Ett?", note=texts.INTERRUPTED("sv")),)


def test_a_conversation_that_the_server_knows_is_not_replaced():
    conversation = Conversation()
    steps(chat(growing), "Ett?", conversation)
    assert all(is_skipped(value) for value in restored(chat(growing), conversation, '[{"question": "Annat?"}]'))
    assert conversation.exchanges[0].question == "Ett?"


@pytest.mark.parametrize(
    "kept", ["", "null", "{", "[1]", '[{"question": 1}]', '[{"question": "a", "answer": {"text": "<b>"}}]', "[" * 5000]
)
def test_whatever_a_tab_sends_is_read_with_care(kept):
    conversation = Conversation()
    restored(chat(growing), conversation, kept)
    assert conversation.exchanges == ()


def test_half_surrogates_are_shown_as_a_sign_and_break_nothing():
    (first, shown), *_ = steps(chat(growing), "Vad \ud800 är?")
    assert first.question == "Vad ? är?"
    assert "".join(shown[:3]).encode()


def test_texts_that_were_read_anew_replace_those_on_the_page():
    asked, conversation = chat(growing), Conversation()
    asked.reader(conversation)
    assert is_skipped(asked.reader(conversation))
    asked.guide.documents = (read_document("a.md", "# Ny\n\nAnnan text.\n"),)
    assert "Annan text." in asked.reader(conversation)


@pytest.mark.parametrize("mode", ["extractive", "generative"])
def test_the_switch_decides_whose_words_the_answer_is_in(mode):
    asked = chat(telling_its_mode, model="modell-x")
    assert steps(asked, "Vad är mod?", mode=mode)[-1][0].answer.text == mode


def test_without_a_model_nothing_is_switched():
    assert steps(chat(telling_its_mode), "Vad är mod?")[-1][0].answer.text == "None"
    page = build(guide(growing), (), "Inget sparas.")
    assert [block.visible for block in page.blocks.values() if isinstance(block, gr.Radio)] == [False]


def test_the_model_and_where_it_is_asked_are_told():
    assert chat(growing).model() == ""
    assert "modell-x" in chat(growing, model="modell-x").model()
    told = chat(growing, model="<b>x", address="127.0.0.1:1").model()
    assert "&lt;b&gt;x på 127.0.0.1:1" in told


def test_the_interface_gives_the_record_and_plays_earlier_questions():
    record = asyncio.run(chat(remembering).answer("Tre?", ["Ett?", "Två?"]))
    assert record["text"] == "Ett? | Två?"
    assert record["question"] == "Tre?"


@pytest.mark.parametrize(
    ("stream", "question", "said"),
    [(failing, "Vad är mod?", GONE.swedish), (growing, " ", "tom"), (growing, "x" * 1200, "200 tecken för lång")],
)
def test_the_interface_says_what_is_wrong(stream, question, said):
    with pytest.raises(gr.Error, match=said):
        asyncio.run(chat(stream).answer(question))


def test_of_very_many_earlier_questions_the_interface_plays_the_last_alone():
    played = []

    def noting(question, history, *, mode=None):
        played.append(question)
        yield answered(question, str(len(history)))

    record = asyncio.run(chat(noting).answer("Sist?", [f"Fråga {number}?" for number in range(1000)]))
    assert played == [*(f"Fråga {number}?" for number in range(1000 - MAX_TURNS, 1000)), "Sist?"]
    assert record["text"] == str(MAX_TURNS)


@pytest.mark.parametrize(
    ("question", "earlier"), [("Ett?", "Två?"), ("Ett?", {"Två?": 1}), ("Ett?", ["Två?", 3]), (5, None), (None, [])]
)
def test_the_interface_says_what_a_question_is_to_whoever_sends_something_else(question, earlier):
    with pytest.raises(gr.Error, match="lista av texter"):
        asyncio.run(chat(growing).answer(question, earlier))


def test_the_input_names_the_subject_of_a_single_text():
    page = build(guide(growing), (), "Inget sparas.")
    boxes = [block for block in page.blocks.values() if isinstance(block, gr.Textbox)]
    assert [box.placeholder for box in boxes] == ["Ställ en fråga om mod …"]


def test_only_the_named_interface_is_public():
    page = build(guide(growing), (), "Inget sparas.")
    assert list(page.get_api_info()["named_endpoints"]) == ["/ask"]
