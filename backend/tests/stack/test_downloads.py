"""Results going out through nginx, as curl and players ask for them."""

from __future__ import annotations

import http.client
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

from testing import large_films

if TYPE_CHECKING:
    from testing.stack import Stack

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Result:
    """``path``: of its download. ``content``: its bytes."""

    path: str
    content: bytes


@pytest.fixture(scope="module")
def result(stack: Stack, playable_film: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    named = tmp_path_factory.mktemp("named") / "Amélie “%1”.mp4"
    named.hardlink_to(playable_film)
    job = stack.wait_for(stack.upload(named)["id"], "completed")
    file = stack.data / "jobs" / job["id"] / "source"  # it plays as it is
    file.unlink()
    large_films.holes(file, 20 * MEGABYTE)
    return Result(f"/api/jobs/{job['id']}/download/", file.read_bytes())


def test_curl_takes_up_a_download_where_it_broke_off_under_its_name(
    stack: Stack, result: Result, tmp_path: Path
) -> None:
    curl = which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    url, part = stack.url + result.path, tmp_path / "part"
    part.write_bytes(result.content[:1000])
    subprocess.run([curl, "--silent", "--fail", "--continue-at", "-", "--output", part, url], check=True)
    assert part.read_bytes() == result.content
    subprocess.run([curl, "--silent", "--fail", "-OJ", url], check=True, cwd=tmp_path)
    assert (tmp_path / "Am_lie __1_.mp4").read_bytes() == result.content


def test_a_player_seeks(stack: Stack, result: Result) -> None:
    """All from a place on, of which it takes a little; then from elsewhere, with the version that it began with."""
    tag = ""
    for start in (0, 15 * MEGABYTE, 7, len(result.content) - 10):
        connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
        headers = {"Range": f"bytes={start}-", **({"If-Range": tag} if tag else {})}
        connection.request("GET", f"{result.path}?inline=1", headers=headers)
        answer = connection.getresponse()
        assert answer.status == 206
        whole = len(result.content)
        assert answer.headers["Content-Range"] == f"bytes {start}-{whole - 1}/{whole}"
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")
        assert answer.read(1000) == result.content[start : start + 1000]
        tag = answer.headers["ETag"]
        connection.close()  # in the middle
