"""An owner's own order of their waiting jobs."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.conversions import line
from mkv2castui.conversions.models import Job, Priority
from mkv2castui.conversions.ranks import between
from mkv2castui.conversions.states import JobStatus

JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def five(make_job: JobMaker) -> dict[str, Job]:
    """a to e in the order in which they came; d is of high priority, e of low."""
    priorities = {"d": Priority.HIGH, "e": Priority.LOW}
    return {
        name: make_job(JobStatus.QUEUED, filename=name, priority=priorities.get(name, Priority.NORMAL))
        for name in "abcde"
    }


def order() -> str:
    names = dict(Job.objects.values_list("pk", "filename"))
    places = line.positions(Job.objects.all(), clock.now())
    return "".join(names[job_id] for job_id in sorted(places, key=lambda job_id: places[job_id]))


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        pytest.param([], "dabce", id="priority, then first come first served"),
        pytest.param([("c", {"place": "first"})], "cdabe", id="to the very front, past a higher priority"),
        pytest.param([("d", {"place": "last"})], "abced", id="to the very end, past a lower priority"),
        pytest.param([("c", {"before": "a"})], "dcabe", id="before another"),
        pytest.param([("e", {"before": "b"})], "daebc", id="into another priority"),
        pytest.param([("a", {"before": "b"})], "dabce", id="where it was"),
        pytest.param([("a", {"place": "last"}), ("a", {"place": "first"})], "adbce", id="to and fro"),
        pytest.param([("b", {"before": "a"}), ("c", {"before": "a"})] * 40, "dbcae", id="as often as one likes"),
    ],
)
def test_moves(api: APIClient, five: dict[str, Job], moves: list[tuple[str, dict[str, str]]], expected: str) -> None:
    for name, body in moves:
        said = {"before": str(five[body["before"]].pk)} if "before" in body else body
        assert api.post(f"/api/jobs/{five[name].pk}/move/", said).status_code == 202
    assert order() == expected
    positions = {api.get(f"/api/jobs/{job.pk}/").json()["position"]: name for name, job in five.items()}
    assert "".join(positions[place] for place in range(1, 6)) == expected


def test_room_between_two_is_made_when_there_is_none(api: APIClient, make_job: JobMaker) -> None:
    jobs = {name: make_job(JobStatus.QUEUED, filename=name, rank=7) for name in "abc"}
    first, second, third = list(order())
    assert api.post(f"/api/jobs/{jobs[third].pk}/move/", {"before": str(jobs[second].pk)}).status_code == 202
    assert order() == first + third + second


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(None, 5000, 4000, id="in front of all"),
        pytest.param(1000, 2000, 1500, id="in the middle"),
        pytest.param(1, 2, None, id="no room"),
        pytest.param(3, 3, None, id="the same place twice"),
    ],
)
def test_ranks_between(before: int | None, after: int, expected: int | None) -> None:
    assert between(before, after) == expected


def test_what_cannot_be_a_place_is_refused(api: APIClient, five: dict[str, Job], stranger: User) -> None:
    def refusal(body: dict[str, str]) -> tuple[int, str]:
        response = api.post(f"/api/jobs/{five['a'].pk}/move/", body)
        return response.status_code, response.json()["code"]

    assert refusal({}) == (422, "invalid_request")
    assert refusal({"place": "middle"}) == (422, "invalid_request")
    assert refusal({"place": "first", "before": str(five["b"].pk)}) == (422, "invalid_request")
    assert refusal({"before": str(uuid.uuid4())}) == (404, "not_found")
    assert refusal({"before": str(five["a"].pk)}) == (409, "conflict")
    Job.objects.filter(pk=five["b"].pk).update(status=JobStatus.COMPLETED)
    assert refusal({"before": str(five["b"].pk)}) == (409, "conflict")
    Job.objects.filter(pk=five["c"].pk).update(owner=stranger)
    assert refusal({"before": str(five["c"].pk)}) == (404, "not_found")
    assert order()[0] == "d"


def test_who_asks_for_some_hears_the_places_they_have_among_all(
    make_job: JobMaker, owner: User, stranger: User
) -> None:
    for n in range(24):
        priority = Priority.LOW if n % 3 else Priority.HIGH
        make_job(JobStatus.QUEUED, owner=stranger if n % 4 == 1 else owner, priority=priority)
    jobs, now = list(Job.objects.order_by("?")), clock.now()
    places = line.positions(jobs, now)
    assert sorted(places.values()) == list(range(1, 25))
    for some in (jobs[:1], jobs[3:9], jobs[12:]):
        assert line.positions(some, now) == {job.pk: places[job.pk] for job in some}
