"""The life of a job: every state and every allowed step, in one table.

::

    uploading ─> pending ─> analyzing ─> ready ─> queued ─> processing ─> verifying ─> completed
                    ^           │                    ^           │             │
                    └───────────┘ given back         └───────────┴─────────────┘ given back

    running states ─> failed | cancelling ─> cancelled;   waiting states ─> cancelled
    failed, cancelled ─> pending | queued (retry)
"""

from __future__ import annotations

from django.db import models


class JobStatus(models.TextChoices):
    UPLOADING = "uploading"
    PENDING = "pending"
    ANALYZING = "analyzing"
    READY = "ready"
    QUEUED = "queued"
    PROCESSING = "processing"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


S = JobStatus

TRANSITIONS: dict[JobStatus, frozenset[JobStatus]] = {
    S.UPLOADING: frozenset({S.PENDING}),
    S.PENDING: frozenset({S.ANALYZING, S.CANCELLED}),
    S.ANALYZING: frozenset({S.READY, S.QUEUED, S.FAILED, S.PENDING, S.CANCELLED}),
    S.READY: frozenset({S.QUEUED, S.CANCELLED}),
    S.QUEUED: frozenset({S.PROCESSING, S.CANCELLED}),
    S.PROCESSING: frozenset({S.VERIFYING, S.COMPLETED, S.FAILED, S.CANCELLING, S.QUEUED}),
    S.VERIFYING: frozenset({S.COMPLETED, S.FAILED, S.CANCELLING, S.QUEUED}),
    S.COMPLETED: frozenset(),
    S.FAILED: frozenset({S.PENDING, S.QUEUED}),
    S.CANCELLING: frozenset({S.CANCELLED}),
    S.CANCELLED: frozenset({S.PENDING, S.QUEUED}),
}

RUNNING = frozenset({S.ANALYZING, S.PROCESSING, S.VERIFYING, S.CANCELLING})
"""A worker holds the job under a lease."""

CONVERTING = frozenset({S.PROCESSING, S.VERIFYING, S.CANCELLING})
"""The worker writes output files: they are its to remove."""

CANCELLED_AT_ONCE = frozenset({S.PENDING, S.ANALYZING, S.READY, S.QUEUED})
"""Nothing that the user's wish would have to end runs for them: looking at a file takes a moment."""

FINISHED = frozenset({S.COMPLETED, S.FAILED, S.CANCELLED})


def sources_of(target: JobStatus) -> frozenset[JobStatus]:
    """The states from which ``target`` may be entered."""
    return frozenset(state for state, targets in TRANSITIONS.items() if target in targets)
