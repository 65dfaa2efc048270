"""Is a sentence supported by the exact spans it cites?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import support
from assistant.records import Support


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to."""

    support: Support
    reason: str | None
    detail: str = ""


def check_support(sentence: str, quotes: Sequence[str]) -> Checked:
    """Check a sentence of an answer against the spans it cites."""
    found = support(sentence, "\n\n".join(quotes))
    return Checked(found if quotes else "unsupported", None)
