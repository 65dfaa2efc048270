"""Gathers everything that is wrong with a suite, so that all of it can be told at once."""

import difflib
from collections.abc import Collection

from assistant.evaluation.prompts import Problem
from assistant.evaluation.suite_files import Part


class Notes:
    """Problems and notices of one file; ``prompt`` says which prompt is being read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.prompt = ""

    def wrong(self, part: Part, name: str, expected: str, awaited: str, hint: tuple[str, str] = ("", "")) -> None:
        """Note that a value is not what it should be.

        Args:
            part: The value.
            name: What it is called in the file.
            expected: English, for the end of "Expected …".
            awaited: The same in Swedish.
            hint: What to do, in English and Swedish, where it is not plain.
        """
        found = part.fault or f"{name} is {part.shown}"
        funnet = part.fault or f"{name} är {part.shown}"
        self.add(
            part.line,
            f"{found}. Expected {expected}. {hint[0] or 'Mend it there.'}",
            f"{funnet}. Väntade {awaited}. {hint[1] or 'Rätta det där.'}",
        )

    def missing(self, part: Part, name: str, expected: str, awaited: str) -> None:
        """Note that something is not there at all."""
        self.add(part.line, f"{name} is missing. Expected {expected}. Add it.", f"{name} saknas. Skriv {awaited}.")

    def add(self, line: int, english: str, swedish: str, *, is_stale: bool = False) -> None:
        """Note a problem."""
        self.problems.append(Problem(line, self.prompt, english, swedish, is_stale))

    def notice(self, line: int, english: str, swedish: str) -> None:
        """Note what is worth a look without being wrong."""
        self.notices.append(Problem(line, self.prompt, english, swedish))

    def names(self, part: Part, known: Collection[str], where: str) -> dict[str, Part]:
        """Give the parts of a mapping by name; note names that are unknown or stand twice.

        Returns:
            What has a value, {} where the part is no mapping (that is noted).
        """
        if not isinstance(part.value, dict):
            self.wrong(part, where, f"names and values ({', '.join(known)})", f"namn och värden ({', '.join(known)})")
            return {}
        for name, line in part.repeated:
            self.add(
                line,
                f"{name} stands twice in {where}. Expected it once. Remove one of them.",
                f"{name} står två gånger i {where}. Ta bort det ena.",
            )
        for name, value in part.value.items():
            if name not in known:
                english, swedish = nearest(name, known)
                self.add(
                    value.line,
                    f"{name!r} in {where} is unknown. {english}",
                    f"”{name}” i {where} är okänt. {swedish}",
                )
        return {name: value for name, value in part.value.items() if value.value is not None or value.fault}

    def text(self, part: Part, name: str, *, is_loose: bool = False) -> str:
        """Give a text that is not empty, "" where it is none (that is noted).

        Args:
            part: The value.
            name: What it is called in the file.
            is_loose: True takes a number or a date as the text it was typed as.
        """
        value = part.value
        if is_loose and not isinstance(value, str | bool | list | dict | None):
            return part.typed
        if isinstance(value, str) and value.strip():
            return value
        hint = ("", "")
        if isinstance(value, bool):
            hint = (f'Write it within quotation marks: "{part.typed}".', f"Skriv det inom citattecken: ”{part.typed}”.")
        self.wrong(part, name, "a text that is not empty", "en text som inte är tom", hint)
        return ""

    def texts(self, part: Part, name: str, *, is_loose: bool = False) -> tuple[str, ...]:
        """Give a list of texts; notes what is none."""
        rows = self.rows(part, name, "texts", "texter", '["…"]')
        found = (self.text(row, f"{name} {number}", is_loose=is_loose) for number, row in enumerate(rows, start=1))
        return tuple(text for text in found if text)

    def rows(self, part: Part, name: str, what: str, vad: str, example: str) -> list[Part]:
        """Give the parts of a list that is not empty, [] where it is none (that is noted)."""
        if isinstance(part.value, list) and part.value:
            return part.value
        self.wrong(part, name, f"a list of {what}, such as {example}", f"en lista med {vad}, till exempel {example}")
        return []

    def one_of(self, part: Part, name: str, known: Collection[str]) -> str:
        """Give a text out of a few, "" where it is none of them (that is noted)."""
        if isinstance(part.value, str) and part.value in known:
            return part.value
        english, swedish = nearest(str(part.typed or part.value), known, is_listed=False)
        choices = ", ".join(known)
        self.wrong(part, name, f"one of {choices}", f"något av {choices}", (english, swedish))
        return ""


def nearest(name: str, known: Collection[str], *, is_listed: bool = True) -> tuple[str, str]:
    """Say in English and Swedish which known name was probably meant; list all of them where none looks like it."""
    close = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?", f"Menade du {close[0]}?"
    if not is_listed:
        return "", ""
    return (
        f"Expected one of {', '.join(known)}. Mend or remove it.",
        f"Välj bland {', '.join(known)}, eller ta bort det.",
    )
