"""How much of the server each user may take."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx2 as httpx
import pytest
from django.db import OperationalError, connection

from mkv2castui.accounts import asking
from mkv2castui.accounts.asking import Asker
from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.common.problems import Problem
from mkv2castui.conversions import quotas, removal, services, storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.states import JobStatus
from mkv2castui.uploads import reception
from mkv2castui.uploads.tus import registry
from testing.people import Browser

from .conftest import enter
from .test_asking import film_of

OpenBrowser = Callable[..., Browser]


def begin(browser: Browser, size: int) -> httpx.Response:
    name = base64.b64encode(b"film.mkv").decode()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": f"filename {name}"}
    return browser.request("POST", "/api/uploads/", headers=headers)


def send(browser: Browser, size: int) -> httpx.Response:
    return browser.request("POST", "/api/upload/", files={"file": ("film.mkv", b"x" * size)})


def send_a_part(browser: Browser, size: int) -> httpx.Response:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Concat": "partial"}
    kind = {"Content-Type": "application/offset+octet-stream"}
    return browser.request("POST", "/api/uploads/", headers=headers | kind, content=b"x" * size)


def join(browser: Browser, size: int) -> httpx.Response:
    """Two parts put together; or why not."""
    parts = [send_a_part(browser, size // 2), send_a_part(browser, size - size // 2)]
    if refused := [answer for answer in parts if answer.status_code != 201]:
        return refused[0]
    name = base64.b64encode(b"film.mkv").decode()
    named = " ".join(answer.headers["location"] for answer in parts)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Concat": f"final;{named}", "Upload-Metadata": f"filename {name}"}
    return browser.request("POST", "/api/uploads/", headers=headers)


def film_here(size: int) -> Job:
    """One of the user's, that was uploaded before there were limits."""
    job = film_of(User.objects.get(email="user@example.org"))
    incoming = storage.current().incoming(job.pk, size)
    incoming.write(b"x" * size)
    incoming.finish()
    Job.objects.filter(pk=job.pk).update(input_size=size, source_digest=hashlib.sha256(b"x" * size).hexdigest())
    job.refresh_from_db()
    return job


def convert_again(browser: Browser, size: int) -> httpx.Response:
    return browser.post(f"/api/jobs/{film_here(size).pk}/again/")


def send_what_is_known(browser: Browser, size: int) -> httpx.Response:
    job = film_here(size)
    return browser.post(f"/api/uploads/known/{job.pk}/", {"sha256": job.source_digest, "filename": "film.mkv"})


WAYS: dict[str, Callable[[Browser, int], httpx.Response]] = {
    "in pieces": begin,
    "in one piece": send,
    "in parts": send_a_part,
    "put together": join,
    "once more": convert_again,
    "not sent, as it is known": send_what_is_known,
}
LIMITS = {"file": {"quota_file": 999}, "storage": {"quota_storage": 999}, "month": {"quota_month": 0}}


@pytest.fixture
def limited(browser: Browser, user: User) -> Callable[..., Browser]:
    def limit(**limits: int) -> Browser:
        User.objects.filter(pk=user.pk).update(**limits)
        enter(browser, User.objects.get(pk=user.pk))
        return browser

    return limit


def test_more_is_refused_by_whatever_way_and_leaves_nothing(browser: Browser, user: User) -> None:
    """A film that is too large, more than there is room for, one more this month. A part is not yet a film of one."""
    enter(browser, user)
    told: dict[tuple[str, str], Any] = {}
    for quota, limits in LIMITS.items():
        User.objects.filter(pk=user.pk).update(quota_file=None, quota_storage=None, quota_month=None)
        User.objects.filter(pk=user.pk).update(**limits)
        for way, go in WAYS.items():
            answer = go(browser, 1000)
            told[way, quota] = answer.json() if answer.status_code == 403 else answer.status_code
            assert not Job.objects.filter(status=JobStatus.UPLOADING).exists(), (way, quota)
            for job in Job.objects.all():
                removal.delete(job)
            for ticket in storage.spool().of_owner(str(user.pk)):
                storage.spool().remove(ticket.id)
    assert told.pop(("in parts", "month")) == 201
    assert {key: (said["code"], said["quota"]) for key, said in told.items()} == {
        (way, quota): ("quota_exceeded", quota) for way, quota in told
    }


def test_what_has_room_comes_by_whatever_way_and_counts_once(browser: Browser, user: User) -> None:
    enter(browser, user)
    for way, go in WAYS.items():
        User.objects.filter(pk=user.pk).update(quota_storage=2000, quota_file=1000)
        before = 1000 if way in ("once more", "not sent, as it is known") else 0
        answer = go(browser, 1000)
        assert answer.status_code == 201, (way, answer.text)
        assert quotas.used_by(user) == before + 1000, way
        for job in Job.objects.all():
            removal.delete(job)
        for ticket in storage.spool().of_owner(str(user.pk)):
            storage.spool().remove(ticket.id)
        assert quotas.used_by(user) == 0


def test_a_long_form_is_refused_before_it_has_come(limited: Callable[..., Browser]) -> None:
    """By the length of its body, less what there can be in it besides the film; this one breaks off."""
    begun = b'--x\r\nContent-Disposition: form-data; name="file"; filename="film.mkv"\r\n\r\n' + b"x" * 65536
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(4 * 1024 * 1024)}
    answer = limited(quota_storage=1000).request("POST", "/api/upload/", content=begun, headers=headers)
    assert answer.json().get("quota") == "storage", answer.text
    assert Job.objects.count() == 0


def test_a_form_that_does_not_say_its_length_is_refused_before_it_has_come(
    limited: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as there is more of it than may be; this one would never end."""
    monkeypatch.setattr(reception, "_COUNT_EVERY", 1)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="film.mkv"\r\n\r\n'
    pieces = iter([head, *[b"x" * 400] * 9])
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = limited(quota_storage=1000).request("POST", "/api/upload/", content=pieces, headers=kind)
    assert answer.json().get("quota") == "storage", answer.text
    assert Job.objects.count() == 0


def test_what_is_used_is_told_and_given_back(limited: Callable[..., Browser]) -> None:
    browser = limited(quota_storage=1500, quota_file=1000, quota_running=2, quota_month=3)
    first = begin(browser, 1000)
    assert first.status_code == 201
    assert browser.get("/api/usage/").json() == {
        "storage_used": 1000,
        "storage_limit": 1500,
        "file_limit": 1000,
        "running_now": 0,
        "running_limit": 2,
        "films_this_month": 1,
        "month_limit": 3,
    }
    assert begin(browser, 501).json()["quota"] == "storage"
    assert browser.request("DELETE", first.headers["location"], headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert begin(browser, 501).status_code == 201
    assert begin(browser, 501).status_code == 201
    assert begin(browser, 1).json()["quota"] == "month", "a film that was deleted stays counted"


def test_the_next_month_begins_anew(limited: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    browser = limited(quota_month=1)
    assert begin(browser, 1).status_code == 201
    assert begin(browser, 1).status_code == 403
    monkeypatch.setattr(clock, "now", lambda: datetime(2100, 1, 1, tzinfo=UTC))
    services.begin_upload(User.objects.get(email="user@example.org"), "film.mkv", size=1)


def test_administrators_set_them_for_all_and_for_one(open_browser: OpenBrowser, admin: User, user: User) -> None:
    host, browser = open_browser(), open_browser()
    enter(host, admin)
    enter(browser, user)
    assert host.patch("/api/admin/policy/", {"quota_file": 10}).json()["quota_file"] == 10
    assert begin(browser, 11).json()["quota"] == "file"
    assert host.patch(f"/api/admin/people/{user.pk}/", {"quota_file": 11}).json()["quota_file"] == 11
    assert begin(browser, 11).status_code == 201
    assert host.patch("/api/admin/policy/", {"quota_file": -1}).status_code == 422
    assert host.patch("/api/admin/policy/", {"quota_running": 2}).json()["quota_running"] == 2
    assert browser.get("/api/usage/").json()["running_limit"] == 2
    assert host.patch(f"/api/admin/people/{user.pk}/", {"quota_running": 1}).json()["quota_running"] == 1
    assert browser.get("/api/usage/").json()["running_limit"] == 1


def begun(user: User) -> Callable[[], object]:
    return lambda: services.begin_upload(user, "film.mkv", size=1000)


def begun_in_parts(user: User) -> Callable[[], object]:
    def one() -> None:
        asking.remember(Asker(user))
        registry.create(registry.Told(1000, "", "partial"), None)

    return one


def whole_by_a_form(user: User) -> Callable[[], object]:
    """Of a length that nobody said before."""
    job = services.begin_upload(user, "film.mkv")
    return lambda: services.finish_upload(job, size=1000)


def once_more(user: User) -> Callable[[], object]:
    job = film_here(0)
    Job.objects.filter(pk=job.pk).update(input_size=1000, source_available=False)
    job.refresh_from_db()
    return lambda: services.again(job, None, None)


@pytest.mark.parametrize("prepared", [begun, begun_in_parts, whole_by_a_form, once_more])
def test_of_six_at_once_come_those_for_which_there_is_room(
    user: User, prepared: Callable[[User], Callable[[], object]]
) -> None:
    User.objects.filter(pk=user.pk).update(quota_storage=3000)
    ready = [prepared(user) for _ in range(6)]

    def one(go: Callable[[], object]) -> str:
        try:
            go()
        except Problem as problem:
            return str(problem.members["quota"])
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(one, ready))
    assert sorted(told) == ["begun"] * 3 + ["storage"] * 3
    assert quotas.used_by(user) == 3000


def test_a_part_that_nobody_could_count_does_not_count(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(quotas, "check", away)
    with pytest.raises(OperationalError):
        begun_in_parts(user)()
    assert quotas.used_by(user) == 0
