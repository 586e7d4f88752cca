"""What attackers try at sign-in and with what it gives."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from allauth.headless.spec.internal.schema import get_schema
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from mkv2castui.accounts.models import AuditEntry, User
from testing.people import APP, BROWSER, Browser

from .conftest import PASSWORD, enter

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def access_token(browser: Browser, user: User) -> str:
    answer = browser.client.post(f"{APP}/auth/login", json={"email": user.email, "password": PASSWORD})
    return str(answer.json()["meta"]["access_token"])


def claims(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def signed(payload: dict[str, Any], key: str = "", algorithm: str = "HS256") -> str:
    return jwt.encode(payload, key or django_settings.SECRET_KEY, algorithm=algorithm)


def unsigned(payload: dict[str, Any], algorithm: str) -> str:
    parts = ({"alg": algorithm, "typ": "JWT"}, payload)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda t: unsigned(claims(t), "none"), id="without a signature"),
        pytest.param(lambda t: unsigned(claims(t), "NONE"), id="without a signature, in capitals"),
        pytest.param(lambda t: unsigned(claims(t), "HS256"), id="with an empty signature"),
        pytest.param(lambda t: signed(claims(t), "x" * 64), id="signed with another key"),
        pytest.param(lambda t: signed(claims(t), algorithm="HS512"), id="signed by another algorithm"),
        pytest.param(lambda t: signed({**claims(t), "exp": int(time.time()) - 1}), id="expired"),
        pytest.param(lambda t: signed({**claims(t), "token_use": "refresh"}), id="a refresh token"),
        pytest.param(lambda t: signed({**claims(t), "sub": "0" * 32}), id="for another user"),
        pytest.param(lambda t: signed({**claims(t), "sid": "bm8gc3VjaCBzZXNzaW9uIGF0IGFsbA=="}), id="of no session"),
        pytest.param(lambda t: t[:-2] + ("A" if t[-2] != "A" else "B") + t[-1], id="with one letter altered"),
    ],
)
def test_a_forged_access_token_is_nobodys(browser: Browser, access_token: str, forge: Callable[[str], str]) -> None:
    good, forged = ({"Authorization": f"Bearer {token}"} for token in (access_token, forge(access_token)))
    assert browser.client.get("/api/jobs/", headers=good).status_code == 200
    assert browser.client.get("/api/jobs/", headers=forged).status_code == 401


def refresh(app: Any, token: str) -> tuple[int, str]:
    answer = app.post(f"{APP}/tokens/refresh", json={"refresh_token": token})
    return answer.status_code, answer.json().get("data", {}).get("refresh_token", "")


def test_a_refresh_token_that_comes_twice_ends_what_began_with_it(
    open_browser: OpenBrowser, browser: Browser, user: User
) -> None:
    """Whoever stole it and whoever owns it are both out, and nobody else."""
    app, said = open_browser().client, {"email": user.email, "password": PASSWORD}
    stolen = app.post(f"{APP}/auth/login", json=said).json()["meta"]["refresh_token"]
    browser.sign_in(user.email, PASSWORD)
    _, second = refresh(app, stolen)
    answer = app.post(f"{APP}/tokens/refresh", json={"refresh_token": second}).json()["data"]
    access = {"Authorization": f"Bearer {answer['access_token']}"}
    assert app.get("/api/jobs/", headers=access).status_code == 200
    assert refresh(open_browser("203.0.113.9").client, stolen)[0] == 400
    assert refresh(app, answer["refresh_token"])[0] == 400
    assert app.get("/api/jobs/", headers=access).status_code == 401
    assert browser.get("/api/jobs/").status_code == 200
    assert AuditEntry.objects.get(kind="refresh_token_reused").actor == user


def test_of_two_who_come_with_one_refresh_token_at_once_none_goes_on(open_browser: OpenBrowser, user: User) -> None:
    """One is served, the other tells that it was stolen."""
    app, said = open_browser().client, {"email": user.email, "password": PASSWORD}
    token = app.post(f"{APP}/auth/login", json=said).json()["meta"]["refresh_token"]
    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(lambda client: refresh(client, token), [open_browser().client for _ in range(4)]))
    assert sorted(status for status, _ in told) == [200, 400, 400, 400]
    assert refresh(app, next(new for _, new in told if new))[0] == 400


def test_a_socket_does_not_open_for_another_site(browser: Browser, user: User) -> None:
    enter(browser, user)
    assert isinstance(browser.client, TestClient)
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        browser.client.websocket_connect("ws://localhost:8080/ws/jobs/", headers={"Origin": "http://evil.example"}),
    ):
        pass
    assert refused.value.code == 4403


def unsafe_addresses_of_allauth(client: str) -> list[tuple[str, str]]:
    """Of its own OpenAPI document: what it answers here."""
    return [
        (method, path.replace("{client}", client))
        for path, item in get_schema()["paths"].items()
        for method in set(item) & {"post", "put", "patch", "delete"}
        if "{client}" in path or f"/{client}/" in path
    ]


def test_a_cookie_alone_changes_nothing_at_allauths_addresses(browser: Browser, user: User) -> None:
    enter(browser, user)
    asked = unsafe_addresses_of_allauth("browser")
    assert len(asked) > 30
    told = {
        (method, path): browser.client.request(method, path, json={"email": user.email, "password": PASSWORD})
        for method, path in asked
    }
    assert {what: (answer.status_code, answer.json()["code"]) for what, answer in told.items()} == dict.fromkeys(
        asked, (403, "csrf_failed")
    )


def test_no_address_of_allauth_fails(browser: Browser, user: User) -> None:
    """Whatever is sent there."""
    asked = unsafe_addresses_of_allauth("browser")
    told = {}
    for said in (None, {"email": 7, "code": [], "key": {}, "password": None, "credential": "x", "sessions": "x"}):
        for method, path in sorted(asked):
            browser.client.cookies.clear()
            enter(browser, user)
            told[method, path, str(said)] = browser.request(method.upper(), path, json=said).status_code
    assert {what: status for what, status in told.items() if status >= 500} == {}


def test_at_the_addresses_of_apps_a_cookie_says_nothing(browser: Browser, user: User) -> None:
    """They ask for no proof, so they must not know who a cookie belongs to."""
    assert browser.sign_in(user.email, PASSWORD).status_code == 200
    before = User.objects.values().get(pk=user.pk)
    said = {"email": "mine@evil.example", "current_password": PASSWORD, "new_password": "another horse entirely"}
    for method, path in unsafe_addresses_of_allauth("app"):
        answer = browser.client.request(method, path, json=said)
        assert 400 <= answer.status_code < 500 or answer.json()["meta"]["is_authenticated"] is False, (method, path)
    assert User.objects.values().get(pk=user.pk) == before
    assert browser.get("/api/jobs/").status_code == 200
    assert browser.client.get(f"{APP}/auth/session").status_code == 401


WAYS_BACK = ("/accounts/github/login/", "/accounts/github/login/callback/", "/accounts/")


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"]
)
def test_nobody_is_sent_elsewhere(browser: Browser, settings: Settings, page: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": [{"client_id": "x", "secret": "y"}]}}
    browser.get("/api/session/")
    said = {"provider": "github", "process": "login", "callback_url": page}
    assert browser.post("/api/session/provider/", said).status_code == 422
    assert browser.post("/api/session/provider/", said | {"callback_url": "/account/"}).status_code == 200
    asked = {
        "the form": browser.request("POST", f"{BROWSER}/auth/provider/redirect", data=said),
        **{path: browser.get(path, params={"next": page, "callback_url": page}) for path in WAYS_BACK},
    }
    for what, answer in asked.items():
        address = answer.headers.get("location", "/")
        assert urlsplit(address).netloc in ("", "localhost:8080"), what
        assert page not in address


def test_cookies_are_hidden_from_scripts_and_secure_behind_tls(open_browser: OpenBrowser, user: User) -> None:
    def cookies(url: str) -> dict[str, str]:
        browser = open_browser(url=url)
        referer = {"Referer": f"{url}/"}
        browser.client.get(f"{BROWSER}/config")
        said = {"email": user.email, "password": PASSWORD}
        answer = browser.post(f"{BROWSER}/auth/login", said, headers=referer)
        assert answer.status_code == 200, answer.text
        return {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}

    plain, secure = cookies("http://localhost:8080"), cookies("https://localhost")
    assert all("Secure" not in line for line in plain.values())
    assert all("Secure" in line for line in secure.values())
    assert {"mkv2castui_session", "mkv2castui_csrf", "mkv2castui_known"} <= set(secure)
    for name in ("mkv2castui_session", "mkv2castui_known"):
        assert "HttpOnly" in secure[name]
        assert "SameSite=Lax" in secure[name]


def test_behind_tls_browsers_are_told_to_stay_there(open_browser: OpenBrowser) -> None:
    assert "strict-transport-security" not in open_browser().get("/health/live/").headers
    secure = open_browser(url="https://localhost").get("/health/live/").headers["strict-transport-security"]
    assert secure == "max-age=31536000"


@pytest.mark.usefixtures("with_sign_in")
def test_django_finds_nothing_to_mend_before_deployment(settings: Settings) -> None:
    settings.SECRET_KEY = "a key as long and as varied as the one that is made at first start, 0123456789"
    call_command("check", deploy=True, fail_level="WARNING")
