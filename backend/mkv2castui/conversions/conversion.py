"""The work of the lane ``convert``: do what the plan says and make the results known."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mkv2castui.common import clock
from mkv2castui.conversions import engine, host, storage
from mkv2castui.conversions.failures import EXPECTED, as_error
from mkv2castui.conversions.heartbeat import looked_after
from mkv2castui.conversions.models import Attempt, AttemptEnd, Lane, Output
from mkv2castui.conversions.names import safe_stem
from mkv2castui.conversions.outputs import outputs_of
from mkv2castui.conversions.patience import patiently
from mkv2castui.conversions.progress import Reporter
from mkv2castui.conversions.queue import Claim, end_cancelled, fail, give_back, settle
from mkv2castui.conversions.seats import Seat
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import touch


@dataclass(frozen=True, slots=True)
class Begun:
    """A film that is being converted since before it had come whole, and what stops that."""

    film: engine.FilmAhead
    cancellation: engine.Cancellation


def convert(claim: Claim, stopping: threading.Event, seat: Seat) -> None:
    """Leaves the job ``completed``, ``failed``, ``cancelled``, or waiting again or paused when this process stops.

    Only a completed job keeps files: what an attempt wrote before is removed when the next begins, and what this
    one wrote is removed when it doesn't complete.
    """
    place = storage.current()
    try:
        with place.results(claim.job.pk, claim.token, _former(claim)) as results:
            complete(claim, results, stopping, seat)
    finally:
        place.release_source(claim.job.pk)


def complete(
    claim: Claim, results: storage.Results, stopping: threading.Event, seat: Seat, begun: Begun | None = None
) -> None:
    """As :func:`convert`, into ``results`` of the claim's token, which are kept only when the job completes."""
    if _completed(claim, results, stopping, seat, begun):
        results.keep()


def _former(claim: Claim) -> list[uuid.UUID]:
    """The attempts before this one. None after it: a worker that lost its claim must not clear its successor's."""
    own = Attempt.objects.filter(token=claim.token).values("pk")
    earlier = Attempt.objects.filter(job=claim.job, pk__lt=own).exclude(lane=Lane.ANALYZE)
    return list(earlier.values_list("token", flat=True))


def _completed(
    claim: Claim, results: storage.Results, stopping: threading.Event, seat: Seat, begun: Begun | None
) -> bool:
    try:
        outcome = _perform(claim, results, stopping, seat, begun)
    except engine.Cancelled:
        return patiently(lambda: _end_early(claim, stopping))
    except EXPECTED as error:
        shown = as_error(error, (claim.job.estimate or {}).get("bytes"))
        patiently(lambda: fail(claim, shown))
        return False
    return patiently(lambda: _publish(claim, outcome, results) or _end_early(claim, stopping))


def _perform(
    claim: Claim, results: storage.Results, stopping: threading.Event, seat: Seat, begun: Begun | None
) -> engine.Outcome:
    job = claim.job
    with (
        looked_after(claim, stopping, seat, begun.cancellation if begun else None) as cancellation,
        storage.current().source_file(job.pk, cancellation.check) as source,
    ):
        media, plan = _planned(claim, source)
        outcome = engine.perform(
            source,
            media,
            plan,
            job.options,
            directory=results.directory,
            stem=safe_stem(job.filename),
            on_progress=Reporter(claim),
            cancellation=cancellation,
            ahead=begun.film if begun else None,
        )
        results.publish(cancellation.check)
        return outcome


def _planned(claim: Claim, source: Path) -> tuple[engine.Json, engine.Json]:
    """The film's facts and its plan: found anew when an earlier release wrote them in other words, planned anew when
    this machine can't do what the plan says, and nobody else could."""
    job = claim.job
    assert job.media is not None  # only analysed jobs are queued
    assert job.plan is not None
    if not engine.is_readable(job.media, job.plan):
        job.media = engine.analyse(source)
    elif not engine.ability_of(job.plan) or engine.can_do(host.capabilities(), job.plan):
        return job.media, job.plan
    job.plan = engine.plan_for(job.media, job.device, job.options, host.capabilities())
    touch(job, token=claim.token, media=job.media, plan=job.plan, needs=engine.ability_of(job.plan))
    return job.media, job.plan


def _publish(claim: Claim, outcome: engine.Outcome, results: storage.Results) -> bool:
    """Results and state in one transaction: a completed job has its outputs, another one has none."""
    outputs = outputs_of(claim.job, outcome, results)
    with transaction.atomic():
        if not settle(
            claim,
            JobStatus.COMPLETED,
            AttemptEnd.SUCCEEDED,
            outcome=str(outcome.status),
            warnings=engine.warnings_of(outcome),
            output_size=outputs[0].size,
            completed_at=clock.now(),
            progress=100,
        ):
            return _was_published(claim)
        Output.objects.filter(job=claim.job).delete()
        Output.objects.bulk_create(outputs)
    return True


def _was_published(claim: Claim) -> bool:
    """When the database went away between its taking the results and its saying so."""
    return Attempt.objects.filter(token=claim.token, end=AttemptEnd.SUCCEEDED).exists()


def _end_early(claim: Claim, stopping: threading.Event) -> bool:
    """Cancelled by the user, by the end of this process, or for a lost lease; then there is nothing to say."""
    if not end_cancelled(claim) and stopping.is_set():
        give_back(claim)
    return False
