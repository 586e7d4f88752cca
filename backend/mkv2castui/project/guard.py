"""Who may talk to a program that has no sign-in: the outermost layer, for every request and every socket.

A web page anywhere on the internet can make its visitor's browser send requests to ``localhost``. Three facts, all
set by the browser and out of that page's reach, tell such requests from ours:

* ``Host`` is the name by which the browser found us. With DNS rebinding it is the attacker's name, so only the
  names of this computer and those of ``ALLOWED_HOSTS`` are answered.
* ``Origin`` is the page that asks. It has to be ours: the same name and port as ``Host``.
* ``Sec-Fetch-Site`` says the same for requests that carry no ``Origin``.

Programs that are no browser (curl, scripts) send neither of the last two and are welcome: whoever can start a
program on this computer needs no trick. This is why no CSRF token is asked for.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mkv2castui.common.problems import CONTENT_TYPE, ApiCode, Problem

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Admission:
    """``hosts``: allowed names besides this computer's, ``.example.org`` with all below it.

    ``any_address``: a bare IP address is allowed as well; no page can make a browser call an address by a name
    that it isn't, so this opens nothing to DNS rebinding.
    """

    hosts: frozenset[str]
    any_address: bool

    def refusal(self, scope: Scope) -> str | None:
        """Why the request is not answered; ``None``: it is welcome."""
        headers = Headers(scope=scope)
        host = _only(headers.getlist("host"))
        if host is None or not self._is_ours(host):
            return "This address is not one of the server's names."
        if not _same_origin(headers.getlist("origin"), host):
            return "The request comes from another web site."
        if _changes(scope) and not _same_site(headers.getlist("sec-fetch-site")):
            return "The request comes from another web site."
        return None

    def _is_ours(self, host: str) -> bool:
        name = _name(host)
        if name is None:
            return False
        return name in _LOOPBACK or self._is_allowed(name) or (self.any_address and _is_address(name))

    def _is_allowed(self, name: str) -> bool:
        return name in self.hosts or any(h.startswith(".") and (name == h[1:] or name.endswith(h)) for h in self.hosts)


def _only(values: list[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _name(host: str) -> str | None:
    """The name in a ``Host`` header, lower case, IPv6 in brackets; ``None`` when it is none."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.path or parts.query or parts.fragment or "@" in host:
        return None
    return f"[{name}]" if ":" in name else name


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _same_origin(origins: list[str], host: str) -> bool:
    """The scheme is left to the proxy that may stand in front. ``Origin: null`` is nobody's."""
    return all(urlsplit(origin).netloc.lower() == host.lower() for origin in origins)


def _same_site(sites: Iterable[str]) -> bool:
    """``same-site`` is not enough: another program's page on another port of this computer is that."""
    return all(site in ("same-origin", "none") for site in sites)


def _changes(scope: Scope) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS


class Guard:
    """ASGI: lets through what ``admission`` welcomes, answers 403 to the rest."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app = app
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        reason = self._admission.refusal(scope)
        if reason is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403, "reason": reason})  # before accept: HTTP 403
        else:
            await _forbidden(reason)(scope, receive, send)


def _forbidden(reason: str) -> JSONResponse:
    problem = Problem(
        403,
        ApiCode.FORBIDDEN_ORIGIN,
        reason,
        hint="Open the address that the server printed, or add the name to ALLOWED_HOSTS.",
    )
    return JSONResponse(problem.as_json(), status_code=403, media_type=CONTENT_TYPE)
