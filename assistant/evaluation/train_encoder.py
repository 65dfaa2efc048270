"""Trains the bundled encoder's adapter: a question shall lie near what answers it, among texts that do not.

The loss is InfoNCE (van den Oord et al. 2018, arXiv 1807.03748), with several answers where a question has several.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import normalize

from assistant import bundled_encoder
from assistant.evaluation.beir import read_set
from assistant.evaluation.encoder_batches import Batch, OwnText, PublicPair, batches, own_text, plan, public_pairs
from assistant.evaluation.fitting import Rate, fit
from assistant.evaluation.low_rank import exported, inject, parameters
from assistant.evaluation.plain_model import load_plain_encoder, load_plain_model
from assistant.evaluation.public_sets import split_set
from assistant.evaluation.trained_files import ADAPTER, prepare_folder, write_tensors
from assistant.evaluation.training_texts import read_texts
from assistant.passages import split_corpus
from assistant.settings import Settings

SETS: Mapping[str, int] = {"swefaq2": 2, "zaragoza_faq_sv": 1, "swequad_mc": 1}
"""Public set → how often an epoch comes to each of its questions. squad_v2_sv (CC BY-SA) is left out."""
_SEED = 0
_EPOCHS = 2
RANK = 16
LAYERS = range(4, 12)
_RATE = 3e-4
_TEMPERATURE = 0.03
_QUESTION_TOKENS = 48
_TEXT_TOKENS = 200
_HIDDEN = -1e4

Embed = Callable[[Sequence[str], int], Tensor]
"""Encodes texts, prompts included, up to so many tokens."""


def train_encoder(
    settings: Settings, texts: Sequence[Path], sets: Path, out: Path | None = None, *, steps: int | None = None
) -> Path:
    """Train the adapter from the start.

    Args:
        settings: Threads and the cache folder.
        texts: Folders of own training texts.
        sets: Folder that holds the public sets, each in the BEIR layout.
        out: Folder for the adapter; None for the package's own.
        steps: Stop after so many; None for all.

    Returns:
        The file that was written.

    Raises:
        TillitError: Texts, sets or the folder cannot be used.
    """
    folder = prepare_folder(out or bundled_encoder.packed_folder())
    own_texts = read_texts(texts)
    beirs = {name: read_set(sets / name) for name in SETS}
    encoder = load_plain_encoder(settings)
    split = partial(split_corpus, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    own = [own_text(text, split([text.document])) for text in own_texts]
    public = {
        name: public_pairs(beir, split_set(beir, encoder.count_tokens, encoder.max_tokens))
        for name, beir in beirs.items()
    }
    prompts = encoder.prompts.split("|", 1)
    del encoder
    model, tokenizer = load_plain_model()
    torch.manual_seed(_SEED)
    draw = random.Random(_SEED)  # noqa: S311 - a sample
    adapters = inject(model, rank=RANK, layers=LAYERS)
    rate = Rate(_RATE, total=_EPOCHS * len(plan(own, public, SETS, draw)))
    loss = partial(contrast, model, tokenizer, (prompts[0], prompts[1]))
    fit(_epochs(own, public, draw), loss, rate, parameters(adapters), steps=steps)
    return write_tensors(exported(adapters), folder / ADAPTER)


def contrast(model: Any, tokenizer: Any, prompts: tuple[str, str], batch: Batch) -> Tensor:  # noqa: ANN401 - transformers'
    """Give the loss of a batch: how improbable its answers are by their cosines, on average over the questions."""
    question_prompt, text_prompt = prompts
    questions = embed(model, tokenizer, [question_prompt + text for text in batch.questions], _QUESTION_TOKENS)
    texts = embed(model, tokenizer, [text_prompt + text for text in batch.texts], _TEXT_TOKENS)
    cosines = (questions @ texts.T / _TEMPERATURE).masked_fill(torch.from_numpy(batch.hidden), _HIDDEN)
    answers = torch.from_numpy(batch.answers)
    return -((cosines.log_softmax(1) * answers).sum(1) / answers.sum(1)).mean()


def embed(model: Any, tokenizer: Any, texts: Sequence[str], max_tokens: int) -> Tensor:  # noqa: ANN401 - as above
    """Encode texts, prompts included, as the encoder does: the mean of the tokens, at unit length."""
    read = tokenizer(list(texts), truncation=True, max_length=max_tokens, padding=True, return_tensors="pt")
    states = model(**read).last_hidden_state
    inside = read["attention_mask"][..., None].float()
    return normalize((states * inside).sum(1) / inside.sum(1), dim=1)


def _epochs(own: Sequence[OwnText], public: Mapping[str, Sequence[PublicPair]], draw: random.Random) -> Iterator[Batch]:
    for _ in range(_EPOCHS):
        yield from batches(plan(own, public, SETS, draw), draw)
