"""Whom the program believes about who asks."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest

from mkv2castui.project.proxies import ForwardedBy

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))
FORWARDED = {
    "x-forwarded-for": "203.0.113.9, 10.0.0.2",
    "x-forwarded-host": "films.example",
    "x-forwarded-proto": "https",
}


async def seen(peer: str, headers: dict[str, str], kind: str = "http") -> dict[str, Any]:
    """Client, name and scheme, as the application behind is told."""
    told: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        told.append(scope)

    encoded = [(name.encode(), value.encode()) for name, value in {"host": "backend:8000", **headers}.items()]
    scope: Any = {"type": kind, "client": (peer, 40000), "scheme": "ws" if kind == "websocket" else "http"}
    await ForwardedBy(app, PROXIES)({**scope, "headers": encoded}, _nothing, _nothing)
    found = dict(told[0]["headers"])
    return {"client": told[0]["client"][0], "host": found[b"host"].decode(), "scheme": told[0]["scheme"]}


async def _nothing(*_: Any) -> Any:
    raise AssertionError("not called")


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        pytest.param(
            "10.0.0.7",
            FORWARDED,
            {"client": "203.0.113.9", "host": "films.example", "scheme": "https"},
            id="a trusted proxy is believed",
        ),
        pytest.param(
            "203.0.113.1",
            FORWARDED,
            {"client": "203.0.113.1", "host": "backend:8000", "scheme": "http"},
            id="anybody else is not",
        ),
        pytest.param(
            "10.0.0.7",
            {},
            {"client": "10.0.0.7", "host": "backend:8000", "scheme": "http"},
            id="a proxy that says nothing",
        ),
        pytest.param(
            "10.0.0.7",
            {"x-forwarded-for": "127.0.0.1, 203.0.113.9", "x-forwarded-host": "localhost, films.example"},
            {"client": "203.0.113.9", "host": "films.example", "scheme": "http"},
            id="what the client made up stands before what the proxy saw",
        ),
        pytest.param(
            "fd00::1",
            {"x-forwarded-for": "not an address", "x-forwarded-proto": "gopher"},
            {"client": "fd00::1", "host": "backend:8000", "scheme": "http"},
            id="what is no address and no scheme is left",
        ),
        pytest.param(
            "",
            FORWARDED,
            {"client": "", "host": "backend:8000", "scheme": "http"},
            id="a unix socket has no address to trust",
        ),
    ],
)
async def test_who_asks(peer: str, headers: dict[str, str], expected: dict[str, str]) -> None:
    assert await seen(peer, headers) == expected


async def test_a_socket_over_tls_is_wss() -> None:
    assert (await seen("10.0.0.7", FORWARDED, "websocket"))["scheme"] == "wss"
