"""The time left, told from recorded streams of progress: right within a fifth after the first tenth."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pytest

from castengine.pace import Pace

STEP = 0.5  # seconds between two reports
TOLERANCE = 0.2
SHORT, LAST = 1.0, 0.005  # seconds and share of the whole: nobody minds being wrong by that

Course = Callable[[float], float]
"""The share of the work that is done at a share of the time."""


def even(time: float) -> float:
    return time


def slower_and_slower(time: float) -> float:
    """The end is a third harder to encode than the beginning."""
    return time * (1.15 - 0.15 * time)


def uneven(time: float) -> float:
    """Scenes of different difficulty."""
    return time + 0.006 * math.sin(12 * math.pi * time)


def told(costs: tuple[float, ...], seconds: float, course: Course) -> Iterator[tuple[float, float | None, float]]:
    """At each report: how much of the time is over, the time left as told, and as it was. A run's time is its cost."""
    pace, now, total = Pace(costs, 0.0), 0.0, seconds * sum(costs)
    for number, cost in enumerate(costs):
        lasts, began = seconds * cost, now
        if number == len(costs) - 1:
            pace.verify(now)
        while now < began + lasts:
            now = min(now + STEP, began + lasts)
            pace.tell(now, course((now - began) / lasts))
            yield now / total, pace.left(), total - now


@pytest.mark.parametrize("course", [even, slower_and_slower, uneven], ids=lambda course: course.__name__)
@pytest.mark.parametrize(
    "costs",
    [
        pytest.param((1.0, 0.24), id="a picture is encoded quickly and decoded again"),
        pytest.param((1.0, 0.09), id="a picture is encoded with care"),
        pytest.param((0.6, 1.0, 0.24), id="a picture is encoded in two passes"),
        pytest.param((1.0, 0.15), id="packets are copied"),
    ],
)
@pytest.mark.parametrize("seconds", [20, 600, 7200])
def test_the_time_left_is_right_within_a_fifth(costs: tuple[float, ...], seconds: float, course: Course) -> None:
    late = [(told_left, left) for over, told_left, left in told(costs, seconds, course) if over >= 0.1]
    assert late
    for told_left, left in late:
        assert told_left is not None
        assert abs(told_left - left) <= max(TOLERANCE * left, SHORT, LAST * seconds)


RECORDED = [
    # seconds since the beginning, and the run's share: 40 s of 960x540 on a machine with other work, decoded at the end
    (0.5, 0.088), (1.0, 0.164), (1.5, 0.265), (2.0, 0.342), (2.5, 0.424), (3.0, 0.502), (3.5, 0.590), (4.0, 0.715),
    (4.5, 0.765), (5.0, 0.893), (5.5, 0.970),
]  # fmt: skip
WRITTEN, ENDED = 5.8, 7.4


def test_the_time_left_of_a_real_conversion() -> None:
    pace = Pace((1.0, 0.24), 0.0)
    for now, share in RECORDED:
        pace.tell(now, share)
        left = pace.left()
        assert left is not None
        if now >= 0.1 * ENDED:
            assert left == pytest.approx(ENDED - now, rel=TOLERANCE, abs=SHORT)
    pace.verify(WRITTEN)
    assert pace.left() == pytest.approx(ENDED - WRITTEN, abs=SHORT)


def test_a_pause_is_no_work() -> None:
    pace = Pace((1.0, 0.2), 0.0)
    for second in range(1, 51):
        pace.tell(float(second), second / 100)
    before = pace.left()
    pace.tell(5000.0, 0.51)
    after = pace.left()
    assert before is not None
    assert after is not None
    assert after == pytest.approx(before, rel=0.1)


def test_the_fraction_never_falls_and_is_whole_only_when_published() -> None:
    costs, pace, seen = (0.6, 1.0, 0.24), Pace((0.6, 1.0, 0.24), 0.0), list[float]()
    now = 0.0
    for number, _ in enumerate(costs):
        if number == len(costs) - 1:
            pace.verify(now)
        for share in (0.25, 0.5, 0.75, 1.0):
            now += 1
            pace.tell(now, share)
            seen.append(pace.fraction())
    assert seen == sorted(seen)
    assert 0.98 < seen[-1] < 1


def test_before_anything_is_known_nothing_is_told() -> None:
    assert Pace((1.0, 0.2), 0.0).left() is None
