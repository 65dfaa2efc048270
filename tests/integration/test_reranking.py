"""A cross-encoder named in the settings reads the first passages again."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.errors import EncoderError
from assistant.pipeline import open_assistant
from assistant.records import ScoredPassage
from assistant.reranking import DEPTH, Reranker, load_reranker


class OneWord:
    """Says yes to every text that holds a word; stands in for a trained model."""

    def __init__(self, word: str, yes: float = 1.0, no: float = 0.0) -> None:
        self._word, self._yes, self._no = word, yes, no

    def predict(self, pairs, **_):
        return np.array([self._yes if self._word in text else self._no for _, text in pairs])


@pytest.fixture(scope="module")
def found(assistant) -> tuple[ScoredPassage, ...]:
    return assistant.search("Hur blir jag en bättre chef?", verify=False).found


@pytest.fixture(scope="module")
def folders(tmp_path_factory, cache):
    """Give folders with small untrained cross-encoders of one output and of three, made here."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertConfig

    from assistant import bundled_encoder

    tokenizer = AutoTokenizer.from_pretrained(bundled_encoder.unpacked_folder(cache))
    made = {}
    for outputs in (1, 3):
        torch.manual_seed(0)
        config = BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            num_labels=outputs,
        )
        made[outputs] = tmp_path_factory.mktemp(f"cross-encoder-{outputs}")
        AutoModelForSequenceClassification.from_config(config).save_pretrained(made[outputs])
        tokenizer.save_pretrained(made[outputs])
        assert CrossEncoder(str(made[outputs]), local_files_only=True).num_labels == outputs
    return made


@pytest.mark.parametrize(("yes", "no"), [(1.0, 0.0), (9.0, -9.0)])
def test_what_the_cross_encoder_says_yes_to_comes_first(found, yes, no):
    ordered = Reranker(OneWord("vägröjare", yes, no)).rerank("?", found)
    assert "vägröjare" in ordered[0].passage.text
    assert [row.rank for row in ordered] == list(range(1, len(found) + 1))
    assert sorted(row.passage.id for row in ordered) == sorted(row.passage.id for row in found)
    assert [row.score for row in ordered] == sorted((row.score for row in ordered), reverse=True)
    for row in ordered:
        assert row.score == pytest.approx(max(row.sentence_scores))


def test_passages_behind_the_depth_keep_their_scores(found):
    ordered = Reranker(OneWord("")).rerank("?", found)
    behind = {row.passage.id: row.score for row in found[DEPTH:]}
    assert behind
    assert {row.passage.id: row.score for row in ordered if row.passage.id in behind} == behind


def test_nothing_found_stays_nothing():
    assert Reranker(OneWord("x")).rerank("?", ()) == ()


def test_none_is_loaded_unless_the_settings_name_one(article_settings):
    assert article_settings.reranker is None
    assert load_reranker(article_settings) is None


def test_a_folder_named_in_the_settings_is_used_for_every_answer(article_settings, encoder, assistant, folders):
    with_reranker = open_assistant(replace(article_settings, reranker=str(folders[1])), encoder=encoder)
    question = "Hur blir jag en bättre chef?"
    plain, reranked = assistant.search(question).found, with_reranker.search(question).found
    assert {row.passage.id for row in plain} == {row.passage.id for row in reranked}
    assert [row.score for row in plain] != [row.score for row in reranked]
    told = [(row.start, row.score) for row in with_reranker.answer(question).retrieved]
    guidance = [row for row in reranked if not row.passage.aside][:5]
    assert told[:5] == [(row.passage.start, round(row.score, 6)) for row in guidance]


@pytest.mark.parametrize("name", ["no/such/folder/anywhere", "nowhere"])
def test_a_folder_that_is_not_there_is_named_with_the_remedy(article_settings, name):
    with pytest.raises(EncoderError, match=f"{name}.*TILLIT_RERANKER"):
        load_reranker(replace(article_settings, reranker=name))


def test_a_model_that_gives_several_numbers_is_refused(article_settings, folders):
    with pytest.raises(EncoderError, match="3 numbers"):
        load_reranker(replace(article_settings, reranker=str(folders[3])))
