"""What may be done to a job in each state: every state and every action, in one table."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from mkv2castui.common import clock
from mkv2castui.conversions import storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)

UPLOADED = frozenset(S) - {S.UPLOADING}
WAITS = {S.PENDING, S.READY, S.QUEUED, S.PAUSED}
ALLOWED: dict[str, dict[JobStatus, JobStatus]] = {
    "start": {S.READY: S.QUEUED},
    "pause": dict.fromkeys([S.QUEUED, S.PROCESSING, S.VERIFYING], S.PAUSED),
    "resume": {S.PAUSED: S.QUEUED},
    "retry": dict.fromkeys([S.FAILED, S.CANCELLED], S.QUEUED),
    "cancel": {
        **dict.fromkeys([S.UPLOADING, S.PENDING, S.ANALYZING, S.READY, S.QUEUED, S.PAUSED], S.CANCELLED),
        **dict.fromkeys([S.PROCESSING, S.VERIFYING, S.CANCELLING], S.CANCELLING),
    },
    "move": {state: state for state in WAITS},
    "again": dict.fromkeys(UPLOADED, S.QUEUED),
}
"""By action: the states in which it may be done, and what follows. In all others it is a conflict."""

BODIES = {"move": {"place": "first"}}


@pytest.mark.parametrize("state", list(S), ids=str)
@pytest.mark.parametrize("action", list(ALLOWED))
def test_an_action_in_a_state(api: APIClient, ready_job: Job, action: str, state: JobStatus) -> None:
    put_source(ready_job.pk)
    Job.objects.update(status=state)
    response = api.post(f"/api/jobs/{ready_job.pk}/{action}/", BODIES.get(action))
    after = ALLOWED[action].get(state)
    if after is None:
        assert (response.status_code, response.json()["state"]) == (409, state)
        assert Job.objects.get().status == state
    else:
        assert response.status_code == (201 if action == "again" else 202)
        assert response.json()["status"] == after


@pytest.mark.parametrize("state", list(S), ids=str)
def test_when_and_how_soon_can_be_changed_until_it_begins(api: APIClient, make_job: JobMaker, state: JobStatus) -> None:
    later = (clock.now() + timedelta(hours=1)).isoformat()
    response = api.patch(f"/api/jobs/{make_job(state).pk}/", {"priority": "high", "not_before": later})
    if state in WAITS | {S.UPLOADING, S.ANALYZING}:
        assert response.json()["priority"] == "high"
        assert response.json()["not_before"]
    else:
        assert (response.status_code, response.json()["state"]) == (409, state)


@pytest.mark.parametrize("state", [S.PAUSED, S.QUEUED])
def test_a_stopped_encoder_has_to_be_ended_by_its_worker(api: APIClient, make_job: JobMaker, state: JobStatus) -> None:
    lease = {"lease_token": uuid.uuid4(), "lease_until": clock.now() + timedelta(seconds=30)}
    cancelled, deleted = make_job(state, **lease), make_job(state, **{**lease, "lease_token": uuid.uuid4()})
    assert api.post(f"/api/jobs/{cancelled.pk}/cancel/").json()["status"] == S.CANCELLING
    assert api.delete(f"/api/jobs/{deleted.pk}/").status_code == 202
    assert Job.objects.get(pk=deleted.pk).status == S.CANCELLING


@pytest.mark.parametrize("action", ["retry", "again"])
def test_without_its_original_nothing_is_converted_again(api: APIClient, make_job: JobMaker, action: str) -> None:
    job = make_job(S.FAILED, source_available=False)
    response = api.post(f"/api/jobs/{job.pk}/{action}/")
    assert (response.status_code, response.json()["code"]) == (410, "source_gone")
    assert Job.objects.count() == 1


def test_an_original_that_vanished_is_remembered_as_gone(api: APIClient, make_job: JobMaker) -> None:
    job = make_job(S.COMPLETED)
    assert api.get(f"/api/jobs/{job.pk}/").json()["source_available"] is True
    assert api.post(f"/api/jobs/{job.pk}/again/").json()["code"] == "source_gone"
    assert api.get(f"/api/jobs/{job.pk}/").json()["source_available"] is False
    assert Job.objects.count() == 1


def put_source(job_id: uuid.UUID) -> None:
    incoming = storage.current().incoming(job_id, None)
    incoming.write(b"film")
    incoming.finish()
