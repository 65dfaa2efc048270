"""Fits what ``limits`` decides by, on questions that a corpus answers and questions that it does not.

*Answered* are the answerable prompts of development suites, and the questions of public sets to their own texts. *Not
answered* are, for the model of the subject, the suites' out-of-scope prompts, the prompts of the other suites (the same
style, another subject), and questions of other public sets (people's questions on other subjects); for the model of the
answer, near misses and out-of-scope prompts. The thresholds refuse so many of the answered.
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
from assistant.errors import TillitError
from assistant.evaluation.beir import BeirSet
from assistant.evaluation.suites import Suite
from assistant.languages import detect_language
from assistant.limits import CERTAIN, LARGE, Signals
from assistant.questions import what_is_asked


class CalibrationError(TillitError):
    """Questions of a kind that is needed are missing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides for a language and a size of corpus: what its models weigh, and how strict they are."""

    subject: tuple[str, ...]
    """Signals that tell whether the subject is the corpus's."""
    answered: tuple[str, ...]
    """Signals that tell whether what is asked is answered."""
    subject_share: float
    """What the subject's log-odds, up to ``CERTAIN``, count beside the answer's; chosen on development suites and
    public sets."""
    false_refusals: float
    """Share of the answered questions that the thresholds may refuse."""


KINDS: Mapping[str, Kind] = {
    "sv": Kind(("best", "lead", "matched", "rival", "answers"), ("answers", "best"), 0.25, 0.05),
    "sv_large": Kind(
        ("best", "lead", "matched", "rival", "answers"),
        ("best", "lead", "known", "matched", "rival", "answers", "first_answers"),
        2.0,
        0.05,
    ),
    "other": Kind(("best", "rival", "answers"), ("best", "rival", "answers"), 0.25, 0.05),
}
"""Words are only compared with Swedish questions."""
UNRELATED = 0.02
"""Share of the answered questions that the subject alone may refuse."""
DOUBT = 0.12
"""Share of the answered questions that may be refused or told with a doubt."""
_WHOLE_GROUP = 10
_UNJUDGED = frozenset({"injection", "chitchat"})
_BY_SHAPE = frozenset({"summary", "named", "facts"})
"""Kinds of prompts, and shapes of questions, that the limits do not decide on."""
PER_SET = 24
"""Questions drawn from each public set for each corpus."""
PER_SUITE = 1
"""Questions drawn from each other suite for each suite; there are many."""
PUBLIC_SHARE = 4
"""Of the public questions, each suite is asked every fourth; the next suite those after them."""
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
    for place, (assistant, suite) in enumerate(pairs):
        for prompt in suite.prompts:
            if len(prompt.turns) == 1 and prompt.kind not in _UNJUDGED and not _is_by_shape(prompt.turns[0]):
                yield _measured(assistant, prompt.turns[0], suite.name, prompt.kind)
        for other_assistant, other in pairs:
            if other_assistant.documents != assistant.documents:
                questions = [prompt.turns[0] for prompt in other.prompts if prompt.kind == "answerable"]
                for question in draw.sample(questions, min(PER_SUITE, len(questions))):
                    yield _measured(assistant, question, suite.name, "foreign")
        for question in public[place % PUBLIC_SHARE :: PUBLIC_SHARE]:
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

    signals: tuple[str, ...]
    weights: NDArray[np.float64]
    intercept: float

    def log_odds(self, rows: Sequence[Example]) -> NDArray[np.float64]:
        """Give the log-odds of each row, shape (len(rows),)."""
        return _matrix(rows, self.signals) @ self.weights + self.intercept

    def as_dict(self) -> dict[str, Any]:
        """Give what ``data/limits.json`` holds of it."""
        weights = (round(float(weight), 4) for weight in self.weights)
        return {"weights": dict(zip(self.signals, weights, strict=True)), "intercept": round(self.intercept, 4)}


def fit(rows: Sequence[Example], names: tuple[str, ...]) -> Fitted:
    """Fit a logistic regression in which answered and not answered, and the groups of each, weigh the same.

    A group of fewer than ten weighs as much less as it is smaller.
    """
    matrix, truth = _matrix(rows, names), _truth(rows)
    counts = Counter(row.group for row in rows)
    weight = np.array([1 / max(counts[row.group], _WHOLE_GROUP) for row in rows])
    for side in (True, False):
        weight[truth == side] /= weight[truth == side].sum()
    centre, scale = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.1, max_iter=5000)
    model.fit((matrix - centre) / scale, truth, sample_weight=weight * len(rows))
    weights = model.coef_[0] / scale
    return Fitted(names, weights, float(model.intercept_[0] - weights @ centre))


def calibrate(rows: Sequence[Example]) -> dict[str, Any]:
    """Fit what decides for each language and size; the table that ``data/limits.json`` holds."""
    large = [row for row in rows if row.is_large]
    small = [row for row in rows if not row.is_large]
    return {"limits": {name: _limits(name, large if "large" in name else small) for name in KINDS}}


@dataclass(frozen=True, slots=True)
class _Both:
    """Both models of a kind."""

    subject: Fitted
    answered: Fitted
    subject_share: float

    def thresholds(self, wanted: Sequence[Example], share: float) -> tuple[float, float]:
        """Give those of both together and of the subject that refuse this share of the answered questions."""
        subject, together = self.subject.log_odds(wanted), self.together(wanted)
        unrelated = float(np.quantile(subject, UNRELATED))
        kept = together[subject >= unrelated]
        refused = 1 - len(kept) / len(together)
        return float(np.quantile(kept, max(0.0, (share - refused) / (1 - refused)))) - 1e-4, unrelated

    def together(self, rows: Sequence[Example]) -> NDArray[np.float64]:
        return self.answered.log_odds(rows) + self.subject_share * np.minimum(self.subject.log_odds(rows), CERTAIN)


def _limits(name: str, rows: Sequence[Example]) -> dict[str, Any]:
    """Fit both models and their thresholds, and tell what they do to the examples of a suite left out."""
    kind, is_swedish = KINDS[name], name != "other"
    used = [row for row in rows if row.is_swedish == is_swedish]
    both = _fit_both(kind, used, is_swedish=is_swedish)
    if both is None:
        raise CalibrationError(
            f"No limits can be fitted for {name!r}: answered questions, or others, are missing. Expected answerable "
            "prompts, near misses and questions on other subjects. Name more suites, and sets with --near-misses.",
            "Det finns för få frågor att kalibrera på.",
        )
    wanted = [row for row in used if row.kind == "answerable"]
    threshold, unrelated = both.thresholds(wanted, kind.false_refusals)
    return {
        "subject": both.subject.as_dict(),
        "answered": both.answered.as_dict(),
        "subject_share": kind.subject_share,
        "threshold": round(threshold, 4),
        "unrelated": round(unrelated, 4),
        "doubt": round(float(np.quantile(both.answered.log_odds(wanted), DOUBT)), 4),
        "refused_when_left_out": _left_out(kind, used, is_swedish=is_swedish),
    }


def _fit_both(kind: Kind, used: Sequence[Example], *, is_swedish: bool) -> _Both | None:
    """Fit both models; None where either would learn from one side alone."""
    subject = [row for row in used if row.kind in {"answerable", "out_of_scope", "foreign"}]
    # Questions on other subjects are the subject's matter; where near misses are few, they teach the answer too.
    kinds = {"answerable", "near_miss", "false_premise", "out_of_scope"} | (set() if is_swedish else {"foreign"})
    answered = [row for row in used if row.kind in kinds]
    if is_swedish:
        # Without near misses beside them, answered questions would only tell one set from another.
        with_near_misses = {row.suite for row in answered if row.kind == "near_miss"}
        answered = [row for row in answered if row.suite in with_near_misses]
    if any(len(set(_truth(rows).tolist())) < 2 for rows in (subject, answered)):
        return None
    return _Both(fit(subject, kind.subject), fit(answered, kind.answered), kind.subject_share)


def _left_out(kind: Kind, used: Sequence[Example], *, is_swedish: bool) -> dict[str, float]:
    """Give the share of each kind that is refused when its suite, or its part of a public set, was not fitted on."""
    refused: dict[str, list[bool]] = {}
    for part in sorted({row.part for row in used}):
        train = [row for row in used if row.part != part]
        test = [row for row in used if row.part == part]
        both = _fit_both(kind, train, is_swedish=is_swedish)
        if both is None:
            continue
        wanted = [row for row in train if row.kind == "answerable"]
        threshold, unrelated = both.thresholds(wanted, kind.false_refusals)
        is_refused = (both.together(test) < threshold) | (both.subject.log_odds(test) < unrelated)
        for row, each in zip(test, is_refused, strict=True):
            refused.setdefault(row.kind, []).append(bool(each))
    return {each: round(sum(found) / len(found), 3) for each, found in sorted(refused.items())}


def _matrix(rows: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[getattr(row.signals, name) for name in names] for row in rows])


def _truth(rows: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([row.kind == "answerable" for row in rows])
