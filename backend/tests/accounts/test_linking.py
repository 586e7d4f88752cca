"""One's account is linked to one elsewhere only by who is signed in and has just proven it once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from mkv2castui.accounts import rates
from mkv2castui.accounts.models import User
from testing.people import Browser

from .conftest import PASSWORD

CONNECT = {"provider": "github", "process": "connect", "callback_url": "/en/profile/"}


@pytest.fixture(autouse=True)
def github(settings: Settings) -> None:
    app = {"client_id": "us", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": [app]}}


def go(browser: Browser) -> tuple[int, dict[str, Any]]:
    browser.get("/api/session/")
    answer = browser.post("/api/session/provider/", CONNECT)
    return answer.status_code, answer.json()


def test_nobody_is_sent_there_who_is_not_signed_in(browser: Browser) -> None:
    status, said = go(browser)
    assert (status, said["code"]) == (401, "sign_in_required")


def test_whoever_finds_an_open_browser_is_asked_who_they_are(browser: Browser, user: User) -> None:
    browser.sign_in(user.email, PASSWORD)
    status, said = go(browser)
    assert (status, said["code"]) == (403, "proof_needed")
    assert [flow["id"] for flow in said["flows"]] == ["reauthenticate"]


def test_who_has_proven_it_goes_there(browser: Browser, user: User) -> None:
    browser.sign_in(user.email, PASSWORD)
    browser.account("POST", "auth/reauthenticate", {"password": PASSWORD})
    status, said = go(browser)
    assert status == 200
    assert said["url"].startswith("https://github.com/login/oauth/authorize?")


def test_one_is_sent_there_so_often(open_browser: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time the provider may be asked where its door is."""
    monkeypatch.setitem(rates.LIMITS, "redirects", 2)
    monkeypatch.setattr(rates, "time", lambda: 60_000.0)
    somebody, another = open_browser("203.0.113.1"), open_browser("203.0.113.2")
    assert [go(browser)[0] for browser in (somebody, somebody, somebody, another)] == [401, 401, 429, 401]
