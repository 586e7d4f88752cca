"""Which database, cache and channel layer Django gets: SQLite and memory, or PostgreSQL and Redis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

from mkv2castui.project.env import Environment, Postgres

PREFIX = "mkv2castui"
"""Of everything in Redis, so that other programs may use the same server."""

REDIS_TIMEOUT = 2.0  # seconds: what is lost by giving up is a wake-up or an event, and both are made up for

_COUNTERS = 100_000
"""Attempts are counted in the cache: when it is full, what was longest not asked for goes first."""

_FOR_EVER = 100 * 365 * 86400  # seconds
_SPARE_CONNECTIONS = 16
_STATEMENT_LIMITS = {  # milliseconds; no request and no step of a job needs half of it
    "statement_timeout": 30_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}


def database(environment: Environment) -> dict[str, Any]:
    if isinstance(environment.database, Path):
        return _sqlite(environment.database)
    # A conversion holds two connections: its own and its heartbeat's.
    return _postgres(environment.database, 2 * environment.worker_concurrency + _SPARE_CONNECTIONS)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write takes the lock at its start, so it waits for its turn
            # instead of failing at its first write ("database is locked").
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgres(server: Postgres, connections: int) -> dict[str, Any]:
    """Pooled: each request runs in a thread of its own, so nothing that a thread keeps would be found again."""
    limits = " ".join(f"-c {name}={value}" for name, value in _STATEMENT_LIMITS.items())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": server.host,
        "PORT": str(server.port),
        "NAME": server.name,
        "USER": server.user,
        "PASSWORD": server.password,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "keepalives_idle": 30,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "options": limits,
            # Short patience: a server that restarts is asked again by the next request, not after a long back-off.
            "pool": {"min_size": 0, "max_size": connections, "timeout": 10, "reconnect_timeout": 2, "max_idle": 120},
            **server.parameters,
        },
    }


def cache(redis_url: str | None) -> dict[str, Any]:
    if redis_url is None:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": _COUNTERS}}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": PREFIX,
        "OPTIONS": {
            "socket_timeout": REDIS_TIMEOUT,
            "socket_connect_timeout": REDIS_TIMEOUT,
            "retry": Retry(NoBackoff(), 0),
        },
    }


def channel_layer(redis_url: str | None) -> dict[str, Any]:
    if redis_url is None:
        # Who has listened for a day still listens: the layer would forget them after 24 hours.
        return {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"group_expiry": _FOR_EVER}}
    return {
        "BACKEND": "mkv2castui.project.channel_layer.ChannelLayer",
        "CONFIG": {
            "hosts": [{"address": redis_url, "socket_connect_timeout": REDIS_TIMEOUT, "socket_timeout": REDIS_TIMEOUT}],
            "prefix": f"{PREFIX}.channels",
        },
    }
