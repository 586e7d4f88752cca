"""The same tests once more on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from testing import servers

HERE = Path(__file__).parent
FILES = [
    "test_workers.py",
    "test_actions.py",
    "test_migrations.py",
    "test_ordering.py",
    "test_progress.py",
    "test_queue.py",
    "test_scale.py",
]


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    (port,) = servers.free_ports(1)
    server = servers.postgres(tmp_path / "postgres.log", port)
    server.start()
    yield f"postgres://mkv2castui@127.0.0.1:{port}/mkv2castui"
    server.kill()
    servers.forget(server)


def test_what_holds_on_sqlite_holds_on_postgresql(database_url: str) -> None:
    """``--reuse-db``: the database goes with its server."""
    files = [str(HERE / name) for name in FILES]
    command = [sys.executable, "-m", "pytest", "-q", "--reuse-db", "-p", "no:cacheprovider", *files]
    done = subprocess.run(
        command, env={**os.environ, "DATABASE_URL": database_url}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-8000:]
