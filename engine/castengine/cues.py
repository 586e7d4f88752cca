"""Files of WebVTT: whether they hold any line, and the one thing that ffmpeg leaves wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from castengine.media import Stream

_ARROW: Final = b" --> "
_HARD_SPACE: Final = rb"\h"  # of ASS, which ffmpeg makes of captions on the way
_SPEAKS_ASS: Final = frozenset({"ass", "ssa", "eia_608"})


def has_cues(path: Path) -> bool:
    with path.open("rb") as file:
        return any(_ARROW in line for line in file)


def mend_spaces(path: Path, stream: Stream) -> None:
    r"""ASS' ``\h`` becomes a space: ffmpeg's writer of WebVTT lets it through as two letters."""
    if stream.codec not in _SPEAKS_ASS:
        return
    written = path.read_bytes()
    if _HARD_SPACE in written:
        path.write_bytes(written.replace(_HARD_SPACE, b" "))
