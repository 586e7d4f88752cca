"""Ports for the servers that tests start."""

from __future__ import annotations

import itertools
import random
import socket

_FIRST, _AFTER_LAST = 20_000, 32_000
"""Below those that Linux gives to clients (32768 and up): such a one could be taken by any connection before its server
binds it, or while that server is down between a kill and its next start."""

# Each process begins elsewhere and gives none twice: no server that is down loses its port to another's start.
_numbers = itertools.count(random.SystemRandom().randrange(_AFTER_LAST - _FIRST))


def free_ports(count: int) -> list[int]:
    """Different ones, each free a moment ago."""
    return [free_port() for _ in range(count)]


def free_port() -> int:
    """One that nobody listens at."""
    tried = (_FIRST + next(_numbers) % (_AFTER_LAST - _FIRST) for _ in range(_FIRST, _AFTER_LAST))
    return next(port for port in tried if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
