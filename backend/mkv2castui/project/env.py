"""The only reader of the environment.

Every variable is parsed here, once, into :class:`Environment`. A value that can't be honoured raises
:class:`InvalidSetting`, whose text is one line for the person who starts the program.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import environ  # type: ignore[import-untyped]
import platformdirs

_T = TypeVar("_T")

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


class InvalidSetting(Exception):
    """A variable's value can't be used. ``str()`` is one line that names the variable and what it may be."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of one start. Sizes in bytes; paths absolute."""

    data: Path
    database: Path
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    allow_open_lan: bool
    max_upload_size: int
    disk_reserve: int
    ffmpeg_path: str | None
    ffprobe_path: str | None
    worker_concurrency: int
    debug: bool


def parse(variables: Mapping[str, str]) -> Environment:
    """``variables``, checked. Raises :class:`InvalidSetting`."""
    env = environ.Env()
    env.ENVIRON = dict(variables)  # the class holds os.environ
    _refuse_what_is_not_there_yet(env)
    data = Path(env.str("MKV2CASTUI_DATA", "") or platformdirs.user_data_dir("mkv2castui")).expanduser().absolute()
    return Environment(
        data=data,
        database=_database(env, data),
        secret_key=_secret(env, "SECRET_KEY"),
        allowed_hosts=tuple(_host(name) for name in env.list("ALLOWED_HOSTS", default=[])),
        allow_open_lan=_read("ALLOW_OPEN_LAN", "true or false", lambda: _boolean(env.str("ALLOW_OPEN_LAN", "false"))),
        max_upload_size=_size(env, "MAX_UPLOAD_SIZE", "500G"),
        disk_reserve=_size(env, "DISK_RESERVE", "1G"),
        ffmpeg_path=_program(env, "FFMPEG_PATH"),
        ffprobe_path=_program(env, "FFPROBE_PATH"),
        worker_concurrency=_between(env, "WORKER_CONCURRENCY", 1, lowest=1, highest=32),
        debug=_read("DEBUG", "true or false", lambda: _boolean(env.str("DEBUG", "false"))),
    )


_chosen: dict[str, str] = {}


def choose(**variables: str) -> None:
    """Values that win over the environment: what the command line said. Call before the settings are read."""
    _chosen.update(variables)
    current.cache_clear()


@cache
def current() -> Environment:
    """The environment of this process."""
    return parse({**os.environ, **_chosen})


def persistent_secret_key(data: Path) -> str:
    """The key kept in ``data``, made on first use, readable by the owner alone."""
    path = data / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _refuse_what_is_not_there_yet(env: environ.Env) -> None:
    if _read("REQUIRE_AUTH", "true or false", lambda: _boolean(env.str("REQUIRE_AUTH", "false"))):
        raise InvalidSetting("REQUIRE_AUTH", "this version has no sign-in; leave it false and keep to this computer")
    if env.str("REDIS_URL", "") or env.str("REDIS_URL_FILE", ""):
        raise InvalidSetting("REDIS_URL", "this version runs in one process and needs no Redis; unset it")


def _database(env: environ.Env, data: Path) -> Path:
    url = _secret(env, "DATABASE_URL")
    if url is None:
        return data / "mkv2castui.sqlite3"
    match = re.fullmatch(r"sqlite:///(/?.+)", url)
    if match is None:
        raise InvalidSetting("DATABASE_URL", "this version keeps to SQLite; unset it or give sqlite:////absolute/path")
    return Path(match[1]).absolute()


def _secret(env: environ.Env, name: str) -> str | None:
    """``NAME``, or the content of the file that ``NAME_FILE`` names (Docker and Kubernetes secrets)."""
    value, file = env.str(name, ""), env.str(f"{name}_FILE", "")
    if value and file:
        raise InvalidSetting(name, f"given twice, as {name} and as {name}_FILE; keep one")
    if not file:
        return value or None
    try:
        content = Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"{name}_FILE", f"can't read {file}: {error}") from None
    if not content:
        raise InvalidSetting(f"{name}_FILE", f"{file} is empty")
    return content


def _read(name: str, expected: str, value: Callable[[], _T]) -> _T:
    try:
        return value()
    except (ValueError, TypeError):
        raise InvalidSetting(name, f"must be {expected}") from None


def _boolean(text: str) -> bool:
    words = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
    word = text.strip().lower()
    if word not in words:
        raise ValueError(text)
    return words[word]


def _size(env: environ.Env, name: str, default: str) -> int:
    text = env.str(name, default).strip().upper()
    match = re.fullmatch(r"(\d+)\s*([KMGT]?)(?:I?B)?", text)
    if match is None:
        raise InvalidSetting(name, "must be a size such as 500M, 20G or a number of bytes")
    return int(match[1]) * _UNITS[match[2]]


def _between(env: environ.Env, name: str, default: int, *, lowest: int, highest: int) -> int:
    number = _read(name, f"a number from {lowest} to {highest}", lambda: int(env.str(name, str(default))))
    if not lowest <= number <= highest:
        raise InvalidSetting(name, f"must be a number from {lowest} to {highest}")
    return number


def _program(env: environ.Env, name: str) -> str | None:
    text = env.str(name, "")
    if not text:
        return None
    path = Path(text)
    if not path.is_file() or not os.access(path, os.X_OK):
        raise InvalidSetting(name, f"{text} is not a program that can be run")
    return str(path)


def _host(name: str) -> str:
    if not re.fullmatch(r"(\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])", name):
        raise InvalidSetting("ALLOWED_HOSTS", f"{name!r} is not a host name; give names without port, joined by commas")
    return name.lower()
