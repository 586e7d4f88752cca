"""Many waiting jobs of several owners in the distributed program, and the order in which they were served."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from testing.stack import Stack

_SERVED = """
SELECT j.id, j.owner_id, j.priority, j.rank, a.started_at, a.ended_at, a."end"
FROM conversions_attempt a JOIN conversions_job j ON j.id = a.job_id
WHERE a.lane <> 'analyze' ORDER BY a.started_at"""


@dataclass(frozen=True, slots=True)
class Served:
    """An attempt at a job. ``rank``: the owner's own order, least first."""

    job: uuid.UUID
    owner: uuid.UUID
    priority: int
    rank: int
    started_at: datetime
    ended_at: datetime | None
    end: str


def close_queue(stack: Stack, closed: bool = True) -> None:
    """``False``: open it."""
    with stack.client() as client:
        client.patch("/api/queue/", json={"paused": closed}).raise_for_status()


def fill(stack: Stack, film: Path, count: int) -> list[str]:
    """Jobs that wait behind the closed queue, all of one upload."""
    first = stack.upload(film)["id"]
    stack.wait_for(first, "queued")
    with stack.client() as client:
        answers = [client.post(f"/api/jobs/{first}/again/", json={}) for _ in range(count - 1)]
    return [first, *(answer.raise_for_status().json()["id"] for answer in answers)]


def make_owners(stack: Stack, count: int) -> list[uuid.UUID]:
    """Besides the local one. Without sign-in no request can be another's: the rows are written as they would be."""
    owners = [uuid.uuid4() for _ in range(count)]
    with psycopg.connect(stack.database_url) as database:
        columns = [row[0] for row in database.execute(_COLUMNS).fetchall()]
        others = ", ".join(name for name in columns if name not in ("id", "email", "is_local_owner"))
        for owner in owners:
            database.execute(
                f"INSERT INTO accounts_user (id, email, is_local_owner, {others}) "
                f"SELECT %s, %s, false, {others} FROM accounts_user LIMIT 1",
                [owner, f"{owner}@example.org"],
            )
    return owners


_COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts_user'"


def hand_over(stack: Stack, job: str, owner: uuid.UUID, priority: int) -> None:
    ask(stack, "UPDATE conversions_job SET owner_id = %s, priority = %s WHERE id = %s", owner, priority, job)


def ask(stack: Stack, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(stack.database_url) as database:
        answer = database.execute(question.encode(), values)
        return answer.fetchall() if answer.description else []


def served(stack: Stack, jobs: Sequence[str]) -> list[Served]:
    """Of ``jobs``, in the order of their claims."""
    ours = {uuid.UUID(job) for job in jobs}
    return [row for row in (Served(*values) for values in ask(stack, _SERVED)) if row.job in ours]


def wait_until_done(stack: Stack, jobs: Sequence[str], seconds: float = 250) -> None:
    """Until none of ``jobs`` waits or runs."""
    open_ones = "SELECT COUNT(*) FROM conversions_job WHERE id = ANY(%s) AND completed_at IS NULL"
    stack.wait_until(lambda: ask(stack, open_ones, list(jobs)) == [(0,)], seconds)
