"""Starting a part where it can't start: one line, no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from testing.ports import free_ports
from testing.processes import Process
from testing.servers import forget, listens, postgres
from testing.sources import SOURCES
from testing.stack import Stack

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
    command = ("web", "--host", "0.0.0.0", "--port", str(port))
    assert "ALLOW_OPEN_LAN=true" in refusal(tmp_path, *command, **WHOLE, REQUIRE_AUTH="false")


def test_a_lane_that_is_none_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "worker", "--lanes", "dance", **WHOLE).startswith("WORKER_LANES: 'dance' is none of")


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_the_one_process_refuses_servers(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, "up", **{name: WHOLE[name]}).startswith(f"{name}: `up` ")


@pytest.mark.parametrize("part", ["web", "websocket", "worker", "beat"])
def test_what_runs_is_alive(stack: Stack, part: str) -> None:
    port = {"web": "web-1", "websocket": "websocket"}.get(part)
    options = ["--port", str(stack.port_of(port))] if port else []
    command = [sys.executable, "-m", "mkv2castui.cli", "alive", part, *options]
    assert subprocess.run(command, env={**os.environ, **stack.environment()}, timeout=60, check=False).returncode == 0


def test_doctor_finds_the_servers(stack: Stack) -> None:
    command = [sys.executable, "-m", "mkv2castui.cli", "doctor", "--json"]
    environment = {**os.environ, **stack.environment()}
    told = json.loads(subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False).stdout)
    checks = {check["name"]: check for check in told["checks"]}
    assert (checks["database"]["state"], checks["redis"]["state"]) == ("ok", "ok")


def test_a_start_waits_for_the_database_and_its_tables(tmp_path: Path) -> None:
    port, web_port = free_ports(2)
    database = postgres(tmp_path / "postgres.log", port)
    url = f"postgres://mkv2castui@127.0.0.1:{port}/mkv2castui"
    environment = {
        **WHOLE,
        "DATABASE_URL": url,
        "MKV2CASTUI_DATA": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(SOURCES),
    }
    log = tmp_path / "web.log"
    command = [sys.executable, "-m", "mkv2castui.cli"]
    web = Process("web", [*command, "web", "--port", str(web_port)], log, lambda: listens(web_port), environment)
    try:
        web.begin()
        wait_for_line(log, "Waiting for the database: ")
        database.start()
        wait_for_line(log, "Waiting for the database's tables: ")
        subprocess.run([*command, "migrate"], env={**os.environ, **environment}, check=True, timeout=60)
        web.wait_until_ready()
        assert "Starting without Redis" in log.read_text()
        assert web.stop() == 0
    finally:
        web.kill()
        database.kill()
        forget(database)


def wait_for_line(log: Path, line: str) -> None:
    end = time.monotonic() + 60
    while line not in log.read_text():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def test_make_stack_stops_cleanly_and_leaves_nothing() -> None:
    [port] = free_ports(1)
    script = Path(__file__).resolve().parents[3] / "dev" / "stack.py"
    command = [sys.executable, str(script), "--port", str(port), "--webs", "1", "--workers", "1"]
    with tempfile.TemporaryDirectory() as folder:  # PostgreSQL, another user than root, can't enter pytest's
        Path(folder).chmod(0o755)
        environment = {**os.environ, "TMPDIR": folder}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == f"mkv2castUI is ready: http://127.0.0.1:{port}\n"
            children = psutil.Process(process.pid).children(recursive=True)
            assert len(children) >= 7
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        assert psutil.wait_procs(children, timeout=10)[1] == []
        assert list(Path(folder).iterdir()) == []


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_what_does_not_run_is_not_alive(tmp_path: Path, part: str) -> None:
    [port] = free_ports(1)
    command = [sys.executable, "-m", "mkv2castui.cli", "alive", part, "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(SOURCES), "TMPDIR": str(tmp_path)}
    assert subprocess.run(command, env=environment, timeout=60, check=False).returncode == 1
