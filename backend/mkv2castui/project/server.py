"""``mkv2castui up``: the whole application in one process."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

from mkv2castui.project import env
from mkv2castui.project.env import Environment
from mkv2castui.project.serving import STOP_SECONDS, serve
from mkv2castui.project.start import (
    CannotStart,
    environment,
    refuse_taken_port,
    reporting,
    set_up_django,
    settle_sign_in,
    sole_data_directory,
)


def run(host: str = "127.0.0.1", port: int = 8080, data: str | os.PathLike[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM. Returns the exit status; what prevents the start is one line on stderr."""
    return reporting(partial(_run, host, port, data))


def _run(host: str, port: int, data: str | os.PathLike[str] | None) -> int:
    settings = environment(data)
    _refuse_servers(settings)
    settle_sign_in(host, settings)
    with sole_data_directory(settings.data) as directory:
        refuse_taken_port(host, port)
        _prepare(settings, directory)
        asyncio.run(_serve(host, port))
    return 0


def _refuse_servers(settings: Environment) -> None:
    if settings.redis_url is not None:
        raise CannotStart(
            "REDIS_URL: `up` runs all in one process without Redis; unset it, or start the parts (`web`, `worker`, …)."
        )
    if not isinstance(settings.database, Path):
        raise CannotStart("DATABASE_URL: `up` keeps to SQLite; unset it, or start the parts (`web`, `worker`, …).")


def _prepare(settings: Environment, directory: Path) -> None:
    if settings.secret_key is None:
        env.choose(SECRET_KEY=env.persistent_secret_key(directory), SECRET_KEY_FILE="")
    set_up_django()
    from django.db import connection

    from mkv2castui.project import schema
    from mkv2castui.project.administration import announce_setup

    schema.migrate()
    announce_setup()
    connection.close()


async def _serve(host: str, port: int) -> None:
    from asgiref.sync import sync_to_async

    from mkv2castui.common import events
    from mkv2castui.monitoring import health
    from mkv2castui.project.asgi import admission, application
    from mkv2castui.project.staff import Staff

    staff = Staff()
    events.bind(asyncio.get_running_loop())
    await sync_to_async(staff.start_alone, thread_sensitive=False)()
    health.watch(staff.silent)
    try:
        await serve(application(admission()), host, port, what="mkv2castUI", begin_stop=staff.begin_stop)
    finally:
        await sync_to_async(staff.stop, thread_sensitive=False)(STOP_SECONDS)
        events.unbind()
