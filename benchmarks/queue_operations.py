"""What each step of the queue costs with 100,000 finished jobs: ``python benchmarks/queue_operations.py``.

On SQLite and on a PostgreSQL of its own, each step many times against the real tables, in this process and without
HTTP where the step is no request. Aim: a median below 10 ms for each.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "engine"), str(ROOT / "backend")]
from benchmarks import record  # noqa: E402
from testing import servers  # noqa: E402
from testing.ports import free_port  # noqa: E402

FINISHED = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--finished", type=int, default=FINISHED)
    parser.add_argument("--runs", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mkv2castui-bench-") as folder:
        told = {"SQLite": _measured(options, Path(folder), {}), "PostgreSQL": _on_postgres(options, Path(folder))}
    return record.write("queue_operations", {"finished jobs": options.finished, **told})


def _on_postgres(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    port = free_port()
    server = servers.postgres(folder / "postgres.log", port)
    server.start()
    try:
        return _measured(options, folder, {"DATABASE_URL": f"postgres://mkv2castui@127.0.0.1:{port}/mkv2castui"})
    finally:
        server.stop()
        servers.forget(server)


def _measured(options: argparse.Namespace, folder: Path, variables: dict[str, str]) -> dict[str, Any]:
    """In a process of its own: Django knows one database from its start on."""
    module = "benchmarks.queue_steps"
    command = [sys.executable, "-m", module, "--finished", str(options.finished), "--runs", str(options.runs)]
    paths = os.pathsep.join(str(ROOT / name) for name in (".", "engine", "backend"))
    environment = {**os.environ, "PYTHONPATH": paths, "MKV2CASTUI_DATA": str(folder / "data"), **variables}
    answer = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


if __name__ == "__main__":
    sys.exit(main())
