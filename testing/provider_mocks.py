"""An OpenID provider and a server in GitHub's place, on this computer."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from testing.ports import free_ports
from testing.processes import Process
from testing.servers import listens

REPOSITORY = Path(__file__).resolve().parent.parent
_OIDC = REPOSITORY / ".build" / "oidc-provider-mock" / "bin" / "oidc-provider-mock"


@dataclass(frozen=True)
class ProviderMocks:
    """Where they are. The OpenID provider knows any application and any secret, and stands in Google's place too."""

    oidc: str
    github: str

    @property
    def variables(self) -> dict[str, str]:
        """For the program: whom to ask instead of Google and GitHub."""
        return {"GOOGLE_URL": self.oidc, "GITHUB_URL": self.github}


@contextmanager
def provider_mocks(folder: Path, people: Sequence[dict[str, Any]]) -> Iterator[ProviderMocks]:
    """``people``: their claims at the OpenID provider. At GitHub everybody is `octo`, octo@example.org."""
    if not _OIDC.exists():
        assert os.environ.get("CI") != "true", "make .build/oidc-provider-mock"
        pytest.skip("oidc-provider-mock is not installed: make .build/oidc-provider-mock")
    oidc, github = free_ports(2)
    claims = [part for person in people for part in ("--user-claims", json.dumps(person))]
    github_mock = [sys.executable, str(REPOSITORY / "testing" / "github_mock.py"), str(github)]
    mocks = [
        Process("oidc", [str(_OIDC), "--port", str(oidc), *claims], folder / "oidc.log", lambda: listens(oidc)),
        Process("github", github_mock, folder / "github.log", lambda: listens(github)),
    ]
    try:
        for mock in mocks:
            mock.begin()
        for mock in mocks:
            mock.wait_until_ready()
        yield ProviderMocks(f"http://127.0.0.1:{oidc}", f"http://127.0.0.1:{github}")
    finally:
        for mock in mocks:
            mock.kill()
