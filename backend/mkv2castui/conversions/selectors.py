"""Reads of jobs. Everything that a user can see goes through :func:`jobs_of`."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Func, QuerySet, Sum

from mkv2castui.accounts.models import User
from mkv2castui.common.problems import not_found
from mkv2castui.conversions import known_names
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import CONVERTING, JobStatus


def jobs_of(user: User) -> QuerySet[Job]:
    return Job.objects.filter(owner=user)


def job_of(user: User, job_id: uuid.UUID) -> Job:
    """Raises the 404 problem for a stranger's job as for none at all."""
    job = jobs_of(user).filter(pk=job_id).first()
    if job is None:
        raise not_found()
    return job


def chosen_of(user: User, statuses: Collection[str] = (), part: str = "") -> QuerySet[Job]:
    """Those of the user in one of ``statuses``, with ``part`` (it is ``names.searchable``) in their names; empty: of
    any."""
    known = known_names.ALL.holding(user.pk, part) if part else None
    jobs = jobs_of(user) if known is None else _of_few(user, known)
    if part:
        jobs = jobs.filter(search_name__contains=part)
    if statuses:
        jobs = jobs.filter(**{"status__in" if known is None else "plain_status__in": statuses})
    return jobs


def _of_few(user: User, ids: Collection[uuid.UUID]) -> QuerySet[Job]:
    """Found by their ids. Asked for an owner or a state SQLite would go through all of these: it takes no number of
    ids for few. By the sign it is told not to."""
    owner, status = (Func(name, template="+%(expressions)s") for name in ("owner", "status"))
    return Job.objects.alias(plain_owner=owner, plain_status=status).filter(pk__in=ids, plain_owner=user.pk)


def newest_jobs_of(user: User) -> QuerySet[Job]:
    """All, the newest first."""
    return jobs_of(user).order_by("-created_at", "-id")


def stats_of(user: User) -> dict[str, Any]:
    """Figures of the user's jobs, in the shape of ``Stats``."""
    mine = Job.objects.filter(owner=user)
    counts = {row["status"]: row["count"] for row in mine.values("status").annotate(count=Count("id")).order_by()}
    done = mine.filter(status=JobStatus.COMPLETED).aggregate(
        input_bytes=Sum("input_size"),
        output_bytes=Sum("output_size"),
        saved_bytes=Sum(F("input_size") - F("output_size")),
    )
    return {
        "jobs": {status.value: counts.get(status.value, 0) for status in JobStatus},
        "converting": sum(counts.get(status.value, 0) for status in CONVERTING),
        **{name: value or 0 for name, value in done.items()},
    }
