"""The second factor: nothing is reached without it, no code works twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from mkv2castui.accounts import second_factor, totp
from mkv2castui.accounts.models import AuditEntry, User
from testing.people import APP, Browser
from testing.security_key import SecurityKey

from .conftest import PASSWORD, enter
from .second_step import AUTHENTICATE, code_of, enrol, finish, half_way
from .test_asking import PLANES, closing_code, film_of

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def enrolled(open_browser: OpenBrowser, user: User) -> tuple[pyotp.TOTP, list[str]]:
    browser = open_browser()
    assert browser.sign_in(user.email, PASSWORD).status_code == 200
    return enrol(browser)


def test_a_right_code_signs_in_once(
    open_browser: OpenBrowser, user: User, enrolled: tuple[pyotp.TOTP, list[str]]
) -> None:
    app, _ = enrolled
    browser, other = half_way(open_browser, user), half_way(open_browser, user)
    code = code_of(app)
    assert finish(browser, f"{(int(code) + 1) % 10**6:06}") == 400
    assert browser.get("/api/jobs/").status_code == 401
    assert finish(browser, code) == 200
    assert browser.get("/api/jobs/").status_code == 200
    assert finish(other, code) == 400, "a code that was seen works again"
    assert other.get("/api/jobs/").status_code == 401


@pytest.mark.parametrize(
    ("half_minutes", "status"),
    [
        pytest.param(-3, 400, id="long ago"),
        pytest.param(-1, 200, id="by a phone that is half a minute late"),
        pytest.param(1, 200, id="by a phone that is half a minute ahead"),
        pytest.param(3, 400, id="far ahead"),
    ],
)
def test_a_code_is_good_near_its_time_and_once(
    open_browser: OpenBrowser,
    user: User,
    enrolled: tuple[pyotp.TOTP, list[str]],
    half_minutes: int,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, _ = enrolled
    forget_used_codes(user)
    now = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now))
    code = code_of(app, half_minutes)
    assert finish(half_way(open_browser, user), code) == status
    cache.clear()  # all of it may be lost
    assert finish(half_way(open_browser, user), code) == 400


def forget_used_codes(user: User) -> None:
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    app.data = {"secret": app.data["secret"]}
    app.save()


def test_after_a_later_code_an_earlier_one_is_over(
    open_browser: OpenBrowser, user: User, enrolled: tuple[pyotp.TOTP, list[str]]
) -> None:
    app, _ = enrolled
    forget_used_codes(user)
    assert finish(half_way(open_browser, user), code_of(app, 1)) == 200
    for half_minutes in (0, -1):
        assert finish(half_way(open_browser, user), code_of(app, half_minutes)) == 400


def test_a_code_that_was_used_proves_nothing_elsewhere(
    open_browser: OpenBrowser, user: User, enrolled: tuple[pyotp.TOTP, list[str]]
) -> None:
    """Neither in an app, nor where somebody has to say once more who they are; nor the other way round."""
    app, _ = enrolled
    browser, code = half_way(open_browser, user), code_of(app)
    assert finish(browser, code) == 200
    cache.clear()
    assert browser.account("POST", "auth/2fa/reauthenticate", {"code": code}).status_code == 400
    client = open_browser().client
    said = {"email": user.email, "password": PASSWORD}
    token = client.post(f"{APP}/auth/login", json=said).json()["meta"]["session_token"]
    answer = client.post(f"{APP}/{AUTHENTICATE}", json={"code": code}, headers={"X-Session-Token": token})
    assert answer.status_code == 400


def test_of_two_who_say_the_same_code_at_once_one_comes_in(user: User, enrolled: tuple[pyotp.TOTP, list[str]]) -> None:
    app, _ = enrolled
    row, code = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP), code_of(app)

    def one(_: int) -> bool:
        try:
            return totp.use(row, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(one, range(8))) == [False] * 7 + [True]


def test_a_recovery_code_works_once(
    open_browser: OpenBrowser, user: User, enrolled: tuple[pyotp.TOTP, list[str]]
) -> None:
    _, codes = enrolled
    assert len(codes) == 10
    assert finish(half_way(open_browser, user), codes[0]) == 200
    assert finish(half_way(open_browser, user), codes[0]) == 400
    assert finish(half_way(open_browser, user), codes[1]) == 200


@pytest.mark.usefixtures("enrolled")
def test_half_way_nothing_else_is_reached(open_browser: OpenBrowser, user: User) -> None:
    browser, mine = half_way(open_browser, user), film_of(user).pk
    for path in ("/api/jobs/", "/api/tokens/", "/api/stats/", "/api/admin/audit/"):
        assert browser.get(path).status_code == 401
    for method, address in (plane.values for plane in PLANES):
        answer = browser.request(str(method), str(address).format(job=mine), headers={"Tus-Resumable": "1.0.0"})
        assert answer.status_code == 401, address
    for socket in ("/ws/jobs/", f"/ws/conversion/{mine}/"):
        assert closing_code(browser, socket) == 4401
    attempts: list[tuple[str, str, Any]] = [
        ("GET", "account/authenticators", None),
        ("GET", "account/authenticators/totp", None),
        ("DELETE", "account/authenticators/totp", None),
        ("GET", "account/authenticators/recovery-codes", None),
        ("POST", "account/authenticators/recovery-codes", None),
        ("POST", "account/password/change", {"current_password": PASSWORD, "new_password": "another horse entirely"}),
        ("POST", "auth/reauthenticate", {"password": PASSWORD}),
        ("GET", "account/email", None),
        ("GET", "auth/sessions", None),
        ("POST", "auth/2fa/trust", {"trust": True}),
    ]
    for method, path, json in attempts:
        assert browser.account(method, path, json).status_code in (401, 409), path
    assert Authenticator.objects.filter(user=user).count() == 2


@pytest.mark.usefixtures("enrolled")
def test_an_app_gets_no_token_half_way(browser: Browser, user: User) -> None:
    answer = browser.client.post(f"{APP}/auth/login", json={"email": user.email, "password": PASSWORD})
    meta = answer.json()["meta"]
    assert answer.status_code == 401
    assert "access_token" not in meta
    assert "refresh_token" not in meta
    headers = {"Authorization": f"Bearer {meta['session_token']}"}
    assert browser.client.get("/api/jobs/", headers=headers).status_code == 401
    cookie = {"Cookie": f"mkv2castui_session={meta['session_token']}"}
    assert browser.client.get("/api/jobs/", headers=cookie).status_code == 401


@pytest.mark.usefixtures("enrolled")
def test_a_new_password_by_mail_does_not_replace_the_second_factor(
    open_browser: OpenBrowser, user: User, mailoutbox: list[Any]
) -> None:
    browser = open_browser()
    browser.account("POST", "auth/password/request", {"email": user.email})
    [code] = [
        line
        for line in mailoutbox[-1].body.splitlines()
        if line.strip() and line.replace("-", "").isalnum() and line.isupper()
    ]
    reset = browser.account("POST", "auth/password/reset", {"key": code, "password": "another horse entirely"})
    assert reset.status_code == 401
    assert browser.get("/api/jobs/").status_code == 401
    assert browser.sign_in(user.email, "another horse entirely").status_code == 401


def test_a_trusted_browser_is_not_asked_again_until_the_factor_changes(
    open_browser: OpenBrowser, user: User, enrolled: tuple[pyotp.TOTP, list[str]]
) -> None:
    _, codes = enrolled
    browser = half_way(open_browser, user)
    assert browser.account("POST", AUTHENTICATE, {"code": codes[0]}).status_code == 401  # trust is asked
    assert browser.account("POST", "auth/2fa/trust", {"trust": True}).status_code == 200
    browser.account("DELETE", "auth/session")
    assert browser.sign_in(user.email, PASSWORD).status_code == 200
    assert half_way(open_browser, user)
    user.set_password("another horse entirely")
    user.save()
    browser.account("DELETE", "auth/session")
    assert browser.sign_in(user.email, "another horse entirely").status_code == 401


def test_the_trust_in_a_browser_is_one_persons(
    open_browser: OpenBrowser, user: User, stranger: User, enrolled: tuple[pyotp.TOTP, list[str]]
) -> None:
    _, codes = enrolled
    browser, other = half_way(open_browser, user), open_browser()
    browser.account("POST", AUTHENTICATE, {"code": codes[0]})
    assert browser.account("POST", "auth/2fa/trust", {"trust": True}).status_code == 200
    other.sign_in(stranger.email, PASSWORD)
    enrol(other)
    browser.account("DELETE", "auth/session")
    assert "mkv2castui_trusted" in browser.client.cookies
    assert browser.sign_in(stranger.email, PASSWORD).status_code == 401


def test_with_another_secret_key_each_code_is_refused_until_the_factors_are_taken_off(
    open_browser: OpenBrowser, user: User, enrolled: tuple[pyotp.TOTP, list[str]], settings: Settings
) -> None:
    app, codes = enrolled
    settings.SECRET_KEY = "another key, as after a loss of the data folder's file"
    browser = half_way(open_browser, user)
    assert [finish(browser, code) for code in (code_of(app), codes[0])] == [400, 400]
    assert [second_factor.take_off(user), second_factor.take_off(user)] == [True, False]
    assert open_browser().sign_in(user.email, PASSWORD).status_code == 200
    assert AuditEntry.objects.filter(kind="second_factor_removed", actor=user).count() == 1


@pytest.mark.parametrize(
    ("asked", "verified", "status"),
    [
        pytest.param("login", True, 200, id="by a key that knows its person"),
        pytest.param("login", False, 400, id="not by one that doesn't"),
        pytest.param("reauthenticate", False, 400, id="nor when a question was taken that wants no more"),
    ],
)
def test_a_key_signs_in(browser: Browser, user: User, stranger: User, asked: str, verified: bool, status: int) -> None:
    key = SecurityKey(user)
    if asked == "reauthenticate":
        enter(browser, stranger)  # who has found it, and is somebody here
    question = browser.account("GET", f"auth/webauthn/{asked}").json()["data"]["request_options"]["publicKey"]
    said = {"credential": key.answer(question["challenge"], verified=verified)}
    assert browser.account("POST", "auth/webauthn/login", said).status_code == status
    me = browser.get("/api/session/").json()["user"] or {}
    assert (me.get("email") == user.email) is (status == 200)


@pytest.mark.usefixtures("enrolled")
def test_a_stolen_database_does_not_tell_the_secret(user: User, enrolled: tuple[pyotp.TOTP, list[str]]) -> None:
    app, codes = enrolled
    stored = str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
    assert app.secret not in stored
    assert not any(code in stored for code in codes)
