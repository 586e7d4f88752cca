"""Films on their way: wishes, and what is known of them before they are whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from mkv2castui.accounts.models import User
from mkv2castui.common.problems import Problem
from mkv2castui.conversions import engine, provisional, services
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coming(owner: User) -> Job:
    """Of which the server has just heard."""
    return services.begin_upload(owner, "Film.mkv", size=10_000_000)


@pytest.fixture
def looked_at(coming: Job, media: engine.Json) -> Job:
    found = provisional.found(coming, media, arrived=1_000_000)
    assert found is not None
    return found


def patch(api: APIClient, job: Job, **values: Any) -> Any:
    return api.patch(f"/api/jobs/{job.pk}/", values)


def test_wishes_come_with_the_first_request_and_may_change_until_the_end(api: APIClient, owner: User) -> None:
    job = services.begin_upload(owner, "a.mkv", size=10, device="nest-hub", options={"crf": 20}, start_when_ready=False)
    told = patch(api, job, device="chromecast-3").json()
    assert (told["device"], told["options"], told["plan"]) == ("chromecast-3", {"crf": 20}, None)
    assert patch(api, job, options={"crf": 30}, start_when_ready=True, priority="high").status_code == 200
    whole = services.finish_upload(job, size=10)
    assert (whole.status, whole.device, whole.options, whole.priority) == (S.PENDING, "chromecast-3", {"crf": 30}, 0)
    assert whole.start_when_ready


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        pytest.param({"device": "toaster"}, "unknown_device", id="no such device"),
        pytest.param({"options": {"crf": 99}}, "invalid_options", id="a value out of range"),
    ],
)
def test_wishes_that_cannot_be_granted_are_refused_at_once(
    api: APIClient, owner: User, looked_at: Job, wishes: dict[str, Any], code: str
) -> None:
    assert patch(api, looked_at, **wishes).json()["code"] == code
    assert Job.objects.get().seq == looked_at.seq
    with pytest.raises(Problem):
        services.begin_upload(owner, "b.mkv", size=10, **wishes)
    assert Job.objects.count() == 1


def test_a_track_that_the_film_does_not_have_is_refused_as_soon_as_that_is_known(
    api: APIClient, coming: Job, media: engine.Json
) -> None:
    assert patch(api, coming, options={"audio_track": 7}).status_code == 200
    found = provisional.found(coming, media, arrived=10)
    assert found is not None
    assert (found.media, found.plan) == (media, None)
    assert patch(api, coming, options={"audio_track": 6}).json()["code"] == "invalid_options"
    assert patch(api, coming, options={}).json()["plan"] is not None


def test_a_size_can_be_wished_for_before_the_length_of_the_film_is_known(
    api: APIClient, coming: Job, media: engine.Json
) -> None:
    provisional.found(coming, {**media, "duration": None, "duration_exact": None}, arrived=10)
    told = patch(api, coming, options={"target_size": 700}).json()
    assert (told["options"], told["plan"]) == ({"target_size": 700}, None)


def test_what_is_known_is_told_and_planned_anew_for_other_wishes(api: APIClient, looked_at: Job) -> None:
    told = api.get(f"/api/jobs/{looked_at.pk}/").json()
    assert (told["status"], told["provisional"], told["arrived"], told["ahead"]) == (S.UPLOADING, True, 1_000_000, None)
    assert (len(told["streams"]), told["plan"]["device"]) == (3, "any-chromecast")
    again = patch(api, looked_at, device="chromecast-3").json()
    assert (again["plan"]["device"], again["provisional"], again["seq"] > told["seq"]) == ("chromecast-3", True, True)


def test_a_look_plans_for_the_wishes_of_the_moment(coming: Job, media: engine.Json) -> None:
    """It took a while, and the job was read before."""
    services.change(Job.objects.get(), device="chromecast-3")
    found = provisional.found(coming, media, arrived=1_000_000)
    assert found is not None
    assert found.plan is not None
    assert (found.device, found.plan["device"]) == ("chromecast-3", "chromecast-3")


def test_a_look_that_comes_too_late_changes_nothing(coming: Job, media: engine.Json) -> None:
    whole = services.finish_upload(coming, size=10)
    assert provisional.found(coming, media, arrived=10) is None
    assert Job.objects.get().seq == whole.seq


def test_a_wish_of_the_moment_in_which_the_film_has_come_is_no_wish_of_its_way(looked_at: Job) -> None:
    services.finish_upload(looked_at, size=10)
    with pytest.raises(Problem, match="A job that is pending can't be changed"):
        services.change(looked_at, device="chromecast-3")
    assert services.change(looked_at, priority=0).priority == 0


@pytest.mark.parametrize("status", [s for s in S if s != S.UPLOADING])
def test_whether_it_starts_by_itself_is_asked_on_the_way_alone(make_job: JobMaker, status: JobStatus) -> None:
    with pytest.raises(Problem, match="can't be changed"):
        services.change(make_job(status), start_when_ready=True)


def test_by_what_is_only_known_for_now_nothing_is_converted(looked_at: Job) -> None:
    services.finish_upload(looked_at, size=10)
    assert services.retry(services.cancel(looked_at)).status == S.PENDING


def test_bytes_that_have_come_are_told_while_they_come(api: APIClient, coming: Job) -> None:
    services.still_uploading(coming, arrived=4_000_000)
    assert api.get(f"/api/jobs/{coming.pk}/").json()["arrived"] == 4_000_000
    services.finish_upload(coming, size=10)
    assert api.get(f"/api/jobs/{coming.pk}/").json()["arrived"] is None
