"""Suites to and from promptfoo's YAML: the part of it that says by plain words what an answer holds.

What promptfoo has no word for (quotes, kinds, expected refusals) travels in ``metadata``, and comes back from there.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.evaluation.prompts import KINDS, Suite
from assistant.evaluation.scored import Texts
from assistant.evaluation.suite_writing import ExchangeError, as_yaml, dumped, row_of

_KEPT = "tillitsguiden"
"""Name in a test's metadata under which a prompt is kept whole."""
_ASKED = ("question", "query", "prompt", "input", "message")
_ANY = {"contains-any", "icontains-any"}
_ALL = {"contains-all", "icontains-all"}
_ONE = {"contains", "icontains"}
_NOT = {f"not-{name}" for name in (*_ONE, *_ANY, *_ALL)}


def to_promptfoo(suite: Suite, texts: Texts) -> str:
    """Give a suite as a promptfoo configuration; the assistant has to be named as its provider there."""
    tests = []
    for prompt in suite.prompts:
        row = row_of(prompt, texts)
        checks: list[dict[str, Any]] = [
            {"type": "icontains-any", "value": list(fact.any_of), "metric": "vital_facts"}
            for fact in prompt.facts
            if fact.vital
        ]
        checks += [{"type": "not-icontains", "value": words, "metric": "must_not"} for words in prompt.must_not]
        tests.append(
            {
                "description": prompt.id,
                "vars": {"question": prompt.turns[-1], **({"turns": list(prompt.turns)} if prompt.turns[1:] else {})},
                **({"assert": checks} if checks else {}),
                "metadata": {"kind": prompt.kind, _KEPT: row},
            }
        )
    return dumped({"description": suite.name, "prompts": ["{{question}}"], "tests": tests})


def from_promptfoo(path: Path) -> tuple[str, list[str]]:
    """Read a promptfoo configuration.

    Returns:
        The suite as YAML, and what could not be taken over, a line each. Tests that bring no quotes become drafts.

    Raises:
        ExchangeError: It cannot be read, or holds no tests.
    """
    table = _table(path)
    tests = table.get("tests")
    if not isinstance(tests, list) or not tests:
        raise _error(path, f"tests is {str(tests)[:60]!r}", "a list of tests in the file itself")
    rows: list[Mapping[str, Any]] = []
    left: list[str] = []
    for number, test in enumerate(tests, start=1):
        name = str(test.get("description") or f"test-{number}") if isinstance(test, dict) else f"test-{number}"
        row, lost = _prompt(test, name)
        left += [f"test {number} ({name}): {what}" for what in lost]
        if row:
            rows.append(_unique(row, rows))
    if not rows:
        raise _error(path, "none of its tests asks anything", "tests with vars: {question: …}")
    remark = "Hämtad från promptfoo. Utkast saknar citat ur texten: lägg till dem och ta bort draft: true."
    return as_yaml({"suite": str(table.get("description") or path.stem)}, rows, remark), left


def _table(path: Path) -> Mapping[str, Any]:
    try:
        table = yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _error(path, f"it cannot be read ({' '.join(str(error).split())})", "YAML in UTF-8") from error
    if not isinstance(table, dict):
        raise _error(path, f"it holds {type(table).__name__}", "names and values, tests among them")
    return table


def _prompt(test: object, name: str) -> tuple[Mapping[str, Any] | None, list[str]]:
    """Give a test as a row of a suite, None where it asks nothing, and what of it was left out."""
    if not isinstance(test, dict):
        return None, [f"it is {str(test)[:60]!r}, no test"]
    metadata = test.get("metadata")
    kept = metadata.get(_KEPT) if isinstance(metadata, dict) else None
    if isinstance(kept, dict):
        return kept, []
    asked = _question(test.get("vars"))
    if not asked:
        return None, ["it asks nothing: none of its vars is a question"]
    facts: list[dict[str, Any]] = []
    must_not: list[str] = []
    is_refused = False
    lost = []
    checks = test.get("assert") or []
    for check in checks if isinstance(checks, list) else [checks]:
        kind = str(check.get("type")) if isinstance(check, dict) else str(check)
        values = _values(check)
        if kind == "is-refusal":
            is_refused = True
        elif kind in _NOT and values:
            must_not += values
        elif kind in _ONE | _ANY and values:
            facts.append({"id": f"f{len(facts) + 1}", "vital": True, "any_of": values})
        elif kind in _ALL and values:
            facts += [{"id": f"f{len(facts) + n}", "vital": True, "any_of": [v]} for n, v in enumerate(values, start=1)]
        else:
            lost.append(f"the check {kind!r} is not taken over")
    known = metadata.get("kind") if isinstance(metadata, dict) else None
    row: dict[str, Any] = {
        "id": name,
        "kind": known if known in KINDS else "out_of_scope" if is_refused else "answerable",
        "draft": True,
        "question": asked,
    }
    gold = {key: value for key, value in (("facts", facts), ("must_not", must_not)) if value}
    if gold:
        row["gold"] = gold
    row["expect"] = {"status": "refused" if is_refused else "answered"}
    return row, lost


def _question(variables: object) -> str:
    """Give the question among a test's variables: the one that is called so, else the only text."""
    texts = (
        {k: v for k, v in variables.items() if isinstance(v, str) and v.strip()} if isinstance(variables, dict) else {}
    )
    named = next((texts[name] for name in _ASKED if name in texts), "")
    return named or (next(iter(texts.values())) if len(texts) == 1 else "")


def _values(check: object) -> list[str]:
    value = check.get("value") if isinstance(check, dict) else None
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if isinstance(each, str | int | float) and str(each).strip()]


def _unique(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Give a row an id that no other has."""
    taken = {other["id"] for other in rows}
    return row if row["id"] not in taken else {**row, "id": next(_names(str(row["id"]), taken))}


def _names(stem: str, taken: set[Any]) -> Iterator[str]:
    number = 1
    while True:
        number += 1
        if f"{stem}-{number}" not in taken:
            yield f"{stem}-{number}"


def _error(path: Path, found: str, expected: str) -> ExchangeError:
    return ExchangeError(
        f"{path}: {found}. Expected {expected}. Mend the file or name another.",
        f"{path}: {found}. Rätta filen eller ange en annan.",
    )
