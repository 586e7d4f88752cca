"""A database that is away, and a disk that is full, in the middle of things."""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Timer
from typing import Any

import pytest
from django.db import OperationalError, connection
from pytest_django import Settings

from mkv2castui.common import clock
from mkv2castui.conversions import engine, progress, queue, storage, workers
from mkv2castui.conversions.caretaker import Caretaker
from mkv2castui.conversions.engine import Progress, Stage
from mkv2castui.conversions.failures import as_error
from mkv2castui.conversions.heartbeat import looked_after
from mkv2castui.conversions.models import AttemptEnd, Job, Lane
from mkv2castui.conversions.patience import patiently
from mkv2castui.conversions.progress import Reporter
from mkv2castui.conversions.queue import Claim
from mkv2castui.conversions.states import JobStatus

JobMaker = Callable[..., Job]


@pytest.fixture
def claim(make_job: JobMaker) -> Claim:
    make_job(JobStatus.QUEUED)
    claimed = queue.claim(Lane.CONVERT, "worker")
    assert claimed is not None
    return claimed


@contextmanager
def locked() -> Iterator[sqlite3.Connection]:
    """Somebody else writes; this thread's present connection has no patience of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("holds SQLite's lock")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_result_waits_for_the_database(claim: Claim) -> None:
    def settle() -> bool:
        return queue.settle(claim, JobStatus.COMPLETED, AttemptEnd.SUCCEEDED)

    with locked() as other:
        with pytest.raises(OperationalError):
            settle()
        release = Timer(0.5, other.rollback)
        release.start()
        assert patiently(settle)
        release.join()
    assert Job.objects.get().status == JobStatus.COMPLETED


@pytest.mark.django_db
def test_its_patience_ends(settings: Settings) -> None:
    settings.DATABASE_PATIENCE = 0.3
    tries = []

    def write() -> None:
        tries.append(1)
        raise OperationalError("the database is away")

    with pytest.raises(OperationalError):
        patiently(write)
    assert len(tries) > 1


@pytest.mark.django_db(transaction=True)
def test_progress_that_cannot_be_stored_never_ends_the_work(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "CHECKPOINT_EVERY", 0)
    reporter = Reporter(claim)
    with locked():
        reporter(Progress(stage=Stage.CONVERTING, fraction=0.3))
    assert Job.objects.get().progress == 0
    reporter(Progress(stage=Stage.VERIFYING, fraction=0.9))
    job = Job.objects.get()
    assert (job.status, job.stage, job.progress) == (JobStatus.VERIFYING, "verifying", 90)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_per_cent_are_for_what_is_published(claim: Claim) -> None:
    Reporter(claim)(Progress(stage=Stage.PUBLISHING, fraction=1.0))
    assert Job.objects.get().progress < 100
    assert queue.settle(claim, JobStatus.COMPLETED, AttemptEnd.SUCCEEDED, progress=100)
    assert Job.objects.get().progress == 100


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(engine.DiskFull("The disk is full."), id="the encoder met it"),
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), id="the program met it"),
        pytest.param(OSError(errno.EDQUOT, "Disk quota exceeded"), id="a quota"),
    ],
)
def test_a_full_disk_has_one_name(error: Exception) -> None:
    shown: dict[str, Any] = as_error(error)
    assert (shown["code"], bool(shown["hint"]), bool(shown["detail"])) == ("no_space", True, True)
    assert shown["free"] > 0


@pytest.mark.parametrize(
    ("error", "expected", "needs"),
    [
        pytest.param(engine.DiskFull("full", needs=2**60), 1, 2**60, id="what the engine counted"),
        pytest.param(engine.DiskFull("full"), 2**60, 2**60, id="what was estimated"),
        pytest.param(engine.DiskFull("full"), 1, None, id="an estimate that was wrong"),
        pytest.param(engine.DiskFull("full"), None, None, id="nobody knows"),
        pytest.param(storage.NoSpace("full", needs=7, free=3), None, 7, id="a copy on scratch"),
    ],
)
def test_a_full_disk_says_how_much_it_lacks(error: Exception, expected: int | None, needs: int | None) -> None:
    assert as_error(error, expected)["needs"] == needs


@pytest.mark.django_db(transaction=True)
def test_after_an_outage_the_living_come_before_the_caretaker(
    claim: Claim, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has looked in vain all the time, and must not take that for having looked."""
    settings.LEASE_SECONDS = 1
    caretaker = Caretaker()
    with monkeypatch.context() as away:
        away.setattr(queue, "reap", database_is_away)
        away.setattr(workers, "forget_silent", database_is_away)
        for _ in range(4):
            time.sleep(0.2)
            with pytest.raises(OperationalError):
                caretaker.look()
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    caretaker.look()
    assert Job.objects.get().status == JobStatus.PROCESSING
    assert queue.renew(claim) is queue.Hold.KEPT
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    deadline = time.monotonic() + 30
    while Job.objects.get().status == JobStatus.PROCESSING and time.monotonic() < deadline:
        time.sleep(0.1)  # on a slow machine two looks may be so far apart that it is patient anew
        caretaker.look()
    assert Job.objects.get().status == JobStatus.QUEUED


def database_is_away(*_: Any, **__: Any) -> None:
    raise OperationalError("the database is away")


@pytest.mark.django_db(transaction=True)
def test_work_on_a_film_holds_no_connection(claim: Claim) -> None:
    """Twenty that were paused as soon as they began would leave none to anybody else."""
    Job.objects.get()
    assert connection.connection is not None
    with looked_after(claim, threading.Event()):
        assert connection.connection is None
