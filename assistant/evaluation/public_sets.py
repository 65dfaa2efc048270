"""Public question sets for training: every question with the passages that answer it, where the set tells them."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evaluation.beir import BeirSet, Query
from assistant.evaluation.own_search import corpus_of, document_names
from assistant.passages import TokenCount, split_corpus
from assistant.records import Document, Passage


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question with what answers it."""

    query: Query
    relevant: tuple[str, ...]
    """Ids of the texts that answer it; at least one."""
    answering: Mapping[int, int]
    """Places in ``PublicSet.passages`` of those an answer begins in → where in their document the first one does; empty
    where the set marks no answers."""


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set cut into passages, as a corpus is."""

    passages: tuple[Passage, ...]
    text_ids: tuple[str, ...]
    """For each passage the id of the text that it is a part of."""
    questions: tuple[PublicQuestion, ...]


def split_set(beir: BeirSet, count_tokens: TokenCount, max_tokens: int) -> PublicSet:
    """Cut the texts of a set into passages and find the marked answers in them.

    Args:
        beir: The set.
        count_tokens: The encoder's tokens for a text.
        max_tokens: The most it reads.
    """
    documents = corpus_of(beir).documents
    ids = document_names(beir.texts)
    passages = tuple(split_corpus(documents, count_tokens, max_tokens))
    places: dict[str, list[int]] = {text.id: [] for text in beir.texts}
    for number, passage in enumerate(passages):
        places[ids[passage.document]].append(number)
    texts = {text.id: text.text for text in beir.texts}
    read = {ids[document.name]: document for document in documents}
    questions = []
    for query in beir.queries:
        relevant = tuple(id_ for id_, score in beir.judgements[query.id].items() if score > 0)
        found: dict[int, int] = {}
        for id_ in relevant:
            for start in _starts(query, texts[id_], read[id_]):
                for n in places[id_]:
                    if passages[n].start <= start < passages[n].end:
                        found.setdefault(n, start)
        questions.append(PublicQuestion(query, relevant, found))
    return PublicSet(passages, tuple(ids[passage.document] for passage in passages), tuple(questions))


def _starts(query: Query, text: str, document: Document) -> list[int]:
    """Give where in the document, which holds the text at its end, the marked answers begin.

    A query with several relevant texts has the answers of all in one list: those of the others are passed over.
    """
    shift = len(document.text) - len(text)
    return [
        answer.start + shift
        for answer in query.answers
        if text.startswith(answer.text, answer.start) and document.text.startswith(answer.text, answer.start + shift)
    ]
