"""Files of WebVTT: whether they hold any line, and what ffmpeg leaves wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from castengine.media import Stream
from castengine.probe.encodings import encoding_of

_ARROW: Final = b" --> "
_HARD_SPACE: Final = rb"\h"  # of ASS, which ffmpeg makes of captions on the way
_SPEAKS_ASS: Final = frozenset({"ass", "ssa", "eia_608"})


def has_cues(path: Path) -> bool:
    with path.open("rb") as file:
        return any(_ARROW in line for line in file)


def mend(path: Path, stream: Stream) -> None:
    r"""Letters become UTF-8, and ASS' ``\h``, which ffmpeg's writer of WebVTT lets through as two letters, a space."""
    written = path.read_bytes()
    encoding = encoding_of([written], stream.language)
    mended = written if encoding is None else written.decode(encoding, errors="replace").encode()
    if stream.codec in _SPEAKS_ASS:
        mended = mended.replace(_HARD_SPACE, b" ")
    if mended != written:
        path.write_bytes(mended)
