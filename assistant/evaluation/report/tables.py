"""The figures for other programs: CSV and JUnit XML."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from assistant.evaluation.deciding import Decision
from assistant.evaluation.figures import told
from assistant.evaluation.scoring import Scores

_COLUMNS = ("metric", "slice", "value of slice", "figure", "low", "high", "prompts", "clusters", "method")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Characters that XML cannot hold."""


def as_csv(figures: Mapping[str, Any]) -> str:
    """Give every figure of every slice, a row each; text that a spreadsheet would run as a formula is made harmless."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for metric, slices in figures["metrics"].items():
        for name, found in slices.items():
            for value, row in ({"": found} if name == "all" else found).items():
                if row["n"]:
                    numbers = [row[key] for key in ("value", "low", "high", "n", "clusters", "method")]
                    writer.writerow([metric, name, _harmless(value), *numbers])
    return target.getvalue()


def as_junit(scores: Scores, decisions: Sequence[Decision]) -> str:
    """Give a test case for every prompt and gate; an open gate, and one without a baseline, is skipped."""
    suite = ET.Element("testsuite", name=_clean(scores.suite.name))
    for result in scores.results:
        answer = result.scored.answer
        seconds = answer.timings_ms.get("total", 0.0) / 1000
        case = _case(suite, "prompt", result.prompt.id, seconds)
        if not result.is_right:
            expected = " or ".join(result.prompt.statuses)
            failure = ET.SubElement(case, "failure", message=f"{answer.status}; expected {expected}")
            failure.text = _clean(f"{' | '.join(result.prompt.turns)}\n\n{answer.text}")
    for decision in decisions:
        gate = decision.gate
        case = _case(suite, "gate", f"{gate.metric} {told(gate)}".strip(), 0)
        message = f"{decision.estimate.value:.3f} against {decision.threshold:.3f}"
        if decision.verdict == "fail":
            ET.SubElement(case, "failure", message=message)
        elif decision.verdict != "pass":
            ET.SubElement(case, "skipped", message=f"{decision.verdict}: {message}")
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    whole = ET.Element("testsuites")
    whole.append(suite)
    ET.indent(whole)
    return ET.tostring(whole, "unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, group: str, name: str, seconds: float) -> ET.Element:
    classname = _clean(f"{suite.get('name')}.{group}")
    return ET.SubElement(suite, "testcase", classname=classname, name=_clean(name), time=f"{seconds:.3f}")


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
