"""What the verifier learns from: questions with passages that answer them, and with passages that only seem to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant.background import Background
from assistant.embeddings import Encoder
from assistant.evaluation.candidates import ranked
from assistant.evaluation.public_sets import PublicSet
from assistant.evaluation.training_texts import TrainingText, answering_passages
from assistant.evaluation.variants import retyped
from assistant.passages import split_corpus
from assistant.verifier import read_text

_NEAREST = 3
"""Passages at the top of the ranking that may seem to answer a question on an own text."""
_PER_NEAR_MISS = 2
_PUBLIC_NEAREST = 30
_PUBLIC_OTHERS = 4
"""Of the nearest passages of a public set, so many of other texts may seem to answer a question."""
_BATCH = 24
_WINDOW = 8 * _BATCH
"""Pairs that are sorted by length among each other, so that a batch holds texts of about the same length."""
_TYPING = (0.08, 0.16, 0.22)


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what :func:`assistant.verifier.read_text` gives for passages."""

    question: str
    answering: tuple[str, ...]
    """() for a near miss."""
    others: tuple[str, ...]
    """Near the question without answering it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a text to judge."""

    question: str
    text: str
    is_answer: bool


def own_examples(text: TrainingText, encoder: Encoder, background: Background) -> list[Example]:
    """Give the questions of a training text with the passages that lie nearest."""
    passages = split_corpus([text.document], encoder.count_tokens, encoder.max_tokens)
    read = [read_text(passage) for passage in passages]
    gold = [answering_passages(passages, asked) for asked in text.answerable] + [()] * len(text.near_misses)
    questions = [*(asked.question for asked in text.answerable), *text.near_misses]
    return [
        Example(
            question,
            tuple(read[number] for number in answering),
            tuple(read[number] for number in order[:_NEAREST] if number not in answering),
        )
        for question, answering, order in zip(
            questions, gold, ranked(passages, questions, encoder, background), strict=True
        )
    ]


def public_examples(public: PublicSet, encoder: Encoder, background: Background) -> list[Example]:
    """Give the questions of a set whose answers are marked, with near passages of texts that are not relevant."""
    asked = [each for each in public.questions if each.answering]
    orders = ranked(public.passages, [each.query.text for each in asked], encoder, background)
    examples = []
    for each, order in zip(asked, orders, strict=True):
        others = [number for number in order[:_PUBLIC_NEAREST] if public.text_ids[number] not in each.relevant]
        texts = [
            tuple(read_text(public.passages[number]) for number in numbers)
            for numbers in (each.answering, others[:_PUBLIC_OTHERS])
        ]
        examples.append(Example(each.query.text, *texts))
    return examples


def pairs(examples: Sequence[Example], draw: Random) -> list[Pair]:
    """Draw an epoch's pairs, in random order: one of each kind for an answered question, two for a near miss."""
    drawn = []
    for example in examples:
        if example.answering:
            drawn.append(Pair(example.question, draw.choice(example.answering), is_answer=True))
            if example.others:
                drawn.append(Pair(example.question, draw.choice(example.others), is_answer=False))
        else:
            seeming = draw.sample(example.others, min(_PER_NEAR_MISS, len(example.others)))
            drawn += [Pair(example.question, text, is_answer=False) for text in seeming]
    draw.shuffle(drawn)
    return drawn


def batch_count(number_of_pairs: int) -> int:
    """Count the batches of an epoch; pairs that fill none are left for another epoch."""
    return number_of_pairs // _BATCH


def batches(drawn: Sequence[Pair], draw: Random) -> Iterator[list[Pair]]:
    """Gather pairs of about the same length into batches, in random order, their questions typed in several ways."""
    sorted_pairs: list[Pair] = []
    for start in range(0, len(drawn), _WINDOW):
        sorted_pairs += sorted(drawn[start : start + _WINDOW], key=lambda pair: len(pair.text))
    starts = [number * _BATCH for number in range(batch_count(len(drawn)))]
    draw.shuffle(starts)
    for start in starts:
        yield [
            Pair(retyped(pair.question, draw.random(), _TYPING), pair.text, pair.is_answer)
            for pair in sorted_pairs[start : start + _BATCH]
        ]
