"""What stands between the command and a running program: checks whose failure is one line for the person who starts."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkv2castui.project import env
from mkv2castui.project.env import Environment, InvalidSetting


class CannotStart(Exception):
    """``str()``: one line for the person who started the program."""


def reporting(start: Callable[[], int]) -> int:
    """The exit status of ``start``; what prevents the start is one line on stderr."""
    try:
        return start()
    except (InvalidSetting, CannotStart) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def environment(data: str | os.PathLike[str] | None = None) -> Environment:
    if data is not None:
        env.choose(MKV2CASTUI_DATA=os.fspath(data))
    return env.current()


def settle_sign_in(host: str, environment: Environment) -> None:
    """Decide whether people sign in, when the environment leaves it open. Call before Django is set up.

    Raises :class:`CannotStart` when others could reach a program without sign-in and nobody said that they may.
    """
    alone = _is_loopback(host) and not environment.trusted_proxies
    required = environment.accounts.require_auth
    if required is None:
        required = not alone and not environment.allow_open_lan
    if not required and not alone and not environment.allow_open_lan:
        where, instead = (
            ("The proxy of TRUSTED_PROXIES", "do without it") if _is_loopback(host) else (host, "keep to 127.0.0.1")
        )
        raise CannotStart(
            f"{where} can be reached by others, and REQUIRE_AUTH=false lets them all in: {instead}, leave "
            "REQUIRE_AUTH away, or set ALLOW_OPEN_LAN=true if everybody in your network may use it."
        )
    env.choose(REQUIRE_AUTH="true" if required else "false")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@contextmanager
def sole_data_directory(directory: Path) -> Iterator[Path]:
    """The directory, for this process alone as long as it lives: the kernel frees the lock of a dead one."""
    make_data_directory(directory)
    try:
        lock = (directory / "lock").open("a+")
    except OSError as error:
        raise _unusable(directory, error) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise CannotStart(
                f"Another mkv2castUI (process {lock.read().strip()}) uses {directory}: "
                "stop it, or choose another directory with --data."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield directory


def make_data_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unusable(directory, error) from None
    if not os.access(directory, os.W_OK | os.X_OK):
        raise CannotStart(f"The data directory {directory} can't be used: it can't be written.")


def _unusable(directory: Path, error: OSError) -> CannotStart:
    return CannotStart(f"The data directory {directory} can't be used: {error.strerror}.")


def refuse_taken_port(host: str, port: int) -> None:
    """The server itself would share the port with another that allows it, and nobody would notice."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} of {host} can't be used: {error.strerror}. --port chooses another."
            ) from None
        except OverflowError:
            raise CannotStart(f"{port} is not a port: they go from 1 to 65535.") from None


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mkv2castui.project.settings")
    import django

    django.setup()
