"""Which requests a program without sign-in answers."""

from __future__ import annotations

from typing import Any

import pytest

from mkv2castui.project.guard import Admission

LOCAL = Admission(frozenset({"films.example", ".box.example"}), any_address=False)
LAN = Admission(frozenset(), any_address=True)


def scope(method: str, *headers: tuple[str, str]) -> dict[str, Any]:
    encoded = [(name.encode(), value.encode()) for name, value in headers]
    if method == "WS":
        return {"type": "websocket", "headers": encoded}
    return {"type": "http", "method": method, "headers": encoded}


def host(name: str) -> tuple[str, str]:
    return ("host", name)


def origin(name: str) -> tuple[str, str]:
    return ("origin", name)


def site(name: str) -> tuple[str, str]:
    return ("sec-fetch-site", name)


HERE = host("localhost:8080")
OURS = origin("http://localhost:8080")


@pytest.mark.parametrize(
    "request_scope",
    [
        pytest.param(scope("GET", HERE), id="a page of this computer"),
        pytest.param(scope("GET", host("127.0.0.1:8080")), id="by address"),
        pytest.param(scope("GET", host("[::1]:8080")), id="by IPv6 address"),
        pytest.param(scope("GET", host("LOCALHOST")), id="names know no case"),
        pytest.param(scope("GET", host("films.example")), id="an allowed name"),
        pytest.param(scope("GET", host("a.box.example")), id="below an allowed name"),
        pytest.param(scope("GET", host("box.example")), id="the allowed name itself"),
        pytest.param(scope("POST", HERE), id="a script without browser headers"),
        pytest.param(scope("POST", HERE, OURS, site("same-origin")), id="our own page"),
        pytest.param(scope("DELETE", HERE, OURS), id="our own page in an old browser"),
        pytest.param(scope("POST", host("films.example"), origin("https://films.example")), id="behind a TLS proxy"),
        pytest.param(scope("GET", HERE, site("cross-site")), id="a link from another site"),
        pytest.param(scope("GET", HERE, site("none")), id="typed into the address bar"),
        pytest.param(scope("WS", HERE, OURS, site("same-origin")), id="our own socket"),
        pytest.param(scope("WS", HERE), id="a script's socket"),
    ],
)
def test_welcome(request_scope: dict[str, Any]) -> None:
    assert LOCAL.refusal(request_scope) is None


@pytest.mark.parametrize(
    "request_scope",
    [
        pytest.param(scope("GET", host("evil.example")), id="DNS rebinding: the attacker's name"),
        pytest.param(scope("GET", host("evil.example:8080")), id="the attacker's name with our port"),
        pytest.param(scope("GET", host("localhost.evil.example")), id="a name that begins like ours"),
        pytest.param(scope("GET", host("evilbox.example")), id="a name that ends like an allowed one"),
        pytest.param(scope("GET", host("evil@localhost")), id="a name with a user"),
        pytest.param(scope("GET", host("192.168.1.5:8080")), id="an address of the network"),
        pytest.param(scope("GET", host("localhost:99999")), id="a port that is none"),
        pytest.param(scope("GET", host("")), id="an empty name"),
        pytest.param(scope("GET"), id="no name"),
        pytest.param(scope("GET", HERE, host("evil.example")), id="two names"),
        pytest.param(scope("GET", HERE, origin("http://evil.example")), id="another site reads"),
        pytest.param(scope("POST", HERE, origin("http://evil.example")), id="another site posts"),
        pytest.param(scope("POST", HERE, origin("null")), id="a sandboxed page posts"),
        pytest.param(scope("POST", HERE, origin("http://localhost:3000")), id="another program's page here posts"),
        pytest.param(scope("POST", HERE, origin("http://127.0.0.1:8080")), id="our other name is another origin"),
        pytest.param(scope("DELETE", HERE, origin("http://evil.example")), id="another site deletes"),
        pytest.param(scope("POST", HERE, site("cross-site")), id="another site posts without origin"),
        pytest.param(scope("POST", HERE, site("same-site")), id="another port posts without origin"),
        pytest.param(scope("WS", HERE, origin("http://evil.example")), id="another site's socket"),
        pytest.param(scope("WS", HERE, site("cross-site")), id="another site's socket without origin"),
        pytest.param(scope("WS", host("evil.example"), origin("http://evil.example")), id="a rebound socket"),
    ],
)
def test_refused(request_scope: dict[str, Any]) -> None:
    assert LOCAL.refusal(request_scope) is not None


def test_an_open_network_is_reached_by_address_but_not_by_foreign_names() -> None:
    assert LAN.refusal(scope("GET", host("192.168.1.5:8080"))) is None
    assert LAN.refusal(scope("GET", host("[fe80::1]:8080"))) is None
    assert LAN.refusal(scope("GET", host("evil.example:8080"))) is not None
