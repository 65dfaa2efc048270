"""The corpus folder → a new generation of the index: only what changed is embedded, all or nothing."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock
import numpy as np

from assistant.documents import Corpus, RejectedFile, read_corpus
from assistant.embeddings import Encoder, identify_encoder, load_encoder
from assistant.errors import CorpusError, IndexMissingError, IndexUnavailableError, IngestRunningError, SettingsError
from assistant.index import (
    FORMAT,
    Generation,
    Passport,
    Store,
    StoredVectors,
    discard_folder,
    read_passages,
    read_vectors,
)
from assistant.passages import SPLITTER, embedded_text, sentence_text, split_corpus
from assistant.records import Passage
from assistant.settings import Settings

_CHUNK = 64
"""Passages that are embedded between two reports of progress."""

Progress = Callable[[int, int], None]
"""Called with passages done and passages in all."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest found and did."""

    documents: int
    added: int
    unchanged: int
    removed: int
    rejected: tuple[RejectedFile, ...]
    embedded: int
    """Passages that the encoder had to read."""


def ingest(
    settings: Settings,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    lock_timeout_s: float = 0,
    encoder: Encoder | None = None,
) -> IngestReport:
    """Bring the index up to the corpus. An unchanged corpus is noticed without loading the encoder.

    Args:
        settings: Where the corpus and the index are.
        rebuild: Embed everything anew and keep nothing of an old index.
        progress: Told how far the embedding has come.
        lock_timeout_s: How long to wait for another ingest to finish.
        encoder: An encoder that is loaded already.

    Raises:
        CorpusError: The folder is missing or holds no readable text; the old index stays.
        IngestRunningError: Another process is at it.
        IndexUnavailableError: Chroma cannot be reached or read.
        EncoderError: The encoder cannot be loaded.
    """
    with _lock(settings.data, lock_timeout_s):
        corpus = read_corpus(settings.corpus)
        _require_texts(corpus, settings.corpus)
        return _bring_up(settings, corpus, rebuild=rebuild, progress=progress, encoder=encoder)


def ingest_texts(
    settings: Settings, corpus: Corpus, *, encoder: Encoder, progress: Progress | None = None, lock_timeout_s: float = 0
) -> IngestReport:
    """Bring the index up to texts that stand in no corpus folder; otherwise as :func:`ingest`.

    Raises:
        IngestRunningError: Another process is at it.
        IndexUnavailableError: Chroma cannot be reached or read.
    """
    with _lock(settings.data, lock_timeout_s):
        return _bring_up(settings, corpus, rebuild=False, progress=progress, encoder=encoder)


def _bring_up(
    settings: Settings, corpus: Corpus, *, rebuild: bool, progress: Progress | None, encoder: Encoder | None
) -> IngestReport:
    """Write a new generation unless the newest holds the corpus already; the lock is held."""
    store = _open_store(settings, rebuild=rebuild)
    identity = identify_encoder(settings)
    current = None if rebuild else _newest(store)
    if current and _is_current(current.passport, corpus, identity.fingerprint):
        count = len(read_passages(current))
        return IngestReport(len(corpus.documents), 0, count, 0, corpus.rejected, 0)
    loaded = encoder if encoder and encoder.identity == identity else load_encoder(settings)
    passages = split_corpus(corpus.documents, loaded.count_tokens, loaded.max_tokens)
    old = read_passages(current) if current else {}
    usable = {}
    if current and current.passport.encoder_fingerprint == identity.fingerprint:
        usable = {key: passage for passage, key in old.values()}
    fresh = [passage for passage in passages if _embedded_key(passage) not in usable]
    passport = Passport(
        encoder=identity.name,
        encoder_fingerprint=identity.fingerprint,
        dimension=loaded.dimension,
        prompts=loaded.prompts,
        splitter=SPLITTER,
        corpus_fingerprint=corpus.fingerprint,
    )
    store.write(passport, _records(passages, usable, current, loaded, progress))
    ids = {passage.id for passage in passages}
    return IngestReport(
        documents=len(corpus.documents),
        added=len(ids - old.keys()),
        unchanged=len(ids & old.keys()),
        removed=len(old.keys() - ids),
        rejected=corpus.rejected,
        embedded=len(fresh),
    )


def is_current(settings: Settings, generation: Generation) -> bool:
    """Tell whether an index still holds what the corpus folder holds; encoder and splitter are not looked at."""
    return generation.passport.corpus_fingerprint == read_corpus(settings.corpus).fingerprint


def _is_current(passport: Passport, corpus: Corpus, encoder_fingerprint: str) -> bool:
    found = (passport.corpus_fingerprint, passport.encoder_fingerprint, passport.splitter, passport.format)
    return found == (corpus.fingerprint, encoder_fingerprint, SPLITTER, FORMAT)


def _records(
    passages: list[Passage],
    usable: dict[str, Passage],
    current: Generation | None,
    encoder: Encoder,
    progress: Progress | None,
) -> Iterator[tuple[Passage, str, StoredVectors]]:
    """Yield every passage with its vectors: those embedded before from the old index, the others from the encoder."""
    keys = [_embedded_key(passage) for passage in passages]
    known = [usable[key] for key in dict.fromkeys(keys) if key in usable]
    stored = dict(zip((passage.id for passage in known), read_vectors(current, known) if current else (), strict=True))
    fresh = [passage for passage, key in zip(passages, keys, strict=True) if key not in usable]
    done = 0

    def report(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, len(fresh))

    if progress and fresh:
        progress(0, len(fresh))
    encoded = _embedded_in_chunks(fresh, encoder, report)
    for passage, key in zip(passages, keys, strict=True):
        yield passage, key, stored[usable[key].id] if key in usable else next(encoded)
    next(encoded, None)  # lets the last chunk be reported


def embed(passages: Sequence[Passage], encoder: Encoder) -> Iterator[StoredVectors]:
    """Embed passages and the sentences of those that have several.

    A sentence's vector is the sum of two, at unit length: read alone under its heading, and read inside its passage.
    """
    texts = [embedded_text(passage) for passage in passages]
    inside = list(encoder.encode_passages(texts, [_sentence_spans(passage) for passage in passages]))
    several = [passage for passage in passages if len(passage.sentences) > 1]
    alone = encoder.encode_texts([sentence_text(passage, each) for passage in several for each in passage.sentences])
    place = 0
    for passage, (vector, spans) in zip(passages, inside, strict=True):
        sums = spans
        if len(passage.sentences) > 1:
            sums = spans + alone[place : place + len(spans)]
            place += len(spans)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        yield StoredVectors(vector, sums / np.maximum(lengths, 1e-12))


def _embedded_in_chunks(
    passages: Sequence[Passage], encoder: Encoder, report: Callable[[int], None]
) -> Iterator[StoredVectors]:
    for first in range(0, len(passages), _CHUNK):
        chunk = passages[first : first + _CHUNK]
        yield from embed(chunk, encoder)
        report(len(chunk))


def _sentence_spans(passage: Passage) -> list[tuple[int, int]]:
    """Give the places of a passage's sentences in its embedded text; none where the passage is one sentence."""
    if len(passage.sentences) < 2:
        return []
    shift = len(embedded_text(passage)) - len(passage.text) - passage.start
    return [(sentence.start + shift, sentence.end + shift) for sentence in passage.sentences]


def _embedded_key(passage: Passage) -> str:
    spans = ",".join(f"{start}-{end}" for start, end in _sentence_spans(passage))
    return hashlib.sha256(f"{spans}\0{embedded_text(passage)}".encode()).hexdigest()[:32]


def _require_texts(corpus: Corpus, folder: Path) -> None:
    if corpus.documents:
        return
    reasons = "; ".join(f"{file.name}: {file.reason}" for file in corpus.rejected) or "it is empty"
    raise CorpusError(
        f"No text could be read from {folder} ({reasons}). Expected at least one .md or .txt file in UTF-8. "
        "Put one there.",
        f"Ingen text kunde läsas från {folder}. Lägg minst en .md- eller .txt-fil (UTF-8) där.",
    )


def _open_store(settings: Settings, *, rebuild: bool) -> Store:
    try:
        return Store(settings)
    except IndexUnavailableError:
        if not rebuild or settings.chroma_url:
            raise
        discard_folder(settings)
        return Store(settings)


def _newest(store: Store) -> Generation | None:
    try:
        return store.newest()
    except IndexMissingError:
        return None


@contextmanager
def _lock(data: Path, timeout_s: float) -> Iterator[None]:
    """Hold the data folder's ingest lock; the system lets it go when its holder dies."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The data folder {data} cannot be made ({error.strerror}). Expected a folder that can be written. "
            "Name another with --data or TILLIT_DATA.",
            f"Datamappen {data} kan inte skapas. Ange en annan med --data.",
        ) from error
    holder = data / "ingest.holder"
    try:
        with filelock.FileLock(data / "ingest.lock", timeout=timeout_s):
            now = dt.datetime.now().astimezone().isoformat(" ", "seconds")
            unfinished = data / f"ingest.holder.{os.getpid()}"
            unfinished.write_text(f"process {os.getpid()} since {now}", "utf-8")
            unfinished.replace(holder)
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except filelock.Timeout as error:
        who = holder.read_text("utf-8") if holder.is_file() else "another process"
        raise IngestRunningError(
            f"The corpus is being read in already ({who}). Expected one ingest at a time for {data}. "
            "Wait until it is done, or stop it.",
            f"Vägledningen läses redan in ({who}). Vänta tills det är klart och försök igen.",
        ) from error
