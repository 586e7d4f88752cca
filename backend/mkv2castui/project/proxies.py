"""What the proxies in front say about a request: who asks, under which name, by which scheme.

Only proxies of ``TRUSTED_PROXIES`` are believed; anybody else could pretend to be another.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from mkv2castui.project.env.values import Network

_SCHEMES = {"http": ("http", "ws"), "https": ("https", "wss")}


class ForwardedBy:
    """ASGI: puts ``X-Forwarded-For``, ``-Host`` and ``-Proto`` of a trusted proxy in the place of what it shows."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._is_trusted(_peer(scope)):
            scope = self._as_seen_by_the_proxy(scope)
        await self._app(scope, receive, send)

    def _as_seen_by_the_proxy(self, scope: Scope) -> Scope:
        seen = {**scope, "headers": list(scope["headers"])}
        headers = Headers(scope=scope)
        if host := headers.get("x-forwarded-host"):
            MutableHeaders(scope=seen)["host"] = _last(host)
        if schemes := _SCHEMES.get(_last(headers.get("x-forwarded-proto", ""))):
            seen["scheme"] = schemes[scope["type"] == "websocket"]
        if client := self._client(headers.getlist("x-forwarded-for")):
            seen["client"] = (client, 0)
        return seen

    def _client(self, values: list[str]) -> str | None:
        """The nearest address that is no proxy of ours: what stands before it could be made up."""
        chain = [address.strip() for value in values for address in value.split(",")]
        nearest = next((address for address in reversed(chain) if not self._is_trusted(address)), "")
        return nearest if _is_address(nearest) else None

    def _is_trusted(self, address: str) -> bool:
        return _is_address(address) and any(ipaddress.ip_address(address) in network for network in self._trusted)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _last(value: str) -> str:
    """What the proxy before us said; the earlier ones came from outside."""
    return value.rpartition(",")[2].strip().lower()
