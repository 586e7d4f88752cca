"""Who is next: priority first, then the owner with the least at work, then whoever was served longest ago. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

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


def next_owner(heads: Iterable[tuple[int, uuid.UUID]], standing: Standing) -> tuple[int, uuid.UUID] | None:
    """Of the pairs of priority and owner for which a job waits, the one to serve."""
    return min(heads, key=lambda head: (head[0], standing.of(head[1])), default=None)


@dataclass(frozen=True, slots=True)
class _Turns:
    """Of one owner at one priority. ``had``: jobs at work when the first of ``count`` is served.

    ``since``: how many other owners were served longer ago. The owner's n-th job (from 0) is served when all have had
    ``had + n``: its level. At each level, who comes to it later in life (a higher ``had``) has not been served yet.
    """

    had: int
    count: int
    since: int

    def until(self, level: int, other: _Turns) -> int:
        """How many are served before the job of ``other`` at that level."""
        below = min(max(level - self.had, 0), self.count)
        is_there = self.had <= level < self.had + self.count
        return below + (is_there and self._turn() < other._turn())

    def last(self) -> tuple[int, int, int]:
        """In the order of these the owners are served last."""
        return (self.had + self.count - 1, *self._turn())

    def _turn(self) -> tuple[int, int]:
        return -self.had, self.since


class Forecast:
    """In which order all that wait would be served one after the other, if nothing else came or ended.

    ``waiting``: how many jobs wait, by priority and owner.
    """

    def __init__(self, waiting: Mapping[tuple[int, uuid.UUID], int], standing: Standing) -> None:
        self._before = dict[int, int]()
        self._turns = dict[int, dict[uuid.UUID, _Turns]]()
        had = dict(standing.running)
        line = sorted({owner for _, owner in waiting}, key=lambda owner: standing.of(owner)[1:])
        for priority in sorted({priority for priority, _ in waiting}):
            self._before[priority] = sum(count for (other, _), count in waiting.items() if other < priority)
            turns = {
                owner: _Turns(had.get(owner, 0), waiting[priority, owner], since)
                for since, owner in enumerate(line)
                if (priority, owner) in waiting
            }
            had |= {owner: own.had + own.count for owner, own in turns.items()}
            line = [owner for owner in line if owner not in turns] + sorted(turns, key=lambda own: turns[own].last())
            self._turns[priority] = turns

    def position(self, priority: int, owner: uuid.UUID, number: int) -> int:
        """From 1: of the job that is its owner's ``number``-th, from 1, of that priority."""
        turns = self._turns[priority]
        own = turns[owner]
        level = own.had + number - 1
        others = sum(other.until(level, own) for name, other in turns.items() if name != owner)
        return self._before[priority] + number + others
