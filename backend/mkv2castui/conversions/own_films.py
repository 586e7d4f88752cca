"""What is kept about a person's films, for themselves. The results are files of their own."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Q

from mkv2castui.accounts.models import User
from mkv2castui.conversions.models import Job, Output, Priority

_PAGE = 100  # films; each has some kilobytes of facts and plan

Place = tuple[datetime, uuid.UUID]
Row = dict[str, Any]


def page(user: User, after: Place | None) -> tuple[list[Row], Place | None]:
    """Newest first, those after the film ``after``; and which the last one is."""
    jobs = Job.objects.filter(owner=user).order_by("-created_at", "-id")
    if after is not None:
        at, job_id = after
        # The first is what an index is good for.
        jobs = jobs.filter(Q(created_at__lt=at) | Q(id__lt=job_id), created_at__lte=at)
    # No objects of models: they are in circles with what belongs to them, and stay until somebody looks for such.
    films = list(jobs.values(*_FACTS)[:_PAGE])
    outputs = _outputs_of([film["id"] for film in films])
    last = (films[-1]["created_at"], films[-1]["id"]) if films else None
    return [_told(film, outputs.get(film["id"], [])) for film in films], last


_FACTS = (
    "id",
    "filename",
    "status",
    "device",
    "options",
    "priority",
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
    "source_digest",
    "created_at",
    "started_at",
    "completed_at",
)
_OUTPUT = ("kind", "name", "size", "content_type", "language", "forced", "hearing_impaired", "title")


def _told(film: Row, outputs: list[Row]) -> Row:
    return film | {"priority": Priority(film["priority"]).word, "outputs": outputs}


def _outputs_of(films: list[uuid.UUID]) -> dict[uuid.UUID, list[Row]]:
    found = dict[uuid.UUID, list[Row]]()
    for output in Output.objects.filter(job__in=films).order_by("position").values("job", *_OUTPUT):
        found.setdefault(output.pop("job"), []).append(output)
    return found
