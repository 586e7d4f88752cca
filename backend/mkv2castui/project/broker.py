"""Whether Redis can be reached."""

from __future__ import annotations

from functools import cache

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from mkv2castui.project import env
from mkv2castui.project.backends import REDIS_TIMEOUT


def answers() -> bool:
    """``True`` as well when there is none to reach: the one process needs no messages from outside."""
    return trouble() is None


def trouble() -> str | None:
    """Why it can't be reached."""
    client = _client(env.current().redis_url)
    if client is None:
        return None
    try:
        client.ping()
    except (redis.RedisError, OSError) as error:
        return str(error)
    return None


@cache
def _client(url: str | None) -> redis.Redis | None:
    if url is None:
        return None
    client: redis.Redis = redis.Redis.from_url(
        url, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT, retry=Retry(NoBackoff(), 0)
    )
    return client
