"""The parts of the program as processes of their own, on PostgreSQL and Redis."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkv2castui.project import env
from mkv2castui.project.administration import announce_setup
from mkv2castui.project.env import Environment
from mkv2castui.project.serving import STOP_SECONDS, on_stop_signal, serve
from mkv2castui.project.start import (
    CannotStart,
    environment,
    make_data_directory,
    refuse_taken_port,
    reporting,
    say,
    set_up_django,
    settle_sign_in,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from mkv2castui.project.guard import Admission


def web(host: str, port: int) -> int:
    """Pages, API, uploads and downloads, until SIGINT or SIGTERM. Returns the exit status."""
    return reporting(partial(_run_server, host, port, "mkv2castUI web", "web_application"))


def websocket(host: str, port: int) -> int:
    return reporting(partial(_run_server, host, port, "mkv2castUI websocket", "websocket_application"))


def worker(lanes: str | None, concurrency: int | None) -> int:
    """``lanes``, joined by commas, and ``concurrency`` win over the environment."""
    return reporting(partial(_run_worker, lanes, concurrency))


def beat() -> int:
    return reporting(_run_beat)


def migrate() -> int:
    """Bring the database up to date; waits for its server."""
    return reporting(_run_migrate)


def _run_server(host: str, port: int, what: str, application: str) -> int:
    settings = _settings()
    settle_sign_in(host, settings)
    refuse_taken_port(host, port)
    _prepare(settings)
    announce_setup()
    asyncio.run(_serve(host, port, what, application))
    return 0


async def _serve(host: str, port: int, what: str, application: str) -> None:
    from mkv2castui.common import events
    from mkv2castui.project import asgi

    build: Callable[[Admission], ASGIApp] = getattr(asgi, application)
    with events.sent_from(asyncio.get_running_loop()):
        await serve(build(asgi.admission()), host, port, what=what, begin_stop=lambda: None)


def _run_worker(lanes: str | None, concurrency: int | None) -> int:
    _choose(WORKER_LANES=lanes, WORKER_CONCURRENCY=concurrency)
    settings = _settings()
    _prepare(settings)
    asyncio.run(_work(settings))
    return 0


async def _work(settings: Environment) -> None:
    from mkv2castui.common import events
    from mkv2castui.project import liveness
    from mkv2castui.project.staff import Staff

    staff, stopping = Staff(), asyncio.Event()

    def stop() -> None:
        staff.begin_stop()
        stopping.set()

    on_stop_signal(stop)
    with events.sent_from(asyncio.get_running_loop()), liveness.shown("worker", lambda: staff.idle_seconds):
        await asyncio.to_thread(staff.start)
        say(f"mkv2castUI worker is ready: {', '.join(settings.worker_lanes)}")
        await stopping.wait()
        await asyncio.to_thread(staff.stop, STOP_SECONDS)


def _run_beat() -> int:
    _prepare(_settings())
    asyncio.run(_beat())
    return 0


async def _beat() -> None:
    from mkv2castui.common import events
    from mkv2castui.project import liveness
    from mkv2castui.project.timetable import Timetable

    timetable, stopping = Timetable(), asyncio.Event()
    on_stop_signal(stopping.set)
    with events.sent_from(asyncio.get_running_loop()), liveness.shown("beat", lambda: timetable.idle_seconds):
        timetable.start()
        say("mkv2castUI beat is ready")
        await stopping.wait()
        await asyncio.to_thread(timetable.stop, STOP_SECONDS)


def _run_migrate() -> int:
    make_data_directory(environment().data)
    set_up_django()
    from mkv2castui.project import schema

    schema.wait_for_server()
    schema.migrate()
    say("The database is up to date")
    return 0


def _choose(**values: object) -> None:
    env.choose(**{name: str(value) for name, value in values.items() if value is not None})


def _settings() -> Environment:
    """The environment of a part of many. Raises :class:`CannotStart` when something lacks that they share."""
    settings = environment()
    if isinstance(settings.database, Path) or settings.redis_url is None:
        missing = "DATABASE_URL (postgres://…)" if isinstance(settings.database, Path) else "REDIS_URL (redis://…)"
        raise CannotStart(f"{missing} is missing: the parts meet there. `mkv2castui up` needs neither.")
    if settings.secret_key is None:
        raise CannotStart("SECRET_KEY is missing: all parts need the same one, by SECRET_KEY or SECRET_KEY_FILE.")
    return settings


def _prepare(settings: Environment) -> None:
    """Redis is not waited for: without it, events and wake-ups are late, and the program works."""
    make_data_directory(settings.data)
    set_up_django()
    from mkv2castui.project import broker, schema

    schema.wait_for_tables()
    if (trouble := broker.trouble()) is not None:
        say(f"Starting without Redis, which is asked again: {trouble}")
