"""YAML and JSON-lines files as trees whose every part knows its line, so that a problem can name it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

_MOST_DEPTH = 12
"""Levels of a suite that can be meant; an anchor may point at what holds it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A value of a file: a scalar, a list of parts, or names with parts."""

    line: int
    """From 1."""
    value: Any
    """``str``, ``int``, ``float``, ``bool``, a date or None; a list of parts; or a dictionary of parts by name."""
    typed: str
    """A scalar as it was typed, else ""."""
    repeated: tuple[tuple[str, int], ...] = ()
    """Names that stand more than once, with the line of the later one."""
    fault: str = ""
    """Why it could not be read, where the rest of the file could."""

    @property
    def shown(self) -> str:
        """The value in few words, for a message."""
        if isinstance(self.value, Mapping):
            return "{" + ", ".join(list(self.value)[:4]) + ("…}" if len(self.value) > 4 else "}")
        if isinstance(self.value, list):
            return "[" + ", ".join(part.shown for part in self.value[:2]) + ("…]" if len(self.value) > 2 else "]")
        if self.value is None:
            return "empty"
        text = json.dumps(self.typed or self.value, ensure_ascii=False, default=str)
        return text if len(text) <= 80 else f"{text[:76]}…{text[-1]}"


class FileProblem(Exception):  # noqa: N818 - told to people as a problem of their suite, by the loader
    """A file that is no tree at all.

    Attributes:
        line: From 1; 0 where it is about the whole file.
        found: What was found.
        expected: What was expected.
    """

    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(found)
        self.line = line
        self.found = found
        self.expected = expected


def read_tree(path: Path) -> Part:
    """Read a YAML file, or JSON lines: a first line without ``kind`` holds the suite's own keys, each other a prompt.

    Raises:
        FileProblem: It cannot be read, or is neither.
    """
    text = _text(path)
    if not text.strip():
        raise FileProblem(0, "the file is empty", "schema, suite and prompts")
    return _json_lines(text) if path.suffix.lower() in {".jsonl", ".ndjson"} else parse_yaml(text)


def parse_yaml(text: str) -> Part:
    """Read YAML.

    Raises:
        FileProblem: It is not YAML, or not one of names and values.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        tree = _yaml_part(loader, node, {}, 0) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(f"{error.context or ''} {error.problem or ''}".split())
        raise FileProblem(
            mark.line + 1 if mark else 0, f"it is not YAML ({what})", "YAML; check quotation marks and indentation"
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise FileProblem(0, f"it is not YAML ({' '.join(str(error).split())})", "a YAML file") from error
    finally:
        loader.dispose()
    if tree is None or not isinstance(tree.value, dict):
        raise FileProblem(tree.line if tree else 0, f"it holds {tree.shown if tree else 'nothing'}", "names and values")
    return tree


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(0, f"it is not UTF-8 (byte {error.start + 1})", "a text file saved as UTF-8") from error
    except OSError as error:
        raise FileProblem(0, f"it cannot be read ({error.strerror})", "a file that can be opened") from error


def _yaml_part(loader: Any, node: yaml.Node, known: dict[int, Part], depth: int) -> Part:  # noqa: ANN401 - either loader
    """Turn a node into a part; one that is pointed at from several places is read once."""
    line = node.start_mark.line + 1
    if depth > _MOST_DEPTH:
        raise FileProblem(line, "it is nested too deeply", "a suite without anchors that point at themselves")
    if id(node) in known:
        return known[id(node)]
    if isinstance(node, yaml.MappingNode):
        part = _yaml_names(loader, node, known, depth)
    elif isinstance(node, yaml.SequenceNode):
        part = Part(line, [_yaml_part(loader, child, known, depth + 1) for child in node.value], "")
    else:
        part = Part(line, loader.construct_object(node), str(node.value))
    known[id(node)] = part
    return part


def _yaml_names(loader: Any, node: yaml.MappingNode, known: dict[int, Part], depth: int) -> Part:  # noqa: ANN401
    values: dict[str, Part] = {}
    repeated = []
    for key, child in node.value:
        name = str(key.value)
        if name in values:
            repeated.append((name, key.start_mark.line + 1))
        # The line of the name: what stands below it begins a line later.
        values[name] = replace(_yaml_part(loader, child, known, depth + 1), line=key.start_mark.line + 1)
    return Part(node.start_mark.line + 1, values, "", tuple(repeated))


def _json_lines(text: str) -> Part:
    """Read JSON lines; a line that is no JSON becomes a part with a fault, so that the others are checked as well."""
    rows = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    parts = [_json_line(number, line) for number, line in rows]
    head = parts[0]
    is_head = isinstance(head.value, dict) and "kind" not in head.value and {"schema", "suite"} & head.value.keys()
    names = dict(head.value) if is_head else {"schema": Part(1, 1, "1")}
    names["prompts"] = Part(rows[0][0], parts[1:] if is_head else parts, "")
    return Part(rows[0][0], names, "")


def _json_line(number: int, line: str) -> Part:
    repeated: list[tuple[str, int]] = []

    def names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for name, value in pairs:
            if name in seen:
                repeated.append((name, number))
            seen[name] = value
        return seen

    try:
        value = json.loads(line, object_pairs_hook=names)
    except (json.JSONDecodeError, RecursionError) as error:
        return Part(number, None, "", fault=f"it is not JSON ({error})")
    part = _json_part(number, value, 0)
    return Part(number, part.value, part.typed, tuple(repeated))


def _json_part(line: int, value: Any, depth: int) -> Part:  # noqa: ANN401 - whatever JSON holds
    if depth > _MOST_DEPTH:
        return Part(line, None, "")
    if isinstance(value, dict):
        return Part(line, {name: _json_part(line, each, depth + 1) for name, each in value.items()}, "")
    if isinstance(value, list):
        return Part(line, [_json_part(line, each, depth + 1) for each in value], "")
    return Part(line, value, "" if value is None else str(value))
