"""The encoder gives unit vectors, puts the right prompt before questions and passages, and cuts nothing silently."""

import hashlib
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import bundled_encoder
from assistant.embeddings import identify_encoder, load_encoder
from assistant.errors import EncoderError

PACKED = Path(bundled_encoder.__file__).parent / "encoder"
QUESTIONS = ["Vad är tillit?", "Hur sätter jag gränser?", ""]
TEXT = "Chefen lyssnar på gruppen. Gruppen svarar chefen med förslag. Tillit växer fram."


@pytest.fixture(scope="module")
def plain(cache, encoder):
    """Give the unpacked folder, loaded by nothing but sentence-transformers."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(bundled_encoder.unpacked_folder(cache)), device="cpu")


def are_unit(vectors: np.ndarray) -> bool:
    return bool(np.allclose(np.linalg.norm(vectors, axis=-1), 1, atol=1e-5))


def test_the_packed_weights_are_those_the_readme_names():
    documented = dict(re.findall(r"`(\S+\.safetensors)` ([0-9a-f]{64})", (PACKED / "README.md").read_text("utf-8")))
    assert documented
    for name, sha256 in documented.items():
        content = (bundled_encoder.packed_folder() / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256


def test_licence_and_origin_stand_beside_the_weights():
    assert "MIT" in (PACKED / "LICENSE").read_text("utf-8")
    assert "multilingual-e5-small" in (PACKED / "README.md").read_text("utf-8")


def test_the_unpacked_folder_loads_as_a_plain_model_with_the_same_vectors(plain, encoder):
    ours = encoder.encode_questions(QUESTIONS)
    theirs = plain.encode(QUESTIONS, prompt_name="query", normalize_embeddings=True)
    assert np.allclose(ours, theirs, atol=1e-4)


def test_questions_and_passages_carry_their_own_prompts(plain, encoder):
    bare = plain.encode([TEXT], normalize_embeddings=True)[0]
    question = encoder.encode_questions([TEXT])[0]
    [(passage, _)] = list(encoder.encode_passages([TEXT], [[]]))
    assert np.allclose(question, plain.encode([f"query: {TEXT}"], normalize_embeddings=True)[0], atol=1e-4)
    assert np.allclose(passage, plain.encode([f"passage: {TEXT}"], normalize_embeddings=True)[0], atol=1e-4)
    assert min(np.abs(question - bare).max(), np.abs(passage - bare).max(), np.abs(question - passage).max()) > 1e-3
    assert "query" in encoder.prompts
    assert "passage" in encoder.prompts


def test_vectors_have_unit_length_and_the_stated_dimension(encoder):
    vectors = encoder.encode_questions(QUESTIONS)
    assert vectors.shape == (3, encoder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert are_unit(vectors)


def test_every_span_gets_a_unit_vector_of_its_own(encoder):
    spans = [(0, 26), (27, 61), (62, len(TEXT))]
    assert [TEXT[start:end][-1] for start, end in spans] == [".", ".", "."]
    [(passage, inside), (_, none)] = list(encoder.encode_passages([TEXT, "Kort."], [spans, []]))
    assert inside.shape == (3, 384)
    assert none.shape == (0, 384)
    assert are_unit(passage)
    assert are_unit(inside)
    assert np.abs(inside[0] - inside[2]).max() > 1e-3


def test_a_span_is_nearest_to_the_question_about_it(encoder):
    text = "Mötet hålls på fredag klockan tio. Kaffet kokas av vaktmästaren Bengt."
    spans = [(0, 34), (35, len(text))]
    [(_, inside)] = list(encoder.encode_passages([text], [spans]))
    when, who = encoder.encode_questions(["När hålls mötet?", "Vem kokar kaffe?"])
    assert inside[0] @ when > inside[1] @ when
    assert inside[1] @ who > inside[0] @ who


@pytest.mark.parametrize("text", ["", " ", "\u200b", "🙂", "å" * 4000, "ord " * 3000])
def test_odd_and_overlong_texts_still_have_finite_vectors(encoder, text):
    [(passage, inside)] = list(encoder.encode_passages([text], [[(0, len(text)), (len(text), len(text))]]))
    assert np.isfinite(passage).all()
    assert inside.shape == (2, 384)
    assert np.isfinite(inside).all()


def test_no_texts_give_no_vectors(encoder):
    assert encoder.encode_questions([]).shape == (0, 384)
    assert list(encoder.encode_passages([], [])) == []


def test_a_text_as_long_as_the_encoder_says_it_reads_is_read_to_its_last_word(encoder):
    words = ["ja"] * 2000
    most = max(
        count for count in range(400, 600) if encoder.count_tokens(" ".join(words[:count])) <= encoder.max_tokens
    )
    texts = [" ".join([*words[: count - 1], last]) for count in (most, most + 40) for last in ("ja", "nej")]
    read, also_read, cut, also_cut = (vector for vector, _ in encoder.encode_passages(texts, [[]] * 4))
    assert np.abs(read - also_read).max() > 1e-5
    assert np.abs(cut - also_cut).max() < 1e-6


def test_the_same_text_gets_the_same_vector_whatever_stands_beside_it(encoder):
    alone = encoder.encode_questions(QUESTIONS[:1])[0]
    among = encoder.encode_questions([*QUESTIONS[1:], "En mycket längre fråga " * 20, QUESTIONS[0]])[-1]
    assert np.allclose(alone, among, atol=1e-5)


def test_the_identity_is_known_without_loading_and_differs_between_encoders(settings, cache, tmp_path):
    bundled = identify_encoder(settings)
    folder = tmp_path / "annan"
    shutil.copytree(bundled_encoder.unpacked_folder(cache) / "1_Pooling", folder)
    other = identify_encoder(replace(settings, encoder=str(folder)))
    assert other.name == "annan"
    assert len({bundled.fingerprint, other.fingerprint}) == 2
    (folder / "config.json").write_text("{}")
    assert identify_encoder(replace(settings, encoder=str(folder))).fingerprint != other.fingerprint


@pytest.mark.parametrize("name", ["./finns-inte", "/finns/inte", "finnsinte", "~/finns-inte", "en/annan/mapp"])
def test_an_encoder_that_is_no_folder_is_told_with_what_to_do(settings, name):
    with pytest.raises(EncoderError) as caught:
        load_encoder(replace(settings, encoder=name))
    assert name in caught.value.message
    assert "Expected" in caught.value.message
    assert "TILLIT_ENCODER" in caught.value.message


@pytest.mark.parametrize("files", [{}, {"modules.json": "[]"}, {"config.json": "{"}, {"modules.json": "[{}]"}])
def test_a_folder_that_is_no_model_is_told_the_same_way(settings, tmp_path, files):
    folder = tmp_path / "trasig"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    with pytest.raises(EncoderError, match="trasig"):
        load_encoder(replace(settings, encoder=str(folder)))


def test_a_hub_name_is_never_fetched_unless_allowed(settings):
    with pytest.raises(EncoderError, match="TILLIT_ENCODER_ONLINE"):
        load_encoder(replace(settings, encoder="nobody/no-such-model"))
