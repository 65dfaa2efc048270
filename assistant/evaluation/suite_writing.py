"""Suites as YAML that a person goes on with, and files that are not there yet."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import TillitError
from assistant.evaluation.prompts import Prompt
from assistant.evaluation.scored import Texts


class ExchangeError(TillitError):
    """What is to be taken over cannot be used, or its target cannot be written."""


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def as_yaml(head: Mapping[str, Any], prompts: Sequence[Mapping[str, Any]], remark: str) -> str:
    """Give a suite as YAML.

    Args:
        head: The suite's own names, without its prompts.
        prompts: Rows as they stand in a suite.
        remark: What stands above it all, in lines.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in remark.splitlines())
    return comment + dumped({"schema": 1, **head, "prompts": list(prompts)})


def dumped(content: Mapping[str, Any]) -> str:
    """Give YAML with its keys in order and its lines unbroken."""
    return yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def row_of(prompt: Prompt, texts: Texts) -> dict[str, Any]:
    """Give a prompt as it stands in a suite, its quotes word for word."""
    row: dict[str, Any] = {"id": prompt.id, "kind": prompt.kind}
    row |= {"question": prompt.turns[0]} if len(prompt.turns) == 1 else {"turns": list(prompt.turns)}
    for name, value in (
        ("paraphrases", list(prompt.paraphrases)),
        ("section", prompt.section),
        ("shape", prompt.shape),
        ("follow_up", prompt.follow_up),
        ("draft", prompt.is_draft),
    ):
        if value:
            row[name] = value
    groups = [
        {"any_of": list(dict.fromkeys(texts.text(place.document)[place.start : place.end] for place in group))}
        for group in prompt.quotes
    ]
    facts = [{"id": fact.id, "vital": fact.vital, "any_of": list(fact.any_of)} for fact in prompt.facts]
    gold = {"quotes": groups, "facts": facts, "must_not": list(prompt.must_not)}
    if any(gold.values()):
        row["gold"] = {name: value for name, value in gold.items() if value}
    expect: dict[str, Any] = {
        "status": prompt.statuses[0] if len(prompt.statuses) == 1 else list(prompt.statuses),
        "language": prompt.language,
        "query_has": list(prompt.query_has),
        "query_lacks": list(prompt.query_lacks),
    }
    row["expect"] = {name: value for name, value in expect.items() if value}
    return row


def write_new(path: Path, content: str) -> None:
    """Write a file that is not there yet.

    Raises:
        ExchangeError: It is there already, or cannot be written.
    """
    if path.exists():
        raise ExchangeError(
            f"{path} is there already. Expected a new name, so that nothing is lost. Name another.",
            f"{path} finns redan. Ange ett annat namn.",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", errors="replace") as file:
            file.write(content)
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be written ({error.strerror}). Expected a writable place. Name another.",
            f"{path} kan inte skrivas. Ange ett annat namn.",
        ) from error
