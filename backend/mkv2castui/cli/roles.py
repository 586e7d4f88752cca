"""``mkv2castui web``, ``websocket``, ``worker``, ``beat``, ``migrate``: the parts of the program as processes."""

from __future__ import annotations

import click

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_PORT = click.IntRange(1, 65535)


@click.command(short_help="Pages, API, uploads and downloads, as one of several processes.")
@_HOST
@click.option("--port", default=8000, show_default=True, type=_PORT, help="Port to listen on.")
def web(host: str, port: int) -> int:
    """Pages, API, uploads and downloads. Needs DATABASE_URL, REDIS_URL and SECRET_KEY; any number may run."""
    from mkv2castui.project import roles

    return roles.web(host, port)


@click.command(short_help="The live events, as one of several processes.")
@_HOST
@click.option("--port", default=8001, show_default=True, type=_PORT, help="Port to listen on.")
def websocket(host: str, port: int) -> int:
    """The live events below /ws/. Needs DATABASE_URL, REDIS_URL and SECRET_KEY; any number may run."""
    from mkv2castui.project import roles

    return roles.websocket(host, port)


@click.command(short_help="Analyses and converts, as one of several processes.")
@click.option("--lanes", help="Which work to do, joined by commas: analyze, convert. Else WORKER_LANES, else all.")
@click.option("--concurrency", type=click.IntRange(1, 32), help="Conversions at a time. Else WORKER_CONCURRENCY.")
def worker(lanes: str | None, concurrency: int | None) -> int:
    """Analyses and converts. Needs DATABASE_URL, REDIS_URL and SECRET_KEY; any number may run. A stop gives running
    jobs back to the queue within seconds."""
    from mkv2castui.project import roles

    return roles.worker(lanes, concurrency)


@click.command(short_help="Takes back what dead workers held, as a process of its own.")
def beat() -> int:
    """Takes back what dead workers held and makes up for lost messages.

    Needs DATABASE_URL, REDIS_URL and SECRET_KEY.
    """
    from mkv2castui.project import roles

    return roles.beat()


@click.command(short_help="Bring the database up to date.")
def migrate() -> int:
    """Bring the database of DATABASE_URL up to date; waits for its server. `up` does so by itself."""
    from mkv2castui.project import roles

    return roles.migrate()


@click.command(short_help="Whether a part is alive, by exit status.")
@click.argument("part", type=click.Choice(["up", "web", "websocket", "worker", "beat"]))
@click.option("--port", type=_PORT, help="Where the part listens, when it is not its default.")
def alive(part: str, port: int | None) -> int:
    """Exit status 0 when the part of the program that runs on this machine is alive, else 1: for containers."""
    from mkv2castui.project import liveness

    return 0 if liveness.of_part(part, port) else 1
