"""Which jobs a list asks for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from mkv2castui.conversions.models import Job
from mkv2castui.conversions.names import searchable
from mkv2castui.conversions.states import JobStatus


def chosen(jobs: QuerySet[Job], query: QueryDict) -> QuerySet[Job]:
    """``?status=ready,queued&search=amelie``. An unknown status is an error, not an empty list."""
    if statuses := [word for word in query.get("status", "").split(",") if word]:
        jobs = jobs.filter(status__in=_known(statuses))
    if search := query.get("search", "").strip():
        jobs = jobs.filter(search_name__contains=searchable(search))
    return jobs


def _known(statuses: list[str]) -> list[str]:
    unknown = [word for word in statuses if word not in JobStatus]
    if unknown:
        raise ValidationError({"status": [f"{', '.join(unknown)}: not a status"]})
    return statuses
