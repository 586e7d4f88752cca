"""Guessing: limits that hold for everybody, and lock nobody out of their own account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache

from mkv2castui.accounts import rates
from mkv2castui.accounts.models import AuditEntry, User
from testing.people import APP, Browser

from .conftest import PASSWORD, enter

OpenBrowser = Callable[..., Browser]
WRONG = "not the password"


def outcome(browser: Browser, email: str, password: str) -> tuple[int, str]:
    answer = browser.sign_in(email, password)
    errors = answer.json().get("errors", [{}])
    return answer.status_code, errors[0].get("code", "")


def test_many_addresses_together_guess_five_times(open_browser: OpenBrowser, user: User) -> None:
    hosts = ["http://localhost:8080", "http://192.0.2.7:8080", "http://127.0.0.1:8080"]
    told = [
        outcome(open_browser(f"203.0.113.{n}", hosts[n % 3]), user.email.upper() if n % 2 else user.email, WRONG)
        for n in range(12)
    ]
    assert told[:5] == [(400, "email_password_mismatch")] * 5
    assert told[5:] == [(400, "too_many_login_attempts")] * 7
    assert outcome(open_browser("203.0.113.99"), user.email, PASSWORD)[1] == "too_many_login_attempts"
    assert AuditEntry.objects.filter(kind="sign_in_failed", actor=user).count() == 5


def test_who_guesses_does_not_lock_the_owner_out(open_browser: OpenBrowser, user: User) -> None:
    own = open_browser()
    assert outcome(own, user.email, PASSWORD)[0] == 200
    own.account("DELETE", "auth/session")
    for n in range(7):
        outcome(open_browser(f"203.0.113.{n}"), user.email, WRONG)
    assert outcome(own, user.email, PASSWORD)[0] == 200


def test_a_known_browser_guesses_five_times_too(open_browser: OpenBrowser, user: User) -> None:
    own = open_browser()
    outcome(own, user.email, PASSWORD)
    own.account("DELETE", "auth/session")
    assert [outcome(own, user.email, WRONG)[1] for _ in range(6)][-1] == "too_many_login_attempts"


def test_a_browser_known_to_one_account_is_a_stranger_to_others(
    open_browser: OpenBrowser, user: User, stranger: User
) -> None:
    theirs = open_browser()
    outcome(theirs, stranger.email, PASSWORD)
    theirs.account("DELETE", "auth/session")
    for n in range(5):
        outcome(open_browser(f"203.0.113.{n}"), user.email, WRONG)
    assert outcome(theirs, user.email, PASSWORD)[1] == "too_many_login_attempts"


def test_an_address_in_a_header_is_not_believed(open_browser: OpenBrowser, user: User) -> None:
    """No proxy is trusted here, so each attempt counts for the address that it comes from."""
    browser = open_browser()
    for n in range(21):
        headers = {"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}"}
        json = {"email": f"nobody{n}@example.org", "password": WRONG}
        answer = browser.client.post(f"{APP}/auth/login", json=json, headers=headers)
    assert answer.json()["errors"][0]["code"] == "too_many_login_attempts"


def test_counts_are_not_washed_away_by_many_others(browser: Browser, user: User) -> None:
    """Who comes from many addresses leaves a count for each, in a memory that forgets when it is full."""
    for _ in range(5):
        outcome(browser, user.email, WRONG)
    for n in range(1000):
        cache.set(f"another's-count-{n}", [n], 300)
    assert outcome(browser, user.email, PASSWORD)[1] == "too_many_login_attempts"


@pytest.mark.parametrize(
    ("what", "method", "path"),
    [
        pytest.param("api", "GET", "/api/jobs/", id="requests"),
        pytest.param("uploads", "POST", "/api/upload/", id="new uploads"),
        pytest.param("uploads", "POST", "/api/uploads/", id="new resumable uploads"),
    ],
)
def test_each_user_asks_so_often_a_minute(
    open_browser: OpenBrowser,
    user: User,
    stranger: User,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    method: str,
    path: str,
) -> None:
    """From wherever; nobody uses up what others may."""
    monkeypatch.setitem(rates.LIMITS, what, 2)
    minute = [1000.0 * 60]
    monkeypatch.setattr(rates, "time", lambda: minute[0])
    browsers = [open_browser(f"203.0.113.{n}") for n in range(3)]
    for browser, who in zip(browsers, (user, user, stranger), strict=True):
        enter(browser, who)

    def refused(browser: Browser) -> bool:
        return browser.request(method, path, headers={"Tus-Resumable": "1.0.0"}).status_code == 429

    assert [refused(browsers[n]) for n in (0, 1, 0, 1)] == [False, False, True, True]
    assert not refused(browsers[2])
    minute[0] += 60
    assert not refused(browsers[0])
