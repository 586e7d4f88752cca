"""Guessing at two web processes that share a PostgreSQL and a Valkey server, and what holds without the latter."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import httpx2 as httpx
import psycopg
import pyotp
import pytest

from testing.people import APP, Browser
from testing.stack import Webs

OWNER = {"email": "owner@example.org", "password": "correct horse battery"}
WEBS = ("web-1", "web-2")
AUTHENTICATE = "auth/2fa/authenticate"

OpenBrowser = Callable[..., Browser]


@pytest.fixture(scope="module")
def webs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Webs]:
    """Set up by its owner."""
    folder = tmp_path_factory.mktemp("webs")
    with Webs(folder, variables={"REQUIRE_AUTH": "true", "EMAIL_URL": f"filemail://{folder}/mails"}) as running:
        answer = httpx.post(f"{running.url_of('web-1')}/api/setup/", json=OWNER)
        assert answer.status_code == 204, answer.text
        yield running


@pytest.fixture
def open_browser(webs: Webs) -> Iterator[OpenBrowser]:
    """``open_browser("web-2")``: at one of the processes."""
    opened: list[httpx.Client] = []

    def open_one(web: str = "web-1") -> Browser:
        opened.append(httpx.Client(base_url=webs.url_of(web), headers={"X-Forwarded-For": "192.0.2.1"}, timeout=60))
        return Browser(opened[-1])

    yield open_one
    for client in opened:
        client.close()


def moved(browser: Browser, webs: Webs, web: str) -> Browser:
    """The same browser, whose requests reach another process from now on."""
    browser.client.base_url = httpx.URL(webs.url_of(web))
    return browser


def ask(webs: Webs, web: str, path: str, asked: Iterable[tuple[str, dict[str, str]]]) -> list[str]:
    """What an app is told that sends these bodies, each from an address, one after the other."""
    connection, told = HTTPConnection("127.0.0.1", webs.port_of(web), timeout=60), []
    for address, said in asked:
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        connection.request("POST", f"{APP}/{path}", json.dumps(said), headers)
        answer = connection.getresponse()
        body = json.loads(answer.read())
        told.append(body["errors"][0]["code"] if "errors" in body else str(answer.status))
    connection.close()
    return told


def noted(webs: Webs, kind: str) -> int:
    """How often the audit log has it."""
    with psycopg.connect(webs.database_url) as database:
        found = database.execute("SELECT count(*) FROM accounts_auditentry WHERE kind = %s", [kind]).fetchone()
    assert found is not None
    return int(found[0])


def test_a_provider_set_at_one_process_is_offered_by_the_other_at_once(open_browser: OpenBrowser) -> None:
    own = open_browser("web-1")
    assert own.sign_in(**OWNER).status_code == 200
    said = {"kind": "github", "client_id": "films", "secret": "hush"}
    assert own.post("/api/admin/providers/", said).status_code == 201
    assert [each["id"] for each in open_browser("web-2").get("/api/session/").json()["providers"]] == ["github"]


def test_a_thousand_guesses_from_a_thousand_addresses_get_five_tries_at_both_processes_together(
    webs: Webs, open_browser: OpenBrowser
) -> None:
    own = open_browser()
    assert own.sign_in(**OWNER).status_code == 200
    own.account("DELETE", "auth/session")
    passwords = [f"guess number {n}" for n in range(999)] + [OWNER["password"]]
    guesses = [
        (f"203.0.{n // 250}.{n % 250 + 1}", {"email": OWNER["email"], "password": said})
        for n, said in enumerate(passwords)
    ]
    with ThreadPoolExecutor(4) as threads:
        lots = [threads.submit(ask, webs, WEBS[n % 2], "auth/login", guesses[n::4]) for n in range(4)]
        told = Counter(code for lot in lots for code in lot.result())
    assert told == {"email_password_mismatch": 5, "too_many_login_attempts": 995}
    assert noted(webs, "sign_in_failed") == 5, "a refused guess was looked at"
    assert moved(own, webs, "web-2").sign_in(**OWNER).status_code == 200, "its owner was locked out"


def test_what_a_client_says_of_its_address_changes_no_count(webs: Webs) -> None:
    """The proxy names whom it sees last; what stands before it came from the client."""
    asked = [(f"198.51.100.{n}, 192.0.2.77", {"email": f"nobody{n}@example.org"}) for n in range(21)]
    path = "auth/password/request"
    assert ask(webs, "web-1", path, asked[:10]) + ask(webs, "web-2", path, asked[10:]) == ["401"] * 20 + ["429"]


def test_without_the_server_that_counts_nobody_is_let_in_and_who_is_in_stays(
    webs: Webs, open_browser: OpenBrowser
) -> None:
    """And a code of an authenticator app that was used is over for both processes, also when what Valkey held is
    lost."""
    webs.restart("redis")  # forgets what was counted before
    own, half, other = open_browser(), open_browser(), open_browser("web-2")
    assert own.sign_in(**OWNER).status_code == 200
    assert own.account("POST", "auth/reauthenticate", {"password": OWNER["password"]}).status_code == 200
    app = pyotp.TOTP(own.account("GET", "account/authenticators/totp").json()["meta"]["secret"])
    assert own.account("POST", "account/authenticators/totp", {"code": app.now()}).status_code == 200
    code = app.at(int(time.time()) + app.interval)
    for browser in (half, other):
        assert browser.sign_in(**OWNER).status_code == 401
    assert half.account("POST", AUTHENTICATE, {"code": code}).status_code == 401  # whether to trust this browser

    webs.processes["redis"].kill()
    refused = {
        "a password": open_browser("web-2").sign_in(**OWNER),
        "an app's": open_browser().client.post(f"{APP}/auth/login", json=OWNER),
        "a code": other.account("POST", AUTHENTICATE, {"code": "123456"}),
        "the password once more": own.account("POST", "auth/reauthenticate", {"password": OWNER["password"]}),
        "a reset": other.account("POST", "auth/password/request", {"email": OWNER["email"]}),
        "the code of the set-up": other.post("/api/setup/", OWNER),
    }
    assert {what: answer.status_code for what, answer in refused.items()} == dict.fromkeys(refused, 503)
    assert {answer.json()["code"] for answer in refused.values()} == {"sign_in_unavailable"}
    assert {answer.headers["content-type"] for answer in refused.values()} == {"application/problem+json"}
    assert moved(own, webs, "web-2").get("/api/jobs/").status_code == 200

    webs.restart("redis")
    assert other.account("POST", AUTHENTICATE, {"code": code}).status_code == 400, "a used code works again"
    assert other.get("/api/jobs/").status_code == 401
    assert half.account("POST", "auth/2fa/trust", {"trust": False}).status_code == 200
