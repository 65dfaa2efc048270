"""Builds the assistant from settings, reading the corpus in first where the index is missing or out of date."""

from assistant.answering import Assistant
from assistant.background import load_background
from assistant.chat_model import open_chat_model
from assistant.documents import Corpus, read_corpus
from assistant.embeddings import Encoder, identify_encoder, load_encoder
from assistant.entailment import load_judge
from assistant.errors import IndexMissingError
from assistant.generative import Writer
from assistant.index import Generation, Index, Store, check_passport
from assistant.ingestion import Progress, ingest, ingest_texts
from assistant.lexical import Lexicon
from assistant.passages import SPLITTER
from assistant.reranking import load_reranker
from assistant.retrieval import Retriever
from assistant.settings import Settings
from assistant.verifier import load_verifier
from assistant.voice import Voice

_LOCK_TIMEOUT_S = 300


def open_assistant(
    settings: Settings, *, progress: Progress | None = None, encoder: Encoder | None = None
) -> Assistant:
    """Open the index and load the encoder; takes seconds.

    Args:
        settings: Where everything is.
        progress: Told how far an ingest has come, where one is needed.
        encoder: An encoder that is loaded already.

    Raises:
        TillitError: The corpus, the index, the encoder or the language model cannot be used; the message says what to
            do.
    """
    writer = _writer(settings)
    corpus = read_corpus(settings.corpus)
    generation = _current_generation(settings, corpus)
    loaded = encoder or load_encoder(settings)
    if generation is None:
        ingest(settings, progress=progress, lock_timeout_s=_LOCK_TIMEOUT_S, encoder=loaded)
        corpus = read_corpus(settings.corpus)
        generation = Store(settings).newest()
    return _assemble(corpus, generation, loaded, settings, writer)


def is_current(settings: Settings) -> bool:
    """Tell whether the index holds the corpus as it is now; loads no model.

    Raises:
        TillitError: The corpus or the index cannot be used.
    """
    return _current_generation(settings, read_corpus(settings.corpus)) is not None


def open_on_texts(
    corpus: Corpus, settings: Settings, *, encoder: Encoder, progress: Progress | None = None
) -> Assistant:
    """Open an assistant on texts that stand in no corpus folder; their index is kept in the data folder all the same.

    Args:
        corpus: The texts.
        settings: Where everything else is.
        encoder: The loaded encoder of the settings.
        progress: Told how far an ingest has come, where one is needed.

    Raises:
        TillitError: The index or the language model cannot be used; the message says what to do.
    """
    writer = _writer(settings)
    ingest_texts(settings, corpus, encoder=encoder, progress=progress, lock_timeout_s=_LOCK_TIMEOUT_S)
    return _assemble(corpus, Store(settings).newest(), encoder, settings, writer)


def _current_generation(settings: Settings, corpus: Corpus) -> Generation | None:
    """Give the newest index, or None where it is missing or holds another corpus."""
    identity = identify_encoder(settings)
    try:
        generation = Store(settings).newest()
    except IndexMissingError:
        return None
    check_passport(generation.passport, identity.fingerprint, identity.name, SPLITTER)
    return generation if generation.passport.corpus_fingerprint == corpus.fingerprint else None


def _writer(settings: Settings) -> Writer | None:
    chat_model = open_chat_model(settings)
    if chat_model is None:
        return None
    voice = Voice(chat_model, settings.model_timeout_s)
    keeps_unsupported = not settings.model_fallback
    return Writer(voice, settings.model_tokens, keeps_unsupported=keeps_unsupported, judge=load_judge(settings))


def _assemble(
    corpus: Corpus, generation: Generation, encoder: Encoder, settings: Settings, writer: Writer | None
) -> Assistant:
    index = Index(generation)
    lexicon = Lexicon(index.passages)
    background = load_background(encoder, settings.cache)
    retriever = Retriever(index, encoder, lexicon, background, load_reranker(settings))
    return Assistant(corpus.documents, index.passages, retriever, lexicon, load_verifier(), writer)
