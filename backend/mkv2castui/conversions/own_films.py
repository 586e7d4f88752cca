"""What is kept about a person's films, for themselves. The results are files of their own."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects

from mkv2castui.accounts.models import User
from mkv2castui.conversions.models import Job, Output, Priority

_PAGE = 100  # films; each has some kilobytes of facts and plan

Place = tuple[datetime, uuid.UUID]


def page(user: User, after: Place | None) -> tuple[list[dict[str, Any]], Place | None]:
    """Newest first, those after the film ``after``; and which the last one is."""
    jobs = Job.objects.filter(owner=user).order_by("-created_at", "-id")
    if after is not None:
        at, job_id = after
        # The first is what an index is good for.
        jobs = jobs.filter(Q(created_at__lt=at) | Q(id__lt=job_id), created_at__lte=at)
    found = list(jobs[:_PAGE])
    prefetch_related_objects(found, "outputs")
    return [_film(job) for job in found], (found[-1].created_at, found[-1].pk) if found else None


_FACTS = (
    "id",
    "filename",
    "status",
    "device",
    "options",
    "start_when_ready",
    "not_before",
    "media",
    "plan",
    "estimate",
    "outcome",
    "warnings",
    "error",
    "input_size",
    "output_size",
    "source_available",
    "created_at",
    "started_at",
    "completed_at",
)
_OUTPUT = ("kind", "name", "size", "content_type", "language", "forced", "hearing_impaired", "title")


def _film(job: Job) -> dict[str, Any]:
    facts = {name: getattr(job, name) for name in _FACTS}
    return facts | {
        "sha256": job.source_digest or None,
        "priority": Priority(job.priority).word,
        "outputs": [_output(output) for output in job.outputs.all()],
    }


def _output(output: Output) -> dict[str, Any]:
    return {name: getattr(output, name) for name in _OUTPUT}
