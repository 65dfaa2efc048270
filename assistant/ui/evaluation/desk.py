"""What the evaluation's pages work with: texts, suites, runs, and the one run under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assistant.evaluation.suite_shelf import OWN, Known, Listed, documents_of, find, own_path, shelf
from assistant.guide import Guide
from assistant.records import Document
from assistant.settings import Settings
from assistant.ui.evaluation.frame import is_loopback
from assistant.workshop.reporting import suite_of_drafts
from assistant.workshop.storage import Storage

if TYPE_CHECKING:
    from assistant.evaluation.playing import Player, Progress


@dataclass(frozen=True, slots=True)
class OpenSuite:
    """An own suite that is being edited; it need not be there yet."""

    key: str
    path: Path
    documents: Sequence[Document]
    """The texts that its quotes stand in."""


class Desk:
    """Holds what the pages share."""

    def __init__(self, settings: Settings, guide: Guide, storage: Storage) -> None:
        self.settings = settings
        self.data = settings.data
        self._guide = guide
        self._storage = storage
        self._player: Player | None = None
        self._known: Known = {}

    @property
    def is_open(self) -> bool:
        """True where the server listens to this machine alone."""
        return is_loopback(self.settings.host)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts the chat answers from."""
        return self._guide.documents

    @property
    def progress(self) -> "Progress | None":
        """How far the newest run has come; None before the first."""
        return self._player.progress if self._player else None

    def player(self) -> "Player":
        """Give what plays suites."""
        if self._player is None:
            # Heavy (chromadb: a second), and the page must be served before.
            from assistant.evaluation.playing import Player

            self._player = Player(self.settings, self._guide.assistant)
        return self._player

    def suites(self) -> tuple[Listed, ...]:
        """List the suites."""
        return shelf(self.data, self.documents, self._known)

    def suite(self, key: str) -> Listed | None:
        """Give a suite by its key."""
        return find(key, self.data, self.documents)

    def editable(self, key: str) -> OpenSuite | None:
        """Give an own suite for editing, also one that is only to be made; None for any other.

        Raises:
            TillitError: It, or the texts it is about, cannot be read.
        """
        kind, _, name = key.partition(":")
        if kind != "egen" or not name.endswith((".yaml", ".yml")):
            return None
        folder = self.data / OWN
        path = next((each for each in folder.iterdir() if each.name == name), None) if folder.is_dir() else None
        if path:
            return OpenSuite(key, path, documents_of(path, self.documents))
        fresh = own_path(name.rpartition(".")[0], self.data)
        return OpenSuite(key, fresh, self.documents) if fresh and fresh.name == name else None

    def drafts(self) -> list[Mapping[str, Any]]:
        """Give the prompts drafted from answers that were voted down with consent."""
        return list(yaml.safe_load(suite_of_drafts(self._storage)).get("prompts") or [])
