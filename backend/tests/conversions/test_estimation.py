"""Estimates while the film's own conversion overtakes them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from django.db.models import F
from pytest_django import Settings

from mkv2castui.conversions import estimation, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from testing.object_store import ObjectStore


@pytest.mark.parametrize(
    ("status", "stays"),
    [
        pytest.param(JobStatus.COMPLETED, False, id="a film that is done needs no copy any more"),
        pytest.param(JobStatus.PROCESSING, True, id="one that is being converted does"),
    ],
)
def test_a_copy_stays_as_long_as_its_film_is_worked_on(
    ready_job: Job, film: Path, object_store: ObjectStore, settings: Settings, status: JobStatus, stays: bool
) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, s3=object_store.new_bucket())
    place = storage.current()
    incoming = place.incoming(ready_job.pk, film.stat().st_size)
    incoming.write(film.read_bytes())
    incoming.finish()

    def overtaken() -> bool:  # its worker can't let the copy go while it is in use here
        Job.objects.filter(pk=ready_job.pk).update(status=status, seq=F("seq") + 1)
        return False

    assert estimation.estimate_next(overtaken)
    assert [*(settings.DATA / "scratch" / "sources").glob("*.film")] == [
        settings.DATA / "scratch" / "sources" / f"{ready_job.pk}.film"
    ] * stays
