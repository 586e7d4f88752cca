"""Whether the parts of the program work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, models
from redis.exceptions import RedisError

from mkv2castui.common import clock
from mkv2castui.conversions import engine, workers
from mkv2castui.conversions.models import Lane


class State(models.TextChoices):
    OK = "ok"
    DEGRADED = "degraded"  # it works, with less comfort
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Finding:
    """``detail``: why a part is down, or a fact about it."""

    part: str
    state: State
    detail: str


_silent_parts: list[Callable[[], list[str]]] = []


def watch(silent_parts: Callable[[], list[str]]) -> None:
    """``silent_parts`` names the threads of this process that should run and don't."""
    _silent_parts[:] = [silent_parts]


def worst(findings: Iterable[Finding]) -> State:
    """The state of the whole."""
    states = {finding.state for finding in findings}
    return next((state for state in (State.DOWN, State.DEGRADED) if state in states), State.OK)


def examine() -> list[Finding]:
    return [finding for check in _CHECKS if (finding := check()) is not None]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding("database", State.DOWN, str(error))
    return Finding("database", State.OK, connection.vendor)


def _queue() -> Finding:
    """The threads of the one process, or the workers beside this one."""
    if settings.ENVIRONMENT.redis_url is not None:
        return _workers()
    silent = [name for ask in _silent_parts for name in ask()]
    if silent:
        return Finding("queue", State.DOWN, f"not running: {', '.join(silent)}")
    return Finding("queue", State.OK, "running")


def _workers() -> Finding:
    try:
        found = workers.alive(clock.now())
    except DatabaseError as error:
        return Finding("queue", State.DOWN, str(error))
    served = {lane for worker in found for lane in worker.slots}
    if waiting := [str(lane) for lane in Lane if lane not in served]:
        return Finding("queue", State.DEGRADED, f"no worker is alive for: {', '.join(waiting)}")
    return Finding("queue", State.OK, f"{len(found)} workers alive")


def _redis() -> Finding | None:
    """Without it events are lost and wake-ups late; nothing stops. ``None`` in the one process, which has none."""
    if settings.ENVIRONMENT.redis_url is None:
        return None
    try:
        cache.get("health")
    except (RedisError, OSError) as error:
        return Finding("redis", State.DEGRADED, f"away, so news are late: {error}")
    return Finding("redis", State.OK, "reachable")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    state = State.OK if free > settings.DISK_RESERVE else State.DOWN
    return Finding("disk", state, f"{free} bytes free, {settings.DISK_RESERVE} kept in reserve")


def _ffmpeg() -> Finding:
    try:
        tools = engine.tools()
    except engine.CastEngineError as error:
        return Finding("ffmpeg", State.DOWN, error.message)
    return Finding("ffmpeg", State.OK, str(tools.ffmpeg.name))


_CHECKS: tuple[Callable[[], Finding | None], ...] = (_database, _redis, _queue, _disk, _ffmpeg)
