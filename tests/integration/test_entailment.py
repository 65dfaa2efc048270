"""An NLI model named in the settings judges the sentences that words alone cannot."""

from dataclasses import replace

import pytest

from assistant.entailment import EntailmentJudge, load_judge
from assistant.errors import EncoderError
from assistant.support import check_support

PARAPHRASE, QUOTE = "Ledaren lyssnar på sina medarbetare.", "Chefen lyssnar på sina medarbetare."


@pytest.fixture(scope="module")
def folders(tmp_path_factory, cache):
    """Give folders with small NLI models made here: two that are sure of one label each, and one without labels."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertConfig

    from assistant import bundled_encoder

    tokenizer = AutoTokenizer.from_pretrained(bundled_encoder.unpacked_folder(cache), model_max_length=64)
    labels = {0: "CONTRADICTION", 1: "entailment", 2: "neutral"}
    made = {}
    for name, named, sure in (("yes", labels, 1), ("no", labels, 0), ("torn", labels, None), ("bare", None, None)):
        torch.manual_seed(0)
        config = BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=64,
            num_labels=3,
            **({"id2label": named, "label2id": {label: place for place, label in named.items()}} if named else {}),
        )
        model = AutoModelForSequenceClassification.from_config(config)
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.zero_()
            if sure is not None:
                model.classifier.bias[sure] = 9.0
        made[name] = tmp_path_factory.mktemp(f"nli-{name}")
        model.save_pretrained(made[name])
        tokenizer.save_pretrained(made[name])
    return made


@pytest.mark.parametrize(
    ("name", "support", "reason"),
    [("yes", "supported", None), ("no", "unsupported", "judge"), ("torn", "unjudged", "other_words")],
)
def test_a_model_named_in_the_settings_judges_a_paraphrase(article_settings, folders, name, support, reason):
    judge = load_judge(replace(article_settings, nli=str(folders[name])))
    checked = check_support(PARAPHRASE, [QUOTE], judge)
    assert (checked.support, checked.reason) == (support, reason)


def test_it_is_not_asked_what_words_decide(article_settings, folders):
    judge = load_judge(replace(article_settings, nli=str(folders["yes"])))
    assert check_support("Chefen lyssnar inte på sina medarbetare.", [QUOTE], judge).reason == "negation"


def test_what_it_cannot_read_to_the_end_stays_unjudged(article_settings, folders):
    judge = load_judge(replace(article_settings, nli=str(folders["yes"])))
    assert isinstance(judge, EntailmentJudge)
    assert judge(PARAPHRASE, QUOTE) == "supported"
    assert judge(PARAPHRASE, QUOTE * 20) == "unjudged"


def test_none_is_loaded_unless_the_settings_name_one(article_settings):
    assert article_settings.nli is None
    assert load_judge(article_settings) is None


@pytest.mark.parametrize("name", ["no/such/folder/anywhere", "nowhere"])
def test_a_folder_that_is_not_there_is_named_with_the_remedy(article_settings, name):
    with pytest.raises(EncoderError, match=f"{name}.*TILLIT_NLI"):
        load_judge(replace(article_settings, nli=name))


def test_a_model_whose_labels_say_nothing_is_refused(article_settings, folders):
    with pytest.raises(EncoderError, match="label_0"):
        load_judge(replace(article_settings, nli=str(folders["bare"])))
