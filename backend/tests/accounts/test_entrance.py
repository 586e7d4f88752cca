"""How people come in: the first administrator, invitations, sign-up by mail code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core import mail
from pytest_django import Settings

from mkv2castui.accounts import setup
from mkv2castui.accounts.models import User
from mkv2castui.accounts.services import local_owner
from testing.people import Browser

from .conftest import PASSWORD, enter

FIRST = {"email": "First@Example.org", "password": PASSWORD, "name": "First"}
OpenBrowser = Callable[..., Browser]


def post(browser: Browser, path: str, json: object, **headers: str) -> int:
    browser.get("/api/session/")
    return browser.post(path, json, headers=headers).status_code


def test_the_first_administrator_takes_over_what_was_there_and_nobody_comes_after(open_browser: OpenBrowser) -> None:
    owner, here = local_owner(), open_browser("127.0.0.1")
    session = here.get("/api/session/").json()
    assert (session["mode"], session["set_up"], session["setup_needs_code"]) == ("accounts", False, False)
    assert post(here, "/api/setup/", FIRST) == 204
    assert User.objects.get(email="first@example.org").pk == owner.pk == local_owner().pk
    assert here.sign_in("first@example.org", PASSWORD).status_code == 200
    session = here.get("/api/session/").json()
    assert (session["set_up"], session["user"]["role"]) == (True, "admin")
    assert post(open_browser("127.0.0.1"), "/api/setup/", FIRST | {"email": "second@example.org"}) == 409
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    assert post(open_browser("127.0.0.1"), "/api/setup/", FIRST | {"email": "second@example.org"}) == 409


@pytest.mark.parametrize(
    ("address", "url", "headers"),
    [
        pytest.param("192.0.2.1", "http://localhost:8080", {}, id="from elsewhere"),
        pytest.param("127.0.0.1", "http://192.0.2.7:8080", {}, id="by an address of the network"),
        pytest.param("127.0.0.1", "http://localhost:8080", {"X-Forwarded-For": "192.0.2.1"}, id="through a proxy"),
    ],
)
def test_from_elsewhere_the_logs_code_is_asked(
    open_browser: OpenBrowser, address: str, url: str, headers: dict[str, str]
) -> None:
    browser = open_browser(address, url)
    assert browser.get("/api/session/", headers=headers).json()["setup_needs_code"] is True
    assert post(browser, "/api/setup/", FIRST, **headers) == 403
    assert post(browser, "/api/setup/", FIRST | {"code": "AAAA-BBBB-CCCC-DDDD"}, **headers) == 403
    assert post(browser, "/api/setup/", FIRST | {"code": setup.code().lower()}, **headers) == 204


def test_the_code_can_not_be_guessed_for_long(open_browser: OpenBrowser) -> None:
    browser = open_browser()
    assert [post(browser, "/api/setup/", FIRST | {"code": "x"}) for _ in range(11)][-1] == 429


@pytest.mark.parametrize("password", ["short", "password123", "1234567890123", "first@example.org"])
def test_a_weak_password_makes_no_administrator(open_browser: OpenBrowser, password: str) -> None:
    assert post(open_browser("127.0.0.1"), "/api/setup/", FIRST | {"password": password}) == 422
    assert setup.is_open()


def mailed_code() -> str:
    found = re.search(r"^([A-Z0-9-]{6,})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def sign_up(browser: Browser, email: str) -> int:
    return browser.account("POST", "auth/signup", {"email": email, "password": PASSWORD}).status_code


def test_an_open_server_takes_who_proves_their_address(browser: Browser, settings: Settings) -> None:
    settings.SIGNUP = "open"
    assert sign_up(browser, "new@example.org") == 401  # the address is to be proven
    assert browser.get("/api/jobs/").status_code == 401
    assert browser.account("POST", "auth/email/verify", {"key": "WRONG1"}).status_code == 400
    assert browser.account("POST", "auth/email/verify", {"key": mailed_code()}).status_code == 200
    assert browser.get("/api/jobs/").status_code == 200
    assert browser.get("/api/session/").json()["user"]["role"] == "user"


@pytest.mark.parametrize("policy", ["invitation", "closed"])
def test_a_server_that_is_not_open_takes_nobody(browser: Browser, settings: Settings, policy: str) -> None:
    settings.SIGNUP = policy
    assert sign_up(browser, "new@example.org") == 403
    assert not User.objects.filter(email="new@example.org").exists()


def test_who_is_invited_signs_up_once(open_browser: OpenBrowser, admin: User) -> None:
    host = open_browser()
    enter(host, admin)
    made = host.post("/api/admin/invitations/", {"email": "Guest@example.org", "role": "admin"}).json()
    guest, other = open_browser(), open_browser()
    for browser in (guest, other):
        assert post(browser, "/api/invitations/accept/", {"invitation": made["invitation"]}) == 200
    assert guest.get("/api/session/").json()["invited"] == {"email": "guest@example.org"}
    assert sign_up(guest, "somebody.else@example.org") == 403  # it is for one address
    assert sign_up(guest, "guest@example.org") == 200  # which needs no other proof
    assert guest.get("/api/session/").json()["user"]["role"] == "admin"
    assert sign_up(other, "guest2@example.org") == 403
    assert post(open_browser(), "/api/invitations/accept/", {"invitation": made["invitation"]}) == 404
    assert host.get("/api/admin/invitations/").json() == []


def test_an_invitation_may_be_withdrawn(open_browser: OpenBrowser, admin: User) -> None:
    host = open_browser()
    enter(host, admin)
    made = host.post("/api/admin/invitations/", {}).json()
    assert host.delete(f"/api/admin/invitations/{made['id']}/").status_code == 204
    assert post(open_browser(), "/api/invitations/accept/", {"invitation": made["invitation"]}) == 404


def test_a_token_is_made_shown_once_and_revoked(browser: Browser, user: User, stranger: User) -> None:
    enter(browser, user)
    browser.account("POST", "auth/reauthenticate", {"password": PASSWORD})
    made = browser.post("/api/tokens/", {"name": "script", "scopes": ["read"], "expires_in_days": 1}).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert browser.client.get("/api/jobs/", headers=headers).status_code == 200
    assert browser.client.get("/api/tokens/", headers=headers).json()["code"] == "scope_missing"
    [listed] = browser.get("/api/tokens/").json()
    assert (listed["prefix"], "token" in listed, listed["last_used_at"] is None) == (made["prefix"], False, False)
    enter(browser, stranger)
    assert browser.delete(f"/api/tokens/{made['id']}/").status_code == 404
    enter(browser, user)
    assert browser.delete(f"/api/tokens/{made['id']}/").status_code == 204
    assert browser.client.get("/api/jobs/", headers=headers).status_code == 401


def test_there_is_always_an_administrator_and_what_they_do_is_noted(browser: Browser, admin: User, user: User) -> None:
    enter(browser, admin)
    assert browser.patch(f"/api/admin/people/{admin.pk}/", {"role": "user"}).status_code == 409
    assert browser.patch(f"/api/admin/people/{admin.pk}/", {"is_active": False}).status_code == 409
    assert browser.patch(f"/api/admin/people/{user.pk}/", {"role": "admin"}).json()["role"] == "admin"
    assert browser.patch(f"/api/admin/people/{admin.pk}/", {"role": "user"}).status_code == 200
    assert browser.get("/api/admin/people/").status_code == 403
    enter(browser, user)
    entries = browser.get("/api/admin/audit/").json()["results"]
    assert [(entry["kind"], entry["actor"]) for entry in entries][:2] == [
        ("person_changed", admin.email),
        ("person_changed", admin.email),
    ]


def test_a_password_is_kept_by_argon2(settings: Settings) -> None:
    assert settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.mark.parametrize(
    ("accounts", "open_lan", "told"),
    [
        pytest.param(False, False, ("local", False), id="this computer alone"),
        pytest.param(False, True, ("local", True), id="everybody in the network, and nobody signs in"),
        pytest.param(True, True, ("accounts", False), id="everybody in the network, and people sign in"),
    ],
)
def test_pages_are_told_to_warn_where_everybody_is_let_in(
    browser: Browser, settings: Settings, accounts: bool, open_lan: bool, told: tuple[str, bool]
) -> None:
    settings.REQUIRE_AUTH = accounts
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, allow_open_lan=open_lan)
    session = browser.get("/api/session/").json()
    assert (session["mode"], session["open_network"]) == told
