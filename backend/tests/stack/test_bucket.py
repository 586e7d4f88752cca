"""The distributed program with its films in a bucket."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from testing.servers import find_nginx
from testing.stack import Stack


def test_a_film_goes_all_the_way_through_the_bucket(tmp_path: Path, film: Path) -> None:
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    with Stack(tmp_path, webs=1, workers=1, s3=True) as stack:
        done = stack.wait_for(stack.upload(film)["id"], "completed")
        with stack.client() as client:
            sent_on = client.get(done["outputs"][0]["url"])
        assert sent_on.status_code == 307
        assert sent_on.headers["location"].startswith(f"{stack.s3_url}/films/jobs/{done['id']}/")
        assert len(httpx.get(sent_on.headers["location"]).content) == done["output_size"]
        assert not (stack.data / "jobs").exists()
        assert all(process.stop() == 0 for name, process in stack.processes.items() if name.startswith("worker-"))
