"""What every kind of answer of the real server carries, without TLS in front and with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from testing.live_server import LiveServer
from testing.people import Browser

ADMIN = {"email": "admin@example.org", "password": "correct horse battery"}
NAME = "films.example"
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """With sign-in, for a proxy on this computer that may have TLS."""
    folder = tmp_path_factory.mktemp("headers")
    variables = {"REQUIRE_AUTH": "true", "TRUSTED_PROXIES": "127.0.0.1", "ALLOWED_HOSTS": NAME}
    running = LiveServer(folder / "data", folder / "log", variables).start()
    yield running
    running.end()


@pytest.fixture(scope="module")
def browser(server: LiveServer) -> Iterator[Browser]:
    with httpx.Client(base_url=server.url, timeout=60) as client:
        assert client.post("/api/setup/", json=ADMIN).status_code == 204
        signed_in = Browser(client)  # type: ignore[arg-type]
        assert signed_in.sign_in(**ADMIN).status_code == 200
        yield signed_in


@pytest.fixture(scope="module")
def film(browser: Browser, playable_film: Path) -> str:
    """One whose result is there."""
    sent = browser.request("POST", "/api/upload/", files={"file": ("film.mp4", playable_film.read_bytes())}).json()
    end = time.monotonic() + 60
    while browser.get(f"/api/jobs/{sent['id']}/").json()["status"] != "completed":
        assert time.monotonic() < end
        time.sleep(0.05)
    return str(sent["id"])


ANSWERS = [
    pytest.param("GET", "/", {}, 307, id="the way to the pages"),
    pytest.param("GET", "/en/", {}, 200, id="a page"),
    pytest.param("GET", "/en/nowhere/", {}, 404, id="no page"),
    pytest.param("GET", "/api/jobs/", {}, 200, id="the API"),
    pytest.param("GET", "/api/jobs/00000000-0000-4000-8000-000000000000/", {}, 404, id="nothing of the API"),
    pytest.param("PUT", "/api/jobs/", {}, 405, id="a method that is none"),
    pytest.param("GET", "/api/jobs/", {"Authorization": "Bearer mkv_x"}, 401, id="nobody"),
    pytest.param("DELETE", "/api/jobs/{film}/", {"X-CSRFToken": "x"}, 403, id="no proof"),
    pytest.param("GET", "/api/jobs/{film}/download/", {}, 200, id="a film"),
    pytest.param("GET", "/api/jobs/{film}/download/", {"Range": "bytes=0-9"}, 206, id="a part of a film"),
    pytest.param("GET", "/api/jobs/{film}/download/", {"Range": "bytes=99999999-"}, 416, id="beyond a film"),
    pytest.param("GET", "/api/jobs/download/?ids={film}", {}, 200, id="an archive"),
    pytest.param("OPTIONS", "/api/uploads/", TUS, 204, id="what uploads may be"),
    pytest.param("POST", "/api/uploads/", TUS, 400, id="an upload without a length"),
    pytest.param("HEAD", "/api/uploads/00000000-0000-4000-8000-000000000000/", TUS, 404, id="no upload"),
    pytest.param("GET", "/_allauth/browser/v1/auth/session", {}, 200, id="allauth"),
    pytest.param("POST", "/_allauth/app/v1/auth/login", {}, 400, id="allauth's refusal"),
    pytest.param("GET", "/accounts/nowhere/", {}, 404, id="where providers send nobody back to"),
    pytest.param("GET", "/api/docs/", {}, 200, id="the documentation"),
    pytest.param("GET", "/health/live/", {}, 200, id="health"),
    pytest.param("GET", "/en/", {"Host": "evil.example"}, 403, id="another's name"),
    pytest.param("GET", "/api/jobs/", {"Origin": "https://evil.example"}, 403, id="another's page"),
]
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("tls", [pytest.param(False, id="without TLS"), pytest.param(True, id="behind TLS")])
@pytest.mark.parametrize(("method", "path", "headers", "status"), ANSWERS)
def test_every_answer_is_guarded(
    browser: Browser, film: str, method: str, path: str, headers: dict[str, str], status: int, tls: bool
) -> None:
    proxy = {"X-Forwarded-Proto": "https", "Referer": f"https://{NAME}/"} if tls else {}
    said = {"Host": NAME, **proxy, **headers}
    answer = browser.request(method, path.format(film=film), headers=said)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["object-src"], policy["base-uri"]) == ("'self'", "'none'", "'none'")
    assert (policy["frame-ancestors"], policy["form-action"]) == ("'none'", "'self'")
    assert all(word == "'self'" or word.startswith("'sha256-") for word in policy["script-src"].split())
    assert answer.headers.get("strict-transport-security") == ("max-age=31536000" if tls else None)
    assert not [name for name in answer.headers if name.startswith("access-control-")], "CORS is closed"
    assert all(("Secure" in cookie) == tls for cookie in answer.headers.get_list("set-cookie"))
    assert "server" not in answer.headers or not any(char.isdigit() for char in answer.headers["server"])


def test_cookies_of_a_sign_in_are_secure_behind_tls_alone(server: LiveServer) -> None:
    for tls in (False, True):
        headers = {"Host": NAME, "Referer": f"https://{NAME}/", **({"X-Forwarded-Proto": "https"} if tls else {})}
        with httpx.Client(base_url=server.url, timeout=60, headers=headers) as client:
            token = client.get("/api/session/").cookies["mkv2castui_csrf"]
            proof = {"X-CSRFToken": token, "Cookie": f"mkv2castui_csrf={token}"}
            answer = client.post("/_allauth/browser/v1/auth/login", json=ADMIN, headers=proof)
            assert answer.status_code == 200, answer.text
            cookies = {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}
            assert {"mkv2castui_session", "mkv2castui_csrf", "mkv2castui_known"} <= set(cookies)
            assert all(("Secure" in line) == tls for line in cookies.values())
