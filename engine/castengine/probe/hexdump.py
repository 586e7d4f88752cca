"""ffprobe's way of writing bytes into JSON: lines of an offset, sixteen bytes in hexadecimal, and the same as text."""

from __future__ import annotations

import re
from typing import Final

_LINE: Final = re.compile(r"^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} ?){1,8})", re.ASCII | re.MULTILINE)


def bytes_of(dump: str) -> bytes:
    """What was dumped; lines that are no dump are left out."""
    digits = "".join(found.replace(" ", "") for found in _LINE.findall(dump))
    return bytes.fromhex(digits[: len(digits) // 2 * 2])
