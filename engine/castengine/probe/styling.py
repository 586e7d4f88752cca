"""What lines of Advanced SubStation Alpha say beyond their words.

Colors, italics and fades are decoration. Places, movements, karaoke and drawings carry what the words mean: a sign's
translation stands on the sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_TAGS: Final = re.compile(rb"\\(?:pos\(|move\(|org\(|i?clip\(|t\(|[kK][fo]?\d|p[1-9]|fr[xyz]?-?[1-9]|fa[xy]-?[\d.])")
_EFFECT: Final = 7  # fields before it: order, layer, style, name, three margins (Matroska's way of carrying a line)


def has_effects(lines: Sequence[bytes]) -> bool:
    return any(_has_effect(line) for line in lines)


def _has_effect(line: bytes) -> bool:
    fields = line.split(b",", _EFFECT + 1)
    is_moved = len(fields) > _EFFECT and fields[_EFFECT].strip().startswith((b"Banner", b"Scroll", b"Karaoke"))
    return is_moved or _TAGS.search(line) is not None
