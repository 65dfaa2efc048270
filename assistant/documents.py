"""Files of the corpus folder → Documents with their structure. The only module that knows file formats."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.errors import CorpusError
from assistant.outline_markdown import outline_markdown
from assistant.outline_plain import outline_plain
from assistant.records import Block, Document, Section

SUFFIXES = (".md", ".markdown", ".txt")
REFLECTIONS = "reflektionsfragor.yaml"
"""Stands beside the texts and is none of them; see ``reflections``."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)---[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that could not be read, with the reason in words for the person who looks after the corpus."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read from the corpus folder."""

    documents: tuple[Document, ...]
    rejected: tuple[RejectedFile, ...]
    fingerprint: str
    """Hash of the names and contents of all files that were read."""


class _UnreadableError(Exception):
    """A file's content cannot be used; the message says why and what to do."""


def read_corpus(folder: Path) -> Corpus:
    """Read every text of a folder and its subfolders, in the order of their names.

    Hidden files and folders are passed over. A file of another format, or one that cannot be read, is reported in
    ``rejected`` and the rest goes in.

    Raises:
        CorpusError: The folder is missing.
    """
    documents: list[Document] = []
    rejected: list[RejectedFile] = []
    digest = hashlib.sha256()
    for path in _files(folder):
        name = _name(path.relative_to(folder))
        try:
            content = _read_bytes(path)
            documents.append(read_document(name, _decode(content)))
        except _UnreadableError as problem:
            rejected.append(RejectedFile(name, str(problem)))
        else:
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return Corpus(tuple(documents), tuple(rejected), digest.hexdigest())


def corpus_stamp(folder: Path) -> str:
    """Give a text that changes when a file of the folder is added, removed or written to; reads no contents.

    Raises:
        CorpusError: The folder is missing.
    """
    stats = [
        (path.relative_to(folder).as_posix(), path.stat() if path.exists() else path.lstat()) for path in _files(folder)
    ]
    return "|".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)


def read_document(name: str, text: str) -> Document:
    r"""Give a text its structure.

    Args:
        name: Its path in the corpus; ``.md`` and ``.markdown`` are read as Markdown, everything else as plain text.
        text: The whole file. It is brought to NFC and ``\n`` line ends here, and never changed again.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    facts, begin = _front_matter(text)
    outline = outline_markdown if name.lower().endswith((".md", ".markdown")) else outline_plain
    blocks = outline(text, begin)
    if not blocks:
        raise _UnreadableError("it holds no text; write something in it or remove it")
    headings = [text[block.start : block.end] for block in blocks if block.kind == "heading" and block.level == 1]
    title = str(facts.pop("title", "") or (headings[0] if headings else _title_from_name(name)))
    language = str(facts.pop("language", "") or "sv")
    aside = facts.pop("aside", None)
    asides = frozenset(str(heading) for heading in (aside if isinstance(aside, list) else [aside] if aside else []))
    printed = {key: str(value) for key, value in facts.items()}
    return Document(name, title, text, language, printed, _sections(text, blocks, title, asides))


def _files(folder: Path) -> list[Path]:
    """List the files of a folder and its subfolders by name, hidden ones left out."""
    if not folder.is_dir():
        raise CorpusError(
            f"The corpus folder {folder} was not found. Expected a folder with .md or .txt files. "
            "Create it or name another with --corpus or TILLIT_CORPUS.",
            f"Mappen {folder} med vägledningens texter finns inte. Skapa den eller ange en annan med --corpus.",
        )
    found = (path for path in folder.rglob("*") if not path.is_dir() and path != folder / REFLECTIONS)
    visible = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return sorted(visible, key=lambda path: path.relative_to(folder).as_posix())


def _read_bytes(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        raise _UnreadableError(f"{path.suffix or 'no ending'} is not read; save it as .md or .txt")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _UnreadableError(f"it cannot be opened ({error.strerror}); check its permissions") from error
    if not content.strip():
        raise _UnreadableError("it is empty; write something in it or remove it")
    return content


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise _UnreadableError("it is binary, not text; save it as UTF-8 text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(f"it is not UTF-8 (byte {error.start + 1}); save it with the encoding UTF-8") from error


def _front_matter(text: str) -> tuple[dict[str, object], int]:
    """Read the YAML between the first two ``---`` lines; ({}, 0) where there is none."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, 0
    try:
        facts = yaml.load(match.group(1), Loader=yaml.BaseLoader) or {}  # noqa: S506 - texts alone, as printed
    except yaml.YAMLError as error:
        problem = str(error).replace("\n", " ")
        raise _UnreadableError(f"its front matter is not YAML ({problem}); mend the lines between the ---") from error
    if isinstance(facts, str):
        return {}, 0  # a text that begins with a rule
    if not isinstance(facts, Mapping):
        raise _UnreadableError("its front matter is no list of 'name: value' lines; mend the lines between the ---")
    return {str(key): value for key, value in facts.items()}, match.end()


def _name(relative: Path) -> str:
    """Give a file's name in NFC; bytes that are no UTF-8 become question marks."""
    return unicodedata.normalize("NFC", relative.as_posix()).encode("utf-8", "replace").decode("utf-8")


def _title_from_name(name: str) -> str:
    return Path(name).stem.replace("-", " ").replace("_", " ").strip().capitalize()


def _sections(text: str, blocks: tuple[Block, ...], title: str, asides: frozenset[str]) -> tuple[Section, ...]:
    """Gather blocks under their headings. The title's own heading opens the first section and is no part of a path."""
    sections: list[Section] = []
    stack: list[tuple[int, str]] = []
    gathered: list[Block] = []

    def close() -> None:
        if gathered:
            path = tuple(heading for _, heading in stack)
            inner = path[1:] if path[:1] == (title,) and len(path) > 1 else path
            is_aside = any(heading in asides for heading in path)
            sections.append(Section(inner or (title,), gathered[0].start, gathered[-1].end, tuple(gathered), is_aside))
            gathered.clear()

    for block in blocks:
        if block.kind == "heading":
            close()
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            stack.append((block.level, " ".join(text[block.start : block.end].split())))
        gathered.append(block)
    close()
    return tuple(sections)
