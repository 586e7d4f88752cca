"""Makes a data folder as the release 0.1.0 left it when it was killed: its tables, a job in every state, their files.

``python release_0_1_0.py FILM``, with the program's environment. Prints the jobs' ids by state, as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

_TABLES = [("conversions", "0002_estimate")]
_WITHOUT_FACTS = ("uploading", "pending", "analyzing")
_HELD = ("analyzing", "processing", "verifying", "cancelling")
_STATES = (*_WITHOUT_FACTS, "ready", "queued", "processing", "verifying", "completed", "failed", "cancelling")
STATES = (*_STATES, "cancelled")
_FACTS = json.loads((Path(__file__).parents[1] / "conversions" / "film_of_0.1.0.json").read_text())


def main(film: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mkv2castui.project.settings"
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.DATA.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    executor.migrate(_TABLES)
    apps = executor.loader.project_state(_TABLES).apps
    owner = apps.get_model("accounts", "User").objects.create(email="owner@localhost.localdomain", password="!")
    jobs = {state: _job(apps, owner, settings.DATA, film, n, state) for n, state in enumerate(STATES)}
    print(json.dumps(jobs))


def _job(apps: Any, owner: Any, data: Path, film: Path, n: int, state: str) -> str:
    came, token = datetime.now(UTC) - timedelta(minutes=n + 1), uuid.uuid4()
    held = {"lease_owner": "dead", "lease_token": token, "lease_until": came} if state in _HELD else {}
    facts = {} if state in _WITHOUT_FACTS else _FACTS
    job = apps.get_model("conversions", "Job").objects.create(
        owner=owner, filename=f"{state}.mkv", search_name=state, status=state, device="any-chromecast",
        created_at=came, queued_at=came, input_size=film.stat().st_size, attempt=int(bool(held)), **facts, **held,
    )  # fmt: skip
    folder = data / "jobs" / str(job.pk)
    folder.mkdir(parents=True)
    shutil.copyfile(film, folder / "source")
    if held:
        lane = "analyze" if state == "analyzing" else "convert"
        attempt = {"lane": lane, "number": 1, "token": token, "worker": "dead", "started_at": came}
        apps.get_model("conversions", "Attempt").objects.create(job=job, **attempt)
    if state in ("processing", "verifying", "cancelling"):
        _result(folder / "out" / token.hex[:12] / ".half.part.mp4", film)
    if state == "completed":
        path = f"out/{token.hex[:12]}/film.mp4"
        _result(folder / path, film)
        known = {"position": 0, "kind": "video", "path": path, "name": "film.mp4", "size": film.stat().st_size}
        apps.get_model("conversions", "Output").objects.create(job=job, content_type="video/mp4", **known)
    return str(job.pk)


def _result(path: Path, film: Path) -> None:
    path.parent.mkdir(parents=True)
    shutil.copyfile(film, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
