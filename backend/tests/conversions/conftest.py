"""Jobs in a given state, without going the long way there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mkv2castui.accounts.models import User
from mkv2castui.accounts.services import local_owner
from mkv2castui.common import clock
from mkv2castui.conversions import engine, provisional, services, storage
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.ranks import rank_at
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.storage.spool import Ticket

from .coming import MakeUpload, Upload

JobMaker = Callable[..., Job]

_LANES = dict.fromkeys([JobStatus.UPLOADING, JobStatus.PENDING, JobStatus.ANALYZING], Lane.ANALYZE)


@pytest.fixture
def owner(db: None) -> User:
    return local_owner()


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("stranger@example.org")


@pytest.fixture
def make_job(owner: User) -> JobMaker:
    """``make_job(JobStatus.QUEUED)``; the n-th job of a test is n seconds younger than the first."""
    count = 0

    def make(status: JobStatus = JobStatus.PENDING, **values: Any) -> Job:
        nonlocal count
        count += 1
        now = clock.now() + timedelta(seconds=count)
        defaults = {"owner": owner, "filename": "Film.mkv", "device": "any-chromecast", "created_at": now}
        place = {"lane": _LANES.get(status, Lane.CONVERT), "rank": rank_at(now), "queued_at": now}
        return Job.objects.create(**{**defaults, **place, "status": status, "source_available": True, **values})

    return make


@pytest.fixture
def media(film: Any) -> engine.Json:
    """The facts of ``film``."""
    return engine.analyse(film)


@pytest.fixture
def ready_job(make_job: JobMaker, media: engine.Json) -> Job:
    plan = engine.plan_for(media, "any-chromecast", {}, engine.Capabilities.software())
    return make_job(JobStatus.READY, media=media, plan=plan)


@pytest.fixture
def make_upload(owner: User, film: Path) -> MakeUpload:
    """Looked at already, as a web process does."""

    def make(**wishes: Any) -> Upload:
        length = film.stat().st_size
        job = services.begin_upload(owner, "Film.mkv", size=length, **wishes)
        ticket = Ticket(str(job.pk), str(owner.pk), length, "", None)
        storage.spool().create(ticket)
        upload = Upload(film, ticket)
        provisional.found(job, engine.analyse_beginning(storage.spool().data(ticket.id), length), arrived=length // 2)
        return upload

    return make
