"""What the rest of the program is told about a job: ids and figures, so that a late reader sees the newest state."""

from __future__ import annotations

import uuid
from typing import Any

from mkv2castui.common import events
from mkv2castui.conversions.models import Job


def group_of_user(user_id: uuid.UUID) -> str:
    return f"jobs.{user_id}"


def group_of_job(job_id: uuid.UUID) -> str:
    return f"job.{job_id}"


GROUP_OF_QUEUE = "queue"
"""Everybody who shows a list of jobs."""


def _groups(job: Job) -> tuple[str, ...]:
    return (group_of_user(job.owner_id), group_of_job(job.pk))


def changed(job: Job) -> None:
    """The stored job is another one: whoever shows it reads it again."""
    events.publish_on_commit(_groups(job), {"type": "job.changed", "id": str(job.pk)})


def progressed(job: Job, figures: dict[str, Any]) -> None:
    """``figures`` in the shape of ``JobProgress``; not stored, so they travel with the message."""
    events.publish(_groups(job), {"type": "job.progressed", "id": str(job.pk), "job": figures})


def deleted(job: Job) -> None:
    events.publish_on_commit(_groups(job), {"type": "job.deleted", "id": str(job.pk)})


def queue_changed() -> None:
    """Its rule: whoever shows it reads it again."""
    events.publish_on_commit((GROUP_OF_QUEUE,), {"type": "queue.changed"})
