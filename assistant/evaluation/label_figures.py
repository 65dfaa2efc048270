"""What people's judgements of a run tell: whether they agree with each other, and with what is measured by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.agreement import Scale, alpha
from assistant.evaluation.answer_metrics import stated_facts
from assistant.evaluation.labels import SUPPORTS, USEFULS, Case, Label
from assistant.evaluation.refusal_metrics import is_right
from assistant.evaluation.scored import Scored, Texts

KINDS = ("useful", "facts", "support")
"""What is judged: the whole answer, its facts, its sentences."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two or more raters agree about one kind of judgement."""

    kind: str
    units: int
    """Judged by at least two."""
    same: int
    """Of those, judged alike by all."""
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Match:
    """How often people and a measure say the same of one kind of judgement."""

    kind: str
    judged: int
    same: int
    too_kind: int
    """Times the measure approved and people did not."""
    left_out: int = 0
    """Times nothing was measured, or people took the middle way."""


def agreements(labels: Sequence[Label]) -> tuple[Agreement, ...]:
    """Compare the raters with each other."""
    return tuple(_agreement(kind, labels) for kind in KINDS)


def matches(labels: Sequence[Label], cases: Mapping[str, Case], texts: Texts) -> tuple[Match, ...]:
    """Compare every judgement with what the program measured of the same.

    Args:
        labels: Of all raters.
        cases: What was judged, by prompt.
        texts: Of the run.
    """
    pairs: dict[str, list[tuple[bool | None, bool | None]]] = {kind: [] for kind in KINDS}
    for label in labels:
        case = cases.get(label.prompt)
        if case is None:
            continue
        scored = Scored(case.prompt, case.answer, texts)
        if label.useful:
            person = {"yes": True, "no": False}.get(label.useful)
            pairs["useful"].append((person, is_right(scored)))
        if label.is_complete:
            facts = case.prompt.facts
            judged = [label.facts.get(fact.id, False) for fact in facts]
            pairs["facts"] += zip(judged, stated_facts(scored, facts), strict=True)
        pairs["support"] += _sentences(label, case)
    return tuple(_match(kind, pairs[kind]) for kind in KINDS)


def _sentences(label: Label, case: Case) -> Iterable[tuple[bool | None, bool | None]]:
    measured = {"verbatim": True, "supported": True, "unsupported": False}
    for place, support in label.support.items():
        if place.isdecimal() and int(place) < len(case.answer.sentences):
            person = {"full": True, "none": False}.get(support)
            yield person, measured.get(case.answer.sentences[int(place)].support)


def _match(kind: str, pairs: Sequence[tuple[bool | None, bool | None]]) -> Match:
    told = [(person, measure) for person, measure in pairs if person is not None and measure is not None]
    return Match(
        kind,
        len(told),
        sum(person == measure for person, measure in told),
        sum(measure and not person for person, measure in told),
        len(pairs) - len(told),
    )


def _agreement(kind: str, labels: Sequence[Label]) -> Agreement:
    units: dict[tuple[str, str], list[int]] = {}
    for label in labels:
        for name, value in _VALUES[kind](label).items():
            units.setdefault((label.prompt, name), []).append(value)
    judged = [values for values in units.values() if len(values) >= 2]
    scale: Scale = "nominal" if kind == "facts" else "ordinal"
    return Agreement(kind, len(judged), sum(len(set(values)) == 1 for values in judged), alpha(judged, scale))


def _fact_values(label: Label) -> dict[str, int]:
    # A fact without a tick is judged as missing only once the judgement is done.
    return {name: int(value) for name, value in label.facts.items()} if label.is_complete else {}


_VALUES: Mapping[str, Callable[[Label], dict[str, int]]] = {
    "useful": lambda label: {"": USEFULS.index(label.useful)} if label.useful else {},
    "facts": _fact_values,
    "support": lambda label: {place: SUPPORTS.index(value) for place, value in label.support.items()},
}
