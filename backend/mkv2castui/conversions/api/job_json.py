"""Jobs as JSON, in the shape of ``Job``: the same for REST and for the sockets.

Written by hand, not field by field: a page of a hundred films would take as long to write down as to find.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from mkv2castui.common import clock
from mkv2castui.conversions import line
from mkv2castui.conversions.api.job_facts import Facts, completed, facts_of
from mkv2castui.conversions.line import Place
from mkv2castui.conversions.models import Job, Lane, Output, Priority
from mkv2castui.conversions.states import JobStatus


def job_as_json(job: Job) -> dict[str, Any]:
    """The job with its outputs as a client sees it."""
    return _all_as_json([facts_of(job)])[0]


def jobs_as_json(rows: Iterable[Facts]) -> list[dict[str, Any]]:
    """As :func:`job_as_json`; ``rows`` of ``job_facts.facts_of_all``. What is in them as JSON only orjson can write."""
    return _all_as_json([completed(row) for row in rows])


def _all_as_json(jobs: Sequence[Facts]) -> list[dict[str, Any]]:
    """With one look at the line for all, and none when nobody of them is in it."""
    waiting = [job for job in jobs if job["status"] == JobStatus.QUEUED and job["lane"] == Lane.CONVERT]
    places = [Place(job["id"], job["owner_id"], job["priority"], job["rank"]) for job in waiting]
    positions = line.positions(places, clock.now()) if places else {}
    outputs = _outputs_of([job["id"] for job in jobs if job["status"] == JobStatus.COMPLETED])
    return [_as_json(job, positions.get(job["id"]), outputs.get(job["id"], [])) for job in jobs]


def _outputs_of(jobs: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Only what is completed has any. One question; Django's own way (``prefetch_related``) builds a manager for each
    job besides."""
    found = dict[uuid.UUID, list[dict[str, Any]]]()
    for output in Output.objects.filter(job__in=jobs).values(*_OF_OUTPUTS):
        found.setdefault(output["job_id"], []).append(output)
    return found


_OF_OUTPUTS = (
    *("id", "job_id", "position", "kind", "name", "size", "content_type"),
    *("language", "forced", "hearing_impaired", "title"),
)


def _as_json(job: Facts, position: int | None, outputs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(job["id"]),
        "filename": job["filename"],
        "status": job["status"],
        "seq": job["seq"],
        "device": job["device"],
        "options": job["options"],
        "progress": job["progress"],
        "stage": job["stage"] or None,
        "speed": job["speed"],
        "fps": job["fps"],
        "eta_seconds": job["eta_seconds"],
        "streams": job["streams"],
        "plan": job["plan"],
        "provisional": job["provisional"],
        "start_when_ready": job["start_when_ready"],
        "estimate": job["estimate"] or None,
        "duration": job["duration"],
        "container": job["container"],
        "still_url": _still_url(job) if job["has_still"] else None,
        "input_size": job["input_size"],
        "arrived": job["arrived"] if job["status"] == JobStatus.UPLOADING else None,
        "ahead": _ahead(job),
        "output_size": job["output_size"],
        "created_at": _moment(job["created_at"]),
        "started_at": _moment(job["started_at"]),
        "completed_at": _moment(job["completed_at"]),
        "error": job["error"],
        "outcome": job["outcome"] or None,
        "warnings": job["warnings"],
        "outputs": [_output(output) for output in outputs],
        "attempt": job["attempt"],
        "priority": Priority(job["priority"]).word,
        "position": position,
        "not_before": _moment(job["not_before"]),
        "source_available": job["source_available"],
    }


def _still_url(job: Facts) -> str:
    """Browsers keep pictures: the one of a film on its way gives way to a better one."""
    return f"/api/jobs/{job['id']}/still/" + ("?early=1" if job["provisional"] else "")


def _ahead(job: Facts) -> dict[str, Any] | None:
    is_on = job["ahead_token"] is not None and job["status"] in _BEFORE_CONVERTING
    return {"progress": job["ahead_progress"]} if is_on else None


_BEFORE_CONVERTING = {JobStatus.UPLOADING, JobStatus.PENDING, JobStatus.ANALYZING, JobStatus.QUEUED}


def _output(output: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(output["id"]),
        "kind": output["kind"],
        "name": output["name"],
        "size": output["size"],
        "content_type": output["content_type"],
        "language": output["language"] or None,
        "forced": output["forced"],
        "hearing_impaired": output["hearing_impaired"],
        "title": output["title"] or None,
        "url": _url(output),
    }


def _url(output: dict[str, Any]) -> str:
    job = output["job_id"]
    return f"/api/jobs/{job}/download/" if output["position"] == 0 else f"/api/jobs/{job}/outputs/{output['id']}/"


def _moment(moment: datetime | None) -> str | None:
    """In UTC, as the database has it."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
