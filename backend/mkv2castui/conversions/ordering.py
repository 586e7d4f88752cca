"""An owner puts their waiting jobs into an order of their own.

A job goes exactly where it was put: among jobs of another priority it takes theirs.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mkv2castui.common.problems import conflict, not_found
from mkv2castui.conversions import rule
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.ranks import STEP, between
from mkv2castui.conversions.states import WAITING
from mkv2castui.conversions.transitions import touch_or_conflict


def move_first(job: Job) -> Job:
    """Raises the 409 problem for a job that does not wait."""
    return _put(job, lambda: _beside(job, _others(job).order_by("priority", "rank", "id").first(), -STEP, min))


def move_last(job: Job) -> Job:
    """Raises the 409 problem for a job that does not wait."""
    return _put(job, lambda: _beside(job, _others(job).order_by("-priority", "-rank", "-id").first(), STEP, max))


def move_before(job: Job, other_id: uuid.UUID) -> Job:
    """Raises the 404 problem when the owner has no such job, the 409 problem when one of the two does not wait."""
    return _put(job, lambda: _before(job, _waiting_other(job, other_id)))


def _put(job: Job, place: Callable[[], dict[str, Any]]) -> Job:
    with transaction.atomic():
        rule.locked()  # nobody else moves or takes one meanwhile
        return touch_or_conflict(job, "moved", only_in=WAITING, **place())


def _others(job: Job) -> QuerySet[Job]:
    """Only what their places are made of: a whole job is large, and to sort very many of them takes long."""
    others = Job.objects.filter(owner_id=job.owner_id, status__in=sorted(WAITING)).exclude(pk=job.pk)
    return others.only("pk", "priority", "rank")


def _beside(job: Job, end: Job | None, step: int, most: Callable[[int, int], int]) -> dict[str, Any]:
    """The values behind or in front of all, ``end`` being the outermost of the others."""
    if end is None:
        return {}
    return {"priority": most(job.priority, end.priority), "rank": end.rank + step}


def _waiting_other(job: Job, other_id: uuid.UUID) -> Job:
    other = Job.objects.filter(owner_id=job.owner_id, pk=other_id).first()
    if other is None:
        raise not_found()
    if other.status not in WAITING or other.pk == job.pk:
        raise conflict("a place to move to", other.status)
    return other


def _before(job: Job, other: Job) -> dict[str, Any]:
    equals = _others(job).filter(priority=other.priority)
    rank = _rank_before(equals, other)
    if rank is None:
        _spread(list(equals.order_by("rank", "id")))
        other.refresh_from_db(fields=["rank"])
        rank = _rank_before(equals, other)
    return {"priority": other.priority, "rank": rank}


def _rank_before(equals: QuerySet[Job], other: Job) -> int | None:
    """``None`` when there is no room."""
    line = equals.order_by("rank", "id").values_list("pk", "rank")
    before = None
    for pk, rank in line:
        if pk == other.pk:
            return between(before, rank)
        before = rank
    return between(before, other.rank)


def _spread(line: list[Job]) -> None:
    """Room between all of them, the last one staying where it is."""
    last = line[-1].rank
    for step, job in enumerate(reversed(line)):
        job.rank = last - step * STEP
    Job.objects.bulk_update(line, ["rank"])
