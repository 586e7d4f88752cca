"""Who is next. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from mkv2castui.conversions.fairness import Standing, Waiting, in_order, next_owner

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


def line(text: str, priorities: Sequence[int] = ()) -> list[Waiting]:
    """``aab``: two jobs of a and one of b, in the order in which they came."""
    numbers = count()
    chosen = priorities or [NORMAL] * len(text)
    return [
        Waiting(uuid.UUID(int=1000 + n), owner(name), priority, n)
        for n, name, priority in zip(numbers, text, chosen, strict=False)
    ]


@pytest.mark.parametrize(
    ("jobs", "had", "expected"),
    [
        pytest.param(line("aaabbb"), standing(), "a1 b1 a2 b2 a3 b3", id="owners take turns"),
        pytest.param(line("aaab"), standing(served="ba"), "b1 a1 a2 a3", id="a batch does not shut others out"),
        pytest.param(line("aabb"), standing({"a": 1}), "b1 a1 b2 a2", id="who has one at work waits a turn"),
        pytest.param(line("aaab", [LOW, HIGH, NORMAL, HIGH]), standing(), "a2 b1 a3 a1", id="priority first"),
        pytest.param([], standing(), "", id="nobody"),
    ],
)
def test_the_order_of_service(jobs: list[Waiting], had: Standing, expected: str) -> None:
    names = dict[uuid.UUID, str]()
    for name in "ab":
        own = [job for job in jobs if job.owner == owner(name)]
        names |= {job.id: f"{name}{n}" for n, job in enumerate(own, start=1)}
    assert " ".join(names[job_id] for job_id in in_order(jobs, had)) == expected


def test_the_first_in_order_is_the_next_that_is_served() -> None:
    jobs, had = line("abcabc", [NORMAL, LOW, NORMAL, HIGH, HIGH, LOW]), standing({"a": 2, "b": 1}, "cab")
    first = in_order(jobs, had)[0]
    chosen = next_owner({(job.priority, job.owner) for job in jobs}, had)
    assert chosen is not None
    assert [(job.priority, job.owner) for job in jobs if job.id == first] == [chosen]
