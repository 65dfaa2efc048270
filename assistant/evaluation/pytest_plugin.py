"""Suites in pytest: ``pytest --suite SUITE`` plays each prompt as a test item, with the suite's demands at the end.

In a suite that demands anything the demands decide, and a prompt that went wrong is an expected failure: one wrong
answer is no proof. In a suite that demands nothing every wrong answer fails. A demand that too few prompts leave open
is an expected failure as well, and is told in the summary. Importing this is light: every pytest of an environment
that has the assistant installed does it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistant.evaluation.deciding import Decision
    from assistant.evaluation.prompts import Gate, Prompt, Suite
    from assistant.evaluation.report.writing import Judged
    from assistant.evaluation.scored import Scored

# What is heavy (torch, chromadb) is loaded where something is played.

_JUDGED = pytest.StashKey[list["Judged"]]()
_SETTINGS = {"suite_corpus": "corpus", "suite_data": "data"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags."""
    group = parser.getgroup("tillitsguiden", "suites of test prompts")
    group.addoption("--suite", action="append", default=[], metavar="SUITE", help="play a suite of test prompts")
    group.addoption("--suite-baseline", metavar="DIR", help="an earlier run that the suites' demands compare with")
    group.addoption("--suite-corpus", metavar="DIR", help="folder of the texts, where a suite names none itself")
    group.addoption("--suite-data", metavar="DIR", help="folder for the index")


def pytest_configure(config: pytest.Config) -> None:
    """Make the suites what is collected: alone, or besides what was named."""
    suites = [str(_path(config, name)) for name in config.getoption("--suite")]
    if not suites:
        return
    config.stash[_JUDGED] = []
    is_named = config.args_source is pytest.Config.ArgsSource.ARGS
    config.args = [*(config.args if is_named else ()), *suites]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "SuiteFile | None":
    """Collect a suite that ``--suite`` named."""
    if file_path in {_path(parent.config, name) for name in parent.config.getoption("--suite")}:
        return SuiteFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:  # noqa: ANN401 - pytest names no type
    """Tell every suite's verdict and demands."""
    from assistant.evaluation.printed import verdict_lines

    for judged in config.stash.get(_JUDGED, []):
        terminalreporter.section(f"suite {judged.scores.suite.name}: {judged.figures['verdict']}")
        for line in verdict_lines(judged):
            terminalreporter.write_line(line)


class SuiteFile(pytest.File):
    """A suite: its prompts, then its demands."""

    suite: "Suite"

    def collect(self) -> Iterator[pytest.Item]:
        """Read the suite and give an item for every prompt and demand.

        Raises:
            pytest.Collector.CollectError: The suite is broken or stale.
        """
        from assistant.documents import read_corpus
        from assistant.errors import TillitError
        from assistant.evaluation.figures import told
        from assistant.evaluation.suites import corpus_of, load_suite

        try:
            corpus = corpus_of(self.path) or self.settings().corpus
            self.suite = load_suite(self.path, read_corpus(corpus).documents)
        except TillitError as error:
            raise self.CollectError(error.message) from error
        self.played: dict[str, Scored] = {}
        self.judged: Judged | None = None
        for prompt in self.suite.reviewed():
            yield PromptItem.from_parent(self, name=prompt.id, prompt=prompt)
        for number, gate in enumerate(self.suite.gates):
            name = f"gate {gate.metric} {told(gate)}".strip()
            yield GateItem.from_parent(self, name=name, gate=gate, number=number)

    def settings(self) -> Any:  # noqa: ANN401 - Settings, which is not loaded with this module
        """Give the settings: the environment's, and the flags'."""
        from assistant.settings import close_doors, load

        close_doors()
        return load({setting: self.config.getoption(flag) for flag, setting in _SETTINGS.items()})

    def play(self, prompt: "Prompt") -> "Scored":
        """Answer a prompt, with an assistant that is opened once."""
        from assistant.evaluation.running import open_suites, play, tasks
        from assistant.evaluation.scored import Scored, Texts

        if not hasattr(self, "assistant"):
            ((self.assistant, _),) = open_suites(self.settings(), [self.path])
            self.texts = Texts(self.assistant.documents)
            self.rows: list[Any] = []
        (row,) = play(self.assistant, tasks([prompt])[:1], is_cold=not self.rows)
        self.rows.append(row)
        self.played[prompt.id] = Scored(prompt, row.answer, self.texts)
        return self.played[prompt.id]

    def decide(self, number: int) -> "Decision":
        """Decide the demands together, once, on what was played; prompts that were left out are played now."""
        from dataclasses import replace

        from assistant.evaluation.report.writing import judge
        from assistant.evaluation.run_folder import Run, describe, read_run

        if self.judged is None:
            for prompt in self.suite.reviewed():
                if prompt.id not in self.played:
                    self.play(prompt)
            about = describe(self.suite, self.path, {}, self.assistant.documents)
            suite = replace(self.suite, prompts=self.suite.reviewed())
            baseline = self.config.getoption("--suite-baseline")
            run = Run(self.path.parent, about, suite, self.texts, tuple(self.rows))
            self.judged = judge(run, read_run(Path(baseline)) if baseline else None)
            self.config.stash[_JUDGED].append(self.judged)
        return self.judged.decisions[number]


class PromptItem(pytest.Item):
    """A prompt: right, or not."""

    parent: SuiteFile

    def __init__(self, *, prompt: "Prompt", **rest: Any) -> None:  # noqa: ANN401 - what pytest passes on
        super().__init__(**rest)
        self.prompt = prompt

    def runtest(self) -> None:
        """Play the prompt."""
        from assistant.evaluation.refusal_metrics import is_right

        row = self.parent.play(self.prompt)
        if is_right(row):
            return
        told = f"{row.answer.status}, expected {' or '.join(self.prompt.statuses)}: {' '.join(row.answer.text.split())}"
        if self.parent.suite.gates:
            pytest.xfail(told)
        raise _WrongError(f"{' | '.join(self.prompt.turns)}\n{told}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Tell a wrong answer without a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, _WrongError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Tell where the prompt stands."""
        return self.path, max(0, self.prompt.line - 1), self.prompt.id


class GateItem(pytest.Item):
    """A demand: met, not met, or open."""

    parent: SuiteFile

    def __init__(self, *, gate: "Gate", number: int, **rest: Any) -> None:  # noqa: ANN401 - what pytest passes on
        super().__init__(**rest)
        self.gate = gate
        self.number = number

    def runtest(self) -> None:
        """Decide."""
        from assistant.evaluation.printed import gate_line

        decision = self.parent.decide(self.number)
        if decision.verdict == "fail":
            raise _WrongError(gate_line(decision).strip())
        if decision.verdict != "pass":
            pytest.xfail(gate_line(decision).strip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Tell a demand that is not met without a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, _WrongError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Tell which suite it is of."""
        return self.path, 0, self.name


class _WrongError(Exception):
    """What was asked for is not met; nothing has broken."""


def _path(config: pytest.Config, name: str) -> Path:
    return (config.invocation_params.dir / name).resolve()
