"""The life of a job: every state and every allowed step, in one table.

::

    uploading ─> pending ─> analyzing ─> ready ─> queued ─> processing <─> verifying ─> completed
                    ^           │                    ^           │             │
                    └───────────┘ given back         └───────────┴─────────────┘ given back

    queued, processing, verifying <─> paused (resumed: queued, and its worker goes on)
    running states, paused ─> failed | cancelling ─> cancelled;   waiting states ─> cancelled
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
    PAUSED = "paused"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


S = JobStatus

TRANSITIONS: dict[JobStatus, frozenset[JobStatus]] = {
    # Right to ready or queued: a film that was analysed for another job, whose source this one shares.
    # To failed: what has come already shows that it is no film.
    S.UPLOADING: frozenset({S.PENDING, S.READY, S.QUEUED, S.CANCELLED, S.FAILED}),
    S.PENDING: frozenset({S.ANALYZING, S.CANCELLED}),
    S.ANALYZING: frozenset({S.READY, S.QUEUED, S.FAILED, S.PENDING, S.CANCELLED}),
    S.READY: frozenset({S.QUEUED, S.CANCELLED, S.PENDING}),  # pending: what an earlier release found out is void
    S.QUEUED: frozenset({S.PROCESSING, S.PAUSED, S.CANCELLING, S.CANCELLED}),
    S.PROCESSING: frozenset({S.VERIFYING, S.COMPLETED, S.FAILED, S.CANCELLING, S.QUEUED, S.PAUSED}),
    # Processing: what came out did not pass, and the film is encoded in another way.
    S.VERIFYING: frozenset({S.PROCESSING, S.COMPLETED, S.FAILED, S.CANCELLING, S.QUEUED, S.PAUSED}),
    # The encoder may have ended, well or badly, in the moment before it could be stopped.
    S.PAUSED: frozenset({S.QUEUED, S.COMPLETED, S.FAILED, S.CANCELLING, S.CANCELLED}),
    S.COMPLETED: frozenset(),
    S.FAILED: frozenset({S.PENDING, S.QUEUED}),
    S.CANCELLING: frozenset({S.CANCELLED}),
    S.CANCELLED: frozenset({S.PENDING, S.QUEUED}),
}

RUNNING = frozenset({S.ANALYZING, S.PROCESSING, S.VERIFYING, S.CANCELLING})
"""A worker holds the job under a lease and works on it."""

CONVERTING = frozenset({S.PROCESSING, S.VERIFYING, S.CANCELLING})
"""The worker writes output files: they are its to remove."""

MAY_BE_KEPT = frozenset({S.PAUSED, S.QUEUED})
"""A worker may hold the job's stopped encoder under a lease; without a lease nothing of it runs."""

HELD = RUNNING | MAY_BE_KEPT
"""Where a lease can be."""

CANCELLED_AT_ONCE = frozenset({S.UPLOADING, S.PENDING, S.ANALYZING, S.READY, *MAY_BE_KEPT})
"""Nothing that the user's wish would have to end runs for them (of the kept ones: without a lease). Looking at a file
takes a moment."""

PAUSABLE = frozenset({S.QUEUED, S.PROCESSING, S.VERIFYING})

WAITING = frozenset({S.PENDING, S.READY, S.QUEUED, S.PAUSED})
"""The job has a place among its owner's that can be changed."""

CHANGEABLE = WAITING | {S.UPLOADING, S.ANALYZING}
"""When and how soon it begins can be changed."""

FINISHED = frozenset({S.COMPLETED, S.FAILED, S.CANCELLED})


def sources_of(target: JobStatus) -> frozenset[JobStatus]:
    """The states from which ``target`` may be entered."""
    return frozenset(state for state, targets in TRANSITIONS.items() if target in targets)
