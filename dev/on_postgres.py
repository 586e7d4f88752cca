"""The backend's tests on PostgreSQL: ``python dev/on_postgres.py [pytest's arguments]``.

Starts a server of its own on a free port, with its files in a temporary folder, and removes it afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from testing import servers  # noqa: E402
from testing.ports import free_port  # noqa: E402

# What meets the database in this very process; the others start programs, which have their own.
_TESTS = (
    "conversions",
    "uploads",
    "storage/test_bucket_spool.py",
    "accounts/test_account.py",
    "accounts/test_matrix.py",
    "accounts/test_quotas.py",
    # Who is first is settled by the locks of rows, which SQLite has none of.
    "accounts/test_attacks.py::test_of_two_who_come_with_one_refresh_token_at_once_none_goes_on",
    "accounts/test_leaving.py::test_of_two_administrators_who_leave_at_once_one_stays",
    "accounts/test_second_factor.py::test_of_two_who_say_the_same_code_at_once_one_comes_in",
    "accounts/test_second_factor.py::test_a_recovery_code_works_once",
)


def main(arguments: list[str]) -> int:
    port = free_port()
    chosen = arguments or [str(ROOT / "backend" / "tests" / name) for name in _TESTS]
    with tempfile.TemporaryDirectory() as folder:
        server = servers.postgres(Path(folder) / "postgres.log", port)
        server.start()
        try:
            variables = {**os.environ, "DATABASE_URL": f"postgres://mkv2castui@127.0.0.1:{port}/mkv2castui"}
            return subprocess.run(
                [sys.executable, "-m", "pytest", *chosen], cwd=ROOT, env=variables, check=False
            ).returncode
        finally:
            server.stop()
            servers.forget(server)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
