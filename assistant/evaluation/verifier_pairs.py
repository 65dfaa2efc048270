"""What the verifier learns from: questions with passages that answer them, and with passages that only seem to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from assistant.background import Background
from assistant.embeddings import Encoder
from assistant.evaluation.candidates import ranked
from assistant.evaluation.public_sets import PublicSet
from assistant.evaluation.training_texts import Answerable, NearMiss, TrainingText, answering_passages
from assistant.evaluation.variants import retyped
from assistant.passages import split_corpus
from assistant.records import Passage
from assistant.verifier import ReadText, read_text

_NEAREST = 3
"""Passages at the top of the ranking that may seem to answer a question on an own text."""
_PER_NEAR_MISS = 2
_PUBLIC_NEAREST = 30
_PUBLIC_OTHERS = 4
"""Of the nearest passages of a public set, so many of other texts may seem to answer a question."""
_BATCH = 24
_WINDOW = 8 * _BATCH
"""Pairs that are sorted by length among each other, so that a batch holds texts of about the same length."""
_TRANSLATED = 0.3
"""How often a question is asked in another language that it is there in."""
_TYPING = (0.08, 0.16, 0.22)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage, as the verifier reads it, and which of its sentences answer a question."""

    text: ReadText
    answering: frozenset[int] = frozenset()
    """Their numbers, from 0; none where the passage is no answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with passages."""

    question: str
    answering: tuple[Judged, ...]
    """() for a near miss."""
    others: tuple[Judged, ...]
    """Near the question without answering it."""
    also: tuple[str, ...] = ()
    """The question in other languages."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage to judge; an answer where any of its sentences is one."""

    question: str
    passage: Judged


def own_examples(text: TrainingText, encoder: Encoder, background: Background) -> list[Example]:
    """Give the questions of a training text with the passages that lie nearest."""
    passages = split_corpus([text.document], encoder.count_tokens, encoder.max_tokens)
    answering = [
        {number: judged(passages[number], each.start, each.end) for number in answering_passages(passages, each)}
        for each in text.answerable
    ]
    asked: list[Answerable | NearMiss] = [*text.answerable, *text.near_misses]
    orders = ranked(passages, [each.question for each in asked], encoder, background)
    return [
        Example(
            each.question,
            tuple(answers.values()),
            tuple(Judged(read_text(passages[number])) for number in order[:_NEAREST] if number not in answers),
            tuple(each.also.values()),
        )
        for each, answers, order in zip(asked, answering + [{}] * len(text.near_misses), orders, strict=True)
    ]


def public_examples(public: PublicSet, encoder: Encoder, background: Background) -> list[Example]:
    """Give the questions of a set whose answers are marked, with near passages of texts that are not relevant."""
    asked = [each for each in public.questions if each.answering]
    orders = ranked(public.passages, [each.query.text for each in asked], encoder, background)
    examples = []
    for each, order in zip(asked, orders, strict=True):
        answering = [judged(public.passages[number], start, start + 1) for number, start in each.answering.items()]
        others = [number for number in order[:_PUBLIC_NEAREST] if public.text_ids[number] not in each.relevant]
        seeming = [Judged(read_text(public.passages[number])) for number in others[:_PUBLIC_OTHERS]]
        examples.append(Example(each.query.text, tuple(answering), tuple(seeming)))
    return examples


def judged(passage: Passage, start: int, end: int) -> Judged:
    """Give a passage with the sentences that a span of its document stands in."""
    numbers = (n for n, sentence in enumerate(passage.sentences) if sentence.start < end and start < sentence.end)
    return Judged(read_text(passage), frozenset(numbers))


def pairs(examples: Sequence[Example], draw: Random) -> list[Pair]:
    """Draw an epoch's pairs, in random order: one of each kind for an answered question, two for a near miss."""
    drawn = []
    for example in examples:
        if example.answering:
            drawn.append(Pair(_worded(example, draw), draw.choice(example.answering)))
            if example.others:
                drawn.append(Pair(_worded(example, draw), draw.choice(example.others)))
        else:
            seeming = draw.sample(example.others, min(_PER_NEAR_MISS, len(example.others)))
            drawn += [Pair(_worded(example, draw), passage) for passage in seeming]
    draw.shuffle(drawn)
    return drawn


def _worded(example: Example, draw: Random) -> str:
    is_translated = example.also and draw.random() < _TRANSLATED
    return draw.choice(example.also) if is_translated else example.question


def batch_count(number_of_pairs: int) -> int:
    """Count the batches of an epoch; pairs that fill none are left for another epoch."""
    return number_of_pairs // _BATCH


def batches(drawn: Sequence[Pair], draw: Random) -> Iterator[list[Pair]]:
    """Gather pairs of about the same length into batches, in random order, their questions typed in several ways."""
    sorted_pairs: list[Pair] = []
    for start in range(0, len(drawn), _WINDOW):
        sorted_pairs += sorted(drawn[start : start + _WINDOW], key=lambda pair: len(pair.passage.text.text))
    starts = [number * _BATCH for number in range(batch_count(len(drawn)))]
    draw.shuffle(starts)
    for start in starts:
        yield [
            replace(pair, question=retyped(pair.question, draw.random(), _TYPING))
            for pair in sorted_pairs[start : start + _BATCH]
        ]
