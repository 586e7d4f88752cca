"""`mkv2castui createadmin`, as whoever runs the server types it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from testing.sources import SOURCES


def createadmin(data: Path, email: str, password: str) -> subprocess.CompletedProcess[str]:
    unset = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"PYTHONPATH": os.pathsep.join(SOURCES), "MKV2CASTUI_ADMIN_PASSWORD": password}
    command = [sys.executable, "-m", "mkv2castui.cli", "createadmin", "--email", email, "--data", str(data)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_an_administrator_is_made_on_the_command_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    weak = createadmin(data, "me@example.org", "password")
    assert weak.returncode == 1
    assert "too common" in weak.stderr
    made = createadmin(data, "Me@example.org", "correct horse battery")
    assert (made.returncode, made.stdout.strip()) == (0, "me@example.org is an administrator"), made.stderr
    again = createadmin(data, "second@example.org", "correct horse battery")
    assert again.returncode == 0, again.stderr
    with sqlite3.connect(data / "mkv2castui.sqlite3") as database:
        rows = database.execute("SELECT email, is_superuser, password FROM accounts_user ORDER BY email").fetchall()
    assert [(email, admin) for email, admin, _ in rows] == [("me@example.org", 1), ("second@example.org", 1)]
    assert all(password.startswith("argon2$argon2id$") for _, _, password in rows)
