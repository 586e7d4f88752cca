"""A film that the same user has sent before is offered in place of another upload."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from mkv2castui.accounts.models import User
from mkv2castui.accounts.services import local_owner
from mkv2castui.common import clock
from mkv2castui.conversions import digesting, engine, planning, storage
from mkv2castui.conversions.contents import sample_of
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from testing.object_store import ObjectStore

pytestmark = pytest.mark.django_db

Sender = Callable[..., Job]


anywhere = pytest.mark.parametrize(
    "place", [pytest.param(False, id="in a folder"), pytest.param(True, id="in a bucket")], indirect=True
)


@pytest.fixture
def place(request: pytest.FixtureRequest, settings: Settings) -> storage.Storage:
    if getattr(request, "param", False):
        (settings.DATA / "scratch").mkdir()
        store: ObjectStore = request.getfixturevalue("object_store")
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, s3=store.new_bucket())
    return storage.current()


@pytest.fixture
def media(film: Path) -> engine.Json:
    return engine.analyse(film)


@pytest.fixture
def send(place: storage.Storage, film: Path, media: engine.Json) -> Sender:
    """A job of the film that is ``ready``, as after its analysis."""
    count = 0

    def put(owner: User | None = None, content: bytes | None = None, **values: Any) -> Job:
        nonlocal count
        count += 1
        content = film.read_bytes() if content is None else content
        known = {"source_available": True, "source_sample": sample_of(film), "digest_due": clock.now()}
        facts = {"media": media, "plan": planning.plan_for(media, "any-chromecast", {}), "estimate": {}}
        came = clock.now() + timedelta(seconds=count)
        named = {"filename": "Film.mkv", "device": "any-chromecast", "status": JobStatus.READY, "created_at": came}
        fixed = {"owner": owner or local_owner(), "input_size": len(content)}
        job = Job.objects.create(**{**fixed, **named, **known, **facts, **values})
        incoming = place.incoming(job.pk, None)
        incoming.write(content)
        incoming.finish()
        return job

    return put


def read_all() -> None:
    reader = digesting.Reader(lambda: False)
    while reader.read_next():
        pass


def ask(api: APIClient, film: Path) -> list[dict[str, Any]]:
    answer = api.post("/api/uploads/known/", {"size": film.stat().st_size, "sample": sample_of(film)})
    assert answer.status_code == 200
    return list(answer.json()["films"])


def take(api: APIClient, job_id: object, film: Path, **said: Any) -> Any:
    sha256 = hashlib.sha256(film.read_bytes()).hexdigest()
    return api.post(f"/api/uploads/known/{job_id}/", {"sha256": sha256, "filename": "Again.mkv", **said})


@anywhere
@pytest.mark.django_db(transaction=True)  # files go after the commit
def test_a_film_is_offered_once_it_was_read_and_taken_in_place_of_an_upload(
    api: APIClient, send: Sender, place: storage.Storage, film: Path
) -> None:
    job = send()
    assert ask(api, film) == []
    read_all()
    offered = ask(api, film)
    assert [(one["job"], one["filename"]) for one in offered] == [(str(job.pk), "Film.mkv")]
    made = take(api, offered[0]["job"], film, device="chromecast-3", start=False)
    assert made.status_code == 201
    new = made.json()
    assert (new["status"], new["filename"], new["device"]) == ("ready", "Again.mkv", "chromecast-3")
    assert new["id"] != str(job.pk)
    assert api.delete(f"/api/jobs/{job.pk}/").status_code == 204
    assert b"".join(place.read(uuid.UUID(new["id"]), "source")) == film.read_bytes()
    assert [one["job"] for one in ask(api, film)] == [new["id"]]


def test_what_is_not_said_is_as_with_an_upload(api: APIClient, send: Sender, film: Path) -> None:
    job = send(device="chromecast-3", options=engine.wishes({"crf": 30}))
    read_all()
    made = take(api, job.pk, film).json()
    assert (made["device"], made["status"], made["options"]) == ("any-chromecast", "queued", engine.wishes({}))


def test_the_films_of_others_are_never_told(api: APIClient, send: Sender, stranger: User, film: Path) -> None:
    theirs = send(stranger)
    read_all()
    assert Job.objects.get(pk=theirs.pk).source_digest
    assert ask(api, film) == []
    refused = take(api, theirs.pk, film)
    assert (refused.status_code, refused.json()) == (404, take(api, uuid.uuid4(), film).json())
    assert Job.objects.count() == 1


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("stranger@example.org")


def test_another_film_of_the_same_sample_is_not_given(api: APIClient, send: Sender, film: Path) -> None:
    other = send(content=bytes(film.stat().st_size))
    read_all()
    Job.objects.update(source_sample=sample_of(film))
    assert [one["job"] for one in ask(api, film)] == [str(other.pk)]
    refused = take(api, other.pk, film)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


@anywhere
def test_a_film_that_is_gone_is_not_offered_and_refused_clearly(
    api: APIClient, send: Sender, place: storage.Storage, film: Path
) -> None:
    job = send()
    read_all()
    place.discard(job.pk)
    assert ask(api, film) == []
    for _ in range(2):
        refused = take(api, job.pk, film)
        assert (refused.status_code, refused.json()["code"]) == (410, "source_gone")


def test_each_film_is_offered_once_and_five_at_most(api: APIClient, send: Sender, film: Path) -> None:
    jobs = [send() for _ in range(3)]
    read_all()
    assert [one["job"] for one in ask(api, film)] == [str(jobs[-1].pk)]
    for n in range(7):
        send(source_digest=f"{n:064x}", digest_due=None)
    assert len(ask(api, film)) == 5


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"size": 1}, id="no sample"),
        pytest.param({"size": -1, "sample": "0" * 64}, id="less than nothing"),
        pytest.param({"size": 2**64, "sample": "0" * 64}, id="more than a number"),
        pytest.param({"size": 1, "sample": "%" * 64}, id="a sample that is none"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(api: APIClient, body: dict[str, Any]) -> None:
    assert api.post("/api/uploads/known/", body).status_code == 422


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"sha256": "x"}, "invalid_request", id="no digest"),
        pytest.param({"filename": "../.."}, "invalid_file_name", id="a name of dots"),
        pytest.param({"device": "toaster"}, "unknown_device", id="an unknown device"),
        pytest.param({"options": {"crf": 99}}, "invalid_options", id="a wrong option"),
    ],
)
def test_wishes_that_cannot_be_granted_make_no_job(
    api: APIClient, send: Sender, film: Path, said: dict[str, Any], code: str
) -> None:
    job = send()
    read_all()
    refused = take(api, job.pk, film, **said)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert Job.objects.count() == 1


@anywhere
def test_whoever_has_other_work_stops_reading_and_goes_on_where_it_was(
    place: storage.Storage, send: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "_LOOK_EVERY", 0)
    content = bytes(3 * 1024 * 1024 + 5)
    job, answers = send(content=content), iter([False, True])
    reader = digesting.Reader(lambda: next(answers, False))
    assert not reader.read_next()
    assert reader._begun is not None
    assert 0 < reader._begun.reading.position < len(content)
    assert reader.read_next()
    job.refresh_from_db()
    assert (job.source_digest, job.digest_due) == (hashlib.sha256(content).hexdigest(), None)


def test_of_two_workers_one_reads_a_film(send: Sender) -> None:
    send(digest_due=clock.now() + timedelta(seconds=30))  # another one reads it just now
    assert not digesting.is_wanted()
    assert not digesting.Reader(lambda: False).read_next()


@pytest.mark.parametrize(
    ("status", "is_work"),
    [
        pytest.param(JobStatus.PROCESSING, True, id="a conversion"),
        pytest.param(JobStatus.ANALYZING, True, id="a look at a film"),
        pytest.param(JobStatus.PAUSED, False, id="a stopped encoder"),
    ],
)
def test_what_keeps_a_worker_from_reading(send: Sender, status: JobStatus, is_work: bool) -> None:
    send(status=status, lease_owner="worker", lease_until=clock.now(), lease_token=uuid.uuid4())
    assert digesting.is_at_work("worker") == is_work
    assert not digesting.is_at_work("another worker")


def test_a_film_shorter_than_it_was_is_never_offered(send: Sender) -> None:
    job = send(content=b"half")
    Job.objects.update(input_size=8)
    read_all()
    job.refresh_from_db()
    assert (job.source_digest, job.digest_due) == ("", None)
