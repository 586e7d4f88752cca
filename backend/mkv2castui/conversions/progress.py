"""How far a conversion is: to the sockets once a second, into the database every few seconds."""

from __future__ import annotations

import logging
from time import monotonic
from typing import Any

from django.db import DatabaseError

from mkv2castui.conversions import announcements
from mkv2castui.conversions.engine import Progress, Stage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.patience import let_go
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import move, touch

EVENT_EVERY = 1.0  # seconds
CHECKPOINT_EVERY = 5.0  # seconds
NEARLY = 99.9  # per cent: all of it is for the job whose results are known to the world

log = logging.getLogger(__name__)


class Reporter:
    """Takes the engine's progress of one claim. Called from one thread.

    A database that is away costs nothing but the news: what it missed is stored with the next report that it takes.
    """

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._stage: Stage | None = None
        self._seq = claim.job.seq
        self._told = self._stored = float("-inf")

    def __call__(self, progress: Progress) -> None:
        if progress.stage != self._stage or monotonic() - self._stored >= CHECKPOINT_EVERY:
            self._store(progress)
        if monotonic() - self._told >= EVENT_EVERY:
            self._tell(progress)

    def _store(self, progress: Progress) -> None:
        if self._stage is None and monotonic() - self._stored < CHECKPOINT_EVERY:
            return  # the database was away a moment ago
        try:
            self._checkpoint(progress)
            self._stage = progress.stage
        except DatabaseError as error:
            log.warning("The progress of %s was not stored: %s", self._claim.job.pk, error)
            self._stage = None
        finally:
            self._stored = monotonic()
            let_go()

    def _checkpoint(self, progress: Progress) -> None:
        """A new stage is news for everybody."""
        job, token, figures = self._claim.job, self._claim.token, _stored(progress)
        entered = progress.stage != self._stage
        if not (entered and self._enter(progress.stage, figures)):
            touch(job, token=token, quietly=not entered, **figures)
        self._catch_up()

    def _enter(self, stage: Stage, figures: dict[str, Any]) -> bool:
        """The state follows the stage, back too: a result that did not pass is made in another way."""
        job, token = self._claim.job, self._claim.token
        if stage == Stage.VERIFYING:
            return move(job, JobStatus.VERIFYING, token=token, **figures)
        again = stage == Stage.CONVERTING
        return again and move(job, JobStatus.PROCESSING, only_from=[JobStatus.VERIFYING], token=token, **figures)

    def _catch_up(self) -> None:
        """Number the next events after what is stored now. A change by somebody else outranks them all."""
        stored = Job.objects.filter(pk=self._claim.job.pk, lease_token=self._claim.token)
        self._seq = stored.values_list("seq", flat=True).first() or self._seq

    def _tell(self, progress: Progress) -> None:
        self._told = monotonic()
        self._seq += 1
        verifying = progress.stage != Stage.CONVERTING
        status = JobStatus.VERIFYING if verifying else JobStatus.PROCESSING
        figures = {"id": str(self._claim.job.pk), "status": status.value, "seq": self._seq, **_stored(progress)}
        announcements.progressed(self._claim.job, figures)


def _stored(progress: Progress) -> dict[str, Any]:
    return {
        "progress": min(round(100 * (progress.fraction or 0), 2), NEARLY),
        "stage": str(progress.stage),
        "speed": progress.speed,
        "fps": progress.fps,
        "eta_seconds": progress.eta_seconds,
    }
