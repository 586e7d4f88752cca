"""Writing to standard output."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import click


def say(text: str = "") -> None:
    click.echo(text)


def say_json(value: Mapping[str, object] | list[object]) -> None:
    """One value on one line. Bytes of file names that are no text come out as ``\\udcXX``, as Python reads them."""
    click.echo(json.dumps(value, ensure_ascii=True, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def seconds_as_clock(seconds: float) -> str:
    """``1:02:03``, ``2:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def bytes_as_text(size: int) -> str:
    """``4.1 GB``, in powers of 1000 as disks are sold."""
    number = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    raise AssertionError("unreachable")
