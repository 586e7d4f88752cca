"""The line of waiting jobs: who waits, who may be served, and in which order."""

from __future__ import annotations

import uuid
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from mkv2castui.conversions import allowances
from mkv2castui.conversions.fairness import Forecast, Standing, next_owner
from mkv2castui.conversions.models import Job, Lane, Turn
from mkv2castui.conversions.states import CONVERTING, JobStatus

WAITING_IN: dict[Lane, JobStatus] = {
    Lane.ANALYZE: JobStatus.PENDING,
    Lane.QUICK: JobStatus.QUEUED,
    Lane.CONVERT: JobStatus.QUEUED,
}
AT_WORK_IN: dict[Lane, Collection[JobStatus]] = {
    Lane.ANALYZE: [JobStatus.ANALYZING],
    Lane.QUICK: sorted(CONVERTING),
    Lane.CONVERT: sorted(CONVERTING),
}


def waiting(lane: Lane) -> QuerySet[Job]:
    """The lane's jobs that nobody works on. Who was paused and holds an encoder waits for its own worker."""
    return Job.objects.filter(status=WAITING_IN[lane], lane=lane, lease_token=None)


def due(lane: Lane, now: datetime) -> QuerySet[Job]:
    """Of those that wait, the ones that may be served now. A look at a film has no reason to be put off.

    A film that was begun while it came waits for whoever has begun it, as long as that worker lives.
    """
    if lane == Lane.ANALYZE:
        return waiting(lane)
    is_nobodys = Q(ahead_until=None) | Q(ahead_until__lt=now)
    return waiting(lane).filter(Q(not_before=None) | Q(not_before__lte=now), is_nobodys)


def has_due(lane: Lane, now: datetime) -> bool:
    """Asked for in the order of the index: PostgreSQL would look for any one through the whole table."""
    return due(lane, now).order_by("priority", "owner_id", "rank").values_list("pk").first() is not None


def next_job(lane: Lane, now: datetime, *, not_for_us: Callable[[], Collection[str]] = tuple) -> Job | None:
    """The job to serve now. ``not_for_us``: what only other workers can do; asked where jobs need something at all."""
    jobs = due(lane, now)
    wanted = set(jobs.order_by().values_list("priority", "owner_id", "needs").distinct())
    elsewhere = not_for_us() if any(needs for *_, needs in wanted) else ()
    heads = {(priority, owner) for priority, owner, needs in wanted if needs not in elsewhere}
    head = _next_owner(lane, now, heads)
    if head is None:
        return None
    priority, owner = head
    own = jobs.filter(priority=priority, owner_id=owner).exclude(needs__in=sorted(elsewhere))
    return own.order_by("rank", "id").only("pk", "owner_id").first()


def _next_owner(lane: Lane, now: datetime, heads: Set[tuple[int, uuid.UUID]]) -> tuple[int, uuid.UUID] | None:
    """What owners have had is asked only where it decides: who waits alone is next."""
    if not settings.REQUIRE_AUTH and len(heads) < 2:
        return next(iter(heads), None)
    running = _running(lane)
    if lane != Lane.ANALYZE:
        at_work = Counter(owner for _, owner in running.elements())
        going_on = _going_on(lane, now) if settings.REQUIRE_AUTH else None
        full = allowances.full({owner for _, owner in heads}, besides=going_on, running=at_work)
        heads = {head for head in heads if head[1] not in full}
    return next_owner(heads, _standing(lane, running)) if len(heads) > 1 else next(iter(heads), None)


def _going_on(lane: Lane, now: datetime) -> Counter[uuid.UUID]:
    """How many films of each owner are begun already and wait to go on: they go before the owner's new ones.

    Of those of both lanes while pictures may be encoded. The hours that hold these back hold back none of ``quick``.
    """
    lanes = [lane] if lane == Lane.QUICK else allowances.LANES
    begun = Job.objects.filter(Q(lease_until__isnull=False) | Q(ahead_until__gte=now), status=JobStatus.QUEUED)
    not_put_off = Q(not_before=None) | Q(not_before__lte=now)
    return Counter(begun.filter(not_put_off, lane__in=lanes).values_list("owner_id", flat=True))


def standing(lane: Lane) -> Standing:
    return _standing(lane, _running(lane))


def _standing(lane: Lane, running: Counter[tuple[str, uuid.UUID]]) -> Standing:
    of_lane = {owner: count for (of, owner), count in running.items() if of == lane}
    return Standing(of_lane, dict(Turn.objects.filter(lane=lane).values_list("owner_id", "served_at")))


def _running(lane: Lane) -> Counter[tuple[str, uuid.UUID]]:
    """How many films each owner has at work, by lane, in all lanes that do the same kind of work.

    Counted here: asked to group by owner, SQLite goes through all jobs in the order of their owners.
    """
    lanes = [Lane.ANALYZE] if lane == Lane.ANALYZE else allowances.LANES
    return Counter(Job.objects.filter(status__in=AT_WORK_IN[lane], lane__in=lanes).values_list("lane", "owner_id"))


def take_turn(owner: uuid.UUID, lane: Lane, now: datetime) -> None:
    """The owner has been served."""
    Turn.objects.bulk_create(
        [Turn(owner_id=owner, lane=lane, served_at=now)],
        update_conflicts=True,
        unique_fields=["owner", "lane"],
        update_fields=["served_at"],
    )


class Place(NamedTuple):
    """What says where a job stands."""

    pk: uuid.UUID
    owner_id: uuid.UUID
    priority: int
    rank: int


def positions(jobs: Collection[Place | Job], now: datetime) -> dict[uuid.UUID, int]:
    """The place, from 1, of those of ``jobs`` that wait to be converted and may be served, among all that do.

    Of jobs that were put on the very same place those that are not asked about stand behind.
    """
    line = due(Lane.CONVERT, now).order_by()
    counts = line.values_list("priority", "owner_id").annotate(count=Count("pk"))
    waiting = {(priority, owner): count for priority, owner, count in counts}
    # Who waits alone has everybody's turn: what they have had decides nothing.
    is_alone = len({owner for _, owner in waiting}) < 2
    forecast = Forecast(waiting, Standing({}, {}) if is_alone else standing(Lane.CONVERT))
    return {
        pk: forecast.position(priority, owner, number)
        for (priority, owner), own in _by_place(jobs, line)
        for pk, number in _numbers_of(own, waiting.get((priority, owner), 0))
    }


class _Own(NamedTuple):
    """Of one owner and priority: those that are asked about, and all ranks taken from the first of them on."""

    jobs: Sequence[Place | Job]
    ranks: Sequence[int]


def _by_place(jobs: Collection[Place | Job], line: QuerySet[Job]) -> Iterator[tuple[tuple[int, uuid.UUID], _Own]]:
    """Only these ranks are read: a page has the newest, which wait at the end."""
    for owner in {job.owner_id for job in jobs}:
        own = [job for job in jobs if job.owner_id == owner]
        behind = line.filter(owner_id=owner, rank__gte=min(job.rank for job in own))
        ranks = dict[int, list[int]]()
        for priority, rank in behind.values_list("priority", "rank"):
            ranks.setdefault(priority, []).append(rank)
        for priority, taken in ranks.items():
            yield (priority, owner), _Own([job for job in own if job.priority == priority], sorted(taken))


def _numbers_of(own: _Own, count: int) -> Iterator[tuple[uuid.UUID, int]]:
    """For those that are in the line, where ``count`` wait: the place among them, from 1."""
    before = count - len(own.ranks)
    for rank, equals in groupby(sorted(own.jobs, key=lambda job: (job.rank, job.pk)), key=lambda job: job.rank):
        places = range(bisect_left(own.ranks, rank) + 1, bisect_right(own.ranks, rank) + 1)
        for job, place in zip(equals, places, strict=False):
            if 0 < before + place <= count:  # the line may have moved on between the questions
                yield job.pk, before + place
