"""The assistant's search as a LangChain retriever, for chains and agents that want passages instead of answers."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.answering import Assistant
from assistant.records import ScoredPassage


class GuidanceRetriever(BaseRetriever):
    """Finds passages for a question the way the chat does: the same spelling, search and limits.

    A question the guidance does not answer gives no documents, unless ``within_only`` is False.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    """What :func:`assistant.pipeline.open_assistant` gives."""
    k: int = Field(default=4, ge=1)
    """Documents at the most."""
    within_only: bool = True

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        search = self.assistant.search(query)
        verdict = self.assistant.judge(search)
        run_manager.on_text(f"within: {verdict.within}, reason: {verdict.reason}, probability: {verdict.probability}")
        if self.within_only and not verdict.within:
            return []
        found = sorted(search.found, key=lambda row: (row.passage.aside, row.rank))
        return [_document(row) for row in found[: self.k]]


def _document(row: ScoredPassage) -> Document:
    passage = row.passage
    metadata: dict[str, Any] = {
        "source": passage.document,
        "title": passage.title,
        "section": passage.section_name,
        "start": passage.start,
        "end": passage.end,
        "rank": row.rank,
        "score": row.score,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
