"""What a worker does when it has nothing else to do: it reads films whole, so that they are known when they come again.

The thread for it gives way to all others: to the processor by its niceness, and to the disk, because the kernel takes
a thread's place there from its niceness.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.db import DatabaseError, connections
from django.db.models import QuerySet

from mkv2castui.common import clock
from mkv2castui.conversions import storage
from mkv2castui.conversions.contents import Reading
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import RUNNING

log = logging.getLogger(__name__)

_LEASE = timedelta(minutes=1)
"""Nobody else reads the film meanwhile; long enough for a disk that is busy with others."""

_LATER = timedelta(minutes=10)
"""When to try again after the store was away."""

_LOOK_EVERY = 0.5  # seconds
_RENEW_EVERY = 20.0  # seconds
_NICEST = 19


def due() -> QuerySet[Job]:
    """Films that nobody has read yet and nobody is reading."""
    return Job.objects.filter(digest_due__lte=clock.now(), source_available=True).order_by("digest_due")


def is_wanted() -> bool:
    return due().values_list("pk").first() is not None


def is_at_work(worker: str) -> bool:
    """Whether the worker is busy with any job just now. A stopped encoder is no work."""
    held = Job.objects.filter(lease_until__isnull=False, lease_owner=worker, status__in=sorted(RUNNING))
    return held.order_by("lease_until").values_list("pk").first() is not None


@dataclass(slots=True)
class _Begun:
    """How far one film was read. Lost with the process; then it is read again."""

    job: Job
    reading: Reading


class Reader:
    """Reads one film at a time, as long as ``is_unwanted`` doesn't say otherwise."""

    def __init__(self, is_unwanted: Callable[[], bool]) -> None:
        self._is_unwanted = is_unwanted
        self._begun: _Begun | None = None
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Read what is due, in a thread that ends as soon as that is unwanted. Returns at once."""
        if (self._thread is None or not self._thread.is_alive()) and not self._is_unwanted() and is_wanted():
            self._thread = threading.Thread(target=self._in_thread, name="digests", daemon=True)
            self._thread.start()

    def join(self, seconds: float) -> None:
        if self._thread is not None:
            self._thread.join(seconds)

    def _in_thread(self) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICEST)
        try:
            while not self._is_unwanted() and self.read_next():
                pass
        except DatabaseError as error:
            log.warning("Films can't be read for their digests until the database answers: %s", error)
        finally:
            connections.close_all()

    def read_next(self) -> bool:
        """Find the digest of one film. ``False``: there was none, or it became unwanted meanwhile."""
        begun = self._claimed()
        if begun is None:
            return False
        try:
            if not self._read(begun):
                _free(begun.job)
                return False
            _settle(begun)
        except storage.SourceGone:
            Job.objects.filter(pk=begun.job.pk).update(source_available=False, digest_due=None)
        except (storage.StorageError, OSError) as error:
            log.warning("The digest of %s has to wait: %s", begun.job.pk, error)
            Job.objects.filter(pk=begun.job.pk).update(digest_due=clock.now() + _LATER)
        self._begun = None
        return True

    def _claimed(self) -> _Begun | None:
        """The film that was begun before, if it is still to be read; else the one that has waited longest."""
        job = (self._begun and due().filter(pk=self._begun.job.pk).first()) or due().first()
        if job is None or not _lease(job):
            return None
        if self._begun is None or self._begun.job.pk != job.pk:
            self._begun = _Begun(job, Reading(job.input_size or 0))
        return self._begun

    def _read(self, begun: _Begun) -> bool:
        """``False`` when it became unwanted. Raises ``StorageError``."""
        reading, looked, renewed = begun.reading, monotonic(), monotonic()
        with closing(storage.current().read(begun.job.pk, storage.SOURCE, reading.position)) as blocks:
            for block in blocks:
                reading.take(block)
                if monotonic() - looked >= _LOOK_EVERY:
                    looked = monotonic()
                    if self._is_unwanted():
                        return False
                if monotonic() - renewed >= _RENEW_EVERY:
                    renewed = monotonic()
                    Job.objects.filter(pk=begun.job.pk).update(digest_due=clock.now() + _LEASE)
        return True


def _lease(job: Job) -> bool:
    """Of several workers one gets the film."""
    return bool(Job.objects.filter(pk=job.pk, digest_due=job.digest_due).update(digest_due=clock.now() + _LEASE))


def _free(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(digest_due=clock.now())


def _settle(begun: _Begun) -> None:
    """A film that is not as long as it was is not the one that came: it is never offered."""
    found, known = begun.reading, Job.objects.filter(pk=begun.job.pk)
    if not found.is_whole:
        log.warning("The source of %s has %s bytes, not %s", begun.job.pk, found.position, found.size)
        known.update(digest_due=None)
        return
    known.update(source_digest=found.digest(), source_sample=found.sample(), digest_due=None)
