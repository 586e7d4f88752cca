"""The distributed program as processes: one stack for all tests that leave it whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from testing.servers import find_nginx
from testing.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    with Stack(tmp_path_factory.mktemp("stack"), lease_seconds=5) as running:
        yield running
