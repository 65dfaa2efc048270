"""Passages and vectors ↔ Chroma, with the index's passport. The only module that names chromadb.

An index is one Chroma collection per *generation*. A generation is written beside the one that serves and declared
complete in a single step, so a reader always finds a whole index, whatever happens to the writer. Each passage is a
record, and so is each sentence of a passage that has several.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import chromadb
import chromadb.api.shared_system_client
import chromadb.errors
import httpx
import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexMismatchError, IndexMissingError, IndexUnavailableError
from assistant.records import ListPlace, Passage, Sentence
from assistant.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Vectors = NDArray[np.float32]
Item = TypeVar("Item")

FORMAT = 1
"""Version of what stands in a record; raise it when old records can no longer be read."""
_PREFIX = "tillitsguiden-"
_CHROMA_FOLDER = "chroma"
_BATCH = 500
_PAGE = 5000
"""Passages read at once: SQLite, below Chroma, takes no more than 32,766."""
_NEAREST = 400
"""Records asked of Chroma for a question; an index with no more than this many is searched whole."""
_IN_VIEW = 4000
"""Records that HNSW keeps in view while it looks for them. Of the ten nearest among 100,000 made-up passages it then
finds 98 %, with 400 in view 76 % (tests/benchmarks/scale.py)."""
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": _IN_VIEW, "ef_construction": 200}}
_KEPT_FOR_READERS = 1
"""Earlier generations that stay, for processes that opened them before."""


@dataclass(frozen=True, slots=True)
class Passport:
    """What an index was made of."""

    encoder: str
    encoder_fingerprint: str
    dimension: int
    prompts: str
    splitter: str
    corpus_fingerprint: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete index in Chroma, not yet read."""

    number: int
    passport: Passport
    collection: "Collection"
    place: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """The vectors of a passage and of its sentences (shape (n, dimension); n = 0 where the passage is one sentence)."""

    passage: Vectors
    sentences: Vectors


class Store:
    """The place where generations are kept: a folder, or a Chroma server."""

    def __init__(self, settings: Settings) -> None:
        """Connect.

        Raises:
            IndexUnavailableError: The folder is damaged, or the server does not answer.
        """
        self._place = settings.chroma_url or str(settings.data / _CHROMA_FOLDER)
        self._is_folder = settings.chroma_url is None
        try:
            with _told_plainly(self._place, is_folder=self._is_folder):
                self._client = _connect(settings)
        except IndexUnavailableError:
            # Chroma keeps a half-opened system and would hand it out again.
            chromadb.api.shared_system_client.SharedSystemClient.clear_system_cache()
            raise

    def newest(self) -> Generation:
        """Give the generation that serves.

        Raises:
            IndexMissingError: None is complete.
            IndexUnavailableError: Chroma does not answer.
        """
        with _told_plainly(self._place, is_folder=self._is_folder):
            complete = [found for collection in self._collections() if (found := self._complete(collection))]
        if not complete:
            raise IndexMissingError(
                f"No index was found in {self._place}. Expected one made from the corpus. Run: python ingest.py",
                "Vägledningen är inte inläst ännu. Kör: python ingest.py",
            )
        return max(complete, key=lambda generation: generation.number)

    def write(self, passport: Passport, records: Iterable[tuple[Passage, str, StoredVectors]]) -> int:
        """Write a generation and make it the one that serves; then let go of those no reader can need.

        Args:
            passport: What the index is made of.
            records: Passages with the text that was embedded and their vectors. Consumed in batches.

        Returns:
            The generation's number.
        """
        with _told_plainly(self._place, is_folder=self._is_folder):
            existing = self._collections()
            for unfinished in existing:
                if not self._complete(unfinished):
                    self._client.delete_collection(unfinished.name)
            number = max((_number(collection) for collection in existing), default=0) + 1
            collection = self._client.create_collection(
                f"{_PREFIX}{number:06d}",
                configuration=_CONFIGURATION,  # type: ignore[arg-type]
                metadata={"complete": False},
                embedding_function=None,
            )
        rows = (row for order, record in enumerate(records) for row in _rows(order, *record))
        for batch in _batches(rows, _BATCH):
            ids, vectors, texts, metadatas = zip(*batch, strict=True)
            with _told_plainly(self._place, is_folder=self._is_folder):
                collection.add(list(ids), list(vectors), list(metadatas), list(texts))
        with _told_plainly(self._place, is_folder=self._is_folder):
            collection.modify(metadata={**asdict(passport), "complete": True})
            earlier = sorted((_number(old) for old in existing if self._complete(old)), reverse=True)
            for old_number in earlier[_KEPT_FOR_READERS:]:
                self._client.delete_collection(f"{_PREFIX}{old_number:06d}")
        return number

    def _complete(self, collection: "Collection") -> Generation | None:
        """Give the generation if it is finished and measured by cosine."""
        metadata: Mapping[str, Any] = collection.metadata or {}
        names = {field.name for field in fields(Passport)}
        space = (collection.configuration.get("hnsw") or {}).get("space")
        if not metadata.get("complete") or space != "cosine" or not names <= set(metadata):
            return None
        passport = Passport(**{name: metadata[name] for name in names})
        return Generation(_number(collection), passport, collection, self._place, self._is_folder)

    def _collections(self) -> list["Collection"]:
        return [found for found in self._client.list_collections() if found.name.startswith(_PREFIX)]


def discard_folder(settings: Settings) -> None:
    """Throw away a data folder's index, however damaged: it can be made again from the corpus."""
    chromadb.api.shared_system_client.SharedSystemClient.clear_system_cache()
    shutil.rmtree(settings.data / _CHROMA_FOLDER, ignore_errors=True)


def check_passport(passport: Passport, encoder_fingerprint: str, encoder: str, splitter: str) -> None:
    """Refuse an index that the current encoder or splitter would search wrongly.

    Raises:
        IndexMismatchError: It was made with another encoder, splitter, or version of the program.
    """
    if passport.encoder_fingerprint != encoder_fingerprint:
        found, expected = f"the encoder {passport.encoder}", f"{encoder}, the encoder of the settings"
        if passport.encoder == encoder:
            expected = f"the present files of {encoder}, which have changed since"
    elif passport.splitter != splitter or passport.format != FORMAT:
        found = f"the splitter {passport.splitter}, format {passport.format}"
        expected = f"{splitter}, format {FORMAT}, of this version of the program"
    else:
        return
    raise IndexMismatchError(
        f"The index was made with {found}. Expected {expected}. Run: python ingest.py",
        "Vägledningen lästes in med en annan språkmodell eller av en annan version av programmet. "
        "Läs in den på nytt: python ingest.py",
    )


def read_passages(generation: Generation) -> dict[str, tuple[Passage, str]]:
    """Read every passage of a generation, in the order of the corpus, with the text that was embedded."""
    read: list[tuple[int, Passage, str]] = []
    while len(read) % _PAGE == 0:
        with _told_plainly(generation.place, is_folder=generation.is_folder):
            found = generation.collection.get(
                where={"kind": "passage"}, include=["metadatas", "documents"], limit=_PAGE, offset=len(read)
            )
        rows = zip(found["ids"], found["metadatas"] or [], found["documents"] or [], strict=True)
        read += [(int(str(row["order"])), _passage(id_, row, text), str(row["embedded"])) for id_, row, text in rows]
        if not found["ids"]:
            break
    read.sort(key=lambda row: row[0])
    return {passage.id: (passage, embedded) for _, passage, embedded in read}


def read_vectors(generation: Generation, passages: Sequence[Passage]) -> Iterator[StoredVectors]:
    """Read the vectors of passages, in the order asked."""
    for group in _batches(passages, _BATCH // 5):
        ids = [view for passage in group for view in _view_ids(passage)]
        found = generation.collection.get(ids=ids, include=["embeddings"])
        vectors = dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))
        for passage in group:
            first, *rest = _view_ids(passage)
            dimension = generation.passport.dimension
            sentences = np.stack([vectors[view] for view in rest]) if rest else np.empty((0, dimension), np.float32)
            yield StoredVectors(vectors[first], sentences)


class Index:
    """An opened generation: its passages in memory, its vectors in Chroma.

    Attributes:
        passport: What it was made of.
        passages: All passages in the order of the corpus.
    """

    def __init__(self, generation: Generation) -> None:
        self.passport = generation.passport
        self._generation = generation
        self._collection = generation.collection
        with self._told_plainly():
            self._size = generation.collection.count()
        self.passages = tuple(passage for passage, _ in read_passages(generation).values())
        self._by_id = {passage.id: passage for passage in self.passages}

    def search(self, vector: Vectors) -> dict[str, tuple[float, tuple[float, ...]]]:
        """Find the passages nearest to a question's vector.

        Args:
            vector: Unit vector of shape (dimension,).

        Returns:
            Passage id → cosine similarity of the passage and of each of its sentences. An index of up to 400 records
            is scored whole; a larger one by its nearest 400 (nearly: HNSW), the remaining views of those passages
            included.
        """
        if not self._size:
            return {}
        with self._told_plainly():
            found = self._collection.query(
                query_embeddings=[vector.tolist()], n_results=min(self._size, _NEAREST), include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        scores = {id_: 1.0 - float(distance) for id_, distance in zip(found["ids"][0], distances, strict=True)}
        return self._complete_scores(vector, scores, dict.fromkeys(id_.partition("/")[0] for id_ in scores))

    def score(self, vector: Vectors, passage_ids: Iterable[str]) -> dict[str, tuple[float, tuple[float, ...]]]:
        """Score passages that were found otherwise; the same shape as :meth:`search`."""
        return self._complete_scores(vector, {}, dict.fromkeys(passage_ids))

    def _told_plainly(self) -> AbstractContextManager[None]:
        return _told_plainly(self._generation.place, is_folder=self._generation.is_folder)

    def _complete_scores(
        self, vector: Vectors, scores: dict[str, float], wanted: Iterable[str]
    ) -> dict[str, tuple[float, tuple[float, ...]]]:
        views = {id_: _view_ids(self._by_id[id_]) for id_ in wanted}
        missing = [view for group in views.values() for view in group if view not in scores]
        for group in _batches(missing, _BATCH):
            with self._told_plainly():
                found = self._collection.get(ids=list(group), include=["embeddings"])
            similarities = np.asarray(found["embeddings"], np.float32) @ vector
            scores |= dict(zip(found["ids"], map(float, similarities), strict=True))
        return {
            id_: (scores[group[0]], tuple(scores[view] for view in (group[1:] or group[:1])))
            for id_, group in views.items()
        }


def _connect(settings: Settings) -> "ClientAPI":
    options = chromadb.config.Settings(anonymized_telemetry=False)
    if settings.chroma_url is None:
        (settings.data / _CHROMA_FOLDER).mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(settings.data / _CHROMA_FOLDER), settings=options)
    url = urlsplit(settings.chroma_url if "//" in settings.chroma_url else f"//{settings.chroma_url}")
    is_https = url.scheme == "https"
    return chromadb.HttpClient(
        url.hostname or "", url.port or (443 if is_https else 8000), ssl=is_https, settings=options
    )


@contextmanager
def _told_plainly(place: str, *, is_folder: bool) -> Iterator[None]:
    """Turn what Chroma raises when it cannot be reached or read into an error for people."""
    try:
        yield
    except (chromadb.errors.ChromaError, httpx.HTTPError, ValueError, OSError, RuntimeError) as error:
        if is_folder:
            raise IndexUnavailableError(
                f"The index in {place} cannot be read ({error}). Expected a Chroma folder. "
                "Make it anew: python ingest.py --rebuild",
                "Den inlästa vägledningen är skadad. Läs in den på nytt: python ingest.py --rebuild",
            ) from error
        raise IndexUnavailableError(
            f"The Chroma server at {place} does not answer ({error}). Expected a running server. "
            "Start it (chroma run --path FOLDER) or mend TILLIT_CHROMA_URL.",
            f"Databasen på {place} svarar inte. Starta den eller rätta TILLIT_CHROMA_URL.",
        ) from error


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _number(collection: "Collection") -> int:
    return int(collection.name.removeprefix(_PREFIX))


def _view_ids(passage: Passage) -> list[str]:
    """Name the records of a passage: itself, then its sentences if there are several."""
    several = len(passage.sentences) > 1
    return [passage.id, *(f"{passage.id}/{number}" for number in range(len(passage.sentences)) if several)]


def _rows(
    order: int, passage: Passage, embedded: str, vectors: StoredVectors
) -> Iterator[tuple[str, list[float], str, dict[str, Any]]]:
    """Yield a passage's Chroma records: id, embedding, text, metadata."""
    place = {
        "document": passage.document,
        "section": passage.section_name,
        "start": passage.start,
        "end": passage.end,
        "aside": passage.aside,
    }
    record = {
        "kind": "passage",
        **place,
        "order": order,
        "embedded": embedded,
        "title": passage.title,
        "path": json.dumps(passage.section, ensure_ascii=False),
        "sentences": json.dumps([[sentence.start, sentence.end] for sentence in passage.sentences]),
        "place": json.dumps(asdict(passage.place), ensure_ascii=False) if passage.place else "",
    }
    views = _view_ids(passage)
    yield views[0], vectors.passage.tolist(), passage.text, record
    for view, sentence, vector in zip(islice(views, 1, None), passage.sentences, vectors.sentences, strict=False):
        metadata = {"kind": "sentence", **place, "start": sentence.start, "end": sentence.end}
        yield view, vector.tolist(), sentence.text, metadata


def _passage(id_: str, metadata: Mapping[str, Any], text: str) -> Passage:
    begin = int(metadata["start"])
    spans = json.loads(str(metadata["sentences"]))
    place = json.loads(str(metadata["place"])) if metadata["place"] else None
    return Passage(
        id=id_,
        document=str(metadata["document"]),
        title=str(metadata["title"]),
        section=tuple(json.loads(str(metadata["path"]))),
        start=begin,
        end=int(metadata["end"]),
        text=text,
        sentences=tuple(Sentence(start, end, text[start - begin : end - begin]) for start, end in spans),
        place=ListPlace(**place) if place else None,
        aside=bool(metadata["aside"]),
    )
