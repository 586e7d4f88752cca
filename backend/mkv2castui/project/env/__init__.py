"""The only reader of the environment.

Every variable is parsed here, once, into :class:`Environment`. A value that can't be honoured raises
:class:`InvalidSetting`, whose text is one line for the person who starts the program.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import environ  # type: ignore[import-untyped]
import platformdirs

from mkv2castui.project.env import accounts, services, values
from mkv2castui.project.env.accounts import Accounts, Provider
from mkv2castui.project.env.services import S3, Postgres
from mkv2castui.project.env.values import InvalidSetting, Network

__all__ = [
    "LANES",
    "S3",
    "Accounts",
    "Environment",
    "InvalidSetting",
    "Postgres",
    "Provider",
    "choose",
    "current",
    "parse",
    "persistent_secret_key",
]

LANES = ("analyze", "quick", "convert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of one start. Sizes in bytes; paths absolute."""

    data: Path
    database: Path | Postgres
    """A path is SQLite's."""
    redis_url: str | None
    s3: S3 | None
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    allow_open_lan: bool
    accounts: Accounts
    trusted_proxies: tuple[Network, ...]
    accel_redirect: str | None
    max_upload_size: int
    disk_reserve: int
    ffmpeg_path: str | None
    ffprobe_path: str | None
    worker_concurrency: int
    worker_lanes: tuple[str, ...]
    lease_seconds: int
    time_zone: str
    debug: bool


def parse(variables: Mapping[str, str]) -> Environment:
    """``variables``, checked. Raises :class:`InvalidSetting`."""
    env = environ.Env()
    env.ENVIRON = dict(variables)  # the class holds os.environ
    data = Path(env.str("MKV2CASTUI_DATA", "") or platformdirs.user_data_dir("mkv2castui")).expanduser().absolute()
    return Environment(
        data=data,
        database=services.database(env, data),
        redis_url=services.redis_url(env),
        s3=services.s3(env),
        secret_key=values.secret(env, "SECRET_KEY"),
        allowed_hosts=values.hosts(env, "ALLOWED_HOSTS"),
        allow_open_lan=values.boolean(env, "ALLOW_OPEN_LAN"),
        accounts=accounts.accounts(env),
        trusted_proxies=values.networks(env, "TRUSTED_PROXIES"),
        accel_redirect=_accel_redirect(env),
        max_upload_size=values.size(env, "MAX_UPLOAD_SIZE", "500G"),
        disk_reserve=values.size(env, "DISK_RESERVE", "1G"),
        ffmpeg_path=values.program(env, "FFMPEG_PATH"),
        ffprobe_path=values.program(env, "FFPROBE_PATH"),
        worker_concurrency=values.between(env, "WORKER_CONCURRENCY", 1, lowest=1, highest=32),
        worker_lanes=values.some_of(env, "WORKER_LANES", LANES),
        time_zone=values.time_zone(env),
        lease_seconds=values.between(env, "LEASE_SECONDS", 30, lowest=3, highest=3600),
        debug=values.boolean(env, "DEBUG"),
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


def _accel_redirect(env: environ.Env) -> str | None:
    """The address of the proxy's own location for files of the data folder."""
    text = env.str("ACCEL_REDIRECT", "")
    if text and not re.fullmatch(r"/[a-z0-9_-]+/", text):
        raise InvalidSetting("ACCEL_REDIRECT", "must be a location such as /protected/")
    return text or None
