"""Vectors are kept by their texts, and each text is encoded once."""

import numpy as np

from assistant.meanings import Meanings

VECTORS = {"a": (1.0, 0.0), "b": (0.0, 1.0), "c": (0.6, 0.8)}


def counting() -> tuple[Meanings, list[str]]:
    encoded: list[str] = []

    def encode(texts, languages):
        assert len(texts) == len(languages)
        encoded.extend(texts)
        return np.array([VECTORS[text] for text in texts], np.float32)

    return Meanings(encode), encoded


def test_the_closest_of_others_is_told_for_each():
    meanings, _ = counting()
    assert np.allclose(meanings.closest(["a", "c"], ["b", "a"]), [1.0, 0.8])
    assert np.allclose(meanings.between("c", ["a", "b"]), [0.6, 0.8])


def test_nothing_is_close_to_nothing():
    meanings, encoded = counting()
    assert meanings.closest(["a", "b"], []) == [0.0, 0.0]
    assert meanings.closest([], ["a"]) == []
    assert meanings.between("a", []) == []
    assert encoded == []


def test_a_text_is_encoded_once_and_one_that_is_kept_never():
    meanings, encoded = counting()
    meanings.keep("b", np.array([0.0, 1.0], np.float32))
    for _ in range(2):
        meanings.closest(["a", "a", "b"], ["c", "b"])
    assert sorted(encoded) == ["a", "c"]


def test_what_was_forgotten_is_encoded_anew():
    meanings, encoded = counting()
    meanings.between("a", ["b"])
    meanings.forget()
    meanings.between("a", ["b"])
    assert encoded == ["a", "b", "a", "b"]
