"""Progress on its way to the sockets: numbered so that it never hides a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer

from mkv2castui.conversions import announcements, queue, services
from mkv2castui.conversions.engine import Progress, Stage
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.progress import Reporter
from mkv2castui.conversions.states import JobStatus

JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


def at(stage: Stage, fraction: float) -> Progress:
    return Progress(stage=stage, fraction=fraction, fps=50.0, speed=2.0, eta_seconds=9.0, out_time=None, size=None)


class Listener:
    """What the sockets of a job are told."""

    def __init__(self, job: Job) -> None:
        layer = get_channel_layer()
        assert layer is not None
        self.layer, self.group = layer, announcements.group_of_job(job.pk)

    async def join(self) -> None:
        self.channel = await self.layer.new_channel()
        await self.layer.group_add(self.group, self.channel)

    async def heard(self, count: int) -> list[dict[str, Any]]:
        return [dict(await self.layer.receive(self.channel)) for _ in range(count)]


async def test_progress_is_numbered_between_stored_changes(make_job: JobMaker) -> None:
    await sync_to_async(make_job)(JobStatus.QUEUED)
    claim = await sync_to_async(queue.claim)(Lane.CONVERT, "worker")
    assert claim is not None
    listener = Listener(claim.job)
    await listener.join()
    reporter = Reporter(claim)
    for fraction in (0.1, 0.2, 0.3):
        await sync_to_async(reporter)(at(Stage.CONVERTING, fraction))
    entered, progressed = await listener.heard(2)
    assert entered["type"] == "job.changed"
    assert (progressed["type"], progressed["job"]["progress"]) == ("job.progressed", 10)
    stored = await Job.objects.aget(pk=claim.job.pk)
    assert (stored.stage, stored.progress, stored.speed) == ("converting", 10, 2.0)
    assert stored.seq < progressed["job"]["seq"]
    cancelled = await sync_to_async(services.cancel)(stored)
    assert cancelled.seq > progressed["job"]["seq"]


async def test_verifying_is_a_state_of_its_own_and_never_overrules_a_cancel(make_job: JobMaker) -> None:
    job = await sync_to_async(make_job)(JobStatus.QUEUED)
    claim = await sync_to_async(queue.claim)(Lane.CONVERT, "worker")
    assert claim is not None
    reporter = Reporter(claim)
    await sync_to_async(reporter)(at(Stage.VERIFYING, 1.0))
    assert (await Job.objects.aget(pk=job.pk)).status == JobStatus.VERIFYING
    await sync_to_async(services.cancel)(job)
    await sync_to_async(reporter)(at(Stage.PUBLISHING, 1.0))
    assert (await Job.objects.aget(pk=job.pk)).status == JobStatus.CANCELLING


async def test_what_did_not_pass_the_check_is_being_converted_again(make_job: JobMaker) -> None:
    job = await sync_to_async(make_job)(JobStatus.QUEUED)
    claim = await sync_to_async(queue.claim)(Lane.CONVERT, "worker")
    assert claim is not None
    reporter, seen = Reporter(claim), list[str]()
    for stage in (Stage.CONVERTING, Stage.VERIFYING, Stage.CONVERTING, Stage.VERIFYING):
        await sync_to_async(reporter)(at(stage, 0.5))
        seen.append((await Job.objects.aget(pk=job.pk)).status)
    assert seen == ["processing", "verifying", "processing", "verifying"]


async def test_a_second_try_does_not_overrule_a_pause(make_job: JobMaker) -> None:
    job = await sync_to_async(make_job)(JobStatus.QUEUED)
    claim = await sync_to_async(queue.claim)(Lane.CONVERT, "worker")
    assert claim is not None
    reporter = Reporter(claim)
    await sync_to_async(reporter)(at(Stage.VERIFYING, 0.9))
    await sync_to_async(services.pause)(job)
    await sync_to_async(reporter)(at(Stage.CONVERTING, 0.1))
    assert (await Job.objects.aget(pk=job.pk)).status == JobStatus.PAUSED
