"""Figures and verdicts in Swedish, for people who have never measured anything."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluation.catalogue import Metric
from assistant.evaluation.deciding import Decision
from assistant.evaluation.scoring import Result
from assistant.moments import local, zone

KINDS: Mapping[str, str] = {
    "answerable": "Texten har svaret",
    "near_miss": "Rätt ämne, men svaret finns inte",
    "out_of_scope": "Helt annat ämne",
    "false_premise": "Utgår från något som inte stämmer",
    "injection": "Försök att lura assistenten",
    "chitchat": "Småprat",
}
STATUSES: Mapping[str, str] = {"answered": "svarade", "partial": "svarade delvis", "refused": "avstod"}
_SHOULD: Mapping[str, str] = {"answered": "svarat", "partial": "svarat delvis", "refused": "avstått"}
GROUPS: Mapping[str, str] = {
    "answer": "Vad svaret säger",
    "citation": "Vad svaret bygger på",
    "refusal": "Svara eller avstå",
    "retrieval": "Sökningen",
    "robustness": "Tål frågan att skrivas annorlunda?",
}
WAYS: Mapping[str, str] = {
    "no_diacritics": "utan å, ä och ö",
    "typo": "med slarvfel",
    "lowercase": "med små bokstäver",
    "paraphrase": "med andra ord",
}
STAGES: Mapping[str, str] = {
    "understand": "Tolka frågan",
    "retrieve": "Söka",
    "answer": "Välja svar",
    "check": "Kontrollera",
    "total": "Hela svaret",
}
SUPPORT: Mapping[str, str] = {
    "verbatim": "står ordagrant i källan",
    "supported": "har stöd i källan",
    "unjudged": "kunde inte bedömas",
    "unsupported": "saknar stöd i källan",
}
VERDICTS: Mapping[str, str] = {
    "pass": "uppfyllt",
    "fail": "inte uppfyllt",
    "inconclusive": "går inte att avgöra",
    "none": "ingen körning att jämföra med",
}
_HEADS: Mapping[str, str] = {
    "pass": "Godkänd",
    "fail": "Underkänd",
    "inconclusive": "Går inte att avgöra",
    "none": "Inga krav",
}
_NO_BREAK = "\u00a0"


def share(value: float | None) -> str:
    """Give a share in per cent, with a decimal where it would else look like none or all: "91 %", "99,6 %"."""
    if value is None or math.isnan(value):
        return "–"
    rounded = round(100 * value)
    is_near_end = (rounded in {0, 100} and value not in {0, 1}) or (0 < abs(value) < 0.095)
    return f"{_decimal(100 * value, 1) if is_near_end else rounded}{_NO_BREAK}%".replace("-", "−")


def change(value: float | None) -> str:
    """Give a change in percentage points as a number with its sign."""
    if value is None or math.isnan(value):
        return "–"
    text = _decimal(100 * abs(value), 1)
    return "±0" if text == "0" else f"{'+' if value > 0 else '−'}{text}"


def points(value: float | None) -> str:
    """Give a change in percentage points, with its unit."""
    return f"{change(value)}{_NO_BREAK}procentenheter"


def gap(value: float | None) -> str:
    """Give a distance in percentage points, without a sign."""
    return points(value).lstrip("+±")


def number(value: float | None, digits: int = 1) -> str:
    """Give a number with a decimal comma."""
    return "–" if value is None or math.isnan(value) else _decimal(value, digits).replace("-", "−")


def amount_of(metric: Metric, value: float | None) -> str:
    """Give a metric's value: a share in per cent, a length as a number."""
    return share(value) if metric.is_share else number(value)


def head(verdict: str) -> str:
    """Give a verdict in a word or two."""
    return _HEADS[verdict]


def when(stamp: str) -> str:
    """Say when a run was made, in the time of the machine that writes the report."""
    try:
        moment = local(stamp)
    except ValueError:
        return stamp
    return f"{moment:%Y-%m-%d} klockan {moment:%H.%M} ({zone(moment)})"


def verdict_sentence(figures: Mapping[str, Any], decisions: Sequence[Decision]) -> str:
    """Say in one sentence how it went."""
    decided = [each for each in decisions if each.verdict != "none"]
    count = len(decided)
    verdict = figures["verdict"]
    chosen = [each for each in decided if each.verdict == verdict]
    names = enumeration(_told_apart(chosen))
    if verdict == "pass":
        return "Kravet är uppfyllt." if count == 1 else f"Alla {count} krav är uppfyllda."
    if verdict == "fail":
        many = "Kravet är inte uppfyllt" if count == 1 else f"{len(chosen)} av {count} krav är inte uppfyllda"
        many = many.replace("är inte uppfyllda", "är inte uppfyllt") if len(chosen) == 1 else many
        return f"{many}: {names}."
    if verdict == "inconclusive":
        return f"Frågorna är för få för att avgöra {len(chosen)} av {count} krav: {names}."
    prompts = figures["prompts"]
    lead = "Kraven gäller mot en tidigare körning, och ingen är vald." if decisions else "Sviten ställer inga krav."
    return f"{lead} {prompts['right']} av {prompts['all']} frågor fick rätt svar."


def _told_apart(decisions: Sequence[Decision]) -> list[str]:
    """Name demands, as many names as demands: where several are about one metric, by their questions and figures too."""
    named = [
        (each.metric.label.lower(), slice_words(each.gate.slice), f"{slice_words(each.gate.slice)}, {demand(each)}")
        for each in decisions
    ]
    metrics = [name[0] for name in named]
    pairs = [name[:2] for name in named]
    return [
        name[0] if metrics.count(name[0]) == 1 else f"{name[0]} ({name[1] if pairs.count(name[:2]) == 1 else name[2]})"
        for name in named
    ]


def what_is_wrong(result: Result) -> str:
    """Say in a few words what an answer lacks, "" for one that is right."""
    scored, values = result.scored, result.values
    if result.is_right:
        return ""
    said = []
    if not values["status_right"]:
        should = enumeration([_SHOULD[status] for status in result.prompt.statuses], " eller ")
        said.append(f"assistenten {STATUSES[scored.answer.status]}, men borde ha {should}")
    if values["right_passage"] == 0 and not scored.is_refused:
        said.append("svaret visar inte stället där svaret står")
    if values["must_not"] == 0:
        said.append("svaret säger något som det inte får säga")
    return enumeration(said)


def advice(figures: Mapping[str, Any]) -> str:
    """Say what to do with a verdict."""
    return {
        "pass": "Skillnaden mot kraven är större än vad slumpen rimligen ger.",
        "fail": "Börja med frågorna som gick fel: de står först under Frågorna, längst ned.",
        "inconclusive": "Det betyder inte att det är dåligt: lägg till frågor, så blir svaret säkrare.",
        "none": "Skriv in krav under gates i sviten, så säger rapporten om de är uppfyllda.",
    }[figures["verdict"]]


def comparison_sentence(comparison: Mapping[str, Any]) -> str:
    """Say in one sentence what a run is against its baseline."""
    if comparison["change"] == "same":
        return "Svaren är exakt desamma som i den tidigare körningen."
    lead = {
        "better": "Det har blivit bättre, och mer än slumpen rimligen ger.",
        "worse": "Det har blivit sämre, och mer än slumpen rimligen ger.",
        "unclear": "Det går inte att säga om det har blivit bättre eller sämre: skillnaden kan vara slump.",
    }[comparison["change"]]
    return f"{lead} Bättre svar på {comparison['better']}, sämre på {comparison['worse']} av {comparison['prompts']} frågor."


def demand(decision: Decision) -> str:
    """Say what a gate demands: "minst 90 %"."""
    gate, metric = decision.gate, decision.metric
    if gate.max_drop is not None:
        return f"högst {gap(gate.max_drop)} sämre än förra körningen"
    if gate.at_least is not None:
        return f"minst {amount_of(metric, gate.at_least)}"
    return f"högst {amount_of(metric, gate.at_most)}"


def slice_words(chosen: Mapping[str, str]) -> str:
    """Say which prompts a gate is about."""
    if not chosen:
        return "alla frågor"
    names = {
        "kind": "",
        "section": "avsnittet ",
        "shape": "",
        "follow_up": "",
        "language": "språk ",
        "turns": "",
        "document": "",
    }
    turns = {"one": "ensamma frågor", "several": "följdfrågor"}
    return ", ".join(names[name] + KINDS.get(value, turns.get(value, value)) for name, value in chosen.items())


def enumeration(names: Sequence[str], last: str = " och ") -> str:
    """Join names: ``a``, ``a och b``, ``a, b och c``."""
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])}{last}{names[-1]}"


def _decimal(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, point, rest = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", _NO_BREAK) if len(whole) > 4 else whole
    return f"{grouped}{',' if point else ''}{rest}"
