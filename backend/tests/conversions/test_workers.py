"""Which worker gets which job, and what is told of the workers and of the queue."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from castengine.plan.capabilities import Capabilities, HardwareEncoder, HardwareFamily
from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.conversions import engine, planning, queue, rule, services, workers
from mkv2castui.conversions.hours import Hours
from mkv2castui.conversions.models import AttemptEnd, Job, Lane, Priority, Worker
from mkv2castui.conversions.routing import planned
from mkv2castui.conversions.states import JobStatus
from mkv2castui.conversions.workers import Abilities

S = JobStatus
JobMaker = Callable[..., Job]

pytestmark = pytest.mark.django_db(transaction=True)

PLAIN = Capabilities.software()
CARD = HardwareEncoder(HardwareFamily.NVENC, "h264", "h264_nvenc")
NVENC = replace(PLAIN, hardware=(CARD,))
FOR_THE_CARD = "h264_nvenc:8"


def claimed(lane: Lane = Lane.CONVERT, host: Capabilities = PLAIN) -> str | None:
    claim = queue.claim(lane, "worker", host)
    return None if claim is None else claim.job.filename


def alive(name: str, host: Capabilities, *lanes: Lane) -> None:
    workers.report(name, Abilities(dict.fromkeys(lanes or [Lane.ANALYZE, Lane.CONVERT], 1), host))


def heard_of(ago: timedelta) -> None:
    """All workers, last."""
    Worker.objects.update(seen_at=clock.now() - ago)


def test_priority_then_owners_in_turns_then_each_owners_order(make_job: JobMaker, owner: User, stranger: User) -> None:
    for name in ("a1", "a2", "a3"):
        make_job(S.QUEUED, filename=name, owner=owner)
    make_job(S.QUEUED, filename="a4", owner=owner, priority=Priority.HIGH)
    make_job(S.QUEUED, filename="b1", owner=stranger, priority=Priority.LOW)
    make_job(S.QUEUED, filename="b2", owner=stranger)
    order = []
    while claim := queue.claim(Lane.CONVERT, "worker"):
        order.append(claim.job.filename)
        assert queue.settle(claim, S.COMPLETED, AttemptEnd.SUCCEEDED)
    assert order == ["a4", "b2", "a1", "a2", "a3", "b1"]


def test_who_has_something_at_work_waits_for_those_who_have_nothing(
    make_job: JobMaker, owner: User, stranger: User
) -> None:
    for name, whose in [("a1", owner), ("a2", owner), ("b1", stranger)]:
        make_job(S.QUEUED, filename=name, owner=whose)
    first, second = claimed(), claimed()
    assert {first, second} == {"a1", "b1"}
    assert claimed() == "a2"


@pytest.mark.parametrize(
    ("values", "lane"),
    [
        pytest.param({"not_before": clock.now() + timedelta(hours=1)}, Lane.CONVERT, id="one for later"),
        pytest.param({"lease_token": uuid.uuid4()}, Lane.CONVERT, id="one whose encoder another worker keeps"),
        pytest.param({"lane": Lane.QUICK}, Lane.CONVERT, id="one of another lane"),
        pytest.param({"status": S.PAUSED}, Lane.CONVERT, id="a paused one"),
        pytest.param(
            {"lane": Lane.QUICK, "not_before": clock.now() + timedelta(hours=1)}, Lane.QUICK, id="quick, later"
        ),
    ],
)
def test_what_is_not_served(make_job: JobMaker, values: dict[str, Any], lane: Lane) -> None:
    make_job(**{"status": S.QUEUED, **values})
    assert queue.claim(lane, "worker") is None


def test_a_film_whose_time_has_come_is_served(make_job: JobMaker) -> None:
    make_job(S.QUEUED, filename="Film", not_before=clock.now() - timedelta(seconds=1))
    assert claimed() == "Film"


@pytest.mark.parametrize(
    ("paused", "hours", "served"),
    [
        pytest.param(False, None, {Lane.ANALYZE, Lane.QUICK, Lane.CONVERT}, id="open"),
        pytest.param(True, None, {Lane.ANALYZE}, id="paused: films are still looked at"),
        pytest.param(False, 3, {Lane.ANALYZE, Lane.QUICK}, id="outside its hours: what encodes nothing goes on"),
        pytest.param(False, 0, {Lane.ANALYZE, Lane.QUICK, Lane.CONVERT}, id="within its hours"),
        pytest.param(True, 0, {Lane.ANALYZE}, id="paused within its hours"),
    ],
)
def test_what_an_open_and_a_closed_queue_serves(
    make_job: JobMaker, paused: bool, hours: int | None, served: set[Lane], settings: Settings
) -> None:
    """``hours``: how far from now they begin; they last one."""
    settings.LOCAL_TIME_ZONE = "Europe/Paris"
    make_job(S.PENDING)
    make_job(S.QUEUED)
    make_job(S.QUEUED, lane=Lane.QUICK)
    if hours is not None:
        begin = clock.now().astimezone(rule.time_zone()) + timedelta(hours=hours, minutes=-30)
        rule.set_hours(Hours(begin.time(), (begin + timedelta(hours=1)).time()))
    rule.pause(paused)
    assert {lane for lane in Lane if queue.claim(lane, "worker") is not None} == served


def test_a_film_for_a_graphics_card_waits_for_a_worker_that_has_one(make_job: JobMaker) -> None:
    make_job(S.QUEUED, filename="for the card", needs=FOR_THE_CARD)
    make_job(S.QUEUED, filename="for anybody")
    alive("with a card", NVENC)
    assert claimed() == "for anybody"
    assert claimed() is None
    assert claimed(host=NVENC) == "for the card"


def test_ten_bits_need_an_encoder_for_ten_bits(make_job: JobMaker) -> None:
    make_job(S.QUEUED, filename="deep", needs="hevc_nvenc:10")
    plain, deep = (HardwareEncoder(HardwareFamily.NVENC, "hevc", "hevc_nvenc", depths) for depths in ((8,), (8, 10)))
    alive("an old card", replace(PLAIN, hardware=(plain,)))
    alive("a new card", replace(PLAIN, hardware=(deep,)))
    assert claimed(host=replace(PLAIN, hardware=(plain,))) is None
    assert claimed(host=replace(PLAIN, hardware=(deep,))) == "deep"


@pytest.mark.parametrize("ending", ["dies", "stops"])
def test_a_worker_with_a_card_that_may_come_back_is_waited_for_and_no_longer(make_job: JobMaker, ending: str) -> None:
    make_job(S.QUEUED, filename="for the card", needs=FOR_THE_CARD)
    alive("with a card", NVENC)
    if ending == "stops":
        workers.leave("with a card")
    heard_of(workers.MISSED_AFTER - timedelta(seconds=5))
    assert claimed() is None
    heard_of(workers.MISSED_AFTER + timedelta(seconds=5))
    assert claimed() == "for the card"


# --- plans are made for those who will carry them out -----------------------------------------------------------


def needs_of(job: Job) -> str:
    job.refresh_from_db()
    return job.needs


def test_plans_use_what_the_living_workers_can_do_together(ready_job: Job) -> None:
    alive("plain", PLAIN)
    assert services.change(ready_job, options={}).needs == ""
    alive("with a card", NVENC)
    planned_for_it = services.change(ready_job, options={})
    assert planned_for_it.needs == FOR_THE_CARD
    assert engine.can_do(NVENC, planned_for_it.plan or {})
    assert not engine.can_do(PLAIN, planned_for_it.plan or {})
    workers.leave("with a card")
    assert services.change(ready_job, options={}).needs == ""


def test_the_one_process_counts_on_itself_before_it_has_told_anybody(
    ready_job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_own", [])
    planning.count_in(lambda: NVENC)
    assert services.change(ready_job, options={}).needs == FOR_THE_CARD


@pytest.mark.parametrize(
    ("lanes", "age"),
    [
        pytest.param([Lane.ANALYZE, Lane.QUICK], timedelta(), id="it encodes no pictures"),
        pytest.param([Lane.CONVERT], timedelta(minutes=1), id="it has been silent for longer than a lease"),
    ],
)
def test_a_card_that_nobody_will_use_is_in_no_plan(ready_job: Job, lanes: list[Lane], age: timedelta) -> None:
    alive("with a card", NVENC, *lanes)
    heard_of(age)
    assert services.change(ready_job, options={}).needs == ""


def test_what_a_worker_of_another_release_tells_in_its_own_words_is_not_counted_on(ready_job: Job) -> None:
    alive("with a card", NVENC)
    Worker.objects.update(capabilities={"encoders": ["h264_nvenc"]})
    assert services.change(ready_job, options={}).needs == ""


def test_dolby_vision_is_computed_where_a_worker_can(ready_job: Job) -> None:
    assert ready_job.media is not None
    for stream in ready_job.media["streams"]:
        if stream["kind"] == "video":
            stream["dynamic_range"] = "dolby_vision"
    with pytest.raises(engine.CastEngineError, match="Dolby Vision only"):
        planning.plan_for(ready_job.media, ready_job.device, {})
    alive("with Vulkan", replace(PLAIN, reshapes_dolby_vision=True))
    plan = planning.plan_for(ready_job.media, ready_job.device, {})
    assert planned(plan)["needs"] == engine.RESHAPING


@pytest.mark.parametrize("status", [S.READY, S.QUEUED, S.PAUSED])
def test_when_the_only_card_has_gone_for_good_who_waits_for_it_gets_another_plan(
    ready_job: Job, status: JobStatus
) -> None:
    alive("with a card", NVENC)
    services.change(ready_job, options={"crf": 30})
    Job.objects.update(status=status, estimate={"seconds": 1, "bytes": 1})
    workers.leave("with a card")
    planning.plan_anew(clock.now())
    assert needs_of(ready_job) == FOR_THE_CARD
    seq = ready_job.seq
    planning.plan_anew(clock.now() + workers.MISSED_AFTER)
    assert needs_of(ready_job) == ""
    assert ready_job.plan is not None
    [picture] = [action["target"] for action in ready_job.plan["actions"] if action["kind"] == "video"]
    assert (picture["encoder"], picture["crf"], ready_job.estimate) == ("libx264", 30, None)
    assert (ready_job.status, ready_job.seq > seq) == (status, True)


def test_who_has_a_stopped_encoder_keeps_its_plan(ready_job: Job) -> None:
    Job.objects.update(status=S.PAUSED, needs=FOR_THE_CARD, lease_token=uuid.uuid4(), lease_owner="with a card")
    planning.plan_anew(clock.now())
    assert needs_of(ready_job) == FOR_THE_CARD


def test_a_plan_tells_its_lane_and_its_needs(ready_job: Job) -> None:
    assert ready_job.plan is not None
    assert planned(ready_job.plan)["lane"] == Lane.CONVERT
    assert planned(ready_job.plan)["needs"] == ""
    pictures = [action for action in ready_job.plan["actions"] if action["kind"] == "video"]
    pictures[0]["target"]["encoder"] = "h264_nvenc"
    assert planned(ready_job.plan)["needs"] == FOR_THE_CARD
    ready_job.plan["actions"] = [action for action in ready_job.plan["actions"] if action["kind"] != "video"]
    assert planned(ready_job.plan)["lane"] == Lane.QUICK


def test_the_queue_tells_of_its_workers_and_forgets_silent_ones(api: APIClient, make_job: JobMaker) -> None:
    alive("a", PLAIN)
    alive("b", NVENC)
    make_job(S.QUEUED)
    make_job(S.QUEUED)
    queue.claim(Lane.CONVERT, "b", NVENC)
    told = api.get("/api/queue/").json()
    assert (told["waiting"], told["running"]) == (1, 1)
    first, second = told["workers"]
    assert (first["name"], first["lanes"], first["slots"], first["running"]) == ("a", ["analyze", "convert"], 1, 0)
    assert (second["name"], second["running"]) == ("b", 1)
    assert (first["encoders"], second["encoders"]) == (sorted(engine.encoders(PLAIN)), sorted(engine.encoders(NVENC)))
    workers.leave("a")
    assert [worker["name"] for worker in api.get("/api/queue/").json()["workers"]] == ["b"]
    workers.forget_silent(clock.now() + workers.FORGOTTEN_AFTER + timedelta(seconds=1))
    assert not Worker.objects.exists()


def test_the_rule_over_http(api: APIClient) -> None:
    told = api.patch("/api/queue/", {"hours": {"from": "22:00", "until": "07:00"}, "paused": True}).json()
    assert (told["hours"], told["paused"], told["open_now"]) == ({"from": "22:00", "until": "07:00"}, True, False)
    assert told["time_zone"]
    assert api.patch("/api/queue/", {"paused": False}).json()["hours"] == {"from": "22:00", "until": "07:00"}
    assert api.patch("/api/queue/", {"hours": None}).json()["hours"] is None
    for wrong in ({"from": "22:00"}, {"from": "22:00", "until": "25:00"}, {"from": "07:00", "until": "07:00"}, "night"):
        response = api.patch("/api/queue/", {"hours": wrong})
        assert (response.status_code, response.json()["code"]) == (422, "invalid_request")
