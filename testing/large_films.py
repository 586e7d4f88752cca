"""Films of any size that are made in no time: a second of pictures, its index in front, and a box to be skipped."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from testing.chaos.films import drawn, ffmpeg

MEGABYTE = 1024 * 1024


def noise(path: Path, size: int, chances: Random) -> Path:
    """Bytes that look like a film's: what is full of holes is copied faster."""
    with _begun(path, size).open("ab") as file:
        while rest := size - file.tell():
            file.write(chances.randbytes(min(MEGABYTE, rest)))
    return path


def holes(path: Path, size: int) -> Path:
    """Takes no room on the disk."""
    os.truncate(_begun(path, size), size)
    return path


def _begun(path: Path, size: int) -> Path:
    """All but what is in the box."""
    ffmpeg(*drawn(1), "-c:v", "mpeg4", "-c:a", "aac", "-movflags", "+faststart", "-f", "mp4", str(path))
    with path.open("ab") as file:
        rest = size - file.tell()
        file.write((1).to_bytes(4, "big") + b"free" + rest.to_bytes(8, "big"))
    return path
