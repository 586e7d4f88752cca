"""The built frontend as files: ``backend/mkv2castui/web``, one HTML file per page and language."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import anyio.to_thread
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from mkv2castui.project.headers import content_security_policy
from mkv2castui.project.languages import language_for

WEB = Path(__file__).resolve().parent.parent / "web"

_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>mkv2castUI</title>
<h1>The server runs; its pages are not built yet</h1>
<p>In the source tree: <code>cd frontend &amp;&amp; npm ci &amp;&amp; npm run build</code>, then reload.</p>
<p>The interface for programs is there: <a href="/api/docs/">/api/docs/</a>.</p></html>"""

_IMMUTABLE = "public, max-age=31536000, immutable"
_REVALIDATE = "no-cache"


class Pages:
    """Answers every address that is not the API's. ``web``: the folder of the export; it may be missing."""

    def __init__(self, web: Path = WEB) -> None:
        self._web = web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        response = await anyio.to_thread.run_sync(self._answer, request)
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.url.path
        if self._is_page_of_a_language(path):
            return self._redirect_by_language(request)
        file = self._file(path)
        if file is not None and file.is_dir():
            return RedirectResponse(path + "/", 308)
        if file is not None:
            return _file_response(file, path)
        return self._missing(path)

    def _is_page_of_a_language(self, path: str) -> bool:
        """Whether it lacks only its language: the root, and where a provider brings people back."""
        page = self._file(f"/en{path}") if path.endswith("/") else None
        return page is not None and page.name == "index.html"

    def _redirect_by_language(self, request: Request) -> Response:
        """The address keeps its parameters."""
        language = language_for(request.cookies.get("NEXT_LOCALE"), request.headers.get("accept-language", ""))
        headers = {"Vary": "Accept-Language, Cookie", "Cache-Control": "no-store"}
        there = URL(f"/{language}{request.url.path}").replace(query=request.url.query)
        return RedirectResponse(there, 307, headers)

    def _file(self, path: str) -> Path | None:
        """The file of ``path`` inside the folder, a folder for a path that lacks its slash, or ``None``."""
        if "\0" in path:
            return None
        wanted = self._web / path.lstrip("/")
        if path.endswith("/"):
            wanted /= "index.html"
        real = wanted.resolve()
        if not real.is_relative_to(self._web.resolve()):
            return None
        if real.is_dir():
            return real if (real / "index.html").is_file() else None
        return real if real.is_file() else None

    def _missing(self, path: str) -> Response:
        page = self._web / "404.html"
        if page.is_file():
            return _html(page, 404)
        return HTMLResponse(_NOT_BUILT, 503 if path == "/" else 404)


def _file_response(file: Path, path: str) -> Response:
    if file.suffix == ".html":
        return _html(file, 200)
    caching = _IMMUTABLE if path.startswith("/_next/static/") else _REVALIDATE
    return FileResponse(file, headers={"Cache-Control": caching})


def _html(file: Path, status: int) -> Response:
    policy = _policy(file, file.stat().st_mtime_ns)
    headers = {"Content-Security-Policy": policy, "Cache-Control": _REVALIDATE}
    return FileResponse(file, status, headers, media_type="text/html; charset=utf-8")


@lru_cache(maxsize=512)
def _policy(file: Path, _modified: int) -> str:
    return content_security_policy(*script_hashes(file.read_text(encoding="utf-8")))


def script_hashes(html: str) -> list[str]:
    """``sha256-…`` of every inline script, in the form of the ``Content-Security-Policy`` header."""
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    digests = (hashlib.sha256(script.encode()).digest() for script in parser.scripts)
    return list(dict.fromkeys(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests))


class _InlineScripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag == "script" and "src" not in dict(attrs)
        if self._open:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts[-1] += data
