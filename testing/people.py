"""A person's browser, and an app of theirs, at a program with sign-in."""

from __future__ import annotations

from typing import Any

import httpx2 as httpx

BROWSER = "/_allauth/browser/v1"
APP = "/_allauth/app/v1"


class Browser:
    """Keeps cookies and proves where its requests come from, as our pages do."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def request(self, method: str, path: str, **values: Any) -> httpx.Response:
        headers = {"X-CSRFToken": self.csrf, **values.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **values)

    def get(self, path: str, **values: Any) -> httpx.Response:
        return self.request("GET", path, **values)

    def post(self, path: str, json: Any = None, **values: Any) -> httpx.Response:
        return self.request("POST", path, **({} if json is None else {"json": json}), **values)

    def patch(self, path: str, json: Any, **values: Any) -> httpx.Response:
        return self.request("PATCH", path, json=json, **values)

    def delete(self, path: str, json: Any = None, **values: Any) -> httpx.Response:
        return self.request("DELETE", path, **({} if json is None else {"json": json}), **values)

    @property
    def csrf(self) -> str:
        return self.client.cookies.get("mkv2castui_csrf") or ""

    @property
    def session(self) -> str | None:
        return self.client.cookies.get("mkv2castui_session")

    def account(self, method: str, path: str, json: Any = None) -> httpx.Response:
        """allauth's API for browsers."""
        if not self.csrf:
            self.client.get(f"{BROWSER}/config")
        return self.request(method, f"{BROWSER}/{path}", **({} if json is None else {"json": json}))

    def sign_in(self, email: str, password: str) -> httpx.Response:
        return self.account("POST", "auth/login", {"email": email, "password": password})
