"""Fits the small model behind ``limits`` on questions that a corpus answers and questions that it does not.

*Within* are the answerable prompts of development suites. *Outside* are their out-of-scope prompts, the prompts of the
other suites (the same style, another subject), and questions of public sets (people's questions on other subjects).
Near misses are left out: they are a matter of words, not of subject.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.answering import Assistant
from assistant.evaluation.suites import Suite
from assistant.languages import detect_language
from assistant.limits import Signals

SIGNALS: Mapping[str, tuple[str, ...]] = {
    "sv": ("best", "lead", "matched", "rival"),
    "other": ("best", "rival"),
}
FALSE_REFUSALS: Mapping[str, float] = {"sv": 0.05, "other": 0.0}
"""Share of the questions within that the threshold may refuse; few are at hand in other languages."""
PER_SET = 24
"""Questions drawn from each public set for each corpus."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question measured against a corpus that answers it or does not."""

    group: str
    within: bool
    signals: Signals
    is_swedish: bool


def public_questions(folder: Path) -> tuple[str, ...]:
    """Draw questions, and parallel English ones, from every BEIR-layout set below a folder."""
    draw = random.Random(7)  # noqa: S311 - a sample
    questions: list[str] = []
    for path in sorted(folder.glob("*/queries.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        english = [row["metadata"]["question_en"] for row in rows if "question_en" in row.get("metadata", {})]
        questions += draw.sample([row["text"] for row in rows], min(PER_SET, len(rows)))
        questions += draw.sample(english, min(PER_SET, len(english)))
    return tuple(questions)


def examples(pairs: Sequence[tuple[Assistant, Suite]], foreign: Sequence[str]) -> Iterator[Example]:
    """Measure every suite's questions, and those of the others, against every suite's corpus."""
    for assistant, suite in pairs:
        for other_assistant, other in pairs:
            is_own = assistant is other_assistant
            for prompt in other.prompts:
                wanted = {"answerable": is_own, "out_of_scope": False}
                if len(prompt.turns) == 1 and prompt.kind in wanted:
                    is_within = wanted[prompt.kind]
                    group = f"{suite.name} {'own' if is_own else 'others'} {prompt.kind}"
                    yield _measured(assistant, prompt.turns[0], group, is_within=is_within)
        for question in foreign:
            yield _measured(assistant, question, f"{suite.name} public", is_within=False)


def _measured(assistant: Assistant, question: str, group: str, *, is_within: bool) -> Example:
    language = detect_language(question)
    return Example(group, is_within, assistant.signals(question), language == "sv")


def fit(rows: Sequence[Example], names: Sequence[str], false_refusals: float) -> dict[str, Any]:
    """Fit a logistic regression in which within and outside, and the groups of each, weigh the same.

    Returns:
        Weights by signal, intercept, threshold, and what the threshold does to the examples.
    """
    matrix = np.array([[getattr(row.signals, name) for name in names] for row in rows])
    truth = np.array([row.within for row in rows])
    counts = Counter((row.group, row.within) for row in rows)
    weight = np.array([1 / counts[row.group, row.within] for row in rows])
    for side in (True, False):
        weight[truth == side] /= weight[truth == side].sum()
    centre, scale = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=5000)
    model.fit((matrix - centre) / scale, truth, sample_weight=weight * len(rows))
    weights = model.coef_[0] / scale
    intercept = float(model.intercept_[0] - weights @ centre)
    probability = 1 / (1 + np.exp(-(matrix @ weights + intercept)))
    threshold = float(np.quantile(probability[truth], false_refusals))
    return {
        "weights": {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)},
        "intercept": round(intercept, 4),
        "threshold": round(threshold - 1e-4, 4),
        "refused": {
            group: round(float((probability[_of(rows, group)] < threshold).mean()), 3)
            for group in sorted({r.group for r in rows})
        },
    }


def _of(rows: Sequence[Example], group: str) -> NDArray[np.bool_]:
    return np.array([row.group == group for row in rows])


def calibrate(rows: Sequence[Example]) -> dict[str, Any]:
    """Fit the model of each language group; the table that ``data/limits.json`` holds."""
    return {
        "models": {
            name: fit([row for row in rows if row.is_swedish == (name == "sv")], signals, FALSE_REFUSALS[name])
            for name, signals in SIGNALS.items()
        }
    }
