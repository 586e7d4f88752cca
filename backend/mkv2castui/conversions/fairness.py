"""Who is next: priority first, then the owner with the least at work, then whoever was served longest ago. Pure."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the owners have had so far; who is missing has had nothing.

    ``running``: how many jobs each has at work. ``served``: when each was served last.
    """

    running: Mapping[uuid.UUID, int]
    served: Mapping[uuid.UUID, datetime]

    def of(self, owner: uuid.UUID) -> tuple[int, datetime, int]:
        """Least first; equals by their id, so that two who look come to the same answer."""
        return self.running.get(owner, 0), self.served.get(owner, _NEVER), owner.int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job in the line. ``rank``: the owner's own order, least first."""

    id: uuid.UUID
    owner: uuid.UUID
    priority: int
    rank: int


def next_owner(heads: Iterable[tuple[int, uuid.UUID]], standing: Standing) -> tuple[int, uuid.UUID] | None:
    """Of the pairs of priority and owner for which a job waits, the one to serve."""
    return min(heads, key=lambda head: (head[0], standing.of(head[1])), default=None)


def in_order(jobs: Iterable[Waiting], standing: Standing) -> list[uuid.UUID]:
    """All of ``jobs`` as they would be served one after the other if nothing else came or ended."""
    order, had = list[uuid.UUID](), dict(standing.running)
    line = sorted(jobs, key=lambda job: (job.priority, job.owner.int, job.rank, job.id.int))
    for _, equals in groupby(line, key=lambda job: job.priority):
        for job in _in_turns(list(equals), Standing(had, standing.served), step=len(order)):
            had[job.owner] = had.get(job.owner, 0) + 1
            order.append(job.id)
    return order


def _in_turns(jobs: list[Waiting], standing: Standing, *, step: int) -> list[Waiting]:
    """Jobs of one priority, sorted by owner. ``step``: how many were served before them."""
    rest = {owner: iter(list(own)) for owner, own in groupby(jobs, key=lambda job: job.owner)}
    turns = [(*_before(standing, owner), owner) for owner in rest]
    heapq.heapify(turns)
    order = list[Waiting]()
    while turns:
        running, _, _, name, owner = heapq.heappop(turns)
        job = next(rest[owner], None)
        if job is not None:
            order.append(job)
            heapq.heappush(turns, (running + 1, step + len(order), _NEVER, name, owner))
    return order


def _before(standing: Standing, owner: uuid.UUID) -> tuple[int, int, datetime, int]:
    """As :meth:`Standing.of`, with the turns to come (from 1) after all that have been."""
    running, served, name = standing.of(owner)
    return running, 0, served, name
