"""Which of the two languages a browser is shown."""

from http.cookies import CookieError, SimpleCookie

from assistant.ui.texts import LANGUAGES, Language

COOKIE = "language"
_READ_BY_SWEDISH = {"sv", "nb", "nn", "no", "da"}
"""Languages whose readers are served better by the Swedish page than by the English one."""


def preferred(cookies: str, accepted: str) -> Language:
    """Choose a language: what was chosen on the page before, else what the browser asks for, else Swedish.

    Args:
        cookies: The request's ``Cookie`` header.
        accepted: Its ``Accept-Language`` header.
    """
    try:
        chosen = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        chosen = None
    if chosen and chosen.value in LANGUAGES:
        return "en" if chosen.value == "en" else "sv"
    for name in _by_weight(accepted):
        if name in _READ_BY_SWEDISH:
            return "sv"
        if name == "en":
            return "en"
    return "sv"


def _by_weight(accepted: str) -> list[str]:
    """Read the languages of an ``Accept-Language`` header, the most wanted first."""
    weighted: list[tuple[float, str]] = []
    for part in accepted.split(","):
        name, _, weight = part.partition(";q=")
        try:
            weighted.append((float(weight or 1), name.strip().split("-")[0].lower()))
        except ValueError:
            continue
    return [name for weight, name in sorted(weighted, key=lambda row: -row[0]) if weight > 0]
