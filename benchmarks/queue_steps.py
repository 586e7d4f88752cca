"""The steps of :mod:`benchmarks.queue_operations` on the database that the environment names, which is empty before."""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from benchmarks import record
from testing.chaos.films import drawn, ffmpeg

if TYPE_CHECKING:
    from mkv2castui.accounts.models import User
    from mkv2castui.conversions.models import Job

AIM = 10.0  # milliseconds
WAITING = 300
Step = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--finished", type=int, required=True)
    parser.add_argument("--runs", type=int, required=True)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "mkv2castui.project.settings"
    django.setup()
    logging.disable(logging.WARNING)
    _prepare()
    owner = _fill(options.finished, options.runs)
    _settle()
    json.dump({name: _measured(step, options.runs) for name, step in _steps(owner).items()}, sys.stdout)


def _prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from mkv2castui.project import celery

    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    celery.app.set_default()
    call_command("migrate", verbosity=0)


def _settle() -> None:
    """As a server does once it is ready."""
    from mkv2castui.project import memory

    memory.settle()


def _measured(step: Step, runs: int) -> dict[str, Any]:
    """``processor``: what this process itself worked, which says more than the clock when the machine is busy."""
    step()  # finds everything cold, and is not counted
    clock, processor = list[float](), list[float]()
    for _ in range(runs):
        begun, worked = time.perf_counter(), time.process_time()
        step()
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - worked))
    return {**record.spread(clock, below=AIM), "processor": round(statistics.median(processor), 1)}


def _steps(owner: User) -> dict[str, Step]:
    from rest_framework.test import APIClient

    from mkv2castui.common import clock
    from mkv2castui.conversions import line, ordering, queue, services
    from mkv2castui.conversions.caretaker import Caretaker
    from mkv2castui.conversions.consumers import _snapshot
    from mkv2castui.conversions.models import Lane

    api, caretaker = APIClient(), Caretaker()

    def get(path: str) -> Step:
        return lambda: _well(api.get(path))

    return {
        "a look at an empty lane": lambda: queue.claim(Lane.QUICK, "worker"),
        "a claim": lambda: queue.claim(Lane.CONVERT, "worker"),
        "a start": lambda: services.start(_any(owner, "ready")),
        "a cancellation": lambda: services.cancel(_any(owner, "queued")),
        "a pause": lambda: services.pause(_any(owner, "queued")),
        "a move to the front": lambda: ordering.move_first(_any(owner, "queued")),
        "a page of 20": get("/api/jobs/?page_size=20"),
        "a page of 20 of those that failed": get("/api/jobs/?status=failed&page_size=20"),
        "a search": get("/api/jobs/?search=nowhere&page_size=20"),
        "a page of 100": get("/api/jobs/?page_size=100"),
        "the snapshot of a socket (100 jobs)": lambda: _snapshot(owner),
        "the queue": get("/api/queue/"),
        "a caretaker's round": lambda: caretaker.look(),
        "a look for lanes to wake": lambda: [line.has_due(lane, clock.now()) for lane in Lane],
    }


def _well(answer: Any) -> None:
    assert answer.status_code == 200, answer.content


def _any(owner: User, status: str) -> Job:
    from mkv2castui.conversions.models import Job

    return Job.objects.filter(owner=owner, status=status).order_by("-created_at")[0]


def _fill(finished: int, runs: int) -> User:
    """Years of finished jobs, and enough that wait for ``runs`` of each step; all of one owner."""
    from django.db import connection

    from mkv2castui.accounts.services import local_owner
    from mkv2castui.common import clock
    from mkv2castui.conversions import engine
    from mkv2castui.conversions.models import Job, Lane
    from mkv2castui.conversions.names import searchable
    from mkv2castui.conversions.ranks import rank_at

    owner, now = local_owner(), clock.now()
    facts = _facts(engine)

    def made(count: int, *states: str) -> Iterator[Job]:
        for n in range(count):
            came, name = now - timedelta(minutes=n), f"Film {n}.mkv"
            seen = {"created_at": came, "queued_at": came, "rank": rank_at(came), "lane": Lane.CONVERT}
            named = {"filename": name, "search_name": searchable(name), "device": "any-chromecast"}
            yield Job(owner=owner, status=states[n % len(states)], source_available=True, **seen, **named, **facts)

    ended = [*["completed"] * 8, "failed", "cancelled"]
    Job.objects.bulk_create(made(finished, *ended), batch_size=2000)
    Job.objects.bulk_create(made(WAITING + 4 * runs, "queued"), batch_size=500)
    Job.objects.bulk_create(made(runs + 1, "ready"), batch_size=500)
    if connection.vendor == "postgresql":  # which does so by itself before long; SQLite never does
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return owner


def _facts(engine: Any) -> dict[str, Any]:
    """Of a real film, so that rows are as large as in life."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mkv"
        ffmpeg(*drawn(1), "-c:v", "mpeg4", "-c:a", "ac3", str(film))
        media = engine.analyse(film)
    return {
        "media": media,
        "plan": engine.plan_for(media, "any-chromecast", {}, engine.Capabilities.software()),
        "estimate": {},
    }


if __name__ == "__main__":
    main()
