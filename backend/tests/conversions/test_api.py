"""The JSON interface, through Django."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.conversions import engine
from mkv2castui.conversions.api.job_json import job_as_json
from mkv2castui.conversions.api.jobs import JobOutput, JobView
from mkv2castui.conversions.models import Job, Output
from mkv2castui.conversions.states import JobStatus

JobMaker = Callable[..., Job]
SNAPSHOT = Path(__file__).resolve().parents[3] / "frontend" / "openapi.json"

pytestmark = pytest.mark.django_db(transaction=True)


def schema(name: str) -> dict[str, Any]:
    document = json.loads(SNAPSHOT.read_text())
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


def matches(value: Any, name: str) -> bool:
    """Whether ``value`` is what the document promises. A missing or unknown word raises."""
    jsonschema.validate(value, schema(name), cls=jsonschema.Draft202012Validator)
    return True


def test_the_documents_snapshot_is_up_to_date(tmp_path: Path) -> None:
    """``python -m mkv2castui.project.manage spectacular --format openapi-json --file frontend/openapi.json``"""
    fresh = tmp_path / "openapi.json"
    call_command("spectacular", format="openapi-json", validate=True, fail_on_warn=True, file=str(fresh))
    assert json.loads(fresh.read_text()) == json.loads(SNAPSHOT.read_text())


def test_a_jobs_json_is_what_the_document_promises(api: APIClient, ready_job: Job) -> None:
    job = api.get(f"/api/jobs/{ready_job.pk}/").json()
    assert matches(job, "Job")
    assert [stream["kind"] for stream in job["streams"]] == ["video", "audio", "subtitle"]
    assert [action["action"] for action in job["plan"]["actions"]] == ["transcode", "transcode", "sidecar"]


def test_devices_hardware_stats_and_health_are_what_the_document_promises(api: APIClient, make_job: JobMaker) -> None:
    make_job(JobStatus.COMPLETED, input_size=1000, output_size=300)
    make_job(JobStatus.VERIFYING)
    devices = api.get("/api/devices/").json()
    assert devices[0]["id"] == "any-chromecast"
    assert [device["is_default"] for device in devices].count(True) == 1
    assert all(matches(device, "Device") for device in devices)
    assert matches(api.get("/api/hardware/").json(), "Hardware")
    stats = api.get("/api/stats/").json()
    assert matches(stats, "Stats")
    assert (stats["saved_bytes"], stats["converting"], stats["jobs"]["completed"]) == (700, 1, 1)
    assert matches(api.get("/health/").json(), "Health")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        pytest.param("get", "/api/nowhere/", None, 404, "not_found", id="no such address"),
        pytest.param("put", "/api/jobs/", None, 405, "method_not_allowed", id="a method that the list lacks"),
        pytest.param("get", f"/api/jobs/{uuid.uuid4()}/", None, 404, "not_found", id="no such job"),
        pytest.param("get", "/api/jobs/1/", None, 404, "not_found", id="an id that is none"),
        pytest.param("get", "/api/jobs/?status=lost", None, 422, "invalid_request", id="no such status"),
        pytest.param("get", "/api/jobs/?cursor=x", None, 404, "not_found", id="a cursor that is none"),
        pytest.param("post", "/api/stats/", {}, 405, "method_not_allowed", id="a method that it lacks"),
        pytest.param("patch", "{job}", {"options": []}, 422, "invalid_request", id="options that are a list"),
        pytest.param("patch", "{job}", {"options": {"x": 1}}, 422, "invalid_options", id="no such option"),
        pytest.param("patch", "{job}", {"device": "toaster"}, 422, "unknown_device", id="no such device"),
        pytest.param("post", "{job}start/", "{", 400, "invalid_request", id="a body that is no JSON"),
        pytest.param("post", "{job}retry/", None, 409, "conflict", id="a state that forbids it"),
    ],
)
def test_errors_are_problem_json(
    api: APIClient, ready_job: Job, method: str, path: str, body: Any, status: int, code: str
) -> None:
    address = path.format(job=f"/api/jobs/{ready_job.pk}/")
    raw = body if isinstance(body, str) else json.dumps(body)
    response = api.generic(method.upper(), address, raw, content_type="application/json")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    problem = response.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["title"]
    assert matches(problem, "ProblemDetails")


def test_a_strangers_job_does_not_exist(api: APIClient, make_job: JobMaker, stranger: User) -> None:
    job = make_job(JobStatus.READY, owner=stranger)
    assert api.get("/api/jobs/").json()["results"] == []
    for method, path in [("get", ""), ("delete", ""), ("patch", ""), ("post", "start/"), ("post", "cancel/")]:
        assert getattr(api, method)(f"/api/jobs/{job.pk}/{path}").status_code == 404
    assert Job.objects.get().status == JobStatus.READY


def test_the_list_is_newest_first_in_pages_that_stay_right_while_it_grows(api: APIClient, make_job: JobMaker) -> None:
    made = [str(make_job().pk) for _ in range(5)]
    first = api.get("/api/jobs/?page_size=2").json()
    make_job()
    second = api.get(first["next"]).json()
    third = api.get(second["next"]).json()
    seen = [job["id"] for page in (first, second, third) for job in page["results"]]
    assert seen == made[::-1]
    assert third["next"] is None


def test_the_list_can_be_narrowed(api: APIClient, make_job: JobMaker) -> None:
    make_job(JobStatus.READY, filename="Amélie.mkv")
    make_job(JobStatus.QUEUED, filename="Amadeus.mkv")
    make_job(JobStatus.FAILED, filename="Alien.mkv")

    def names(query: str) -> list[str]:
        return sorted(job["filename"] for job in api.get(f"/api/jobs/?{query}").json()["results"])

    assert names("status=ready,queued") == ["Amadeus.mkv", "Amélie.mkv"]
    assert names("search=AMA") == ["Amadeus.mkv"]
    assert names("search=amelie") == names("search=AMÉLIE") == ["Amélie.mkv"]
    assert names("search=ali&status=failed") == ["Alien.mkv"]
    assert names("search=ali&status=ready") == []


def test_start_takes_wishes_and_answers_202(api: APIClient, ready_job: Job) -> None:
    response = api.post(f"/api/jobs/{ready_job.pk}/start/", {"device": "chromecast-3"})
    assert response.status_code == 202
    assert (response.json()["status"], response.json()["device"]) == ("queued", "chromecast-3")
    again = api.post(f"/api/jobs/{ready_job.pk}/start/")
    assert (again.status_code, again.json()["state"]) == (409, "queued")


def test_start_needs_no_body(api: APIClient, ready_job: Job) -> None:
    assert api.post(f"/api/jobs/{ready_job.pk}/start/").status_code == 202


def test_delete_answers_204_or_202(api: APIClient, make_job: JobMaker) -> None:
    assert api.delete(f"/api/jobs/{make_job(JobStatus.READY).pk}/").status_code == 204
    assert api.delete(f"/api/jobs/{make_job(JobStatus.PROCESSING).pk}/").status_code == 202


def test_a_job_is_written_in_the_shape_that_is_promised(make_job: JobMaker) -> None:
    job = make_job(JobStatus.COMPLETED)
    video = {"kind": "video", "path": "out/x/a.mp4", "name": "a.mp4", "size": 1, "content_type": "video/mp4"}
    Output.objects.create(job=job, position=0, **video)
    shown = job_as_json(Job.objects.get(pk=job.pk))
    assert list(shown) == list(JobView().fields)
    assert list(shown["outputs"][0]) == list(JobOutput().fields)


def test_a_list_tells_of_each_job_what_its_own_address_tells(
    api: APIClient, make_job: JobMaker, media: engine.Json
) -> None:
    """A list writes the database's JSON on as it is."""
    plan = engine.plan_for(media, "any-chromecast", {"crf": 20}, engine.Capabilities.software())
    known = {"media": media, "plan": plan, "options": {"crf": 20}, "estimate": {"seconds": 1.5, "bytes": 7}}
    done = make_job(JobStatus.COMPLETED, **known, warnings=[{"code": "x", "params": {"é": '"\\'}}], has_still=True)
    video = {"kind": "video", "path": "out/x/a.mp4", "name": "a.mp4", "size": 1, "content_type": "video/mp4"}
    Output.objects.create(job=done, position=0, **video)
    make_job(JobStatus.FAILED, error={"code": "x", "message": "Ça\n🎬", "hint": "", "detail": None})
    make_job(JobStatus.UPLOADING, arrived=3, input_size=9)
    make_job(JobStatus.READY, **{**known, "estimate": {}}, not_before=clock.now())
    make_job(JobStatus.QUEUED, **known)
    listed = api.get("/api/jobs/").json()["results"]
    assert len(listed) == 5
    assert listed == [api.get(f"/api/jobs/{job['id']}/").json() for job in listed]
    assert (listed[0]["position"], listed[1]["estimate"], listed[4]["outputs"][0]["name"]) == (1, None, "a.mp4")
