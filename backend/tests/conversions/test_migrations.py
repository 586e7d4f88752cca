"""A database of an earlier release, with jobs in every state."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from rest_framework.test import APIClient

from mkv2castui.common import clock
from mkv2castui.conversions import line, queue
from mkv2castui.conversions.models import Job, Lane
from mkv2castui.conversions.states import JobStatus

RELEASED = [("conversions", "0002_estimate"), ("accounts", "0001_initial")]
WAITING = ["uploading", "pending", "ready", "queued"]
STATES = [*WAITING, "analyzing", "processing", "verifying", "completed", "failed", "cancelling", "cancelled"]
FILM = json.loads((Path(__file__).parent / "film_of_0.1.0.json").read_text())
"""The facts and the plan of a film as 0.1.0 wrote them."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def released() -> Iterator[Any]:
    """The tables as they were, and afterwards as they are."""
    executor = MigrationExecutor(connection)
    executor.migrate(RELEASED)
    yield executor.loader.project_state(RELEASED).apps
    call_command("migrate", verbosity=0)


def for_a_card(plan: Any) -> Any:
    planned = copy.deepcopy(plan)
    for action in planned["actions"]:
        if (action["kind"], action["action"]) == ("video", "transcode"):
            action["target"]["encoder"] = "h264_nvenc"
    return planned


def fill(apps: Any) -> None:
    """One job of each state, and what hangs on it."""
    owner = apps.get_model("accounts", "User").objects.create(email="owner@localhost.localdomain", password="!")
    now = clock.now()
    for n, state in enumerate(STATES):
        analysed = FILM if state not in ("uploading", "pending", "analyzing") else {}
        if state == "failed":
            analysed = {**FILM, "plan": for_a_card(FILM["plan"])}
        came = now - timedelta(minutes=n)
        job = apps.get_model("conversions", "Job").objects.create(
            owner=owner, filename=f"{state}.mkv", search_name=state, status=state, device="any-chromecast",
            created_at=came, queued_at=came, **analysed,
        )  # fmt: skip
        if state == "completed":
            film = {"position": 0, "kind": "video", "path": "out/x/film.mp4", "name": "film.mp4", "size": 1}
            apps.get_model("conversions", "Output").objects.create(job=job, content_type="video/mp4", **film)


def test_jobs_in_every_state_are_kept_and_go_on(released: Any, api: APIClient) -> None:
    fill(released)
    call_command("migrate", verbosity=0)
    assert {job.filename: job.status for job in Job.objects.all()} == {f"{state}.mkv": state for state in STATES}
    shown = {job["status"]: job for job in api.get("/api/jobs/").json()["results"]}
    assert {state for state, job in shown.items() if not job["source_available"]} == {"uploading"}
    assert (shown["queued"]["position"], shown["queued"]["priority"]) == (1, "normal")
    assert shown["completed"]["outputs"][0]["name"] == "film.mp4"
    queue.reap_all()
    names = dict(Job.objects.values_list("pk", "filename"))
    places = {names[job_id]: place for job_id, place in line.positions(_waiting(), clock.now()).items()}
    assert places == {"verifying.mkv": 1, "processing.mkv": 2, "queued.mkv": 3}
    assert dict(Job.objects.exclude(needs="").values_list("filename", "needs")) == {"failed.mkv": "h264_nvenc:8"}
    claim = queue.claim(Lane.ANALYZE, "worker")
    assert claim is not None
    assert claim.job.filename == "analyzing.mkv"
    assert api.post(f"/api/jobs/{shown['ready']['id']}/start/").status_code == 202
    assert api.post(f"/api/jobs/{shown['failed']['id']}/retry/").json()["status"] == "queued"


def _waiting() -> list[Job]:
    return list(line.waiting(Lane.CONVERT))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's extensions")
@pytest.mark.parametrize(
    ("seems_at_hand", "told"),
    [
        pytest.param(None, 0, id="by who may create nothing in the database"),
        pytest.param(True, 1, id="on a server that lists it and refuses it"),
    ],
)
def test_an_upgrade_goes_on_where_the_extension_may_not_be_added(
    seems_at_hand: bool | None, told: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    migration = import_module("mkv2castui.conversions.migrations.0011_parts_of_names_have_an_index")
    if seems_at_hand is not None:
        monkeypatch.setattr(migration, "_is_at_hand", lambda _: seems_at_hand)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute("CREATE ROLE guest")
        cursor.execute("SET LOCAL ROLE guest")
        with connection.schema_editor() as editor:
            migration.add(None, editor)
        cursor.execute("SELECT to_regclass(%s)", [migration.INDEX])
        assert cursor.fetchone() == (None,)
        transaction.set_rollback(True)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * told


def test_what_the_engine_can_no_longer_read_is_looked_at_again(api: APIClient, ready_job: Job) -> None:
    Job.objects.update(plan={"device": "any-chromecast", "actions": [], "of": "another release"})
    started = api.post(f"/api/jobs/{ready_job.pk}/start/").json()
    assert (started["status"], started["plan"], started["streams"]) == ("pending", None, None)
    assert Job.objects.get().start_when_ready
    assert Job.objects.get().status == JobStatus.PENDING
