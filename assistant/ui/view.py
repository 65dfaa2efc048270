"""What the conversation looks like to everybody who reads it in one language."""

from dataclasses import dataclass

from assistant.reflections import Reflections
from assistant.ui.texts import Language


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows beside what was said."""

    language: Language
    """Of the interface."""
    starters: tuple[str, ...] = ()
    """Questions to begin with."""
    several: bool = False
    """True where there are several texts, so that a source has to name its own."""
    reflections: Reflections | None = None
    """Questions of ours for a group, shown beside answers from their sections."""
