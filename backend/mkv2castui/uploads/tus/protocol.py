"""The protocol's headers. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from mkv2castui.common.problems import ApiCode, Problem

VERSION = "1.0.0"
EXTENSIONS = ("creation", "creation-with-upload", "termination", "checksum", "expiration", "concatenation")
ALGORITHMS = ("sha256", "sha1", "md5")
BODY_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 16 * 1024  # characters; a name and a few options
MOST_PARTS = 64

_FINAL = re.compile(r"final;\s*(.+)", re.DOTALL)
_ID = re.compile(r"/api/uploads/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")


def bad(title: str, *, status: int = 400) -> Problem:
    return Problem(status, ApiCode.INVALID_REQUEST, title, hint=_HINT)


_HINT = "The program that sends the film has to be mended: https://tus.io/protocols/resumable-upload says how to ask."


def number(headers: Mapping[str, str], name: str) -> int:
    """Raises the 400 problem."""
    text = headers.get(name, "")
    if not re.fullmatch(r"\d{1,18}", text):
        raise bad(f"The header {name} must be a number of bytes.")
    return int(text)


def metadata(header: str) -> dict[str, str]:
    """``name base64, name base64``. Values that are no UTF-8 are kept as far as they can be read.

    Raises the 400 problem.
    """
    if len(header) > LONGEST_METADATA:
        raise bad("The header Upload-Metadata is too long.")
    return dict(_pair(part) for part in header.split(",") if part.strip())


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.strip().partition(" ")
    return name, _decoded(value).decode("utf-8", errors="replace")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:  # also of letters beyond ASCII
        raise bad("A header holds something that is not base64.") from None


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of one request must sum up to."""

    summing: hashlib._Hash
    expected: bytes

    def is_right(self) -> bool:
        return hmac.compare_digest(self.summing.digest(), self.expected)


def checksum(header: str | None) -> Checksum | None:
    """Raises the 400 problem, for an unknown algorithm too."""
    if header is None:
        return None
    name, _, value = header.strip().partition(" ")
    if name not in ALGORITHMS:
        raise bad(f"Upload-Checksum: the algorithms are {', '.join(ALGORITHMS)}.")
    return Checksum(hashlib.new(name, usedforsecurity=False), _decoded(value))


def parts_of(header: str | None) -> list[uuid.UUID] | None:
    """The uploads that a final one is made of; ``None`` for any other. Raises the 400 problem."""
    match = _FINAL.fullmatch((header or "").strip())
    if match is None:
        if header not in (None, "partial"):
            raise bad("Upload-Concat must be partial or final.")
        return None
    found = [_ID.search(address) for address in match[1].split()]
    if not 0 < len(found) <= MOST_PARTS or None in found:
        raise bad(f"Upload-Concat names no uploads of this server, or more than {MOST_PARTS}.")
    return [uuid.UUID(part[1]) for part in found if part]


def moment(at: datetime) -> str:
    """As ``Upload-Expires`` says it. ``at``: in UTC."""
    return format_datetime(at, usegmt=True)
