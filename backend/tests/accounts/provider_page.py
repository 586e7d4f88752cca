"""What an administrator says on the page of providers, and who is offered what."""

from __future__ import annotations

from typing import Any

from testing.issuer import Sso
from testing.people import Browser


def firm(sso: Sso, **other: str) -> dict[str, str]:
    return {"kind": "oidc", "id": "firm", "name": "Firm", "client_id": "films", "secret": "hush"} | {
        "issuer": sso.issuer,
        **other,
    }


GOOGLE = {"kind": "google", "client_id": "films", "secret": "hush"}


def add(browser: Browser, said: dict[str, str]) -> dict[str, Any]:
    answer = browser.post("/api/admin/providers/", said)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def offered(browser: Browser) -> list[dict[str, str]]:
    found: list[dict[str, str]] = browser.get("/api/session/").json()["providers"]
    return found
