"""Reading one variable: its form, and one line about what it may be when it is wrong."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import environ  # type: ignore[import-untyped]
import tzlocal

_T = TypeVar("_T")

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_WORDS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class InvalidSetting(Exception):
    """A variable's value can't be used. ``str()`` is one line that names the variable and what it may be."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


def secret(env: environ.Env, name: str) -> str | None:
    """``NAME``, or the content of the file that ``NAME_FILE`` names (Docker and Kubernetes secrets)."""
    value, file = env.str(name, ""), env.str(f"{name}_FILE", "")
    if value and file:
        raise InvalidSetting(name, f"given twice, as {name} and as {name}_FILE; keep one")
    if not file:
        return value or None
    try:
        content = Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"{name}_FILE", f"can't read {file}: {error}") from None
    if not content:
        raise InvalidSetting(f"{name}_FILE", f"{file} is empty")
    return content


def boolean(env: environ.Env, name: str) -> bool:
    """``False`` when it is not set."""
    return read(name, "true or false", lambda: _WORDS[env.str(name, "false").strip().lower()])


def size(env: environ.Env, name: str, default: str) -> int:
    """Bytes."""
    text = env.str(name, default).strip().upper()
    match = re.fullmatch(r"(\d+)\s*([KMGT]?)(?:I?B)?", text)
    if match is None:
        raise InvalidSetting(name, "must be a size such as 500M, 20G or a number of bytes")
    return int(match[1]) * _UNITS[match[2]]


def between(env: environ.Env, name: str, default: int, *, lowest: int, highest: int) -> int:
    expected = f"a number from {lowest} to {highest}"
    number = read(name, expected, lambda: int(env.str(name, str(default))))
    if not lowest <= number <= highest:
        raise InvalidSetting(name, f"must be {expected}")
    return number


def some_of(env: environ.Env, name: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The named ones of ``choices``, joined by commas, in the order of ``choices``; all when it is not set."""
    named = [word.strip() for word in env.list(name, default=[]) if word.strip()]
    unknown = [word for word in named if word not in choices]
    if unknown:
        raise InvalidSetting(name, f"{unknown[0]!r} is none of {', '.join(choices)}")
    return tuple(choice for choice in choices if choice in named) or choices


def one_of(env: environ.Env, name: str, choices: tuple[str, ...]) -> str:
    """The first when it is not set."""
    word: str = env.str(name, "").strip().lower() or choices[0]
    if word not in choices:
        raise InvalidSetting(name, f"{word!r} is none of {', '.join(choices)}")
    return word


def address(env: environ.Env, name: str) -> str | None:
    """Of a web server, without a slash at its end."""
    url: str = env.str(name, "")
    if not url:
        return None
    expected = "an address such as https://s3.example.org"
    parts = read(name, expected, lambda: split(url, ("http", "https")))
    if not parts.hostname or parts.query or parts.fragment:
        raise InvalidSetting(name, f"must be {expected}")
    return url.rstrip("/")


def split(url: str, schemes: tuple[str, ...]) -> SplitResult:
    """Raises ``ValueError`` for another scheme and for a port that is none."""
    parts = urlsplit(url)
    if parts.scheme not in schemes or (parts.port is not None and not parts.port):
        raise ValueError(url)
    return parts


def program(env: environ.Env, name: str) -> str | None:
    text = env.str(name, "")
    if not text:
        return None
    path = Path(text)
    if not path.is_file() or not os.access(path, os.X_OK):
        raise InvalidSetting(name, f"{text} is not a program that can be run")
    return str(path)


def hosts(env: environ.Env, name: str) -> tuple[str, ...]:
    return tuple(_host(name, text) for text in env.list(name, default=[]))


def networks(env: environ.Env, name: str) -> tuple[Network, ...]:
    """Addresses and networks (``10.0.0.0/8``), joined by commas."""
    return tuple(_network(name, text.strip()) for text in env.list(name, default=[]) if text.strip())


def read(name: str, expected: str, value: Callable[[], _T]) -> _T:
    """``value()``; a failure says that ``name`` must be ``expected``."""
    try:
        return value()
    except (ValueError, TypeError, KeyError):
        raise InvalidSetting(name, f"must be {expected}") from None


def _host(name: str, text: str) -> str:
    if not re.fullmatch(r"(\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])", text):
        raise InvalidSetting(name, f"{text!r} is not a host name; give names without port, joined by commas")
    return text.lower()


def _network(name: str, text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        raise InvalidSetting(
            name, f"{text!r} is no address or network; give such as 10.0.0.5 or 10.0.0.0/8, joined by commas"
        ) from None


def time_zone(env: environ.Env) -> str:
    """The name of the server's time zone: ``TZ``, or what the operating system says."""
    name = env.str("TZ", "").strip().removeprefix(":") or tzlocal.get_localzone_name()
    return read("TZ", "the name of a time zone such as Europe/Paris", lambda: ZoneInfo(name).key)
