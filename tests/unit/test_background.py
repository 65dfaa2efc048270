"""The background's vectors are kept in the cache, and made anew wherever they are not there whole."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.background import load_background


class Counting:
    """Stands in for the encoder: a text's vector follows from its length; counts the texts it read."""

    def __init__(self, fingerprint: str = "a") -> None:
        self.identity = SimpleNamespace(fingerprint=fingerprint)
        self.read = 0

    def encode_questions(self, texts):
        self.read += len(texts)
        angles = np.array([len(text) for text in texts], np.float32) / 50
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)

    encode_texts = encode_questions


def kept(cache: Path) -> Path:
    [path] = cache.iterdir()
    return path


def test_what_was_read_once_is_kept_for_the_next_time(tmp_path):
    first, second = Counting(), Counting()
    made, found = (load_background(encoder, tmp_path / "cache") for encoder in (first, second))
    assert first.read > 20
    assert second.read == 0
    assert np.array_equal(made.statements, found.statements)
    assert made.centres.keys() == found.centres.keys() >= {"sv", "en"}
    assert all(np.array_equal(made.centres[language], found.centres[language]) for language in made.centres)


def test_another_encoder_has_a_background_of_its_own(tmp_path):
    load_background(Counting("a"), tmp_path)
    other = Counting("b")
    load_background(other, tmp_path)
    assert other.read > 0


@pytest.mark.parametrize("content", [b"", b"garbage", None], ids=["empty", "garbage", "truncated"])
def test_a_damaged_file_is_made_anew(tmp_path, content):
    made = load_background(Counting(), tmp_path)
    path = kept(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    again = load_background(Counting(), tmp_path)
    assert np.array_equal(again.statements, made.statements)
    mended = Counting()
    load_background(mended, tmp_path)
    assert mended.read == 0


def test_a_cache_that_cannot_be_written_costs_time_but_nothing_else(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert len(load_background(Counting(), tmp_path / "file").statements) > 20


def test_what_all_questions_share_is_taken_from_a_question_in_every_language(tmp_path):
    background = load_background(Counting(), tmp_path)
    question = np.array([0.6, 0.8], np.float32)
    for language in ("sv", "en", "xx"):
        moved = background.centred(question, language)
        assert np.isclose(np.linalg.norm(moved), 1, atol=1e-5)
        if language in background.centres:
            centre = background.centres[language]
            assert moved @ centre < question @ centre
