"""The servers that the program may use: a database, Redis, a store of objects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import environ  # type: ignore[import-untyped]

from mkv2castui.project.env.values import InvalidSetting, address, read, secret, split

_POSTGRES_SCHEMES = ("postgres", "postgresql")
_REDIS_SCHEMES = ("redis", "rediss", "unix")


@dataclass(frozen=True, slots=True)
class Postgres:
    """``host``: a name, an address, or the folder of a unix socket. ``parameters``: libpq's (``sslmode``, …)."""

    host: str
    port: int
    name: str
    user: str
    password: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class S3:
    """A bucket. ``endpoint_url``: ``None`` for AWS. ``public_endpoint_url``: under which browsers reach the same."""

    bucket: str
    endpoint_url: str | None
    public_endpoint_url: str | None
    access_key_id: str | None
    secret_access_key: str | None
    region: str | None


def database(env: environ.Env, data: Path) -> Path | Postgres:
    """A path means SQLite."""
    url = secret(env, "DATABASE_URL")
    if url is None:
        return data / "mkv2castui.sqlite3"
    if match := re.fullmatch(r"sqlite:///(/?.+)", url):
        return Path(match[1]).absolute()
    expected = "postgres://USER:PASSWORD@HOST:5432/NAME or sqlite:////absolute/path"
    parts = read("DATABASE_URL", expected, lambda: split(url, _POSTGRES_SCHEMES))
    parameters = dict(parse_qsl(parts.query))
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise InvalidSetting("DATABASE_URL", f"must be {expected}: it names no database")
    return Postgres(
        host=parameters.pop("host", "") or unquote(parts.hostname or ""),
        port=parts.port or 5432,
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        parameters=parameters,
    )


def redis_url(env: environ.Env) -> str | None:
    url = secret(env, "REDIS_URL")
    if url is None:
        return None
    expected = "redis://HOST:6379/0, rediss://HOST:6380/0 or unix:///path/of/socket"
    parts = read("REDIS_URL", expected, lambda: split(url, _REDIS_SCHEMES))
    if not (parts.path.strip("/") if parts.scheme == "unix" else parts.hostname):
        raise InvalidSetting("REDIS_URL", f"must be {expected}")
    return url


def s3(env: environ.Env) -> S3 | None:
    """``None`` when no bucket is named: then films lie in the data folder."""
    bucket = env.str("S3_BUCKET", "")
    key, secret_key = secret(env, "S3_ACCESS_KEY_ID"), secret(env, "S3_SECRET_ACCESS_KEY")
    endpoint, public = address(env, "S3_ENDPOINT_URL"), address(env, "S3_PUBLIC_ENDPOINT_URL")
    if not bucket:
        _refuse_without_bucket(key, secret_key, endpoint, public)
        return None
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise InvalidSetting("S3_BUCKET", f"{bucket!r} is no bucket's name: small letters, digits, dots and hyphens")
    if (key is None) != (secret_key is None):
        missing = "S3_ACCESS_KEY_ID" if key is None else "S3_SECRET_ACCESS_KEY"
        raise InvalidSetting(missing, "missing; the key and its secret belong together")
    return S3(
        bucket=bucket,
        endpoint_url=endpoint,
        public_endpoint_url=public,
        access_key_id=key,
        secret_access_key=secret_key,
        region=env.str("S3_REGION", "") or None,
    )


def _refuse_without_bucket(*values: str | None) -> None:
    if any(values):
        raise InvalidSetting("S3_BUCKET", "missing, although other S3_ variables are set; name it or unset them")
