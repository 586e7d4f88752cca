"""SIGTERM and SIGHUP end a command as Ctrl-C does: by an exception, so that every ``with`` block cleans up."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def interruptible() -> Iterator[None]:
    """Inside, the first of these signals raises ``KeyboardInterrupt``; later ones are ignored: the clean-up is short
    (ffmpeg gets two seconds) and would leave files behind if it was interrupted too."""
    before = {number: signal.signal(number, _interrupt) for number in _ENDING if _is_listened_to(number)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_listened_to(number: signal.Signals) -> bool:
    return signal.getsignal(number) is not signal.SIG_IGN  # nohup said so


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
