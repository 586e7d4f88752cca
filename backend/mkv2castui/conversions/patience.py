"""Waiting for a database that is away for a moment: restarted, moved to another host, or locked by a backup."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_delay, wait_exponential

log = logging.getLogger(__name__)

_T = TypeVar("_T")


def patiently(write: Callable[[], _T]) -> _T:
    """What ``write`` returns, tried again for ``DATABASE_PATIENCE`` seconds while the database can't be reached.

    For the end of hours of work, outside of any transaction. ``write`` must be one that can be repeated: one
    compare-and-set. Raises the last ``OperationalError`` or ``InterfaceError``.
    """
    return Retrying(
        retry=retry_if_exception_type((OperationalError, InterfaceError)),
        stop=stop_after_delay(settings.DATABASE_PATIENCE),
        wait=wait_exponential(multiplier=0.1, max=2),
        before_sleep=_begin_anew,
        reraise=True,
    )(write)


def _begin_anew(state: RetryCallState) -> None:
    if state.attempt_number == 1 and state.outcome is not None:
        log.warning("Waiting for the database to take a result: %s", state.outcome.exception())
    let_go()


def let_go() -> None:
    """Nothing will be asked for a while: the connection is for others meanwhile, and one that broke is forgotten.

    Threads of films are many, among them those of paused ones, and connections are few.
    """
    if not connection.in_atomic_block:
        connection.close()
