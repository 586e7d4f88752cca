"""How often somebody may ask, counted in the cache that all processes share.

Sign-in, second factor and reset are counted by allauth, which fails when the cache is away (middleware.py). Of what is
counted here, only what could be guessed waits for it; films go on without limits.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from time import time

from django.core.cache import cache
from redis.exceptions import RedisError

from mkv2castui.common.problems import sign_in_unavailable, too_many_requests

log = logging.getLogger(__name__)

_WINDOW = 60  # seconds
LIMITS = {"api": 1200, "uploads": 120, "setup": 10, "providers": 20, "redirects": 30}
"""Within one window."""
_GUESSED = frozenset({"setup"})


def count(what: str, who: str) -> None:
    """Raises the 429 problem, and the 503 problem where guesses can't be counted."""
    key = f"rates:{what}:{who}:{int(time()) // _WINDOW}"
    try:
        cache.add(key, 0, 2 * _WINDOW)
        counted = cache.incr(key)
    except ValueError:  # it went between the two steps
        return
    except (RedisError, OSError) as error:
        if what in _GUESSED:
            log.warning("Attempts can't be counted: %s", error)
            raise sign_in_unavailable() from error
        return
    if counted > LIMITS[what]:
        raise too_many_requests()


def is_due(what: str, who: str, every: timedelta) -> bool:
    """Whether it is the first time ``every`` so often, of all processes. Never while the cache is away."""
    try:
        return bool(cache.add(f"due:{what}:{who}", 1, every.total_seconds()))
    except (RedisError, OSError):
        return False
