"""Whether the parts of the program work."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection, models

from mkv2castui.conversions import engine


class State(models.TextChoices):
    OK = "ok"
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


def examine() -> list[Finding]:
    return [check() for check in _CHECKS]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding("database", State.DOWN, str(error))
    return Finding("database", State.OK, connection.vendor)


def _queue() -> Finding:
    silent = [name for ask in _silent_parts for name in ask()]
    if silent:
        return Finding("queue", State.DOWN, f"not running: {', '.join(silent)}")
    return Finding("queue", State.OK, "running")


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


_CHECKS: tuple[Callable[[], Finding], ...] = (_database, _queue, _disk, _ffmpeg)
