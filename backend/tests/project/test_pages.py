"""The built frontend as files."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from mkv2castui.project.headers import SecurityHeaders
from mkv2castui.project.pages import Pages, script_hashes

INLINE = "self.__next_f.push([1,\"a<b && 'c' &amp; \\u003c\"])"


@dataclass(frozen=True)
class Client:
    """One request at a time to an application in this process."""

    app: ASGIApp

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return asyncio.run(self._get(path, headers))

    async def _get(self, path: str, headers: dict[str, str] | None) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path, headers=headers)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    web = tmp_path / "web"
    (web / "en" / "account").mkdir(parents=True)
    (web / "fr" / "history").mkdir(parents=True)
    (web / "_next" / "static").mkdir(parents=True)
    (web / "en" / "index.html").write_text(f'<html><script src="/x.js"></script><script>{INLINE}</script></html>')
    (web / "en" / "account" / "index.html").write_text("<html>Sign in</html>")
    (web / "fr" / "history" / "index.html").write_text("<html>Historique</html>")
    (web / "404.html").write_text("<html>nothing here</html>")
    (web / "_next" / "static" / "a.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    app = Starlette()
    app.router.default = Pages(web)
    return Client(SecurityHeaders(app))


def test_the_root_leads_to_the_visitors_language(client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": "fr"})
    assert (response.status_code, response.headers["location"]) == (307, "/fr/")
    assert "Accept-Language" in response.headers["vary"]


def test_who_a_provider_sends_back_gets_the_page_in_their_language_and_what_went_wrong(client: Client) -> None:
    response = client.get("/account/?error=unknown", headers={"Accept-Language": "fr"})
    assert (response.status_code, response.headers["location"]) == (307, "/fr/account/?error=unknown")
    assert client.get("/nowhere/").status_code == 404


def test_a_page_may_run_exactly_its_own_inline_scripts(client: Client) -> None:
    response = client.get("/en/")
    digest = base64.b64encode(hashlib.sha256(INLINE.encode()).digest()).decode()
    scripts = response.headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert scripts == f"'self' 'sha256-{digest}'"
    assert "unsafe-inline" not in scripts


def test_equal_scripts_are_named_once_and_outer_ones_not_at_all() -> None:
    html = "<script>a()</script><script>a()</script><script src=b.js></script><script type=module>c()</script>"
    assert len(script_hashes(html)) == 2


@pytest.mark.parametrize(
    ("path", "status", "content"),
    [
        pytest.param("/fr/history/", 200, "Historique", id="a page"),
        pytest.param("/fr/history/index.html", 200, "Historique", id="a page by its file"),
        pytest.param("/nowhere/", 404, "nothing here", id="no page"),
        pytest.param("/fr/", 404, "nothing here", id="a folder without a page"),
        pytest.param("/../secret.txt", 404, "nothing here", id="outside the folder"),
        pytest.param("/%2e%2e/secret.txt", 404, "nothing here", id="outside, encoded"),
        pytest.param("/en/..%2f..%2fsecret.txt", 404, "nothing here", id="outside, slashes encoded"),
        pytest.param("/%00", 404, "nothing here", id="a null character"),
    ],
)
def test_addresses(client: Client, path: str, status: int, content: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert content in response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_folder_without_its_slash_is_redirected(client: Client) -> None:
    response = client.get("/fr/history")
    assert (response.status_code, response.headers["location"]) == (308, "/fr/history/")


def test_named_by_content_means_cached_for_ever_and_pages_never(client: Client) -> None:
    assert "immutable" in client.get("/_next/static/a.js").headers["cache-control"]
    assert client.get("/en/").headers["cache-control"] == "no-cache"


def test_without_a_build_the_root_says_how_to_make_one(tmp_path: Path) -> None:
    app = Starlette()
    app.router.default = Pages(tmp_path / "none")
    response = Client(app).get("/")
    assert response.status_code == 503
    assert "npm run build" in response.text
