"""Starting a part where it can't start: one line, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from testing.servers import free_ports
from testing.stack import SOURCES

WHOLE = {
    "DATABASE_URL": "postgres://mkv2castui@127.0.0.1:1/mkv2castui",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "a key of the tests",
}


def refusal(tmp_path: Path, *arguments: str, **variables: str) -> str:
    environment = {
        **{name: value for name, value in os.environ.items() if name not in WHOLE},
        "PYTHONPATH": os.pathsep.join(SOURCES),
        "MKV2CASTUI_DATA": str(tmp_path / "data"),
        **variables,
    }
    command = [sys.executable, "-m", "mkv2castui.cli", *arguments]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert ended.stdout == ""
    [line] = ended.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize("part", ["web", "websocket", "worker", "beat"])
def test_a_part_needs_where_the_parts_meet(tmp_path: Path, part: str) -> None:
    assert refusal(tmp_path, part).startswith("DATABASE_URL (postgres://…) is missing")


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        pytest.param("REDIS_URL", "REDIS_URL (redis://…) is missing", id="no Redis"),
        pytest.param("SECRET_KEY", "SECRET_KEY is missing: all parts need the same one", id="no common secret"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, missing: str, line: str) -> None:
    variables = {name: value for name, value in WHOLE.items() if name != missing}
    assert refusal(tmp_path, "worker", **variables).startswith(line)


def test_a_part_listens_to_others_only_on_purpose(tmp_path: Path) -> None:
    [port] = free_ports(1)
    assert "ALLOW_OPEN_LAN=true" in refusal(tmp_path, "web", "--host", "0.0.0.0", "--port", str(port), **WHOLE)


def test_a_lane_that_is_none_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "worker", "--lanes", "dance", **WHOLE).startswith("WORKER_LANES: 'dance' is none of")


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_the_one_process_refuses_servers(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, "up", **{name: WHOLE[name]}).startswith(f"{name}: `up` ")


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_what_does_not_run_is_not_alive(tmp_path: Path, part: str) -> None:
    [port] = free_ports(1)
    command = [sys.executable, "-m", "mkv2castui.cli", "alive", part, "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(SOURCES), "TMPDIR": str(tmp_path)}
    assert subprocess.run(command, env=environment, timeout=60, check=False).returncode == 1
