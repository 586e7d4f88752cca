"""Two hundred small jobs of several owners: each is run once, and in the order that was promised."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from testing import line
from testing.chaos.films import drawn, ffmpeg
from testing.line import Served
from testing.servers import find_nginx
from testing.stack import Stack

OWNERS = 4

pytestmark = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("order")) as running:
        yield running


@pytest.fixture(scope="module")
def tiny_film(films: Path) -> Path:
    """A fifth of a second that plays, but in Matroska."""
    path = films / "tiny.mkv"
    h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    ffmpeg(*drawn(0.2, "160x90"), *h264, "-c:a", "aac", "-ac", "2", str(path))
    return path


def waiting_jobs(stack: Stack, film: Path, count: int) -> list[str]:
    """Of several owners, of whom the first has half, and of all priorities, in no order."""
    line.close_queue(stack)
    jobs, owners, chance = line.fill(stack, film, count), line.make_owners(stack, OWNERS), Random(count)
    for job in jobs:
        owner = chance.choices(owners, weights=[OWNERS, *[1] * (OWNERS - 1)])[0]
        line.hand_over(stack, job, owner, chance.randrange(3))
    return jobs


def assert_each_was_run_once(served: Sequence[Served], jobs: Sequence[str]) -> None:
    assert Counter(s.job for s in served) == Counter(UUID(job) for job in jobs)
    assert {s.end for s in served} == {"succeeded"}


def assert_priority_and_own_order_were_kept(served: Sequence[Served]) -> None:
    assert [s.priority for s in served] == sorted(s.priority for s in served)
    by_owner = sorted(served, key=lambda s: (s.priority, s.owner))  # a stable sort
    for _, own in itertools.groupby(by_owner, key=lambda s: (s.priority, s.owner)):
        ranks = [s.rank for s in own]
        assert ranks == sorted(ranks)


def test_one_worker_serves_whoever_was_served_longest_ago(stack: Stack, tiny_film: Path) -> None:
    stack.processes["worker-2"].stop()
    try:
        jobs = waiting_jobs(stack, tiny_film, 60)
        line.close_queue(stack, False)
        line.wait_until_done(stack, jobs)
    finally:
        stack.processes["worker-2"].start()
    served = line.served(stack, jobs)
    assert_each_was_run_once(served, jobs)
    assert_priority_and_own_order_were_kept(served)
    last_served = dict[UUID, datetime]()
    for number, now in enumerate(served):
        rivals = {s.owner for s in served[number:] if s.priority == now.priority and s.owner in last_served}
        unserved = {s.owner for s in served[number:] if s.priority == now.priority} - rivals
        if unserved:
            assert now.owner in unserved
        else:
            assert now.owner == min(rivals, key=lambda owner: last_served[owner])
        last_served[now.owner] = now.started_at


def test_two_workers_run_none_twice_and_keep_the_order(stack: Stack, tiny_film: Path) -> None:
    jobs = waiting_jobs(stack, tiny_film, 200)
    line.close_queue(stack, False)
    line.wait_until_done(stack, jobs)
    served = line.served(stack, jobs)
    assert_each_was_run_once(served, jobs)
    assert_priority_and_own_order_were_kept(served)
    assert len({row for (row,) in line.ask(stack, "SELECT DISTINCT worker FROM conversions_attempt")}) >= 2
    assert_shares_were_fair(served)


def assert_shares_were_fair(served: Sequence[Served]) -> None:
    """Among those who still wait nobody gets more than two (the number of seats) ahead of another."""
    for _, group in itertools.groupby(served, key=lambda s: s.priority):
        equals = list(group)
        had = Counter[UUID]()
        for number, now in enumerate(equals):
            had[now.owner] += 1
            waiting = {s.owner for s in equals[number:]}
            assert had[now.owner] - min(had[owner] for owner in waiting) <= 2
