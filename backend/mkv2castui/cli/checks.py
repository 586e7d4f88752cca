"""What ``doctor`` looks at. A check is a function from the port to its results; ``CHECKS`` is the list of them."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from castengine import Tools
from castengine.errors import ToolMissing
from castengine.ffmpeg.trials import TRIALS, run_trial
from castengine.hardware import EncoderTrial, try_encoders
from castengine.plan.capabilities import HardwareFamily
from castengine.tools import version_of
from mkv2castui.cli.output import bytes_as_text
from mkv2castui.cli.toolbox import tools

if TYPE_CHECKING:
    from mkv2castui.project.env import Postgres

_OLDEST_POSTGRES = 14  # Django's own limit
_LITTLE_SPACE = 10_000_000_000  # bytes: a film and its conversion


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    state: State
    message: str
    hint: str | None = None

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "state": str(self.state), "message": self.message, "hint": self.hint}


def settings(_port: int) -> Iterator[Check]:
    from mkv2castui.project import env

    try:
        env.current()
    except env.InvalidSetting as error:
        yield Check("settings", State.FAILED, str(error), "Correct the environment variable or unset it.")
    else:
        yield Check("settings", State.OK, "all environment variables can be used")


def programs(_port: int) -> Iterator[Check]:
    found = _tools()
    if isinstance(found, Check):
        yield found
        return
    for name, path in (("ffmpeg", found.ffmpeg), ("ffprobe", found.ffprobe)):
        try:
            yield Check(name, State.OK, f"{version_of(path)} ({path})")
        except ToolMissing as error:
            yield Check(name, State.FAILED, error.message, _MEND_TOOLS)


def encoders_and_filters(_port: int) -> Iterator[Check]:
    found = _tools()
    if isinstance(found, Check):
        return
    for trial in TRIALS:
        problem = run_trial(found.ffmpeg, trial)
        if problem is None:
            yield Check(trial.name, State.OK, f"works ({trial.purpose})")
        else:
            last = problem.splitlines()[-1]
            yield Check(trial.name, State.FAILED, f"does not work ({trial.purpose}): {last}", _MEND_TOOLS)


def hardware(_port: int) -> Iterator[Check]:
    """One line for each family. None is needed: the processor does what no chip does."""
    found = _tools()
    if isinstance(found, Check):
        return
    families = groupby(try_encoders(found), key=lambda trial: trial.family)
    for family, trials in families:
        yield _family(family, list(trials))


def _family(family: HardwareFamily, trials: list[EncoderTrial]) -> Check:
    working = [f"{trial.encoder} ({trial.bit_depth} bit)" for trial in trials if trial.works]
    if working:
        return Check(f"hardware {family}", State.OK, f"encodes here: {', '.join(working)}")
    hint = _HARDWARE_HINTS.get(family)
    return Check(f"hardware {family}", State.WARNING, f"not used here: {trials[0].problem}", hint)


_GROUPS = "Give this user the group of /dev/dri/renderD128 (often render or video); in a container, pass the device in."
_HARDWARE_HINTS = {
    HardwareFamily.NVENC: "With an NVIDIA card: install its driver; in a container, give it the card (--gpus all).",
    HardwareFamily.QSV: f"With an Intel chip: install its media driver and oneVPL. {_GROUPS}",
    HardwareFamily.VAAPI: f"With an Intel or AMD chip: install its VA driver. {_GROUPS}",
    HardwareFamily.AMF: "With an AMD card: install AMD's own driver (amdgpu-pro with AMF), or use VAAPI.",
    HardwareFamily.VULKAN: "With a card whose driver encodes by Vulkan: install that driver and its Vulkan part.",
}


def data_folder(_port: int) -> Iterator[Check]:
    from mkv2castui.project import env

    try:
        folder = env.current().data
    except env.InvalidSetting:
        return  # told by `settings`
    nearest = _nearest_existing(folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        hint = "Name another folder with MKV2CASTUI_DATA, or give this user the right to write there."
        yield Check("data folder", State.FAILED, f"{folder} cannot be written", hint)
        return
    free = shutil.disk_usage(nearest).free
    message = f"{folder}, {bytes_as_text(free)} free"
    if free < _LITTLE_SPACE:
        yield Check("data folder", State.WARNING, message, "Little for films: free some space or choose another disk.")
    else:
        yield Check("data folder", State.OK, message)


def servers(_port: int) -> Iterator[Check]:
    """The database and Redis, when the environment names servers."""
    from mkv2castui.project import env

    try:
        environment = env.current()
    except env.InvalidSetting:
        return  # told by `settings`
    if isinstance(environment.database, env.Postgres):
        yield _database(environment.database)
    if environment.redis_url is not None:
        yield _redis()


def _database(server: Postgres) -> Check:
    import psycopg
    import psycopg.conninfo

    address: dict[str, str | int] = {
        "host": server.host,
        "port": server.port,
        "dbname": server.name,
        "user": server.user,
        "password": server.password,
        "connect_timeout": 5,
        **server.parameters,
    }
    where = f"{server.name} on {server.host or 'the local socket'}:{server.port}"
    try:
        with psycopg.connect(psycopg.conninfo.make_conninfo("", **address)) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.Error as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[-1]
        return Check("database", State.FAILED, f"{where} can't be used: {reason}", "Correct DATABASE_URL.")
    if version < _OLDEST_POSTGRES:
        hint = f"Version {_OLDEST_POSTGRES} or newer is needed."
        return Check("database", State.FAILED, f"{where} is PostgreSQL {version}", hint)
    return Check("database", State.OK, f"PostgreSQL {version}, {where}")


def _redis() -> Check:
    from mkv2castui.project import broker

    if (trouble := broker.trouble()) is not None:
        hint = "Correct REDIS_URL. Without it events and wake-ups are late; nothing else stops."
        return Check("redis", State.FAILED, f"can't be reached: {trouble}", hint)
    return Check("redis", State.OK, "answers")


def port(number: int) -> Iterator[Check]:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", number))
    except OSError as error:
        hint = f"Another program uses it (or this one runs already). Choose another: mkv2castui up --port {number + 1}"
        yield Check("port", State.WARNING, f"{number} is not free: {error.strerror}", hint)
    else:
        yield Check("port", State.OK, f"{number} is free")


CHECKS: tuple[Callable[[int], Iterator[Check]], ...] = (
    settings,
    programs,
    encoders_and_filters,
    hardware,
    data_folder,
    servers,
    port,
)

_MEND_TOOLS = "Unset FFMPEG_PATH and FFPROBE_PATH to use the ones that come with this program, or install it anew."


def _tools() -> Tools | Check:
    """The tools, or the check that says why there are none."""
    from mkv2castui.project.env import InvalidSetting

    try:
        return tools()
    except (ToolMissing, InvalidSetting) as error:
        return Check("ffmpeg", State.FAILED, str(error), _MEND_TOOLS)


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
