"""A server in GitHub's place, as far as sign-in asks it: ``python -m testing.github_mock PORT``.

Whoever is sent to it is `octo`, with one address of theirs that is verified and one that isn't. It insists on PKCE.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

USER = {"id": 583231, "login": "octo", "name": "Octo Cat", "email": None}
EMAILS = [
    {"email": "octo@example.org", "verified": True, "primary": True},
    {"email": "admin@example.org", "verified": False, "primary": False},
]


class GitHub(BaseHTTPRequestHandler):
    challenges: dict[str, str] = {}
    tokens: set[str] = set()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        match url.path:
            case "/health":
                self._answer(200, {})
            case "/login/oauth/authorize" if query.get("code_challenge_method") == "S256":
                code = secrets.token_urlsafe(8)
                self.challenges[code] = query["code_challenge"]
                back = urlencode({"code": code, "state": query["state"]})
                self._answer(302, {}, Location=f"{query['redirect_uri']}?{back}")
            case "/api/v3/user" if self._is_known():
                self._answer(200, USER)
            case "/api/v3/user/emails" if self._is_known():
                self._answer(200, EMAILS)
            case _:
                self._answer(404, {})

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        verifier = body.get("code_verifier", [""])[0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        if self.challenges.pop(body.get("code", [""])[0], None) != digest:
            self._answer(400, {"error": "bad_verification_code"})
            return
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        self._answer(200, {"access_token": token, "token_type": "bearer", "scope": "read:user,user:email"})

    def _is_known(self) -> bool:
        return self.headers.get("Authorization", "").partition(" ")[2] in self.tokens

    def _answer(self, status: int, content: Any, **headers: str) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
        """Says nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), GitHub).serve_forever()
