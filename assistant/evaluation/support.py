"""How well the support check tells true sentences from falsified ones."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.beir import BeirSet
from assistant.evaluation.support_cases import TRUE, UNTOUCHED, Case, in_choosing_half, make_cases
from assistant.sentences import split_sentences
from assistant.support import Checked, Judge, check_support

_Z = 1.959964
"""Standard normal quantile of a 95 % interval."""
ANSWER_MOVED, ANSWER_REPLACED = "answer cites a wrong span", "wrong span put into the answer"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases with its 95 % Wilson interval."""

    count: int
    n: int

    @property
    def value(self) -> float:
        """The share; not a number where there are no cases."""
        return self.count / self.n if self.n else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927, JASA 22), which holds for shares near 0 and 1 too."""
        if not self.n:
            return (math.nan, math.nan)
        spread = _Z * math.sqrt(self.value * (1 - self.value) / self.n + _Z**2 / (4 * self.n**2))
        middle, scale = self.value + _Z**2 / (2 * self.n), 1 + _Z**2 / self.n
        return (max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))

    def as_dict(self) -> dict[str, Any]:
        """Give the share with its interval for JSON."""
        low, high = self.interval
        return {**asdict(self), "value": self.value, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class Result:
    """A case and what the check made of it."""

    case: Case
    checked: Checked


def measure(cases: Iterable[Case], judge: Judge | None = None) -> tuple[Result, ...]:
    """Check every case."""
    return tuple(Result(case, check_support(case.sentence, [case.quote], judge)) for case in cases)


def shares(results: Iterable[Result], support: str) -> dict[str, Share]:
    """Give, for each kind of case, the share that was called so."""
    rows = list(results)
    counted = Counter(result.case.kind for result in rows)
    called = Counter(result.case.kind for result in rows if result.checked.support == support)
    return {
        kind: Share(called[kind], counted[kind])
        for kind in sorted(counted, key=lambda kind: (kind != UNTOUCHED, kind != TRUE, kind))
    }


def cases_of_set(beir: BeirSet, *, choosing: bool = False) -> list[Case]:
    """Make cases of a set's texts, and of the wrong spans that it marks.

    Args:
        beir: The set.
        choosing: True gives the half of the texts that rules are chosen on, False the half that is reported.
    """
    texts = {text.id: text.text for text in beir.texts if in_choosing_half(text.id) == choosing}
    return [*make_cases(texts), *_marked(beir, texts)]


def _marked(beir: BeirSet, texts: Mapping[str, str]) -> Iterable[Case]:
    """Yield cases of what people marked as wrong answers.

    The sentence that holds a question's answer, beside the sentence of a wrong span; and the same sentence with the
    wrong span put where the answer stands, beside the sentence as it is.
    """
    for query in beir.queries:
        for id_ in (id_ for id_, score in beir.judgements[query.id].items() if score > 0 and id_ in texts):
            text = texts[id_]
            for answer in query.answers[:1]:
                held = _around(text, answer.start, answer.text)
                for wrong in query.distractors if held else ():
                    beside = _around(text, wrong.start, wrong.text)
                    if beside and beside != held:
                        yield Case(ANSWER_MOVED, "marked", held, beside, id_)
                    if wrong.text not in held:
                        put = held.replace(answer.text, wrong.text, 1)
                        yield Case(ANSWER_REPLACED, "marked", put, held, id_)


def _around(text: str, start: int, part: str) -> str:
    """Give the sentence that holds a marked part, "" where the part does not stand there or spans sentences."""
    if not text.startswith(part, start):
        return ""
    line = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    for sentence in split_sentences(text, line, len(text) if end < 0 else end):
        if sentence.start <= start and start + len(part) <= sentence.end:
            return sentence.text
    return ""


def as_dict(results: Mapping[str, tuple[Result, ...]]) -> dict[str, Any]:
    """Give every figure for JSON, by set, and all sets together."""
    everything = {**results, "all": tuple(result for each in results.values() for result in each)}
    return {
        name: {
            support: {kind: share.as_dict() for kind, share in shares(each, support).items()}
            for support in ("unsupported", "unjudged", "supported", "verbatim")
        }
        for name, each in everything.items()
    }


def table(results: Mapping[str, tuple[Result, ...]]) -> str:
    """Lay out, for each set and for all, what was called unsupported, unjudged and supported of each kind of case."""
    everything = dict(results)
    if len(results) > 1:
        everything["all sets"] = tuple(result for each in results.values() for result in each)
    lines = ["Of true sentences, those called unsupported are false alarms; 95 % Wilson intervals."]
    for name, each in everything.items():
        unsupported, unjudged = shares(each, "unsupported"), shares(each, "unjudged")
        lines += ["", f"{name:32}{'cases':>8}{'unsupported':>24}{'unjudged':>10}{'supported':>11}"]
        for kind, share in unsupported.items():
            low, high = share.interval
            asked = unjudged[kind].value
            cell = f"{share.value:.3f} [{low:.3f} {high:.3f}]"
            lines.append(f"  {kind:30}{share.n:>8}{cell:>24}{asked:>10.3f}{abs(1 - share.value - asked):>11.3f}")
    return "\n".join(lines)
