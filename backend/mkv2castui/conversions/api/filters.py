"""Which jobs a list asks for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from mkv2castui.accounts.models import User
from mkv2castui.conversions import selectors
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.names import searchable
from mkv2castui.conversions.states import JobStatus


def chosen(user: User, query: QueryDict) -> QuerySet[Job]:
    """``?status=ready,queued&search=amelie``. An unknown status is an error, not an empty list."""
    statuses = _known([word for word in query.get("status", "").split(",") if word])
    return selectors.chosen_of(user, statuses, searchable(query.get("search", "").strip()))


def _known(statuses: list[str]) -> list[str]:
    unknown = [word for word in statuses if word not in JobStatus]
    if unknown:
        raise ValidationError({"status": [f"{', '.join(unknown)}: not a status"]})
    return statuses
