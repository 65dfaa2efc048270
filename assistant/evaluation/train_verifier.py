"""Trains the verifier: the adapter of the encoder's lower layers and the head that judges a question and a text."""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm

from assistant import verifier
from assistant.background import load_background
from assistant.evaluation.beir import read_set
from assistant.evaluation.fitting import Rate, fit
from assistant.evaluation.low_rank import exported, inject, parameters
from assistant.evaluation.plain_model import load_plain_encoder, load_plain_model
from assistant.evaluation.public_sets import split_set
from assistant.evaluation.trained_files import ADAPTER, CONFIG, prepare_folder, write_config, write_tensors
from assistant.evaluation.training_texts import TrainingTextError, read_texts
from assistant.evaluation.verifier_pairs import (
    Example,
    Pair,
    batch_count,
    batches,
    own_examples,
    pairs,
    public_examples,
)
from assistant.settings import Settings

SET = "swequad_mc"
"""The public set; in it answers are marked, so that passages can be told apart."""
LAYERS = 8
_SEED = 1
_EPOCHS = 2
_RANK = 24
_RATE = 5e-4
_LOWEST_RATE = 0.02
_ANSWER_WEIGHT = 2.0
"""How much heavier an answer weighs that was not recognised than another text that was taken for one."""
_MAX_TOKENS = 176


def train_verifier(
    settings: Settings, texts: Path, sets: Path, out: Path | None = None, *, steps: int | None = None
) -> Path:
    """Train the verifier from the start.

    Args:
        settings: Threads and the cache folder.
        texts: Folder of own training texts.
        sets: Folder that holds the public set in the BEIR layout.
        out: Folder for its files; None for the package's own.
        steps: Stop after so many; None for all.

    Returns:
        The file of the weights that was written, with a ``config.json`` beside it.

    Raises:
        TillitError: Texts, set or the folder cannot be used.
    """
    folder = prepare_folder(out or verifier.verifier_folder())
    examples = _examples(settings, texts, sets)
    model, tokenizer = load_plain_model(LAYERS)
    torch.manual_seed(_SEED)
    draw = random.Random(_SEED)  # noqa: S311 - a sample
    adapters = inject(model, rank=_RANK, layers=range(LAYERS))
    head = nn.Linear(3 * model.config.hidden_size, 1)
    nn.init.zeros_(head.weight)
    total = _EPOCHS * batch_count(len(pairs(examples, draw)))
    if not total:
        raise TrainingTextError(
            f"{texts}: the questions are too few for one batch. Expected more, such as those of tests/training. "
            "Name another folder with --texts.",
            f"{texts}: frågorna är för få för att träna på. Ange en annan mapp med --texts.",
        )
    loss = partial(_loss, model, head, tokenizer)
    rate = Rate(_RATE, total, _LOWEST_RATE)
    fit(_epochs(examples, draw), loss, rate, parameters(adapters), list(head.parameters()), steps=steps)
    write_config({"layers": LAYERS}, folder / CONFIG)
    judged = {f"head.{name}": tensor.detach().numpy() for name, tensor in head.named_parameters()}
    return write_tensors({**exported(adapters), **judged}, folder / ADAPTER)


def log_odds(model: Any, head: nn.Linear, tokenizer: Any, questions: Sequence[str], texts: Sequence[str]) -> Tensor:  # noqa: ANN401 - transformers'
    """Judge each text for the question at the same place, as :meth:`assistant.verifier.Verifier.log_odds` does.

    Returns:
        Log-odds with their gradient, shape (len(texts),).
    """
    read = tokenizer(
        list(questions),
        list(texts),
        truncation="longest_first",
        max_length=_MAX_TOKENS,
        padding=True,
        return_tensors="pt",
    )
    ids, mask = read["input_ids"], read["attention_mask"] > 0
    in_question = ((ids == tokenizer.sep_token_id).int().cumsum(1) == 0) & mask
    in_text = ~in_question & mask
    in_question[:, 0] = False
    states = model(input_ids=ids, attention_mask=read["attention_mask"]).last_hidden_state
    means = [
        (states * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        for inside in (in_question, in_text)
    ]
    odds: Tensor = head(torch.cat([states[:, 0], *means], 1))
    return odds.squeeze(1)


def _examples(settings: Settings, texts: Path, sets: Path) -> list[Example]:
    """Find the passages near every question with the encoder as it is without its adapter."""
    own, beir = read_texts(texts), read_set(sets / SET)
    encoder = load_plain_encoder(settings)
    background = load_background(encoder, settings.cache)
    examples: list[Example] = []
    for text in tqdm(own, desc="Reading texts", unit="text", disable=None, leave=False):
        examples += own_examples(text, encoder, background)
    public = split_set(beir, encoder.count_tokens, encoder.max_tokens)
    return examples + public_examples(public, encoder, background)


def _loss(model: Any, head: nn.Linear, tokenizer: Any, batch: Sequence[Pair]) -> Tensor:  # noqa: ANN401 - as above
    odds = log_odds(model, head, tokenizer, [pair.question for pair in batch], [pair.text for pair in batch])
    truth = torch.tensor([float(pair.is_answer) for pair in batch])
    return binary_cross_entropy_with_logits(odds, truth, pos_weight=torch.tensor(_ANSWER_WEIGHT))


def _epochs(examples: Sequence[Example], draw: random.Random) -> Iterator[list[Pair]]:
    for _ in range(_EPOCHS):
        yield from batches(pairs(examples, draw), draw)
