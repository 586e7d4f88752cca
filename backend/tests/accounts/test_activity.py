"""When a device that is signed in was last used, and from where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache, caches

from mkv2castui.accounts import activity
from mkv2castui.accounts.models import User
from mkv2castui.common import clock
from testing.people import APP, Browser

from .conftest import PASSWORD, enter

OpenBrowser = Callable[..., Browser]
Later = Callable[[timedelta], datetime]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets time pass, for what waits for it too."""
    start, passed = clock.now(), [timedelta(0)]
    monkeypatch.setattr(clock, "now", lambda: start + passed[0])

    def wait(more: timedelta) -> datetime:
        passed[0] += more
        cache.clear()
        return clock.now()

    return wait


def seen(browser: Browser) -> dict[str, Any]:
    """Where this browser stands in the list of devices."""
    devices = browser.account("GET", "auth/sessions").json()["data"]
    [own] = [device for device in devices if device["is_current"]]
    return dict(own)


def test_a_device_tells_when_and_from_where_it_was_last_used(
    open_browser: OpenBrowser, user: User, later: Later
) -> None:
    browser, other = open_browser("192.0.2.1"), open_browser("192.0.2.2")
    for each in (browser, other):
        each.sign_in(user.email, PASSWORD)
    now = later(timedelta(days=3))
    roaming = open_browser("198.51.100.7")
    roaming.client.cookies = browser.client.cookies
    assert roaming.get("/api/jobs/").status_code == 200
    told = seen(roaming)
    assert told["ip"] == "198.51.100.7"
    assert told["last_seen_at"] == pytest.approx(now.timestamp(), abs=1)
    assert now.timestamp() - seen(other)["last_seen_at"] > 2 * 86400


def test_uploads_and_apps_are_use_too(browser: Browser, user: User, later: Later) -> None:
    said = {"email": user.email, "password": PASSWORD}
    token = browser.client.post(f"{APP}/auth/login", json=said).json()["meta"]["access_token"]
    now = later(timedelta(seconds=60))
    headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    browser.client.post("/api/uploads/", headers=headers)
    assert UserSession.objects.get().last_seen_at == now


def test_it_is_written_once_in_a_while_only(browser: Browser, user: User) -> None:
    browser.sign_in(user.email, PASSWORD)
    browser.get("/api/jobs/")
    UserSession.objects.update(last_seen_at=clock.now() - activity.EVERY)
    before = UserSession.objects.get().last_seen_at
    browser.get("/api/jobs/")
    assert UserSession.objects.get().last_seen_at == before


def test_the_cache_does_not_hold_what_one_signs_in_with(browser: Browser, user: User) -> None:
    """Other programs may share its server."""
    enter(browser, user)
    assert browser.get("/api/jobs/").status_code == 200
    kept = str(dict(vars(caches["default"])["_cache"]))
    assert "due:seen:" in kept
    assert browser.session is not None
    assert browser.session not in kept
