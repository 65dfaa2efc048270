"""What the commands share: text on the terminal, whatever its encoding."""

import sys


def speak_utf8() -> None:
    """Print UTF-8, so that å, ä and ö come out on every terminal and in every pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
