"""Uploads by tus-js-client, which is what browsers and Uppy use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from testing.unreadable import noise

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

FRONTEND = Path(__file__).resolve().parents[3] / "frontend"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None or not (FRONTEND / "node_modules" / "tus-js-client").exists():
        pytest.skip("Node or the front end's packages are not installed")
    return found


def command(node: str, server: LiveServer, path: Path, *, parallel: int, chunk: int) -> list[str]:
    script = Path(__file__).with_name("tus_client.mjs")
    return [node, *map(str, (script, FRONTEND, f"{server.url}/api/uploads/", path, parallel, chunk))]


def stored(server: LiveServer, said: str) -> bytes:
    """The film at the address that the client printed."""
    return (server.directory(said.strip().rstrip("/").split("/")[-1]) / "source").read_bytes()


def film_of(path: Path, size: int) -> bytes:
    content = noise(size)
    path.write_bytes(content)
    return content


@pytest.mark.parametrize(
    ("parallel", "chunk"),
    [
        pytest.param(1, 10**12, id="in one request"),
        pytest.param(1, 3_000_000, id="in pieces that proxies let through"),
        pytest.param(3, 3_000_000, id="in three parts side by side"),
    ],
)
def test_a_film_arrives(live_server_process: LiveServer, node: str, tmp_path: Path, parallel: int, chunk: int) -> None:
    path = tmp_path / "film.mkv"
    content = film_of(path, 20_000_000)
    run = command(node, live_server_process, path, parallel=parallel, chunk=chunk)
    said = subprocess.run(run, check=True, capture_output=True, text=True, timeout=120).stdout
    assert stored(live_server_process, said) == content


def test_a_killed_server_costs_a_moment(make_server: ServerFactory, node: str, tmp_path: Path) -> None:
    server, path = make_server().start(), tmp_path / "film.mkv"
    content = film_of(path, 150_000_000)
    run = command(node, server, path, parallel=1, chunk=4_000_000)
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as client:
        server.wait_until(lambda: any(f.stat().st_size > 8_000_000 for f in (server.data / "uploads").glob("*")))
        server.kill()
        server.start()
        said, _ = client.communicate(timeout=120)
    assert client.returncode == 0
    assert stored(server, said) == content
