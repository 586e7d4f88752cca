"""What a client already has and what part it wants: RFC 9110, conditional and range requests. Pure."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

MOST_RANGES = 32
_RANGE = re.compile(r"(\d{0,18})-(\d{0,18})")


def entity_tag(facts: os.stat_result) -> str:
    """Strong: another file, other bytes or another size give another tag."""
    return f'"{facts.st_ino:x}-{facts.st_mtime_ns:x}-{facts.st_size:x}"'


def is_unchanged(request: Mapping[str, str], tag: str, modified: str) -> bool:
    """Whether the client's copy is still right. ``modified``: as ``Last-Modified`` says it."""
    known = request.get("if-none-match")
    if known is not None:
        tags = [entry.strip().removeprefix("W/") for entry in known.split(",")]
        return tag in tags or tags == ["*"]
    since = _moment(request.get("if-modified-since"))
    last = _moment(modified)
    return since is not None and last is not None and last <= since


def wanted_ranges(
    method: str, request: Mapping[str, str], tag: str, modified: str, size: int
) -> list[tuple[int, int]] | None:
    """Parts as ``(start, end)``, without those beyond the file; ``None``: all of it.

    A range that makes no sense is no range, and one for another version (``If-Range``) asks for the whole. ``HEAD``
    knows none (RFC 9110, 14.2).
    """
    if method != "GET" or request.get("if-range", tag) not in (tag, modified):
        return None
    unit, _, text = request.get("range", "").partition("=")
    parts = text.split(",")
    if unit.strip().lower() != "bytes" or len(parts) > MOST_RANGES:
        return None
    found = [_range(part.strip(), size) for part in parts]
    if None in found:
        return None
    return [(start, end) for start, end in filter(None, found) if start < end]


def _range(text: str, size: int) -> tuple[int, int] | None:
    """``None``: not a range. Empty (``start == end``): beyond the file."""
    match = _RANGE.fullmatch(text)
    if match is None or text == "-":
        return None
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size
    if last and int(last) < int(first):
        return None
    end = min(int(last) + 1, size) if last else size
    return min(int(first), end), end


def _moment(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
