"""Night hours by the wall clock, in the nights in which the clocks change too."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from mkv2castui.conversions.hours import Hours

PARIS = ZoneInfo("Europe/Paris")
NIGHT = Hours(time(22), time(7))
DAY = Hours(time(9), time(17, 30))


@pytest.mark.parametrize(
    ("hours", "moment", "included"),
    [
        pytest.param(DAY, "2026-01-15T08:00:00+00:00", True, id="9 o'clock in Paris opens the day"),
        pytest.param(DAY, "2026-01-15T07:59:59+00:00", False, id="a second before it"),
        pytest.param(DAY, "2026-01-15T16:29:59+00:00", True, id="the last second"),
        pytest.param(DAY, "2026-01-15T16:30:00+00:00", False, id="the end is outside"),
        pytest.param(NIGHT, "2026-01-15T21:00:00+00:00", True, id="22 o'clock opens the night"),
        pytest.param(NIGHT, "2026-01-15T23:30:00+00:00", True, id="after midnight"),
        pytest.param(NIGHT, "2026-01-16T06:00:00+00:00", False, id="7 o'clock closes it"),
        pytest.param(NIGHT, "2026-01-16T12:00:00+00:00", False, id="noon"),
        pytest.param(NIGHT, "2026-07-15T20:00:00+00:00", True, id="in summer 22 o'clock is two hours earlier"),
        pytest.param(
            Hours(time(2, 30), time(4)), "2026-03-29T00:59:59+00:00", False, id="before the hour that is left out"
        ),
        pytest.param(Hours(time(2, 30), time(4)), "2026-03-29T01:00:00+00:00", True, id="after it: 3 o'clock at once"),
        pytest.param(Hours(time(2, 30), time(4)), "2026-10-25T00:45:00+00:00", True, id="the hour that comes twice"),
        pytest.param(Hours(time(2, 30), time(4)), "2026-10-25T01:15:00+00:00", False, id="its second beginning"),
        pytest.param(Hours(time(2, 30), time(4)), "2026-10-25T01:45:00+00:00", True, id="its second end"),
    ],
)
def test_hours(hours: Hours, moment: str, included: bool) -> None:
    assert hours.include(datetime.fromisoformat(moment), PARIS) is included
