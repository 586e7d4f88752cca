"""What attackers try at sign-in and with what it gives."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from mkv2castui.accounts.models import User
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


def test_a_socket_does_not_open_for_another_site(browser: Browser, user: User) -> None:
    enter(browser, user)
    assert isinstance(browser.client, TestClient)
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        browser.client.websocket_connect("ws://localhost:8080/ws/jobs/", headers={"Origin": "http://evil.example"}),
    ):
        pass
    assert refused.value.code == 4403


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "path", ["auth/login", "auth/signup", "auth/session", "auth/password/reset", "account/authenticators/totp"]
)
def test_sign_in_needs_proof_that_our_page_asks(browser: Browser, user: User, path: str, method: str) -> None:
    enter(browser, user)
    answer = browser.client.request(method, f"{BROWSER}/{path}", json={"email": user.email, "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"]
)
def test_nobody_is_sent_elsewhere(browser: Browser, settings: Settings, page: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": [{"client_id": "x", "secret": "y"}]}}
    browser.get("/api/session/")
    said = {"provider": "github", "process": "login", "callback_url": page}
    assert browser.post("/api/session/provider/", said).status_code == 422
    assert browser.post("/api/session/provider/", said | {"callback_url": "/account/"}).status_code == 200


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
