"""The suites a person can choose among: those delivered with the program, and their own in the data folder."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.documents import corpus_stamp, read_corpus
from assistant.errors import TillitError
from assistant.evaluation.prompts import Suite
from assistant.evaluation.scored import Texts
from assistant.evaluation.suite_writing import ExchangeError, as_yaml, row_of, write_new
from assistant.evaluation.suites import SuiteError, corpus_of, load_suite
from assistant.records import Document

OWN = "suites"
"""Folder of the data folder with a person's own suites."""
DELIVERED = Path(__file__).resolve().parents[2] / "tests" / "suites"
"""Where a clone has the project's suites; an installed package has none."""
_ENDINGS = (".yaml", ".yml", ".jsonl")
_HASH_CHARS = 16
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A suite as it stands on the shelf."""

    path: Path
    is_own: bool
    suite: Suite | None
    """None where it is broken or stale."""
    problem: TillitError | None
    is_elsewhere: bool
    """True for a suite about other texts than those the chat answers from."""

    @property
    def key(self) -> str:
        """How a page names it: an own suite never hides a delivered one of the same name."""
        return f"{'egen' if self.is_own else 'med'}:{self.path.name}"


Known = dict[Path, tuple[tuple[object, ...], Listed]]
"""Suites that were read before, with what tells whether they, or the texts they are about, have changed."""


def shelf(data: Path, documents: Sequence[Document], known: Known | None = None) -> tuple[Listed, ...]:
    """List all suites, a person's own first, each read against the texts it is about.

    Args:
        data: The data folder.
        documents: The texts the chat answers from.
        known: Is asked first, and takes what had to be read.
    """
    return tuple(
        _looked_up(path, documents, {} if known is None else known, is_own=is_own)
        for folder, is_own in ((data / OWN, True), (DELIVERED, False))
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _ENDINGS and not path.name.startswith(".")
    )


def find(key: str, data: Path, documents: Sequence[Document]) -> Listed | None:
    """Give a suite by its key; None where there is none. A key never leads out of the two folders."""
    kind, _, name = key.partition(":")
    folder = {"egen": data / OWN, "med": DELIVERED}.get(kind)
    if folder is None or not folder.is_dir():
        return None
    path = next((each for each in folder.iterdir() if each.name == name and each.suffix.lower() in _ENDINGS), None)
    return _listed(path, documents, is_own=kind == "egen") if path and path.is_file() else None


def documents_of(path: Path, documents: Sequence[Document]) -> Sequence[Document]:
    """Give the texts a suite is about.

    Raises:
        TillitError: The suite or its texts cannot be read.
    """
    corpus = corpus_of(path)
    return read_corpus(corpus).documents if corpus else documents


def copy_to_own(listed: Listed, data: Path, documents: Sequence[Document]) -> Path:
    """Copy a delivered suite to the own ones, where it may be changed, and give its path; an own one is left alone.

    Raises:
        TillitError: It is broken, or cannot be written.
    """
    if listed.is_own:
        return listed.path
    if listed.suite is None:
        raise listed.problem or ExchangeError("The suite is broken. Mend it.", "Testfrågorna går inte att läsa.")
    target = _free(data / OWN / f"{listed.path.stem}.yaml")
    if listed.path.suffix.lower() == ".jsonl":
        texts = Texts(documents_of(listed.path, documents))
        write_new(target, as_yaml({"suite": target.stem}, [row_of(each, texts) for each in listed.suite.prompts], ""))
        return target
    tree = tree_of(listed.path) | {"suite": target.stem}
    if listed.suite.corpus:
        tree["corpus"] = str(listed.suite.corpus)
    write_new(target, text_of(tree, remark_of(listed.path)))
    return target


def own_path(name: str, data: Path) -> Path | None:
    """Give the file that a new own suite of that name would have; None where the name has no letter or figure."""
    plain = "".join(char if char.isalnum() or char in "-_" else "-" for char in name.strip().lower())
    plain = plain.strip("-")[:LONGEST_NAME]
    return data / OWN / f"{plain}.yaml" if plain else None


def tree_of(path: Path) -> dict[str, Any]:
    """Give a YAML suite as plain dictionaries and lists.

    Raises:
        ExchangeError: It cannot be read.
    """
    try:
        tree = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ExchangeError(
            f"{path} cannot be read as YAML ({error}). Expected a suite. Mend the file.",
            f"{path.name} går inte att läsa. Rätta filen.",
        ) from error
    return tree if isinstance(tree, dict) else {}


def remark_of(path: Path) -> str:
    """Give the comment that stands above a suite."""
    lines = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines)


def text_of(tree: Mapping[str, Any], remark: str) -> str:
    """Give a suite as YAML."""
    head = {name: value for name, value in tree.items() if name not in {"schema", "prompts"}}
    return as_yaml(head, tree.get("prompts") or [], remark)


def stamp(path: Path) -> str:
    """Give a short hash of a file, "" for one that is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_HASH_CHARS] if path.is_file() else ""


def _looked_up(path: Path, documents: Sequence[Document], known: Known, *, is_own: bool) -> Listed:
    found = known.get(path)
    if found and found[0] == _state(path, documents, found[1]):
        return found[1]
    listed = _listed(path, documents, is_own=is_own)
    known[path] = (_state(path, documents, listed), listed)
    return listed


def _state(path: Path, documents: Sequence[Document], listed: Listed) -> tuple[object, ...]:
    """Give what changes when a suite has to be read anew."""
    try:
        file = path.stat()
        corpus = listed.suite.corpus if listed.suite else None
        texts = corpus_stamp(corpus) if corpus else tuple(documents)
    except (OSError, TillitError):
        return (object(),)
    # What could not be read may be mended by its texts as well, wherever they are.
    return (file.st_mtime_ns, file.st_size, texts, None if listed.suite else object())


def _listed(path: Path, documents: Sequence[Document], *, is_own: bool) -> Listed:
    is_elsewhere = False
    try:
        is_elsewhere = corpus_of(path) is not None
        suite = load_suite(path, documents_of(path, documents))
    except TillitError as problem:
        return Listed(path, is_own, None, problem, is_elsewhere)
    return Listed(path, is_own, suite, None, is_elsewhere)


def is_stale(listed: Listed) -> bool:
    """Tell whether nothing is wrong with a suite but quotes that the texts no longer hold."""
    return isinstance(listed.problem, SuiteError) and listed.problem.is_stale


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
