"""The work of the lane ``convert``: do what the plan says and make the results known."""

from __future__ import annotations

import threading
from pathlib import Path

from django.db import transaction

from mkv2castui.common import clock
from mkv2castui.conversions import engine, storage
from mkv2castui.conversions.failures import as_error
from mkv2castui.conversions.heartbeat import looked_after
from mkv2castui.conversions.models import AttemptEnd, Job, Output
from mkv2castui.conversions.names import safe_stem
from mkv2castui.conversions.outputs import outputs_of
from mkv2castui.conversions.progress import Reporter
from mkv2castui.conversions.queue import Claim, end_cancelled, fail, give_back, settle
from mkv2castui.conversions.states import JobStatus


def convert(claim: Claim, stopping: threading.Event) -> None:
    """Leaves the job ``completed``, ``failed``, ``cancelled``, or waiting again when this process stops.

    Only a completed job keeps files: what an attempt wrote before is removed when the next begins, and what this
    one wrote is removed when it doesn't complete.
    """
    directory, completed = storage.fresh_output_directory(claim.job.pk, claim.token), False
    try:
        completed = _completed(claim, directory, stopping)
    finally:
        if not completed:
            storage.remove_output_directory(directory)


def _completed(claim: Claim, directory: Path, stopping: threading.Event) -> bool:
    try:
        outcome = _perform(claim.job, directory, claim, stopping)
    except engine.Cancelled:
        return _end_early(claim, stopping)
    except engine.CastEngineError as error:
        fail(claim, as_error(error))
        return False
    return _publish(claim, outcome) or _end_early(claim, stopping)


def _perform(job: Job, directory: Path, claim: Claim, stopping: threading.Event) -> engine.Outcome:
    assert job.media is not None  # only analysed jobs are queued
    assert job.plan is not None
    with looked_after(claim, stopping) as cancellation:
        return engine.perform(
            storage.source_path(job.pk),
            job.media,
            job.plan,
            directory=directory,
            stem=safe_stem(job.filename),
            on_progress=Reporter(claim),
            cancellation=cancellation,
        )


def _publish(claim: Claim, outcome: engine.Outcome) -> bool:
    """Results and state in one transaction: a completed job has its outputs, another one has none."""
    outputs = outputs_of(claim.job, outcome)
    with transaction.atomic():
        if not settle(
            claim,
            JobStatus.COMPLETED,
            AttemptEnd.SUCCEEDED,
            outcome=str(outcome.status),
            output_size=outputs[0].size,
            completed_at=clock.now(),
            progress=100,
        ):
            return False
        Output.objects.filter(job=claim.job).delete()
        Output.objects.bulk_create(outputs)
    return True


def _end_early(claim: Claim, stopping: threading.Event) -> bool:
    """Cancelled by the user, by the end of this process, or for a lost lease; then there is nothing to say."""
    if not end_cancelled(claim) and stopping.is_set():
        give_back(claim)
    return False
