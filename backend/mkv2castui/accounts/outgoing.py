"""Requests that this server makes to providers, whose addresses an administrator typed.

A household's provider lives at a private address, so these are asked. Never asked are the addresses at which clouds
tell a machine its own credentials. That is looked at on the open connection: no name can lead elsewhere between look
and use, and no redirect around it.
"""

from __future__ import annotations

import functools
import ipaddress
import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

PATIENCE = 5
"""Seconds for a connection, and for each piece of an answer."""

# Those that are not link-local: AWS by IPv6, Alibaba Cloud.
_METADATA = frozenset({ipaddress.ip_address("fd00:ec2::254"), ipaddress.ip_address("100.100.100.200")})


class ForbiddenAddress(OSError):
    """What a connection reached is nobody's to ask."""


def session() -> requests.Session:
    """With time-outs. A forbidden address raises ``requests.ConnectionError``, as one where nobody answers does."""
    made = requests.Session()
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter())
    made.request = functools.partial(made.request, timeout=PATIENCE)  # type: ignore[method-assign]
    return made


def is_forbidden(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _METADATA


def _check(connection: HTTPConnection) -> None:
    reached: socket.socket = connection.sock
    address = reached.getpeername()[0]
    if is_forbidden(address):
        connection.close()
        raise ForbiddenAddress(f"{address} is not asked")


class _Connection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _check(self)


class _SafeConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _check(self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _SafeConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SafePool}
