"""Films that are converted while they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from asgiref.sync import sync_to_async
from pytest_django import Settings

from mkv2castui.conversions import ahead, headstarts, removal, services, storage
from mkv2castui.conversions.api.job_json import job_as_json
from mkv2castui.conversions.models import Attempt, Job, Lane
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.workshop import Workshop
from mkv2castui.uploads.tus import registry

from .coming import MakeUpload, Upload
from .test_progress import Listener

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


def wait_for(condition: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def workshop(data_directory: Path) -> Iterator[Workshop]:
    """One seat in each lane; ended after the test."""
    workshop = Workshop({Lane.ANALYZE: 1, Lane.QUICK: 1, Lane.CONVERT: 1})
    yield workshop
    workshop.stopping.set()
    workshop.close(20)
    assert not encoders(str(data_directory))


def encoders(named: str) -> list[psutil.Process]:
    """That work on what is so called."""
    return [child for child in psutil.process_iter(["cmdline"]) if named in " ".join(child.info["cmdline"] or [])]


def out(upload: Upload, data: Path) -> list[Path]:
    """What attempts have left."""
    return list((data / "jobs" / upload.ticket.id).glob("out/*"))


def test_it_is_converted_by_the_time_it_has_come(
    make_upload: MakeUpload, workshop: Workshop, data_directory: Path
) -> None:
    upload = make_upload()
    workshop.begin(Lane.CONVERT)
    wait_for(lambda: (upload.job.ahead_progress or 0) >= 49)
    told = job_as_json(upload.job)
    assert (told["status"], told["ahead"]) == (S.UPLOADING, {"progress": pytest.approx(50, abs=1)})
    (attempt,) = out(upload, data_directory)
    (part,) = attempt.glob(".*.part.mp4")
    file = part.stat().st_ino
    upload.come_whole()
    workshop.work(Lane.ANALYZE)
    wait_for(lambda: upload.job.status == S.COMPLETED)
    job = upload.job
    assert (job.ahead_token, job_as_json(job)["ahead"], job.provisional) == (None, None, False)
    assert [(a.lane, a.end) for a in Attempt.objects.filter(job=job)] == [
        ("analyze", "succeeded"),
        ("convert", "succeeded"),
    ]
    film, text = job.outputs.all()
    assert (data_directory / "jobs" / str(job.pk) / film.path).stat().st_ino == file
    assert sorted(path.name for path in attempt.iterdir()) == sorted([film.name, text.name])


def until_begun(upload: Upload, workshop: Workshop) -> None:
    workshop.begin(Lane.CONVERT)
    wait_for(lambda: upload.job.ahead_progress)


def finish(upload: Upload, workshop: Workshop, status: JobStatus = S.COMPLETED) -> Job:
    """The rest comes, and the job goes its way; the timer of a program would look after the lane."""
    upload.come_whole()
    workshop.work(Lane.ANALYZE)

    def has_gone_its_way() -> bool:
        if not upload.is_ahead():
            workshop.begin(Lane.CONVERT)
        return upload.job.status == status

    wait_for(has_gone_its_way)
    return upload.job


def attempts(job: Job) -> list[str]:
    return [attempt.end for attempt in Attempt.objects.filter(job=job, lane=Lane.CONVERT)]


def test_other_options_begin_anew(make_upload: MakeUpload, workshop: Workshop, data_directory: Path) -> None:
    upload = make_upload()
    until_begun(upload, workshop)
    former = upload.token()
    services.change(upload.job, options={"crf": 30})
    wait_for(lambda: upload.job.ahead_token not in (None, former))
    until_begun(upload, workshop)
    assert len(out(upload, data_directory)) == 1
    assert attempts(finish(upload, workshop)) == ["succeeded"]


def test_who_wants_it_to_wait_for_a_start_gets_no_film_ahead(
    make_upload: MakeUpload, workshop: Workshop, data_directory: Path
) -> None:
    upload = make_upload()
    until_begun(upload, workshop)
    services.change(upload.job, start_when_ready=False)
    wait_for(lambda: not upload.is_ahead())
    job = finish(upload, workshop, S.READY)
    assert (job.ahead_failed, out(upload, data_directory)) == (False, [])


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda upload: registry.end(upload.ticket), id="the client gives up"),
        pytest.param(lambda upload: removal.delete(upload.job), id="the job is deleted"),
    ],
)
def test_of_an_upload_that_ends_early_nothing_is_left(
    end: Callable[[Upload], object], make_upload: MakeUpload, workshop: Workshop, data_directory: Path
) -> None:
    upload = make_upload()
    until_begun(upload, workshop)
    end(upload)
    workshop.stopping.set()
    workshop.close(20)
    storage.current().sweep()
    assert [path for path in data_directory.rglob("*") if path.is_file()] == []


def test_bytes_that_were_taken_back_are_converted_by_nobody(make_upload: MakeUpload, workshop: Workshop) -> None:
    """They came with a checksum that was wrong, and others in their place before anybody saw it."""
    upload = make_upload()
    until_begun(upload, workshop)
    token, files = upload.token(), storage.growing_files()
    assert files is not None
    writing = files.open(upload.ticket)
    writing.write(bytes(100))
    writing.take_back()
    writing.close()
    job = finish(upload, workshop)
    assert attempts(job) == ["succeeded"]
    assert not Attempt.objects.filter(token=token).exists()


def test_an_ffmpeg_that_dies_costs_the_film_nothing(make_upload: MakeUpload, workshop: Workshop) -> None:
    upload = make_upload()
    until_begun(upload, workshop)
    (ffmpeg,) = encoders(upload.ticket.id)
    ffmpeg.kill()
    wait_for(lambda: not upload.is_ahead())
    assert upload.job.ahead_failed
    assert headstarts.claim(Lane.CONVERT) is None
    assert attempts(finish(upload, workshop)) == ["succeeded"]


def test_the_line_goes_before_a_film_that_is_still_coming(
    make_upload: MakeUpload, workshop: Workshop, make_job: JobMaker, film: Path
) -> None:
    """It rests meanwhile, and nothing of it is lost."""
    upload = make_upload()
    until_begun(upload, workshop)
    token = upload.token()
    other = make_job()
    incoming = storage.current().incoming(other.pk, None)
    incoming.write(film.read_bytes())
    incoming.finish()
    workshop.work(Lane.ANALYZE)
    wait_for(lambda: Job.objects.get(pk=other.pk).status == S.COMPLETED)
    assert upload.job.ahead_token == token
    assert attempts(finish(upload, workshop)) == ["succeeded"]
    assert Attempt.objects.filter(token=token).exists()


def test_an_upload_that_breaks_off_pauses_it(
    make_upload: MakeUpload, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "IDLE_AFTER", 0.2)
    upload = make_upload()
    until_begun(upload, workshop)
    token = upload.token()
    (ffmpeg,) = encoders(upload.ticket.id)
    wait_for(lambda: ffmpeg.status() == psutil.STATUS_STOPPED)
    finish(upload, workshop)
    assert Attempt.objects.filter(token=token).exists()


def test_no_upload_is_refused_for_the_sake_of_a_result(
    make_upload: MakeUpload, workshop: Workshop, settings: Settings, data_directory: Path
) -> None:
    upload = make_upload()
    until_begun(upload, workshop)
    free = storage.spool().free_bytes()
    assert free is not None
    settings.DISK_RESERVE = 2 * free
    wait_for(lambda: not upload.is_ahead())
    assert (upload.job.status, out(upload, data_directory)) == (S.UPLOADING, [])


def test_who_stops_leaves_the_film_to_the_next(
    make_upload: MakeUpload, workshop: Workshop, data_directory: Path
) -> None:
    upload = make_upload()
    until_begun(upload, workshop)
    workshop.stopping.set()
    workshop.close(20)
    assert (upload.is_ahead(), upload.job.ahead_failed, out(upload, data_directory)) == (False, False, [])
    assert headstarts.claim(Lane.CONVERT) is not None


async def test_those_who_look_at_it_hear_how_far_it_is(make_upload: MakeUpload) -> None:
    await sync_to_async(make_upload)()
    start = await sync_to_async(headstarts.claim)(Lane.CONVERT)
    assert start is not None
    listener = Listener(start.job)
    await listener.join()
    seq = await sync_to_async(headstarts.keep)(start, 12.5)
    assert seq is not None
    await sync_to_async(headstarts.tell)(start, 13.5, seq + 1)
    (heard,) = await listener.heard(1)
    told = heard["job"]
    assert (heard["type"], told["status"], told["ahead"]) == ("job.progressed", S.UPLOADING, {"progress": 13.5})
    stored = await Job.objects.aget(pk=start.job.pk)
    assert (stored.ahead_progress, stored.seq) == (12.5, told["seq"] - 1)
