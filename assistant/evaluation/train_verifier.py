"""Trains the verifier: the adapter of the encoder's layers, and the heads that judge a text and its sentences."""

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
_SENTENCE_WEIGHT = 3.0
"""The same for a sentence."""


def train_verifier(
    settings: Settings, texts: Sequence[Path], sets: Path, out: Path | None = None, *, steps: int | None = None
) -> Path:
    """Train the verifier from the start.

    Args:
        settings: Threads and the cache folder.
        texts: Folders of own training texts.
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
    heads = {name: nn.Linear(3 * model.config.hidden_size, 1) for name in ("head", "sentence_head")}
    for head in heads.values():
        nn.init.zeros_(head.weight)
    total = _EPOCHS * batch_count(len(pairs(examples, draw)))
    if not total:
        named = ", ".join(map(str, texts))
        raise TrainingTextError(
            f"{named}: the questions are too few for one batch. Expected more, such as those of tests/training. "
            "Name another folder with --texts.",
            f"{named}: frågorna är för få för att träna på. Ange en annan mapp med --texts.",
        )
    trained = verifier.Verifier(partial(_halved, model), heads["head"], heads["sentence_head"], tokenizer)
    rate = Rate(_RATE, total, _LOWEST_RATE)
    learning = [each for head in heads.values() for each in head.parameters()]
    fit(_epochs(examples, draw), partial(_loss, trained), rate, parameters(adapters), learning, steps=steps)
    write_config({"layers": LAYERS}, folder / CONFIG)
    judging = {
        f"{named}.{name}": tensor.detach().numpy()
        for named, head in heads.items()
        for name, tensor in head.named_parameters()
    }
    return write_tensors({**exported(adapters), **judging}, folder / ADAPTER)


def _examples(settings: Settings, texts: Sequence[Path], sets: Path) -> list[Example]:
    """Find the passages near every question with the encoder as it is without its adapter."""
    own, beir = read_texts(texts), read_set(sets / SET)
    encoder = load_plain_encoder(settings)
    background = load_background(encoder, settings.cache)
    examples: list[Example] = []
    for text in tqdm(own, desc="Reading texts", unit="text", disable=None, leave=False):
        examples += own_examples(text, encoder, background)
    public = split_set(beir, encoder.count_tokens, encoder.max_tokens)
    return examples + public_examples(public, encoder, background)


def _halved(model: nn.Module, **read: Tensor) -> Any:  # noqa: ANN401 - transformers' output
    """Read in half precision: twice as fast, where the processor knows it."""
    with torch.autocast("cpu", torch.bfloat16):
        return model(**read)


def _loss(trained: verifier.Verifier, batch: Sequence[Pair]) -> Tensor:
    """Give how wrong passages are judged, and sentences: each by itself, and those of an answer against each other."""
    texts = [pair.passage.text for pair in batch]
    passages, sentences = trained.log_odds([pair.question for pair in batch], texts)
    is_answer = torch.tensor([float(bool(pair.passage.answering)) for pair in batch])
    loss = binary_cross_entropy_with_logits(passages, is_answer, pos_weight=torch.tensor(_ANSWER_WEIGHT))
    alone, against = [], []
    for pair, odds in zip(batch, torch.split(sentences, [len(text.sentences) for text in texts]), strict=True):
        is_told = torch.zeros(len(odds))
        is_told[list(pair.passage.answering)] = 1
        alone.append(binary_cross_entropy_with_logits(odds, is_told, pos_weight=torch.tensor(_SENTENCE_WEIGHT)))
        if 0 < len(pair.passage.answering) < len(odds):
            against.append(odds.logsumexp(0) - odds[is_told > 0].logsumexp(0))
    return loss + torch.stack(alone).mean() + (torch.stack(against).mean() if against else 0)


def _epochs(examples: Sequence[Example], draw: random.Random) -> Iterator[list[Pair]]:
    for _ in range(_EPOCHS):
        yield from batches(pairs(examples, draw), draw)
