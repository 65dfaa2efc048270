"""The records of a suite: prompts with what a good answer cites, says and does not say, and the demands on them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("answerable", "near_miss", "out_of_scope", "false_premise", "injection", "chitchat")
STATUSES = ("answered", "partial", "refused")
VARIANTS = ("no_diacritics", "typo", "lowercase")
CLUSTERS = ("section", "shape", "follow_up", "id")
SLICES = ("kind", "section", "shape", "follow_up", "language", "turns", "document")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gold quote stands."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What an answer must say, in any of these words."""

    id: str
    vital: bool
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question with what a good answer cites, says, and does not say."""

    id: str
    kind: str
    turns: tuple[str, ...]
    section: str
    quotes: tuple[tuple[Place, ...], ...]
    """Groups: each must be cited, by any of its places."""
    facts: tuple[Fact, ...]
    must_not: tuple[str, ...]
    statuses: tuple[str, ...]
    language: str | None
    paraphrases: tuple[str, ...] = ()
    """Other wordings of the last turn."""
    query_has: tuple[str, ...] = ()
    """Beginnings of words that the question must contain once it stands alone; "a|b" is met by either."""
    query_lacks: tuple[str, ...] = ()
    """Beginnings of words that it must not contain."""
    shape: str = ""
    """What kind of answer is asked for, in the suite's own words."""
    follow_up: str = ""
    """In what way the last turn leans on those before it, in the suite's own words."""
    is_draft: bool = False
    line: int = 0
    """Where it stands in its file; 0 where it is unknown."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A demand on a metric: at least, at most, or no more than so much worse than the baseline."""

    metric: str
    slice: Mapping[str, str]
    at_least: float | None = None
    at_most: float | None = None
    max_drop: float | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """How a suite is measured where nothing else is said."""

    k: tuple[int, ...] = (1, 3, 5, 10)
    """Ranks of the search down to which is looked."""
    cluster_by: str = "section"
    seed: int = 7
    variants: tuple[str, ...] = ()
    """Ways of typing that ``--variants`` plays besides."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a suite, and where."""

    line: int
    """From 1; 0 where it is about the whole file."""
    prompt: str
    """The prompt's id, or ""."""
    english: str
    """What was found, what was expected, what to do."""
    swedish: str
    is_stale: bool = False
    """True where the corpus no longer holds a quote: the suite is out of date, nothing was typed wrongly."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A named list of prompts."""

    name: str
    corpus: Path | None
    """The folder of texts the suite is about, where it is not the project's own."""
    prompts: tuple[Prompt, ...]
    defaults: Defaults = Defaults()
    gates: tuple[Gate, ...] = ()
    notices: tuple[Problem, ...] = field(default=(), compare=False)
    """What is worth a look, without being wrong."""

    def reviewed(self) -> tuple[Prompt, ...]:
        """Give the prompts that are no drafts."""
        return tuple(prompt for prompt in self.prompts if not prompt.is_draft)
