"""Reads how a suite is measured (``defaults``) and what is demanded of it (``gates``)."""

import math
from collections.abc import Mapping

from assistant.evaluation.catalogue import Metric, catalogue
from assistant.evaluation.prompts import CLUSTERS, KINDS, SLICES, VARIANTS, Defaults, Gate
from assistant.evaluation.suite_files import Part
from assistant.evaluation.suite_notes import Notes, nearest

_REMARKS = ("comment", "notes")
_DEFAULTS = ("k", "cluster_by", "seed", "variants", *_REMARKS)
_GATE = ("metric", "slice", "min", "max", "versus", "max_drop", *_REMARKS)


def read_defaults(part: Part, notes: Notes) -> Defaults:
    """Give a suite's defaults."""
    names = notes.names(part, _DEFAULTS, "defaults")
    depths, seed = Defaults().k, Defaults().seed
    if "k" in names:
        rows = notes.rows(names["k"], "k", "whole numbers", "heltal", "[1, 3, 5, 10]")
        wrong = [row for row in rows if not _is_whole(row, least=1)]
        for row in wrong:
            notes.wrong(row, "k", "a whole number from 1", "ett heltal från 1")
        if rows and not wrong:
            depths = tuple(sorted({row.value for row in rows}))
    if "seed" in names:
        if _is_whole(names["seed"], least=0):
            seed = names["seed"].value
        else:
            notes.wrong(names["seed"], "seed", "a whole number from 0", "ett heltal från 0")
    cluster_by = notes.one_of(names["cluster_by"], "cluster_by", CLUSTERS) if "cluster_by" in names else "section"
    variants: tuple[str, ...] = ()
    if "variants" in names and names["variants"].value != []:
        rows = notes.rows(names["variants"], "variants", "ways of typing", "skrivsätt", f"[{', '.join(VARIANTS)}]")
        variants = tuple(dict.fromkeys(notes.one_of(row, "variants", VARIANTS) for row in rows))
    return Defaults(depths, cluster_by or "section", seed, variants)


def read_gates(part: Part, defaults: Defaults, notes: Notes) -> tuple[Gate, ...]:
    """Give a suite's demands; [] is none."""
    if part.value == []:
        return ()
    known = catalogue(defaults.k)
    rows = notes.rows(part, "gates", "demands", "krav", "- {metric: right_passage, min: 0.9}")
    return tuple(gate for row in rows if (gate := _gate(row, known, notes)))


def _gate(part: Part, metrics: Mapping[str, Metric], notes: Notes) -> Gate | None:
    names = notes.names(part, _GATE, "gates")
    if not isinstance(part.value, dict):
        return None
    metric = ""
    if "metric" not in names:
        notes.missing(part, "metric", "metric: a metric's name", "metric: namnet på ett mått")
    elif not isinstance(names["metric"].value, str) or names["metric"].value not in metrics:
        english, swedish = nearest(names["metric"].typed, sorted(metrics))
        notes.wrong(names["metric"], "metric", "the name of a metric", "namnet på ett mått", (english, swedish))
    else:
        metric = names["metric"].value
    is_share = not metric or metrics[metric].is_share
    limits = {
        name: _number(names[name], name, notes, is_share=is_share or name == "max_drop")
        for name in ("min", "max", "max_drop")
        if name in names
    }
    if len(limits) != 1:
        notes.wrong(part, "the gate", "one of min, max and max_drop", "ett av min, max och max_drop")
    versus = names.get("versus")
    if versus and versus.value != "baseline":
        notes.wrong(versus, "versus", "baseline", "baseline")
    if bool(versus) != ("max_drop" in names):
        notes.wrong(
            part, "the gate", "versus: baseline together with max_drop", "versus: baseline tillsammans med max_drop"
        )
    chosen = _slice(names["slice"], notes) if "slice" in names else {}
    return Gate(metric, chosen, limits.get("min"), limits.get("max"), limits.get("max_drop"))


def _slice(part: Part, notes: Notes) -> dict[str, str]:
    chosen = {}
    for name, value in notes.names(part, SLICES, "slice").items():
        if name == "kind":
            chosen[name] = notes.one_of(value, "slice.kind", KINDS)
        elif name == "turns":
            chosen[name] = notes.one_of(value, "slice.turns", ("one", "several"))
        elif name in SLICES:
            chosen[name] = notes.text(value, f"slice.{name}", is_loose=True)
    return chosen


def _number(part: Part, name: str, notes: Notes, *, is_share: bool) -> float | None:
    value = part.value
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= (1 if is_share else math.inf):
        return float(value)
    hint = ("", "")
    if isinstance(value, int | float) and 1 < value <= 100:
        hint = (f"Write {value / 100:g} for {value} %.", f"Skriv {value / 100:g} för {value} %.")
    if is_share:
        notes.wrong(part, name, "a share from 0 to 1, such as 0.9", "en andel från 0 till 1, till exempel 0.9", hint)
    else:
        notes.wrong(part, name, "a number from 0", "ett tal från 0")
    return None


def _is_whole(part: Part, *, least: int) -> bool:
    return isinstance(part.value, int) and not isinstance(part.value, bool) and part.value >= least
