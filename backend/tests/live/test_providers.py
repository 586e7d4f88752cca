"""Google, GitHub and any OpenID provider: the real program and real providers on this computer, one server for all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest

from testing.live_server import LiveServer
from testing.people import Browser
from testing.provider_mocks import provider_mocks

ADMIN = {"email": "admin@example.org", "password": "correct horse battery"}
PEOPLE = [
    {"sub": "alice", "email": "alice@example.org", "email_verified": True, "name": "Alice", "groups": ["film-admins"]},
    {"sub": "bob", "email": "bob@example.org", "email_verified": True, "groups": ["others"]},
    {"sub": "mallory", "email": "admin@example.org", "email_verified": False},
    {"sub": "twin", "email": "admin@example.org", "email_verified": True},
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Set up, open for sign-up, with all three providers."""
    folder = tmp_path_factory.mktemp("providers")
    with provider_mocks(folder, PEOPLE) as mocks:
        variables = {
            "REQUIRE_AUTH": "true",
            "SIGNUP": "open",
            "EMAIL_URL": f"filemail://{folder}/mails",
            "OIDC_ISSUER": mocks.oidc,
            "OIDC_ADMIN_GROUP": "film-admins",
            **mocks.variables,
            **{f"{name}_CLIENT_ID": "films" for name in ("OIDC", "GOOGLE", "GITHUB")},
            **{f"{name}_CLIENT_SECRET": "hush" for name in ("OIDC", "GOOGLE", "GITHUB")},
        }
        program = LiveServer(folder / "data", folder / "log", variables)
        try:
            program.start()
            with program.client() as client:
                assert client.post("/api/setup/", json=ADMIN).status_code == 204
            yield program
        finally:
            program.end()


@pytest.fixture
def browser(server: LiveServer) -> Iterator[Browser]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield Browser(client)  # type: ignore[arg-type]


def go(browser: Browser, provider: str, sub: str | None, process: str = "login") -> httpx.Response:
    """To the provider, sign in there as ``sub``, and back: our answer to that."""
    browser.get("/api/session/")
    said = {"provider": provider, "process": process, "callback_url": "/account/"}
    address = browser.post("/api/session/provider/", said).json()["url"]
    query = parse_qs(urlsplit(address).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"]
    with httpx.Client(timeout=30) as elsewhere:
        there = elsewhere.get(address) if sub is None else elsewhere.post(address, data={"sub": sub})
    return browser.get(there.headers["location"])  # type: ignore[return-value]


def me(browser: Browser) -> dict[str, object] | None:
    user: dict[str, object] | None = browser.get("/api/session/").json()["user"]
    return user


def test_all_providers_are_offered(browser: Browser) -> None:
    offered = browser.get("/api/session/").json()["providers"]
    assert {provider["id"] for provider in offered} == {"google", "github", "oidc"}


@pytest.mark.parametrize(
    ("provider", "sub", "email", "role"),
    [
        pytest.param("oidc", "alice", "alice@example.org", "admin", id="whose group makes them administrator"),
        pytest.param("google", "bob", "bob@example.org", "user", id="Google"),
        pytest.param("github", None, "octo@example.org", "user", id="GitHub"),
    ],
)
def test_who_comes_from_a_provider_is_signed_in(
    browser: Browser, provider: str, sub: str | None, email: str, role: str
) -> None:
    back = go(browser, provider, sub)
    assert (back.status_code, back.headers["location"]) == (302, "/account/")
    user = me(browser)
    assert user is not None
    assert (user["email"], user["role"], user["has_password"]) == (email, role, False)
    assert browser.get("/api/jobs/").status_code == 200


@pytest.mark.parametrize("sub", ["mallory", "twin"])
def test_an_address_at_a_provider_opens_no_account_that_is_here(browser: Browser, sub: str) -> None:
    """Neither one that nobody verified nor one that somebody did: an account is linked by who is signed in to it."""
    go(browser, "oidc", sub)
    assert me(browser) is None
    assert browser.get("/api/jobs/").status_code == 401


def test_an_account_is_linked_by_who_is_signed_in_and_says_who_they_are(browser: Browser, server: LiveServer) -> None:
    assert browser.sign_in(ADMIN["email"], ADMIN["password"]).status_code == 200
    browser.account("POST", "auth/reauthenticate", {"password": ADMIN["password"]})
    go(browser, "google", "twin", "connect")
    linked = browser.account("GET", "account/providers").json()["data"]
    assert [(account["provider"]["id"], account["uid"]) for account in linked] == [("google", "twin")]
    with httpx.Client(base_url=server.url, timeout=30) as client:
        another = Browser(client)  # type: ignore[arg-type]
        go(another, "google", "twin")
        user = me(another)
        assert user is not None
        assert user["email"] == ADMIN["email"]


def test_an_answer_that_nobody_asked_for_is_refused(browser: Browser, server: LiveServer) -> None:
    """Login CSRF: the state is of another browser's session."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        attacker = Browser(client)  # type: ignore[arg-type]
        attacker.get("/api/session/")
        said = {"provider": "github", "process": "login", "callback_url": "/account/"}
        address = attacker.post("/api/session/provider/", said).json()["url"]
    back = httpx.get(address).headers["location"]
    browser.get("/api/session/")
    browser.get(back)
    assert me(browser) is None


def test_a_provider_does_not_stand_in_for_the_second_factor(server: LiveServer, browser: Browser) -> None:
    go(browser, "google", "bob")
    app = pyotp.TOTP(browser.account("GET", "account/authenticators/totp").json()["meta"]["secret"])
    assert browser.account("POST", "account/authenticators/totp", {"code": app.now()}).status_code == 200
    with httpx.Client(base_url=server.url, timeout=30) as client:
        elsewhere = Browser(client)  # type: ignore[arg-type]
        go(elsewhere, "google", "bob")
        assert me(elsewhere) is None
        assert elsewhere.get("/api/jobs/").status_code == 401
        code = app.at(int(time.time()) + app.interval)
        elsewhere.account("POST", "auth/2fa/authenticate", {"code": code})
        assert elsewhere.account("POST", "auth/2fa/trust", {"trust": False}).status_code == 200
        assert elsewhere.get("/api/jobs/").status_code == 200
