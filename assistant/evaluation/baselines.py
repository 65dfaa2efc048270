"""What the assistant's search is measured against. Each gives, for a question, text ids, best first."""

import uuid
from collections.abc import Mapping, Sequence

import bm25s
import chromadb
import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray

from assistant.embeddings import Encoder
from assistant.evaluation.beir import Text
from assistant.evaluation.ranking_metrics import DEPTH
from assistant.evaluation.vectors import encode_all
from assistant.index import Generation, read_passages, read_vectors
from assistant.swedish import stems

_CHUNK_CHARS, _OVERLAP_CHARS = 1000, 100
_TOP_CHUNKS = 4
_BATCH = 500


class Bm25:
    """Words alone: BM25 over the folded stems of whole texts (Lucene's variant, k1 = 1.5, b = 0.75)."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._ids = [text.id for text in texts]
        tokens = [stems(text.whole) for text in texts]
        self._known = frozenset(token for text in tokens for token in text)
        self._bm25 = bm25s.BM25(method="lucene") if self._known else None
        if self._bm25:
            self._bm25.index(tokens, show_progress=False)

    def rank(self, question: str) -> list[str]:
        """Rank the texts that share a word with the question; equal scores in the order of the corpus."""
        tokens = [token for token in stems(question) if token in self._known]
        if not tokens or self._bm25 is None:
            return []
        scores = np.asarray(self._bm25.get_scores(tokens))
        return [self._ids[place] for place in _best(scores) if scores[place] > 0]


class Dense:
    """Meaning alone: the cosine of the question's bare vector with the index's passages, the best of each text."""

    def __init__(self, generation: Generation, encoder: Encoder, text_ids: Mapping[str, str]) -> None:
        """Read the passages' vectors.

        Args:
            generation: The index.
            encoder: Encodes the questions.
            text_ids: Document name in the index → text id.
        """
        passages = [passage for passage, _ in read_passages(generation).values()]
        self._encoder = encoder
        self._ids = [text_ids[name] for name in dict.fromkeys(passage.document for passage in passages)]
        place = {id_: number for number, id_ in enumerate(self._ids)}
        self._text_of = np.array([place[text_ids[passage.document]] for passage in passages], int)
        empty = np.empty((0, generation.passport.dimension), np.float32)
        self._vectors = np.stack([row.passage for row in read_vectors(generation, passages)]) if passages else empty

    def rank(self, question: str) -> list[str]:
        """Rank the texts by their nearest passage."""
        best = np.full(len(self._ids), -np.inf)
        np.maximum.at(best, self._text_of, self._vectors @ self._encoder.encode_questions([question])[0])
        return [self._ids[place] for place in _best(best)]


class LangChainRecipe:
    """The retrieval of LangChain's introductions, remade from the same parts.

    ``RecursiveCharacterTextSplitter`` of 1000 characters with 100 of overlap, vectors without prompts, a Chroma
    collection as it comes (squared Euclidean distance), the four nearest chunks.
    """

    def __init__(self, texts: Sequence[Text], encoder: Encoder) -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK_CHARS, chunk_overlap=_OVERLAP_CHARS)
        chunks = [(text.id, chunk) for text in texts for chunk in splitter.split_text(text.whole)]
        vectors = encode_all([chunk for _, chunk in chunks], encoder.encode_bare, "Embedding (langchain)")
        self._encoder = encoder
        self._text_of = {str(number): id_ for number, (id_, _) in enumerate(chunks)}
        client = chromadb.EphemeralClient(chromadb.config.Settings(anonymized_telemetry=False))
        self._collection = client.create_collection(f"recipe-{uuid.uuid4().hex}", embedding_function=None)
        for first in range(0, len(chunks), _BATCH):
            rows = vectors[first : first + _BATCH]
            self._collection.add([str(first + number) for number in range(len(rows))], rows.tolist())

    def rank(self, question: str) -> list[str]:
        """Rank the texts of the four nearest chunks: at most four."""
        vector = self._encoder.encode_bare([question])[0]
        count = min(_TOP_CHUNKS, len(self._text_of))
        found = self._collection.query(query_embeddings=[vector.tolist()], n_results=count, include=[])
        return list(dict.fromkeys(self._text_of[id_] for id_ in found["ids"][0]))


def _best(scores: NDArray[np.floating]) -> list[int]:
    """Give the places of the ten highest scores, best first, the earlier of equals first."""
    return [int(place) for place in np.argsort(-scores, kind="stable")[:DEPTH]]
