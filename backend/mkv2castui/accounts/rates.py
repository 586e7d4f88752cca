"""How often somebody may ask, counted in the cache that all processes share.

Sign-in, second factor and reset are counted by allauth. A cache that is away limits nothing here: films go on.
"""

from __future__ import annotations

from time import time

from django.core.cache import cache
from redis.exceptions import RedisError

from mkv2castui.common.problems import too_many_requests

_WINDOW = 60  # seconds
LIMITS = {"api": 1200, "uploads": 120, "setup": 10}
"""Within one window."""


def count(what: str, who: str) -> None:
    """Raises the 429 problem."""
    key = f"rates:{what}:{who}:{int(time()) // _WINDOW}"
    try:
        cache.add(key, 0, 2 * _WINDOW)
        counted = cache.incr(key)
    except (RedisError, OSError, ValueError):  # ValueError: it went between the two steps
        return
    if counted > LIMITS[what]:
        raise too_many_requests()
