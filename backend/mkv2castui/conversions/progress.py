"""How far a conversion is: to the sockets once a second, into the database every few seconds."""

from __future__ import annotations

from time import monotonic
from typing import Any

from mkv2castui.conversions import announcements
from mkv2castui.conversions.engine import Progress, Stage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.transitions import move, touch

EVENT_EVERY = 1.0  # seconds
CHECKPOINT_EVERY = 5.0  # seconds


class Reporter:
    """Takes the engine's progress of one claim. Called from one thread."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._stage: Stage | None = None
        self._seq = claim.job.seq
        self._told = self._stored = float("-inf")

    def __call__(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self._enter(progress)
        elif monotonic() - self._stored >= CHECKPOINT_EVERY:
            self._checkpoint(progress)
        if monotonic() - self._told >= EVENT_EVERY:
            self._tell(progress)

    def _enter(self, progress: Progress) -> None:
        self._stage = progress.stage
        job, token = self._claim.job, self._claim.token
        if progress.stage == Stage.VERIFYING:
            move(job, JobStatus.VERIFYING, token=token, **_stored(progress))
        else:
            touch(job, token=token, **_stored(progress))
        self._catch_up()

    def _checkpoint(self, progress: Progress) -> None:
        touch(self._claim.job, token=self._claim.token, quietly=True, **_stored(progress))
        self._catch_up()

    def _catch_up(self) -> None:
        """Number the next events after what is stored now. A change by somebody else outranks them all."""
        stored = Job.objects.filter(pk=self._claim.job.pk, lease_token=self._claim.token)
        self._seq = stored.values_list("seq", flat=True).first() or self._seq
        self._stored = monotonic()

    def _tell(self, progress: Progress) -> None:
        self._told = monotonic()
        self._seq += 1
        verifying = progress.stage != Stage.CONVERTING
        status = JobStatus.VERIFYING if verifying else JobStatus.PROCESSING
        figures = {"id": str(self._claim.job.pk), "status": status.value, "seq": self._seq, **_stored(progress)}
        announcements.progressed(self._claim.job, figures)


def _stored(progress: Progress) -> dict[str, Any]:
    return {
        "progress": round(100 * (progress.fraction or 0), 2),
        "stage": str(progress.stage),
        "speed": progress.speed,
        "fps": progress.fps,
        "eta_seconds": progress.eta_seconds,
    }
