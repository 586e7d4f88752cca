"""The time left, told from recorded streams of progress: right within a fifth after the first tenth."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from castengine.media import Container, MediaInfo, StreamIndex, SubtitleStream, VideoStream
from castengine.pace import Pace, costs_of
from castengine.plan.actions import Delivery, Plan, Sidecar
from castengine.writing import costs

TOLERANCE = 0.2
REMUX, AS_IS, SOUND = (
    Plan(device="any-chromecast", delivery=delivery, container=Container.MP4, container_reasons=(), actions=())
    for delivery in (Delivery.REMUX, Delivery.AS_IS, Delivery.TRANSCODE)
)
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


def step_of(seconds: float) -> float:
    """Seconds between two reports; of a long film not all of them are looked at."""
    return min(max(0.5, seconds / 800), 2.9)


def told(costs: tuple[float, ...], seconds: float, course: Course) -> Iterator[tuple[float, float | None, float]]:
    """At each report: how much of the time is over, the time left as told, and as it was. A run's time is its cost."""
    pace, now, total = Pace(costs, 0.0), 0.0, seconds * sum(costs)
    for number, cost in enumerate(costs):
        lasts, began = seconds * cost, now
        if number == len(costs) - 1:
            pace.verify(now)
        while now < began + lasts:
            now = min(now + step_of(seconds), began + lasts)
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


# --- a machine that gets other work, or gets rid of it ------------------------------------------------------------

Load = Callable[[float], float]
"""The pace (1: undisturbed) at a share of the writing."""


def constant(share: float) -> float:
    return 1.0


def halves(share: float) -> float:
    return 1.0 if share < 0.5 else 0.5


def doubles(share: float) -> float:
    return 0.5 if share < 0.5 else 1.0


def falls_to_a_third(share: float) -> float:
    return 1.0 if share < 0.3 else 1 / 3


def is_busy_for_a_while(share: float) -> float:
    return 0.4 if 0.3 <= share < 0.6 else 1.0


def comes_and_goes(share: float) -> float:
    return 0.5 if 0.2 <= share < 0.4 or 0.6 <= share < 0.8 else 1.0


CHECKING = 0.24
KNOWN_AFTER = 0.1, 10.0
"""Share of the time at work, and seconds at least: so long after a change the time left is right again."""


def written_under(load: Load, seconds: float) -> Iterator[tuple[float, float, float | None, float, bool]]:
    """At each report: time, share of the writing, time left as told and as it would be if nothing changed any more,
    and whether anything has changed lately."""
    pace, now, share, step = Pace((1.0, CHECKING), 0.0), 0.0, 0.0, step_of(seconds)
    changed_at, present = 0.0, load(0.0)
    while share < 1:
        if load(share) != present:
            present, changed_at = load(share), now
        now, share = now + step, min(share + step * present / seconds, 1.0)
        pace.tell(now, share)
        lately = max(KNOWN_AFTER[0] * now, KNOWN_AFTER[1])
        yield now, share, pace.left(), (1 - share + CHECKING) * seconds / present, 0 < now - changed_at < lately


@pytest.mark.parametrize(
    "load", [constant, halves, doubles, falls_to_a_third, is_busy_for_a_while, comes_and_goes], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("seconds", [120, 1200, 7200])
def test_the_time_left_follows_the_machine(seconds: float, load: Load) -> None:
    compared = 0
    for _, share, told_left, left, is_new in written_under(load, seconds):
        if share >= 0.1 and not is_new:
            assert told_left == pytest.approx(left, rel=TOLERANCE)
            compared += 1
    assert compared > 50


def test_a_hitch_is_no_change() -> None:
    """For half a minute of an hour the disk is busy."""
    pace, now, share = Pace((1.0, CHECKING), 0.0), 0.0, 0.0
    while share < 1:
        is_stuck = 1800 < now < 1830
        now, share = now + 1, min(share + (0.1 if is_stuck else 1) / 3600, 1.0)
        pace.tell(now, share)
        if share > 0.1:
            assert pace.left() == pytest.approx((1 - share + CHECKING) * 3600, rel=0.05)


@pytest.mark.parametrize("every", [4, 8, 25])
def test_reports_in_bursts_are_no_standstill(every: int) -> None:
    """Of a film of four minutes at a tenth of its speed: sound crawls on, pictures come every few seconds."""
    pace, seconds, longest = Pace((1.0, CHECKING), 0.0), 2400, 0.0
    for now in range(1, seconds):
        pace.tell(float(now), (now - now % every + 0.02 * (now % every)) / seconds)
        if now > seconds / 10:
            left = pace.left()
            assert left is not None
            longest = max(longest, left / (seconds * (1 + CHECKING) - now))
    assert longest < 2.5


@pytest.mark.parametrize(
    ("recorded", "afterwards", "runs"),
    [
        pytest.param(REMUX, {}, 2, id="a copy and its check"),
        pytest.param(REMUX, {"captions": 1}, 3, id="captions inside a copied picture"),
        pytest.param(REMUX, {"texts": 3}, 5, id="three subtitles that are read apart"),
        pytest.param(AS_IS, {"texts": 2}, 3, id="subtitles alone"),
        pytest.param(SOUND, {"captions": 1, "texts": 1}, 4, id="a sound, captions and a subtitle"),
    ],
)
def test_each_reading_of_the_film_is_a_run(recorded: Plan, afterwards: dict[str, int], runs: int) -> None:
    costs = costs_of(recorded, **afterwards)
    assert len(costs) == runs
    assert all(cost > 0 for cost in costs)


@pytest.mark.parametrize(
    ("apart", "runs"),
    [
        pytest.param(False, 3, id="a subtitle comes with the film, captions are read afterwards"),
        pytest.param(True, 4, id="after a failure each is read by itself"),
    ],
)
def test_what_is_read_apart_is_counted(apart: bool, runs: int) -> None:
    """The film's streams: a picture, captions inside of it, and a subtitle."""
    captions = SubtitleStream(index=StreamIndex(1), codec="eia_608", carrier=StreamIndex(0))
    subtitle = SubtitleStream(index=StreamIndex(2), codec="subrip")
    media = MediaInfo(
        container=Container.MPEG_TS,
        format_name="mpegts",
        size=None,
        duration=Fraction(60),
        streams=(VideoStream(index=StreamIndex(0), codec="h264", width=640, height=360), captions, subtitle),
    )
    sidecars = (Sidecar(captions.index, "en", False, ()), Sidecar(subtitle.index, "fr", False, ()))
    assert len(costs(media, replace(REMUX, actions=sidecars), apart=apart)) == runs


def test_captions_of_a_copy_take_longer_than_the_copy() -> None:
    writing, captions, checking = costs_of(REMUX, captions=1)
    assert captions > 5 * (writing + checking)


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


def test_the_fraction_never_falls_and_is_whole_at_the_end() -> None:
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
    assert seen[-1] == pytest.approx(1)


def test_before_anything_is_known_nothing_is_told() -> None:
    assert Pace((1.0, 0.2), 0.0).left() is None
