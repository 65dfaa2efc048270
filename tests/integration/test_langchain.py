"""The search as a LangChain retriever, alone and in the chain that the README shows."""

import re
from pathlib import Path

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser

from assistant.langchain_retriever import GuidanceRetriever

ROOT = Path(__file__).parents[2]


@pytest.fixture
def retriever(assistant):
    return GuidanceRetriever(assistant=assistant, k=3)


def test_documents_are_exact_slices_with_their_places_best_first(assistant, retriever):
    texts = {document.name: document.text for document in assistant.documents}
    found = retriever.invoke("Hur ska chefen hantera svåra samtal?")
    assert 0 < len(found) <= 3
    assert any("Ducka inte svåra samtal." in document.page_content for document in found)
    for document in found:
        place = document.metadata
        assert texts[place["source"]][place["start"] : place["end"]] == document.page_content
        assert place["section"]
    assert [document.metadata["rank"] for document in found] == sorted(document.metadata["rank"] for document in found)


def test_a_question_outside_the_guidance_gives_nothing_unless_all_is_wanted(assistant, retriever):
    assert retriever.invoke("Hur byter jag däck på en traktor?") == []
    everything = GuidanceRetriever(assistant=assistant, within_only=False)
    assert len(everything.invoke("Hur byter jag däck på en traktor?")) == 4


def test_the_retriever_finds_what_the_assistant_finds(assistant, retriever):
    question = "vilka fordelar finns det"
    ours = [row.passage.id for row in assistant.search(question).found if not row.passage.aside][:3]
    assert [document.id for document in retriever.invoke(question)] == ours


def test_callbacks_hear_of_the_verdict(retriever):
    heard = []

    class Listener(BaseCallbackHandler):
        def on_text(self, text, **_):
            heard.append(text)

    retriever.invoke("Vad är tillit?", config={"callbacks": [Listener()]})
    assert any("within" in text for text in heard)


def test_the_chain_of_the_readme_runs(assistant, tmp_path):
    """Run the README's example with a scripted model in the place of a real one."""
    [code] = re.findall(r"```python\n(.*?GuidanceRetriever.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    body = code[code.index("retriever =") :]
    seen = []

    class Scripted(GenericFakeChatModel):
        def _generate(self, messages, *arguments, **named):
            seen.append(messages)
            return super()._generate(messages, *arguments, **named)

    names: dict[str, object] = {
        "assistant": assistant,
        "model": Scripted(messages=iter([AIMessage("Sätt gränser.")])),
        "GuidanceRetriever": GuidanceRetriever,
        "StrOutputParser": StrOutputParser,
    }
    exec(code[: code.index("assistant =")], names)
    exec(body, names)
    assert names["answer"] == "Sätt gränser."
    [prompt] = seen
    assert "tydligt ramverk" in str(prompt)
