"""``mkv2castui up``: the whole application in one process."""

from __future__ import annotations

import asyncio
import fcntl
import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkv2castui.project import env
from mkv2castui.project.env import Environment, InvalidSetting

if TYPE_CHECKING:
    from granian.server.embed import Server

    from mkv2castui.project.staff import Staff

STOP_SECONDS = 8
"""For running encoders to end and open connections to close, each."""


class CannotStart(Exception):
    """``str()``: one line for the person who started the program."""


def run(host: str = "127.0.0.1", port: int = 8080, data: str | os.PathLike[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM. Returns the exit status; what prevents the start is one line on stderr."""
    try:
        environment = _environment(data)
        _refuse_open_network(host, environment)
        with _data_directory(environment.data) as directory:
            _refuse_taken_port(host, port)
            _prepare(environment, directory)
            return asyncio.run(_serve(host, port))
    except (InvalidSetting, CannotStart) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _environment(data: str | os.PathLike[str] | None) -> Environment:
    if data is not None:
        env.choose(MKV2CASTUI_DATA=os.fspath(data))
    return env.current()


def _refuse_open_network(host: str, environment: Environment) -> None:
    if not _is_loopback(host) and not environment.allow_open_lan:
        raise CannotStart(
            f"{host} can be reached by others, and this program has no sign-in: "
            "keep to 127.0.0.1, or set ALLOW_OPEN_LAN=true if everybody in your network may use it."
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@contextmanager
def _data_directory(directory: Path) -> Iterator[Path]:
    """The directory, for this process alone as long as it lives: the kernel frees the lock of a dead one."""
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (directory / "lock").open("a+")
    except OSError as error:
        raise CannotStart(f"The data directory {directory} can't be used: {error.strerror}.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise CannotStart(
                f"Another mkv2castUI (process {lock.read().strip()}) uses {directory}: "
                "stop it, or choose another directory with --data."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield directory


def _refuse_taken_port(host: str, port: int) -> None:
    """The server itself would share the port with another that allows it, and nobody would notice."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} of {host} can't be used: {error.strerror}. --port chooses another."
            ) from None
        except OverflowError:
            raise CannotStart(f"{port} is not a port: they go from 1 to 65535.") from None


def _prepare(environment: Environment, directory: Path) -> None:
    if environment.secret_key is None:
        env.choose(SECRET_KEY=env.persistent_secret_key(directory), SECRET_KEY_FILE="")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mkv2castui.project.settings")
    import django

    django.setup()
    _migrate()


def _migrate() -> None:
    """Only when something is missing: the command costs more than the look."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()


async def _serve(host: str, port: int) -> int:
    from asgiref.sync import sync_to_async

    from mkv2castui.common import events
    from mkv2castui.monitoring import health
    from mkv2castui.project.staff import Staff

    staff = Staff()
    server = _server(host, port)
    _stop_on_signals(server, staff)
    events.bind(asyncio.get_running_loop())
    await sync_to_async(staff.start, thread_sensitive=False)()
    health.watch(staff.silent)
    announcing = asyncio.create_task(_announce(host, port))
    try:
        await server.serve()
    finally:
        announcing.cancel()
        await _end(staff)
        events.unbind()
    return 0


async def _end(staff: Staff) -> None:
    from asgiref.sync import sync_to_async

    await sync_to_async(staff.stop, thread_sensitive=False)(STOP_SECONDS)


def _server(host: str, port: int) -> Server:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server

    from mkv2castui.project.asgi import application, local_admission

    server = Server(
        application(local_admission()),
        address=host.strip("[]"),
        port=port,
        interface=Interfaces.ASGINL,
        log_level=LogLevels.error,
    )
    server.workers_kill_timeout = STOP_SECONDS
    return server


def _stop_on_signals(server: Server, staff: Staff) -> None:
    def stop() -> None:
        staff.begin_stop()  # encoders end while connections close
        server.stop()  # type: ignore[no-untyped-call]

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def _announce(host: str, port: int) -> None:
    """Say the address once it answers."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    while not await _answers(shown, port):
        await asyncio.sleep(0.02)
    shown = f"[{shown}]" if ":" in shown else shown
    sys.stdout.write(f"mkv2castUI is ready: http://{shown}:{port}\n")
    sys.stdout.flush()


async def _answers(host: str, port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.write(b"GET /health/live/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    status = await reader.readline()
    writer.close()
    return b" 200 " in status
