"""How much of the server each user may take."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx2 as httpx
import pytest
from django.db import connection

from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from mkv2castui.common.problems import Problem
from mkv2castui.conversions import quotas, services
from mkv2castui.conversions.models import Job
from testing.people import Browser

from .conftest import enter

OpenBrowser = Callable[..., Browser]


def begin(browser: Browser, size: int) -> httpx.Response:
    name = base64.b64encode(b"film.mkv").decode()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": f"filename {name}"}
    return browser.request("POST", "/api/uploads/", headers=headers)


def send(browser: Browser, size: int) -> httpx.Response:
    return browser.request("POST", "/api/upload/", files={"file": ("film.mkv", b"x" * size)})


@pytest.fixture
def limited(browser: Browser, user: User) -> Callable[..., Browser]:
    def limit(**limits: int) -> Browser:
        User.objects.filter(pk=user.pk).update(**limits)
        enter(browser, User.objects.get(pk=user.pk))
        return browser

    return limit


@pytest.mark.parametrize("way", [pytest.param(begin, id="in pieces"), pytest.param(send, id="in one piece")])
@pytest.mark.parametrize(
    ("limits", "quota"),
    [
        pytest.param({"quota_file": 999}, "file", id="a film that is too large"),
        pytest.param({"quota_storage": 999}, "storage", id="more than there is room for"),
        pytest.param({"quota_month": 0}, "month", id="one more this month"),
    ],
)
def test_more_is_refused_and_leaves_nothing(
    limited: Callable[..., Browser], way: Callable[[Browser, int], httpx.Response], limits: dict[str, int], quota: str
) -> None:
    answer = way(limited(**limits), 1000)
    assert (answer.status_code, answer.json().get("quota")) == (403, quota), answer.text
    assert answer.json()["code"] == "quota_exceeded"
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


@pytest.mark.usefixtures("with_sign_in")
def test_who_begins_eight_at_once_gets_what_there_is_room_for(user: User) -> None:
    User.objects.filter(pk=user.pk).update(quota_storage=3000, quota_month=5)

    def one(_: int) -> str:
        try:
            services.begin_upload(user, "film.mkv", size=1000)
        except Problem as problem:
            return str(problem.members["quota"])
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(one, range(8)))
    assert sorted(told) == ["begun"] * 3 + ["storage"] * 5
    assert quotas.used_by(user) == 3000
