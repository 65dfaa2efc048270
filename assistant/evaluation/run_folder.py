"""The folder of a run: what was measured with, the suite as it was, the texts it speaks of, and every answer."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from assistant.documents import read_document
from assistant.evaluation.answer_rows import Played, RunError, read_rows
from assistant.evaluation.prompts import Suite
from assistant.evaluation.scored import Texts
from assistant.evaluation.suites import load_suite
from assistant.records import Document

RUNS = "runs"
"""Folder of the data folder where runs go that are not told where."""
RUN, ANSWERS, TEXTS = "run.json", "answers.jsonl", "texts.json"
_FORMAT = 1
_PACKAGES = ("tillitsguiden", "sentence-transformers", "transformers", "torch", "chromadb", "numpy", "scipy")
_HASH_CHARS = 16


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was read from its folder."""

    folder: Path
    about: Mapping[str, Any]
    """``run.json``."""
    suite: Suite
    texts: Texts
    rows: tuple[Played, ...]


def new_folder(data: Path, suite: str) -> Path:
    """Give a folder for a run below the data folder, named by suite and this machine's time; it is not made."""
    plain = "".join(char if char.isalnum() or char in "-_" else "-" for char in suite)
    wanted = data / RUNS / f"{plain}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    number = 1
    folder = wanted
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def unfinished_folder(data: Path, suite: str) -> Path | None:
    """Give the newest unfinished run of a suite below the data folder."""
    found = [
        (str(about["started"]), path.parent)
        for path in (data / RUNS).glob(f"*/{RUN}")
        if (about := _json(path)).get("suite") == suite and not about.get("finished")
    ]
    return max(found)[1] if found else None


def describe(suite: Suite, source: Path, settings: Mapping[str, Any], corpus: Sequence[Document]) -> dict[str, Any]:
    """Give what ``run.json`` says before the first answer.

    Args:
        suite: What is played.
        source: Its file.
        settings: What it is played with: encoder, language model and the like.
        corpus: The documents that are asked.
    """
    texts = hashlib.sha256("\0".join(f"{each.name}\0{each.text}" for each in corpus).encode("utf-8", "replace"))
    return {
        "format": _FORMAT,
        "suite": suite.name,
        "suite_file": f"suite{source.suffix.lower()}",
        "suite_hash": hashlib.sha256(source.read_bytes()).hexdigest()[:_HASH_CHARS],
        "corpus_hash": texts.hexdigest()[:_HASH_CHARS],
        "documents": [each.name for each in corpus],
        "settings": dict(settings),
        "versions": {"python": platform.python_version(), **_versions()},
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "finished": None,
    }


def start(folder: Path, about: Mapping[str, Any], source: Path) -> None:
    """Make a run's folder.

    Raises:
        RunError: It cannot be made, or holds a run already.
    """
    if (folder / RUN).exists():
        raise RunError(
            f"{folder} holds a run already. Expected a new folder. Name another with --out, or go on with --resume.",
            f"{folder} innehåller redan en körning. Ange en annan mapp, eller fortsätt med --resume.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / str(about["suite_file"])).write_bytes(source.read_bytes())
        (folder / ANSWERS).touch()
        write(folder, RUN, about)
    except OSError as error:
        raise RunError(
            f"The folder {folder} cannot be written ({error.strerror}). Expected a writable place. Mend --out.",
            f"Mappen {folder} går inte att skriva i. Ange en annan.",
        ) from error


def played_before(folder: Path, about: Mapping[str, Any]) -> list[Played]:
    """Give what a run that was broken off had played, and cut off a line that was not finished.

    Raises:
        RunError: It is no run, or one of another suite, corpus or setting.
    """
    before = _run_json(folder)
    for name, what in (("suite_hash", "suite"), ("corpus_hash", "corpus"), ("settings", "settings")):
        if before.get(name) != about[name]:
            raise RunError(
                f"The run in {folder} was made with another {what}. Expected the same, or its figures would mix. "
                "Begin anew without --resume.",
                f"Körningen i {folder} gjordes med annat underlag ({what}). Börja om utan --resume.",
            )
    rows = read_rows(folder / ANSWERS, is_running=True)
    (folder / ANSWERS).write_text("".join(row.as_line() for row in rows), "utf-8")
    return rows


def finish(folder: Path, about: Mapping[str, Any], suite: Suite, documents: Iterable[Document]) -> None:
    """Write what scoring needs later: the texts that the gold and the answers speak of, and that the run is whole."""
    rows = read_rows(folder / ANSWERS)
    named = {place.document for prompt in suite.prompts for group in prompt.quotes for place in group}
    named |= {each.document for row in rows for each in row.answer.citations}
    named |= {each.document for row in rows for each in row.answer.retrieved}
    write(folder, TEXTS, {each.name: each.text for each in documents if each.name in named})
    write(folder, RUN, {**about, "finished": datetime.now(UTC).isoformat(timespec="seconds")})


def read_run(folder: Path, suite: Path | None = None) -> Run:
    """Read a finished run.

    Args:
        folder: Where it is.
        suite: A suite to score it with instead of the one it was made with.

    Raises:
        TillitError: It is no finished run, or its suite is broken.
    """
    about = _run_json(folder)
    if not about.get("finished"):
        raise RunError(
            f"The run in {folder} is not finished. Expected a whole one. Go on with: run SUITE --out {folder} --resume",
            f"Körningen i {folder} är inte klar. Fortsätt den först.",
        )
    documents = [read_document(name, text) for name, text in _json(folder / TEXTS).items()]
    loaded = load_suite(suite or folder / str(about["suite_file"]), documents)
    return Run(folder, about, loaded, Texts(documents), tuple(read_rows(folder / ANSWERS)))


def write(folder: Path, name: str, content: Mapping[str, Any]) -> None:
    """Write a JSON file whole or not at all."""
    unfinished = folder / f"{name}.unfinished"
    unfinished.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    unfinished.replace(folder / name)


def _run_json(folder: Path) -> dict[str, Any]:
    if not (folder / RUN).is_file():
        raise RunError(
            f"{folder} holds no {RUN}. Expected the folder of a run. Name another, or make one with: run SUITE",
            f"{folder} är ingen mapp med en körning.",
        )
    about = _json(folder / RUN)
    if about.get("format") != _FORMAT:
        raise RunError(
            f"{folder / RUN} has the format {about.get('format')!r}. Expected {_FORMAT}. Run the suite again.",
            f"{folder / RUN} är skriven av en annan version. Kör sviten igen.",
        )
    return about


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(
            f"{path} cannot be read ({error}). Expected a file that a run has written. Run the suite again.",
            f"{path} går inte att läsa. Kör sviten igen.",
        ) from error
    return content if isinstance(content, dict) else {}


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
