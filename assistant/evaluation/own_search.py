"""The assistant's own search over the corpus of a set: the index, the spelling and the ranking that people get."""

from collections.abc import Mapping, Sequence

from assistant.answering import Assistant, Search
from assistant.documents import Corpus, read_document
from assistant.evaluation.beir import BeirSet, Text
from assistant.evaluation.ranking_metrics import DEPTH
from assistant.records import Document


def likelihood(assistant: Assistant, search: Search) -> float:
    """Give how likely it is that the corpus answers what was searched for: what the assistant refuses by.

    Everything under ``refusal`` in the report rests on this number, higher for likelier; its scale is of no account.
    """
    return assistant.judge(search).probability


def corpus_of(beir: BeirSet) -> Corpus:
    """Read the texts of a set the way the files of a corpus folder are read."""
    return Corpus(tuple(_document(text) for text in beir.texts), (), beir.fingerprint)


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
        self._asked: dict[str, tuple[list[str], float]] = {}

    def rank(self, question: str) -> list[str]:
        """Rank the texts by their best passage."""
        return self._ask(question)[0]

    def likelihood(self, question: str) -> float:
        """Give how likely it is that the corpus answers a question."""
        return self._ask(question)[1]

    def _ask(self, question: str) -> tuple[list[str], float]:
        if question not in self._asked:
            search = self._assistant.search(question)
            names = list(dict.fromkeys(row.passage.document for row in search.found))[:DEPTH]
            self._asked[question] = [self._text_ids[name] for name in names], likelihood(self._assistant, search)
        return self._asked[question]


def _name(text: Text) -> str:
    return f"{text.id}.txt"


def _document(text: Text) -> Document:
    """Read a text under its title, unless it begins with it already."""
    is_headed = not text.title or text.text.lstrip().startswith(text.title)
    return read_document(_name(text), text.text if is_headed else f"{text.title}\n\n{text.text}")
