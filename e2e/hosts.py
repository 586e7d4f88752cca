"""A household with its administrator, who invites the others."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import httpx

from e2e.household import PASSWORD, Household
from testing import people

OWNER = "owner@example.org"


class Hosts(Household):
    """With its administrator, who invites the others."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, {})
        self.clients: list[httpx.Client] = []

    @cached_property
    def owner(self) -> people.Browser:
        """Signed in once: how often one may, in a minute, is limited."""
        browser = self.browser()
        assert browser.sign_in(OWNER, PASSWORD).status_code == 200
        return browser

    def browser(self) -> people.Browser:
        self.clients.append(httpx.Client(base_url=self.program.url, timeout=30))
        return people.Browser(self.clients[-1])  # type: ignore[arg-type]

    def make(self, email: str) -> None:
        """An account whose owner is signed in nowhere."""
        assert self.welcome(email).account("DELETE", "auth/session").status_code == 401

    def welcome(self, email: str) -> people.Browser:
        """Somebody new, in their browser. Ten a minute may come from one address."""
        invited = self.owner.post("/api/admin/invitations/", {"email": email}).json()["invitation"]
        guest = self.browser()
        guest.get("/api/session/")
        assert guest.post("/api/invitations/accept/", {"invitation": invited}).status_code == 200
        assert guest.account("POST", "auth/signup", {"email": email, "password": PASSWORD}).status_code == 200
        return guest

    def end(self) -> None:
        for client in self.clients:
            client.close()
        self.program.end()
