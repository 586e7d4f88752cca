"""Who is next. Pure."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from mkv2castui.conversions.fairness import Forecast, Standing, next_owner

HIGH, NORMAL, LOW = 0, 1, 2
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def owner(name: str) -> uuid.UUID:
    return uuid.UUID(int=ord(name))


def standing(running: dict[str, int] | None = None, served: str = "") -> Standing:
    """``served``: who was served, the longest ago first."""
    return Standing(
        {owner(name): jobs for name, jobs in (running or {}).items()},
        {owner(name): MOMENT + timedelta(seconds=n) for n, name in enumerate(served)},
    )


@pytest.mark.parametrize(
    ("heads", "had", "expected"),
    [
        pytest.param([(NORMAL, "a")], standing(), "a", id="who is alone"),
        pytest.param([(NORMAL, "a"), (HIGH, "b")], standing({"b": 5}), "b", id="priority before fairness"),
        pytest.param([(LOW, "a"), (NORMAL, "b")], standing(served="ab"), "b", id="low priority comes last"),
        pytest.param([(NORMAL, "a"), (NORMAL, "b")], standing({"a": 1}, "ba"), "b", id="who has fewer at work"),
        pytest.param([(NORMAL, "a"), (NORMAL, "b")], standing({"a": 1, "b": 1}, "ba"), "b", id="served longest ago"),
        pytest.param([(NORMAL, "a"), (NORMAL, "b")], standing(served="a"), "b", id="never served at all"),
    ],
)
def test_the_next_owner(heads: list[tuple[int, str]], had: Standing, expected: str) -> None:
    chosen = next_owner([(priority, owner(name)) for priority, name in heads], had)
    assert chosen is not None
    assert chosen[1] == owner(expected)


def test_nobody_is_next_where_nobody_waits() -> None:
    assert next_owner([], standing()) is None


Line = dict[tuple[int, uuid.UUID], int]


def line(text: str, priorities: Sequence[int] = ()) -> Line:
    """``aab``: two jobs of a and one of b."""
    chosen = priorities or [NORMAL] * len(text)
    return Counter((priority, owner(name)) for name, priority in zip(text, chosen, strict=True))


def told(jobs: Line, had: Standing) -> list[tuple[int, uuid.UUID]]:
    """By the forecast."""
    forecast = Forecast(jobs, had)
    places = {
        forecast.position(priority, whose, number): (priority, whose)
        for (priority, whose), count in jobs.items()
        for number in range(1, count + 1)
    }
    assert sorted(places) == list(range(1, sum(jobs.values()) + 1))
    return [places[place] for place in sorted(places)]


def served(jobs: Line, had: Standing) -> list[tuple[int, uuid.UUID]]:
    """One after the other, as they are claimed."""
    left, order, running, turns = Counter(jobs), list[tuple[int, uuid.UUID]](), Counter(had.running), dict(had.served)
    while chosen := next_owner(+left, Standing(running, turns)):
        order.append(chosen)
        left[chosen] -= 1
        running[chosen[1]] += 1
        turns[chosen[1]] = MOMENT + timedelta(days=len(order))
    return order


@pytest.mark.parametrize(
    ("jobs", "had", "expected"),
    [
        pytest.param(line("aaabbb"), standing(), "ababab", id="owners take turns"),
        pytest.param(line("aaab"), standing(served="ba"), "baaa", id="a batch does not shut others out"),
        pytest.param(line("aabb"), standing({"a": 1}), "baba", id="who has one at work waits a turn"),
        pytest.param(line("aaab", [LOW, HIGH, NORMAL, HIGH]), standing(), "abaa", id="priority first"),
        pytest.param({}, standing(), "", id="nobody"),
    ],
)
def test_the_order_of_service(jobs: Line, had: Standing, expected: str) -> None:
    assert [whose for _, whose in told(jobs, had)] == [owner(name) for name in expected]
    assert told(jobs, had) == served(jobs, had)


def test_whatever_waits_is_served_as_was_told() -> None:
    dice = random.Random(7)
    for _ in range(300):
        owners = "abcde"[: dice.randint(1, 5)]
        text = "".join(dice.choices(owners, k=dice.randint(1, 25)))
        jobs = line(text, dice.choices([HIGH, NORMAL, LOW], k=len(text)))
        had = standing({name: dice.randint(0, 4) for name in owners}, "".join(dice.sample(owners, len(owners) - 1)))
        assert told(jobs, had) == served(jobs, had), (text, jobs, had)
