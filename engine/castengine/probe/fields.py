"""Reading single values out of ffprobe's JSON, which may be anything: absence and nonsense are ``None``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

Json = Mapping[str, object]

_LONGEST_NUMBER: Final = 40  # digits; ``Fraction("1e999999999")`` would fill the memory
_PLAIN_DECIMAL: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_RATIO: Final = re.compile(r"([+-]?\d+)[/:](\d+)", re.ASCII)
_CLOCK: Final = re.compile(r"(\d+):(\d{2}):(\d{2}(?:\.\d+)?)", re.ASCII)
_LONGEST_TEXT: Final = 1000  # characters of a title


def mapping(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> tuple[Json, ...]:
    return tuple(item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def text(value: object) -> str | None:
    """Trimmed and of bounded length; ffprobe's words for "not known" are ``None``."""
    if not isinstance(value, str):
        return None
    clean = value.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "")  # no half surrogate pairs
    trimmed = clean.strip()[:_LONGEST_TEXT]
    return None if trimmed in ("", "unknown", "N/A", "none") else trimmed


def number(value: object) -> Fraction | None:
    """Of ``12``, ``"12"``, ``"12.5"``; never of ``"nan"``, ``"1e9"`` or a bool."""
    if isinstance(value, bool):
        return None
    written = repr(value) if isinstance(value, (int, float)) else value
    if not isinstance(written, str) or len(written) > _LONGEST_NUMBER:
        return None
    return Fraction(written) if _PLAIN_DECIMAL.fullmatch(written) else None


def whole(value: object) -> int | None:
    """A whole number of 0 or more."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found.denominator == 1 else None


def positive(value: object) -> int | None:
    """A whole number above 0: ffprobe writes 0 for many things that it does not know."""
    return whole(value) or None


def ratio(value: object) -> Fraction | None:
    """Of ``"24000/1001"`` or ``"16:11"``, above 0; ``"0/0"`` and ``"0:1"`` mean "not known"."""
    found = _RATIO.fullmatch(value) if isinstance(value, str) and len(value) <= _LONGEST_NUMBER else None
    if found is None or int(found.group(2)) == 0:
        return None
    fraction = Fraction(int(found.group(1)), int(found.group(2)))
    return fraction if fraction > 0 else None


def clock(value: object) -> Fraction | None:
    """Seconds of Matroska's ``"01:30:00.200000000"``."""
    found = _CLOCK.fullmatch(value) if isinstance(value, str) and len(value) <= _LONGEST_NUMBER else None
    if found is None:
        return None
    return int(found.group(1)) * 3600 + int(found.group(2)) * 60 + Fraction(found.group(3))


def tags(stream: Json) -> dict[str, str]:
    """By lower-case name: containers disagree on the case."""
    pairs = ((key.lower(), text(value)) for key, value in mapping(stream.get("tags")).items())
    return {key: value for key, value in pairs if value is not None}
