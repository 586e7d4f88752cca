"""A web server at which an OpenID provider may be: its well-known place, and its keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from mkv2castui.accounts.discovery import ENDPOINTS

Document = dict[str, Any]


class Sso(ThreadingHTTPServer):
    """A web server at which an OpenID provider may be. ``document``: of its well-known place; text as it stands.
    ``keys``: by which its tokens are known."""

    daemon_threads = True
    document: Document | str = {}
    keys: Document = {}
    status = 200

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def good(self) -> Document:
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{name}" for name in ENDPOINTS}}


class _Answer(BaseHTTPRequestHandler):
    server: Sso

    def do_GET(self) -> None:
        places = {"/.well-known/openid-configuration": self.server.document, "/jwks_uri": self.server.keys}
        is_there, told = self.path in places, places.get(self.path, "")
        body = (told if isinstance(told, str) else json.dumps(told)).encode()
        self.send_response(self.server.status if is_there else 404)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
        """Says nothing."""


@contextmanager
def open_sso() -> Iterator[Sso]:
    with Sso(("127.0.0.1", 0), _Answer) as server:
        server.document = server.good()
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
