"""Opens suites with the corpora they are about, and plays their prompts as conversations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answering import Assistant
from assistant.embeddings import load_encoder
from assistant.evaluation.metrics import Scored
from assistant.evaluation.suites import Suite, corpus_of, load_suite
from assistant.pipeline import open_assistant
from assistant.records import Turn
from assistant.settings import Settings


def open_suites(settings: Settings, paths: Sequence[Path]) -> list[tuple[Assistant, Suite]]:
    """Open every suite with an assistant over its corpus: the settings' own unless the suite names another.

    An index for another corpus goes into a folder of its own below the data folder.
    """
    encoder = load_encoder(settings)
    opened = []
    for path in paths:
        corpus = corpus_of(path)
        own = replace(settings, corpus=corpus, data=settings.data / path.stem) if corpus else settings
        assistant = open_assistant(own, encoder=encoder)
        opened.append((assistant, load_suite(path, assistant.documents)))
    return opened


def run_suite(assistant: Assistant, suite: Suite) -> Iterator[Scored]:
    """Answer every prompt in order, its earlier turns played first, and yield it with its answer."""
    for prompt in suite.prompts:
        history: list[Turn] = []
        for question in prompt.turns[:-1]:
            history.append(Turn(question, assistant.answer(question, history)))
        answer = assistant.answer(prompt.turns[-1], history, id_=prompt.id)
        yield Scored(prompt, answer, assistant.passages, assistant.documents)
