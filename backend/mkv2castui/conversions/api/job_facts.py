"""What is known of a job that a client is told: of many by one question, of one that has been read already as it is.

JSON that nobody looks into goes on as the text that the database holds: to read it and to write it again would take as
long as all the rest of a page, and leave tens of thousands of objects to collect.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KT, KeyTransform
from django.db.models.functions import Cast

from mkv2castui.conversions.models import Job

Facts = dict[str, Any]
"""By name: the columns, the JSON of those that hold some, and what is told of ``media``."""

_COLUMNS = (
    *("id", "owner_id", "filename", "status", "seq", "device", "progress", "stage", "speed", "fps", "eta_seconds"),
    *("provisional", "start_when_ready", "has_still", "input_size", "arrived", "output_size", "source_available"),
    *("created_at", "started_at", "completed_at", "not_before", "outcome", "attempt", "lane", "priority", "rank"),
    *("ahead_token", "ahead_progress"),
)
_JSON = ("options", "plan", "estimate", "error", "warnings")
_OF_MEDIA = ("streams", "duration", "container")

_AS_TEXT = {
    **{f"{name}_text": Cast(name, TextField()) for name in _JSON},
    "streams_text": Cast(KeyTransform("streams", "media"), TextField()),
}
_READ = {"duration": KeyTransform("duration", "media"), "container": KT("media__container")}


def facts_of_all(jobs: QuerySet[Job]) -> QuerySet[Job, Facts]:
    """Each still to be :func:`completed`."""
    rows: QuerySet[Job, Facts] = jobs.values(*_COLUMNS, **_AS_TEXT, **_READ)
    return rows


def completed(row: Facts) -> Facts:
    """``row`` is one of :func:`facts_of_all`."""
    return row | {name: _written_on(row[f"{name}_text"]) for name in (*_JSON, "streams")}


def _written_on(text: str | None) -> orjson.Fragment | dict[str, Any] | None:
    """What is empty stays so to see."""
    if text is None:
        return None
    return {} if text == "{}" else orjson.Fragment(text)


def facts_of(job: Job) -> Facts:
    media = job.media or {}
    return {
        **{name: getattr(job, name) for name in (*_COLUMNS, *_JSON)},
        **{name: media.get(name) for name in _OF_MEDIA},
    }
