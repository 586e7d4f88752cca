"""The program is killed, a newer release takes its place: each job comes to its right end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from testing.servers import find_nginx
from testing.sources import SOURCES
from testing.stack import Stack

if TYPE_CHECKING:
    from testing.live_server import LiveServer

    from ..conftest import ServerFactory

GO_ON_BY_THEMSELVES = ("pending", "analyzing", "queued", "processing", "verifying")


def left_by_the_release(film: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """The ids of its jobs, by state."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(SOURCES), **variables}
    command = [sys.executable, str(Path(__file__).with_name("release_0_1_0.py")), str(film)]
    jobs: dict[str, str] = json.loads(subprocess.run(command, env=environment, check=True, stdout=-1).stdout)
    return jobs


class StackOfBefore(Stack):
    """Its database is the release's until it is brought up to date."""

    film: Path
    left: dict[str, str]

    def _migrate(self) -> None:
        self.left = left_by_the_release(self.film, self.environment())
        super()._migrate()


def assert_each_comes_to_its_end(program: LiveServer | Stack, data: Path, jobs: Mapping[str, str]) -> None:
    with program.client() as client:
        for state, action in (("ready", "start"), ("failed", "retry"), ("cancelled", "retry")):
            assert client.post(f"/api/jobs/{jobs[state]}/{action}/").status_code == 202, state
        for state in (*GO_ON_BY_THEMSELVES, "ready", "failed", "cancelled"):
            done = program.wait_for(jobs[state], "completed", "failed", seconds=120)
            assert (state, done["status"], done["error"]) == (state, "completed", None)
            [folder] = (data / "jobs" / jobs[state] / "out").iterdir()
            assert not list(folder.glob(".*"))
            assert_plays(client, done["outputs"][0]["url"])
        program.wait_for(jobs["cancelling"], "cancelled")
        assert_plays(client, program.job(jobs["completed"])["outputs"][0]["url"])


def assert_plays(client: httpx.Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_jobs_of_the_release_before_in_one_process(make_server: ServerFactory, tmp_path: Path, film: Path) -> None:
    data = tmp_path / "server"
    jobs = left_by_the_release(film, {"MKV2CASTUI_DATA": str(data)})
    server = make_server(data).start()
    assert_each_comes_to_its_end(server, data, jobs)
    with server.client() as client:
        assert client.get(f"/api/jobs/{jobs['uploading']}/").status_code == 404
    assert not (data / "jobs" / jobs["uploading"]).exists()


@pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed")
def test_jobs_of_the_release_before_on_postgresql(tmp_path: Path, film: Path) -> None:
    stack = StackOfBefore(tmp_path, lease_seconds=5)
    stack.film = film
    with stack:
        assert_each_comes_to_its_end(stack, stack.data, stack.left)
        stack.wait_until(lambda: not (stack.data / "jobs" / stack.left["uploading"]).exists(), 60)
