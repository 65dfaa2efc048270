"""Fits the small models behind ``limits`` on questions that a corpus answers and questions that it does not.

*Answered* are the answerable prompts of development suites, and the questions of public sets to their own texts. *Not
answered* are, for the model of the subject, the suites' out-of-scope prompts, the prompts of the other suites (the same
style, another subject), and questions of other public sets (people's questions on other subjects); for the model of the
answer, near misses and out-of-scope prompts.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.answering import Assistant
from assistant.evaluation.beir import BeirSet
from assistant.evaluation.suites import Suite
from assistant.languages import detect_language
from assistant.limits import LARGE, Signals
from assistant.questions import what_is_asked

SIGNALS: Mapping[str, tuple[str, ...]] = {
    "sv_subject": ("best", "lead", "matched", "rival", "answers"),
    "sv_large_subject": ("best", "lead", "matched", "rival", "answers"),
    "sv_answered": ("answers", "best"),
    "sv_large_answered": ("best", "lead", "known", "matched", "rival", "answers", "first_answers"),
    "other_subject": ("best", "rival", "answers"),
    "other_answered": ("best", "rival", "answers"),
}
"""Model → what it weighs. Words are only compared with Swedish questions."""
FALSE_REFUSALS: Mapping[str, float] = {
    "sv_subject": 0.03,
    "sv_large_subject": 0.02,
    "sv_answered": 0.03,
    "sv_large_answered": 0.04,
    "other_subject": 0.0,
    "other_answered": 0.0,
}
"""Share of the answered questions that the threshold may refuse; few are at hand in other languages."""
DOUBT = 0.12
"""Share of the answered questions that may be refused or told with a doubt."""
_UNJUDGED = frozenset({"injection", "chitchat"})
_BY_SHAPE = frozenset({"summary", "named", "facts"})
"""Kinds of prompts, and shapes of questions, that the limits do not decide on."""
PER_SET = 24
"""Questions drawn from each public set for each corpus."""
PER_SUITE = 12
"""Questions drawn from each other suite for each corpus."""
PER_KIND = 450
"""Questions of each kind drawn from a public set for its own corpus."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question measured against a corpus that answers it or does not."""

    suite: str
    kind: str
    """``answerable``, ``near_miss``, ``out_of_scope``, ``false_premise``, or ``foreign``: made for another corpus."""
    signals: Signals
    is_swedish: bool
    is_large: bool = False
    """True where the corpus has as many passages as ``limits.LARGE``."""

    cluster: str = ""
    """What is left out together within a public set."""

    @property
    def part(self) -> str:
        """What is left out together when a fit is checked."""
        return f"{self.suite} {self.cluster}"

    @property
    def group(self) -> str:
        """What weighs as much as every other group."""
        return f"{self.suite} {self.kind}"


def public_questions(folder: Path) -> dict[str, list[str]]:
    """Draw questions, and parallel English ones, from every BEIR-layout set below a folder; its name is their key."""
    draw = random.Random(7)  # noqa: S311 - a sample
    questions: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/queries.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        english = [row["metadata"]["question_en"] for row in rows if "question_en" in row.get("metadata", {})]
        questions[path.parent.name] = [
            *draw.sample([row["text"] for row in rows], min(PER_SET, len(rows))),
            *draw.sample(english, min(PER_SET, len(english))),
        ]
    return questions


def examples(pairs: Sequence[tuple[Assistant, Suite]], public: Sequence[str]) -> Iterator[Example]:
    """Measure every suite's questions, and a draw of the others', against every suite's corpus."""
    draw = random.Random(7)  # noqa: S311 - a sample
    for assistant, suite in pairs:
        for prompt in suite.prompts:
            if len(prompt.turns) == 1 and prompt.kind not in _UNJUDGED and not _is_by_shape(prompt.turns[0]):
                yield _measured(assistant, prompt.turns[0], suite.name, prompt.kind)
        for other_assistant, other in pairs:
            if other_assistant.documents != assistant.documents:
                questions = [prompt.turns[0] for prompt in other.prompts if prompt.kind == "answerable"]
                for question in draw.sample(questions, min(PER_SUITE, len(questions))):
                    yield _measured(assistant, question, suite.name, "foreign")
        for question in public:
            yield _measured(assistant, question, suite.name, "foreign")


def examples_of_set(assistant: Assistant, beir: BeirSet, public: Mapping[str, Sequence[str]]) -> Iterator[Example]:
    """Measure questions against a public set's corpus: a draw of its answerable ones and near misses, and others'."""
    for kind, queries in (("answerable", beir.queries), ("near_miss", beir.unanswerable)):
        for query in queries[:: max(1, len(queries) // PER_KIND)]:
            yield replace(_measured(assistant, query.text, beir.name, kind), cluster=query.cluster)
    for name, questions in public.items():
        if name != beir.name:
            for question in questions:
                yield replace(_measured(assistant, question, beir.name, "foreign"), cluster=f"foreign {name}")


def _is_by_shape(question: str) -> bool:
    """Tell whether a question is answered by its shape, whatever the limits say."""
    return what_is_asked(question).wanted in _BY_SHAPE


def _measured(assistant: Assistant, question: str, suite: str, kind: str) -> Example:
    return Example(
        suite,
        kind,
        assistant.signals(question),
        is_swedish=detect_language(question) == "sv",
        is_large=len(assistant.passages) >= LARGE,
    )


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic regression over signals."""

    weights: NDArray[np.float64]
    intercept: float

    def probabilities(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give a probability for each row; shapes (n, signals) and (n,)."""
        return 1 / (1 + np.exp(-(matrix @ self.weights + self.intercept)))


def fit(rows: Sequence[Example], names: Sequence[str]) -> Fitted:
    """Fit a logistic regression in which answered and not answered, and the groups of each, weigh the same."""
    matrix, truth = _matrix(rows, names), _truth(rows)
    counts = Counter(row.group for row in rows)
    weight = np.array([1 / counts[row.group] for row in rows])
    for side in (True, False):
        weight[truth == side] /= weight[truth == side].sum()
    centre, scale = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.1, max_iter=5000)
    model.fit((matrix - centre) / scale, truth, sample_weight=weight * len(rows))
    weights = model.coef_[0] / scale
    return Fitted(weights, float(model.intercept_[0] - weights @ centre))


def calibrate(rows: Sequence[Example]) -> dict[str, Any]:
    """Fit both models of each language group; the table that ``data/limits.json`` holds."""
    large = [row for row in rows if row.is_large]
    small = [row for row in rows if not row.is_large]
    return {"models": {name: _model(name, large if "large" in name else small) for name in SIGNALS}}


def _model(name: str, rows: Sequence[Example]) -> dict[str, Any]:
    """Fit a model and its thresholds, and tell what they do to the examples and to those of a suite left out."""
    language, *_, side = name.split("_")
    kinds = {"answerable", "out_of_scope", "foreign"}
    if side == "answered":
        # Questions on other subjects are the subject's matter; without near misses in a language they must do.
        kinds = {"answerable", "near_miss", "false_premise", "out_of_scope"}
        kinds |= set() if language == "sv" else {"foreign"}
    used = [row for row in rows if row.is_swedish == (language == "sv") and row.kind in kinds]
    if side == "answered" and language == "sv":
        # Without near misses beside them, answered questions would only tell one set from another.
        with_near_misses = {row.suite for row in used if row.kind == "near_miss"}
        used = [row for row in used if row.suite in with_near_misses]
    fitted = fit(used, SIGNALS[name])
    threshold, doubt = _thresholds(fitted.probabilities(_matrix(used, SIGNALS[name])), _truth(used), name)
    return {
        "weights": dict(zip(SIGNALS[name], (round(float(weight), 4) for weight in fitted.weights), strict=True)),
        "intercept": round(fitted.intercept, 4),
        "threshold": round(threshold, 4),
        "doubt": round(doubt, 4),
        "refused_when_left_out": _left_out(name, used),
    }


def _left_out(name: str, used: Sequence[Example]) -> dict[str, float]:
    """Give the share of each kind that is refused when its suite, or its part of a public set, was not fitted on."""
    refused: dict[str, list[bool]] = {}
    for part in sorted({row.part for row in used}):
        train = [row for row in used if row.part != part]
        test = [row for row in used if row.part == part]
        if len(set(_truth(train))) < 2:
            continue
        fitted = fit(train, SIGNALS[name])
        threshold, _ = _thresholds(fitted.probabilities(_matrix(train, SIGNALS[name])), _truth(train), name)
        for row, probability in zip(test, fitted.probabilities(_matrix(test, SIGNALS[name])), strict=True):
            refused.setdefault(row.kind, []).append(bool(probability < threshold))
    return {kind: round(sum(each) / len(each), 3) for kind, each in sorted(refused.items())}


def _thresholds(probabilities: NDArray[np.float64], truth: NDArray[np.bool_], name: str) -> tuple[float, float]:
    threshold = float(np.quantile(probabilities[truth], FALSE_REFUSALS[name])) - 1e-4
    return threshold, max(threshold, float(np.quantile(probabilities[truth], DOUBT)))


def _matrix(rows: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[getattr(row.signals, name) for name in names] for row in rows])


def _truth(rows: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([row.kind == "answerable" for row in rows])
