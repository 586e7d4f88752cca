"""Other web sites can't use the program, whatever they send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import websockets

if TYPE_CHECKING:
    from testing.live_server import LiveServer

EVIL = [
    pytest.param({"Host": "evil.example"}, id="DNS rebinding"),
    pytest.param({"Origin": "http://evil.example"}, id="foreign origin"),
    pytest.param({"Origin": "null"}, id="no origin of its own"),
    pytest.param({"Sec-Fetch-Site": "cross-site"}, id="cross-site by the browser's word"),
]


@pytest.fixture(scope="module")
def job(live_server_process: LiveServer, film: Path) -> str:
    """A job that waits for its start, with nothing left to come by itself."""
    uploaded = live_server_process.upload(film, start="false")
    ready = str(live_server_process.wait_for(uploaded["id"], "ready")["id"])
    live_server_process.wait_until(lambda: live_server_process.job(ready)["estimate"])
    return ready


@pytest.mark.parametrize("headers", EVIL)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("POST", "/api/jobs/{job}/start/", id="start"),
        pytest.param("PATCH", "/api/jobs/{job}/", id="change"),
        pytest.param("DELETE", "/api/jobs/{job}/", id="delete"),
        pytest.param("POST", "/api/upload/", id="upload"),
    ],
)
def test_no_other_site_changes_anything(
    live_server_process: LiveServer, job: str, headers: dict[str, str], method: str, path: str
) -> None:
    before = live_server_process.job(job)
    with live_server_process.client() as client:
        count = client.get("/api/stats/").json()
        response = client.request(method, path.format(job=job), headers=headers, content=b"x")
        assert response.status_code == 403
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["code"] == "forbidden_origin"
        assert client.get("/api/stats/").json() == count
    assert live_server_process.job(job) == before


@pytest.mark.parametrize("headers", EVIL)
async def test_no_other_site_listens(live_server_process: LiveServer, headers: dict[str, str]) -> None:
    with pytest.raises(websockets.InvalidStatus) as raised:
        async with websockets.connect(f"{live_server_process.socket_url}/ws/jobs/", additional_headers=headers):
            pass
    assert raised.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/", "/api/jobs/", "/health/", "/api/docs/", "/nowhere"])
def test_a_rebound_name_reads_nothing(live_server_process: LiveServer, path: str) -> None:
    with live_server_process.client() as client:
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 403


def test_our_own_page_is_welcome(live_server_process: LiveServer, job: str) -> None:
    headers = {"Origin": live_server_process.url, "Sec-Fetch-Site": "same-origin"}
    with live_server_process.client() as client:
        response = client.patch(f"/api/jobs/{job}/", headers=headers, json={"device": "chromecast-3"})
    assert (response.status_code, response.json()["device"]) == (200, "chromecast-3")


async def test_our_own_socket_is_welcome(live_server_process: LiveServer) -> None:
    address = f"{live_server_process.socket_url}/ws/jobs/"
    async with websockets.connect(address, origin=websockets.Origin(live_server_process.url)) as socket:
        assert "jobs.snapshot" in str(await socket.recv())


def test_the_documentation_page_runs_only_our_own_scripts(live_server_process: LiveServer) -> None:
    with live_server_process.client() as client:
        page = client.get("/api/docs/")
        assert page.status_code == 200
        assert "<script src=" in page.text
        assert "script-src 'self';" in page.headers["content-security-policy"]
        assert client.get("/api/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css").status_code == 200
        assert client.get("/api/schema/").json()["openapi"].startswith("3.1")
