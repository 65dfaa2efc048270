"""Moments are told in the time of the machine, with its zone."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.evaluation.report import wording
from assistant.moments import local, zone


@pytest.fixture
def in_stockholm(monkeypatch):
    """Move the machine, and back."""
    with monkeypatch.context() as moved:
        moved.setenv("TZ", "Europe/Stockholm")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "UTC"), (60, "UTC+1"), (330, "UTC+5:30"), (-210, "UTC−3:30"), (-480, "UTC−8"), (1, "UTC+0:01")],
)
def test_a_zone_is_told_by_its_distance(minutes, told):
    assert zone(datetime(2026, 1, 1, tzinfo=timezone(timedelta(minutes=minutes)))) == told


@pytest.mark.parametrize(
    ("stamp", "told"),
    [
        ("2026-11-25T23:30:00+00:00", "2026-11-26 klockan 00.30 (UTC+1)"),
        ("2026-07-01T12:00:00+00:00", "2026-07-01 klockan 14.00 (UTC+2)"),
        ("igår", "igår"),
    ],
)
def test_a_report_tells_when_it_was_made_as_the_clock_on_the_wall_does(in_stockholm, stamp, told):
    assert wording.when(stamp) == told


def test_a_stamp_is_the_same_moment_in_local_time(in_stockholm):
    assert local("2026-11-25T02:30:00+00:00") == datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="isoformat"):
        local("igår")
