"""Opens suites with the corpora they are about, and plays their prompts as conversations."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answering import Assistant
from assistant.embeddings import load_encoder
from assistant.evaluation.answer_rows import AS_TYPED, PARAPHRASE, Played
from assistant.evaluation.prompts import VARIANTS, Prompt, Suite
from assistant.evaluation.scored import Scored, Texts
from assistant.evaluation.suites import corpus_of, load_suite
from assistant.evaluation.variants import in_lower_case, with_typos, without_diacritics
from assistant.pipeline import open_assistant
from assistant.records import Turn
from assistant.settings import Settings

_TYPED_AS: Mapping[str, Callable[[str], str]] = dict(
    zip(VARIANTS, (without_diacritics, with_typos, in_lower_case), strict=True)
)


@dataclass(frozen=True, slots=True)
class Task:
    """A prompt in one of the ways it is put."""

    prompt: Prompt
    way: str
    number: int
    turns: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from every other, as :attr:`Played.key`."""
        return self.prompt.id, self.way, self.number


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


def tasks(prompts: Sequence[Prompt], variants: Collection[str] = ()) -> list[Task]:
    """List what is to be played: every prompt as typed, its paraphrases, then all of them in every variant."""
    listed = [Task(prompt, AS_TYPED, 0, prompt.turns) for prompt in prompts]
    for prompt in prompts:
        for number, wording in enumerate(prompt.paraphrases, start=1):
            listed.append(Task(prompt, PARAPHRASE, number, (*prompt.turns[:-1], wording)))
    for way in variants:
        listed += [Task(prompt, way, 0, tuple(map(_TYPED_AS[way], prompt.turns))) for prompt in prompts]
    return listed


def play(assistant: Assistant, listed: Sequence[Task], *, is_cold: bool = True) -> Iterator[Played]:
    """Answer every task in order, its earlier turns played first.

    Args:
        assistant: Answers.
        listed: What is played.
        is_cold: True where this process has answered nothing yet.
    """
    for task in listed:
        history: list[Turn] = []
        for question in task.turns[:-1]:
            history.append(Turn(question, assistant.answer(question, history)))
        answer = assistant.answer(task.turns[-1], history, id_=task.prompt.id)
        yield Played(task.prompt.id, task.way, task.number, task.turns, is_cold and not history, answer)
        is_cold = False


def run_suite(assistant: Assistant, suite: Suite) -> Iterator[Scored]:
    """Answer every prompt in order, as typed, and yield it with its answer."""
    texts = Texts(assistant.documents)
    for prompt, played in zip(suite.prompts, play(assistant, tasks(suite.prompts)), strict=True):
        yield Scored(prompt, played.answer, texts)
