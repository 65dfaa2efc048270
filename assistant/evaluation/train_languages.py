"""Continues the encoder's adapter: a question in another language shall lie where the same question lies in Swedish.

The encoder as it was before is the teacher (Reimers & Gurevych 2020, arXiv 2004.09813): questions in other languages
are drawn to where it puts the Swedish ones, while Swedish questions and texts are held where they were, so that what
was chosen and measured with it in Swedish stays true.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from safetensors.numpy import load_file
from torch import Tensor
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from assistant import bundled_encoder
from assistant.evaluation.fitting import Rate, fit
from assistant.evaluation.low_rank import exported, inject, parameters, restore
from assistant.evaluation.parallel_questions import Parallel, read_parallel
from assistant.evaluation.plain_model import load_plain_model
from assistant.evaluation.train_encoder import LAYERS, RANK, Embed, embed
from assistant.evaluation.trained_files import ADAPTER, prepare_folder, write_tensors
from assistant.evaluation.training_texts import (
    Answerable,
    NearMiss,
    TrainingText,
    read_texts,
    training_text_error,
)
from assistant.evaluation.variants import retyped
from assistant.settings import Settings

_SEED = 0
_EPOCHS = 2
_RATE = 3e-4
_BATCH = 32
_KEPT_QUESTIONS = 12
_KEPT_TEXTS = 6
"""Swedish questions and texts of a batch that shall stay where they were."""
_TEXTS = 800
_WEIGHTS = {"en": 3.0, "fi": 1.5}
"""How often a language is drawn, beside 1 for every other."""
_AGAINST = 0.02
"""What telling a question from the others of its batch weighs beside lying where it shall."""
_TEMPERATURE = 0.05
_TYPING = (0.0, 0.05, 0.12)
_QUESTION_TOKENS = 64
_TEXT_TOKENS = 96
_ENCODED = 64
"""Texts that the teacher encodes at once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step learns from, as the encoder reads it."""

    asked: tuple[str, ...]
    """Questions in other languages."""
    goals: Tensor
    """Where the same questions lie in Swedish, shape (len(asked), dimension)."""
    kept_questions: tuple[str, ...]
    question_goals: Tensor
    kept_texts: tuple[str, ...]
    text_goals: Tensor


def train_languages(
    settings: Settings,
    texts: Sequence[Path],
    parallel: Sequence[Path],
    out: Path | None = None,
    *,
    steps: int | None = None,
) -> Path:
    """Train the package's adapter further.

    Args:
        settings: Threads.
        texts: Folders of own training texts; their questions are there in other languages, too.
        parallel: Folders of parallel questions.
        out: Folder for the adapter; None for the package's own.
        steps: Stop after so many; None for all.

    Returns:
        The file that was written.

    Raises:
        TillitError: Texts, questions or the folder cannot be used.
    """
    torch.set_num_threads(settings.threads)
    folder = prepare_folder(out or bundled_encoder.packed_folder())
    own = read_texts(texts)
    rows = [*read_parallel(parallel), *_own_questions(own)]
    if len(rows) < _BATCH:
        raise training_text_error(parallel[0], f"{len(rows)} questions in all", f"at least {_BATCH}")
    draw = random.Random(_SEED)  # noqa: S311 - a sample
    torch.manual_seed(_SEED)
    model, tokenizer = load_plain_model()
    adapters = inject(model, rank=RANK, layers=LAYERS)
    restore(adapters, load_file(bundled_encoder.packed_folder() / ADAPTER))
    read = partial(embed, model, tokenizer)
    blocks = _blocks(own)
    kept = draw.sample(blocks, min(_TEXTS, len(blocks)))
    places = _encoded(read, [f"query: {row.swedish}" for row in rows], _QUESTION_TOKENS)
    text_places = _encoded(read, [f"passage: {text}" for text in kept], _TEXT_TOKENS)
    rate = Rate(_RATE, total=_EPOCHS * (len(rows) // _BATCH))
    batches = _batches(rows, places, kept, text_places, draw)
    fit(batches, partial(_loss, read), rate, parameters(adapters), steps=steps)
    return write_tensors(exported(adapters), folder / ADAPTER)


def _own_questions(texts: Sequence[TrainingText]) -> list[Parallel]:
    """Give the questions of own texts that are there in other languages."""
    asked: list[Answerable | NearMiss] = []
    for text in texts:
        asked += [*text.answerable, *text.near_misses]
    return [Parallel(each.question, each.also) for each in asked if each.also]


def _blocks(texts: Sequence[TrainingText]) -> list[str]:
    """Give the paragraphs, items and headings of own texts."""
    return [
        text.document.text[block.start : block.end]
        for text in texts
        for section in text.document.sections
        for block in section.blocks
    ]


def _encoded(read: Embed, texts: Sequence[str], max_tokens: int) -> Tensor:
    """Encode many texts, those of about the same length together."""
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    vectors: dict[int, Tensor] = {}
    with torch.no_grad():
        for start in tqdm(range(0, len(order), _ENCODED), desc="Encoding", unit="batch", disable=None, leave=False):
            numbers = order[start : start + _ENCODED]
            vectors.update(zip(numbers, read([texts[number] for number in numbers], max_tokens), strict=True))
    return torch.stack([vectors[number] for number in range(len(texts))])


def _batches(
    rows: Sequence[Parallel], places: Tensor, texts: Sequence[str], text_places: Tensor, draw: random.Random
) -> Iterator[Batch]:
    order = list(range(len(rows)))
    for _ in range(_EPOCHS):
        draw.shuffle(order)
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            numbers = order[start : start + _BATCH]
            asked = [f"query: {retyped(_drawn(rows[number], draw), draw.random(), _TYPING)}" for number in numbers]
            same = draw.sample(numbers, _KEPT_QUESTIONS)
            held = draw.sample(range(len(texts)), min(_KEPT_TEXTS, len(texts)))
            yield Batch(
                tuple(asked),
                places[numbers],
                tuple(f"query: {rows[number].swedish}" for number in same),
                places[same],
                tuple(f"passage: {texts[number]}" for number in held),
                text_places[held],
            )


def _drawn(row: Parallel, draw: random.Random) -> str:
    languages = list(row.others)
    (language,) = draw.choices(languages, [_WEIGHTS.get(each, 1.0) for each in languages])
    return row.others[language]


def _loss(read: Embed, batch: Batch) -> Tensor:
    """Give how far questions lie from where they shall, and how far Swedish ones and texts were moved."""
    asked = read(batch.asked, _QUESTION_TOKENS)
    against = cross_entropy(asked @ batch.goals.T / _TEMPERATURE, torch.arange(len(asked)))
    kept = _distance(read(batch.kept_questions, _QUESTION_TOKENS), batch.question_goals)
    held = _distance(read(batch.kept_texts, _TEXT_TOKENS), batch.text_goals)
    return 10 * (_distance(asked, batch.goals) + kept + held + _AGAINST * against)


def _distance(vectors: Tensor, goals: Tensor) -> Tensor:
    """Give 1 less the cosine, on average."""
    return 1 - (vectors * goals).sum(1).mean()
