"""The display matrix: how a player must turn and mirror the picture."""

from __future__ import annotations

import math
import re
from typing import Final

from castengine.probe.fields import Json, mappings, number, text

_ROW: Final = re.compile(r"[0-9a-f]{8}:\s+(-?\d{1,11})\s+(-?\d{1,11})\s+(-?\d{1,11})", re.ASCII)


def rotation_and_flip(stream: Json) -> tuple[int, bool]:
    """Degrees clockwise (0, 90, 180, 270), and whether the picture is mirrored left to right before turning."""
    side_data = mappings(stream.get("side_data_list"))
    display = next((data for data in side_data if data.get("side_data_type") == "Display Matrix"), None)
    if display is None:
        return 0, False
    rows = _ROW.findall(text(display.get("displaymatrix")) or "")
    if len(rows) < 2:
        return _quarter_turns(-float(number(display.get("rotation")) or 0)), False
    (a, b, _), (c, d, _) = (tuple(map(int, row)) for row in rows[:2])
    # A point (p, q) is shown at (a·p + c·q, b·p + d·q), q growing downwards: ISO/IEC 14496-12, 8.3.2.
    return _quarter_turns(math.degrees(math.atan2(-c, d))), a * d - b * c < 0


def _quarter_turns(degrees: float) -> int:
    return round(degrees / 90) % 4 * 90
