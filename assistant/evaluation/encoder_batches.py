"""What the encoder learns from, batch by batch: questions, texts, and which text answers which question.

The other texts of a batch are what a question shall not lie near ("in-batch negatives"). Passages of one guidance text
are told from each other that way, which is what a search in a single text must do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.beir import BeirSet
from assistant.evaluation.public_sets import PublicSet
from assistant.evaluation.training_texts import TrainingText, answering_passages, answering_sentences
from assistant.evaluation.variants import retyped
from assistant.passages import embedded_text, sentence_text
from assistant.records import Passage

_OWN_TIMES = 2
"""How often an epoch comes to each own text."""
_OWN_QUESTIONS = 16
_OWN_SENTENCES = 24
_PUBLIC_QUESTIONS = 24
_SMALLEST = 12
"""Questions of a public set that are still worth a batch; fewer are left for another epoch."""
_OTHER_LANGUAGES = 0.36
"""Share of the questions that are asked in another language, of those that are there in one."""
_TYPING = (0.42, 0.54, 0.62)


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and texts, without the encoder's prompts."""

    questions: tuple[str, ...]
    texts: tuple[str, ...]
    answers: NDArray[np.bool_]
    """Which texts answer which question; at least one for each. Shape (questions, texts)."""
    hidden: NDArray[np.bool_]
    """Texts that are no fair comparison for a question, the same shape."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question on an own text."""

    text: str
    also: tuple[str, ...]
    """In other languages."""
    passages: frozenset[str]
    """Those that answer it."""
    sentences: frozenset[str]
    """Those that answer it."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """A whole own text, as the encoder reads it."""

    passages: tuple[str, ...]
    sentences: tuple[str, ...]
    questions: tuple[OwnQuestion, ...]


@dataclass(frozen=True, slots=True)
class PublicPair:
    """A question of a public set and a text that answers it."""

    question: str
    english: str | None
    text: str
    text_id: str


Plan = list[OwnText | Sequence[PublicPair]]


def own_text(text: TrainingText, passages: Sequence[Passage]) -> OwnText:
    """Give a training text, cut into passages, as the encoder reads it."""
    read = tuple(embedded_text(passage) for passage in passages)
    questions = [
        OwnQuestion(
            asked.question,
            tuple(asked.also.values()),
            frozenset(read[number] for number in answering_passages(passages, asked)),
            frozenset(answering_sentences(passages, asked)),
        )
        for asked in text.answerable
    ]
    sentences = tuple(sentence_text(passage, each) for passage in passages for each in passage.sentences)
    return OwnText(read, sentences, tuple(questions))


def public_pairs(beir: BeirSet, public: PublicSet) -> tuple[PublicPair, ...]:
    """Pair every question of a set with the first passage that answers it, or the whole text where none is marked."""
    whole = {text.id: text.whole for text in beir.texts}
    pairs = []
    for asked in public.questions:
        id_, text = asked.relevant[0], whole[asked.relevant[0]]
        if asked.answering:
            first = next(iter(asked.answering))
            id_, text = public.text_ids[first], embedded_text(public.passages[first])
        pairs.append(PublicPair(asked.query.text, asked.query.english, text, id_))
    return tuple(pairs)


def plan(
    own: Sequence[OwnText], public: Mapping[str, Sequence[PublicPair]], times: Mapping[str, int], draw: Random
) -> Plan:
    """Draw the order of one epoch.

    Args:
        own: The own texts.
        public: Name of a public set → its pairs.
        times: Name → how often the epoch comes to each of its pairs.
        draw: Where chance comes from.
    """
    order: Plan = [text for text in own for _ in range(_OWN_TIMES)]
    for name, pairs in public.items():
        shuffled = list(pairs)
        draw.shuffle(shuffled)
        for _ in range(times[name]):
            draw.shuffle(shuffled)
            starts = range(0, len(shuffled) - _SMALLEST + 1, _PUBLIC_QUESTIONS)
            order += [shuffled[start : start + _PUBLIC_QUESTIONS] for start in starts]
    draw.shuffle(order)
    return order


def batches(planned: Plan, draw: Random) -> Iterator[Batch]:
    """Draw the batches of an epoch: which questions, passages or sentences, typed in which way."""
    for each in planned:
        yield _own_batch(each, draw) if isinstance(each, OwnText) else _public_batch(each, draw)


def _own_batch(text: OwnText, draw: Random) -> Batch:
    """Tell questions' passages from the text's other passages, or their sentences from some of its other sentences."""
    asked = draw.sample(text.questions, min(_OWN_QUESTIONS, len(text.questions)))
    candidates = text.passages
    reads_sentences = draw.random() < 0.5
    if reads_sentences:
        some = draw.sample(range(len(text.sentences)), min(_OWN_SENTENCES, len(text.sentences)))
        answering = [sentence for sentence in text.sentences for each in asked if sentence in each.sentences]
        candidates = tuple(dict.fromkeys([*(text.sentences[number] for number in some), *answering]))
    questions = tuple(_asked(each.text, each.also, draw) for each in asked)
    right = [each.sentences if reads_sentences else each.passages for each in asked]
    answers = np.array([[candidate in mine for candidate in candidates] for mine in right])
    return Batch(questions, candidates, answers, np.zeros_like(answers))


def _public_batch(pairs: Sequence[PublicPair], draw: Random) -> Batch:
    """Tell every question's text from the others'; another passage of its own text may answer it, too."""
    questions = tuple(_asked(pair.question, (pair.english,) if pair.english else (), draw) for pair in pairs)
    answers = np.eye(len(pairs), dtype=bool)
    ids = np.array([pair.text_id for pair in pairs])
    same_text = ids[:, None] == ids[None]
    return Batch(questions, tuple(pair.text for pair in pairs), answers, same_text & ~answers)


def _asked(question: str, also: Sequence[str], draw: Random) -> str:
    """Give a question as somebody may ask it: in another language, or typed in another way."""
    roll = draw.random()
    return draw.choice(also) if also and roll < _OTHER_LANGUAGES else retyped(question, roll, _TYPING)
