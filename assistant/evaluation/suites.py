"""Suites of test prompts: YAML or JSON lines whose gold is verbatim quotes, resolved to places when they are loaded."""

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import TillitError
from assistant.evaluation.prompts import Place, Problem, Prompt, Suite
from assistant.evaluation.suite_checks import read_suite
from assistant.evaluation.suite_files import FileProblem, Part, read_tree
from assistant.evaluation.suite_notes import Notes
from assistant.records import Document

__all__ = ["Place", "Prompt", "Suite", "SuiteError", "corpus_of", "load_suite"]

_MOST_SHOWN = 200
"""Problems that are printed; all of them stand in the error."""


class SuiteError(TillitError):
    """A suite cannot be used: broken, or stale against the corpus.

    Attributes:
        problems: All of them, in the order of the file.
    """

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__(_told(path, problems, swedish=False), _told(path, problems, swedish=True))
        self.problems = tuple(problems)

    @property
    def is_stale(self) -> bool:
        """True where nothing is wrong but quotes that the corpus no longer holds."""
        return all(problem.is_stale for problem in self.problems)


def corpus_of(path: Path) -> Path | None:
    """Tell which corpus folder a suite is about; None for the one of the settings.

    Raises:
        SuiteError: The file cannot be read.
    """
    return _corpus(path, _tree(path))


def load_suite(path: Path, documents: Sequence[Document]) -> Suite:
    """Read a suite and find its quotes in the documents.

    Raises:
        SuiteError: It is broken or stale; the error tells everything that is, not only the first.
    """
    tree = _tree(path)
    notes = Notes()
    suite = read_suite(tree, path.stem, _corpus(path, tree), documents, notes)
    if notes.problems:
        raise SuiteError(path, sorted(notes.problems, key=lambda problem: problem.line))
    return suite


def _tree(path: Path) -> Part:
    try:
        return read_tree(path)
    except FileProblem as error:
        found = f"{error.found}. Expected {error.expected}. Mend the file."
        swedish = f"Filen går inte att läsa som testfrågor: {error.found}. Rätta filen."
        raise SuiteError(path, [Problem(error.line, "", found, swedish)]) from error


def _corpus(path: Path, tree: Part) -> Path | None:
    corpus = tree.value.get("corpus")
    return (path.parent / corpus.value).resolve() if corpus and isinstance(corpus.value, str) else None


def _told(path: Path, problems: Sequence[Problem], *, swedish: bool) -> str:
    count = len(problems)
    if swedish:
        head = f"{path.name}: {count} fel" if count > 1 else path.name
    else:
        head = f"{path}: {count} problems" if count > 1 else str(path)
    lines = [_line(problem, swedish=swedish) for problem in problems[:_MOST_SHOWN]]
    if count > _MOST_SHOWN:
        lines.append(f"… och {count - _MOST_SHOWN} till." if swedish else f"… and {count - _MOST_SHOWN} more.")
    if count == 1:
        return f"{head}{', ' if problems[0].line or problems[0].prompt else ': '}{lines[0]}"
    return "\n  ".join((f"{head}:", *lines))


def _line(problem: Problem, *, swedish: bool) -> str:
    line = (f"{'rad' if swedish else 'line'} {problem.line}",) if problem.line else ()
    prompt = (f"{'fråga' if swedish else 'prompt'} {problem.prompt}",) if problem.prompt else ()
    where = ", ".join((*line, *prompt))
    text = problem.swedish if swedish else problem.english
    return f"{where}: {text}" if where else text
