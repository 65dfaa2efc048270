"""An index of more records than are asked of Chroma for a question: what is found is scored exactly, and to the end."""

import numpy as np
import pytest

from assistant import index as module
from assistant.index import Index, Passport, Store, StoredVectors
from assistant.records import Passage, Sentence

PASSAGES, SENTENCES, DIMENSION = 300, 3, 32
PASSPORT = Passport("random", "random", DIMENSION, "", "none", "none")


@pytest.fixture(scope="module")
def vectors():
    """Give random unit vectors, shape (passages, 1 + sentences, dimension): each passage's own, then its sentences'."""
    drawn = np.random.default_rng(1).standard_normal((PASSAGES, 1 + SENTENCES, DIMENSION), np.float32)
    return drawn / np.linalg.norm(drawn, axis=2, keepdims=True)


@pytest.fixture
def index(settings, vectors):
    def passage(number: int) -> Passage:
        texts = [f"Mening {number}.{part}." for part in range(SENTENCES)]
        starts = [sum(len(text) + 1 for text in texts[:part]) for part in range(SENTENCES)]
        sentences = tuple(Sentence(start, start + len(text), text) for start, text in zip(starts, texts, strict=True))
        return Passage(f"{number:032x}", "a.md", "A", ("A",), 0, sentences[-1].end, " ".join(texts), sentences)

    records = ((passage(n), f"text {n}", StoredVectors(own[0], own[1:])) for n, own in enumerate(vectors))
    Store(settings).write(PASSPORT, records)
    return Index(Store(settings).newest())


@pytest.mark.parametrize("page", [1, 7, PASSAGES // 3, PASSAGES, PASSAGES + 1])
def test_passages_are_read_page_by_page_in_the_order_of_the_corpus(index, settings, monkeypatch, page):
    monkeypatch.setattr(module, "_PAGE", page)
    again = Index(Store(settings).newest())
    assert again.passages == index.passages
    assert [int(passage.id, 16) for passage in again.passages] == list(range(PASSAGES))


def test_what_a_search_finds_is_scored_exactly_with_every_sentence(index, vectors):
    question = vectors[7, 2]
    found = index.search(question)
    assert 0 < len(found) < PASSAGES
    exact = vectors @ question
    for id_, (cosine, of_sentences) in found.items():
        assert np.allclose((cosine, *of_sentences), exact[int(id_, 16)], atol=1e-4)
    nearest = np.argsort(-exact.max(axis=1))[:10]
    assert {f"{number:032x}" for number in nearest} <= found.keys()


def test_passages_found_otherwise_are_scored_in_the_same_way(index, vectors):
    question = vectors[7, 2]
    found = index.search(question)
    others = [passage.id for passage in index.passages if passage.id not in found]
    scored = index.score(question, others)
    assert list(scored) == others
    for id_, (cosine, of_sentences) in scored.items():
        assert np.allclose((cosine, *of_sentences), (vectors @ question)[int(id_, 16)], atol=1e-4)
