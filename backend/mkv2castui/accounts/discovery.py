"""An OpenID provider's document about itself: whether it is there and says what a sign-in needs.

OpenID Connect Discovery 1.0, sections 3 and 4.
"""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests

from mkv2castui.accounts import outgoing

DOCUMENT = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")

_LARGEST = 256 * 1024  # bytes
_PATIENCE = 15.0  # seconds for the whole document


class Unfit(Exception):
    """The provider can't be used. ``code`` is stable and the key of the page's words. ``issuer``: what the document
    says it is of; nothing else of an answer is ever told."""

    def __init__(self, code: str, message: str, issuer: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.issuer = issuer


def issuer_at(typed: str) -> str:
    """The issuer whose address was typed, or that of its document, as it names itself. Raises :class:`Unfit`."""
    address = typed.strip().removesuffix(DOCUMENT).rstrip("/")
    scheme = _web_address(address, "not_an_address").scheme
    told = _document(address)
    issuer = told.get("issuer")
    if not isinstance(issuer, str) or issuer.rstrip("/") != address:
        raise Unfit("other_issuer", "The provider there calls itself otherwise.", str(issuer)[:200])
    for name in ENDPOINTS:
        if _web_address(str(told.get(name, "")), "incomplete").scheme != scheme == "https":
            raise Unfit("insecure", f"Its {name} is not encrypted.")
    return issuer


def _web_address(text: str, code: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        is_good = False
    if not is_good or parts.query or parts.fragment:
        raise Unfit(code, "It needs an address such as https://sso.example.org.")
    return parts


def _document(address: str) -> dict[str, Any]:
    try:
        told = json.loads(_fetch(address + DOCUMENT))
    except requests.exceptions.SSLError as error:
        raise Unfit("certificate", "Its certificate is not trusted here.") from error
    except requests.RequestException as error:
        raise Unfit("unreachable", "Nobody answers there.") from error
    except ValueError as error:
        raise Unfit("no_document", "What is there is no document of an OpenID provider.") from error
    if not isinstance(told, dict):
        raise Unfit("no_document", "What is there is no document of an OpenID provider.")
    return told


def _fetch(url: str) -> bytes:
    """Raises ``requests.RequestException`` and :class:`Unfit`. Redirects are not followed: the issuer is an address,
    not a way to one."""
    end, found = time.monotonic() + _PATIENCE, bytearray()
    with outgoing.session() as session, session.get(url, stream=True, allow_redirects=False) as answer:
        if answer.status_code != 200:
            raise Unfit("no_document", f"It answers with {answer.status_code}.")
        while piece := answer.raw.read1(_LARGEST, decode_content=True):
            found += piece
            if len(found) > _LARGEST or time.monotonic() > end:
                raise Unfit("no_document", "The document does not end.")
    return bytes(found)
