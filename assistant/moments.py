"""Moments as people read them: in the time of this machine, with its zone."""

from datetime import datetime


def local(stamp: str) -> datetime:
    """Read a moment that is kept as ISO 8601 and give it in this machine's time.

    Raises:
        ValueError: It is none.
    """
    return datetime.fromisoformat(stamp).astimezone()


def zone(moment: datetime) -> str:
    """Name the zone of a moment by its distance from UTC: "UTC", "UTC+1", "UTC−3:30".

    The names that systems give their zones differ, and mean nothing to many.
    """
    offset = moment.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"
