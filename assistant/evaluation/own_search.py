"""The assistant's own search over the corpus of a set: the index, the spelling and the ranking that people get."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering import Assistant
from assistant.documents import Corpus, read_document
from assistant.embeddings import Encoder
from assistant.evaluation.beir import BeirSet, Text
from assistant.evaluation.ranking_metrics import DEPTH
from assistant.ingestion import Progress
from assistant.outcomes import Search
from assistant.pipeline import open_on_texts
from assistant.records import Document
from assistant.settings import Settings

FOLDER = "evaluation"
"""Where in the data folder sets' indexes and vectors are kept."""


def likelihood(assistant: Assistant, search: Search) -> float:
    """Give how likely it is that the corpus answers what was searched for: what the assistant refuses by.

    Everything under ``refusal`` in the report rests on this number, higher for likelier; its scale is of no account.
    """
    return assistant.judge(search).margin


def corpus_of(beir: BeirSet) -> Corpus:
    """Read the texts of a set the way the files of a corpus folder are read."""
    return Corpus(tuple(_document(text) for text in beir.texts), (), beir.fingerprint)


def open_set(beir: BeirSet, settings: Settings, encoder: Encoder, progress: Progress | None = None) -> Assistant:
    """Open an assistant on a set's corpus; its index is kept in a folder of its own below the data folder.

    Raises:
        TillitError: The index cannot be made or read.
    """
    return open_on_texts(corpus_of(beir), settings_of(beir, settings, encoder), encoder=encoder, progress=progress)


def settings_of(beir: BeirSet, settings: Settings, encoder: Encoder) -> Settings:
    """Give the settings under which a set's own index is kept; a Chroma server is not used."""
    folder = f"{beir.fingerprint[:12]}-{encoder.identity.fingerprint[:12]}"
    return replace(settings, chroma_url=None, data=settings.data / FOLDER / folder)


def document_names(texts: Sequence[Text]) -> dict[str, str]:
    """Map the documents' names to the ids of their texts."""
    return {_name(text): text.id for text in texts}


class OwnSearch:
    """Asks the assistant. What it found for a question is remembered, so asking twice costs nothing."""

    def __init__(self, assistant: Assistant, text_ids: Mapping[str, str]) -> None:
        """Hold the assistant.

        Args:
            assistant: An assistant on the set's corpus.
            text_ids: Document name → text id.
        """
        self._assistant = assistant
        self._text_ids = text_ids
        self._ranked: dict[str, list[str]] = {}

    def rank(self, question: str) -> list[str]:
        """Rank the texts by their best passage."""
        if question not in self._ranked:
            found = self._assistant.search(question, verify=False).found
            names = list(dict.fromkeys(row.passage.document for row in found))[:DEPTH]
            self._ranked[question] = [self._text_ids[name] for name in names]
        return self._ranked[question]

    def likelihood(self, question: str) -> float:
        """Give how likely it is that the corpus answers a question; the verifier makes this the slower of the two."""
        return likelihood(self._assistant, self._assistant.search(question))


def _name(text: Text) -> str:
    return f"{text.id}.txt"


def _document(text: Text) -> Document:
    """Read a text under its title, unless it begins with it. Without one, its id says nothing of what stands in it."""
    is_headed = not text.title or text.text.lstrip().startswith(text.title)
    document = read_document(_name(text), text.text if is_headed else f"{text.title}\n\n{text.text}")
    has_title = any(block.kind == "heading" for section in document.sections for block in section.blocks)
    return document if has_title else replace(document, title="")
