"""Subtitles that consist of pictures, made of nothing, and looking for them in a film."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from castengine import Tools
from castengine.process import run_captured

_BRIGHT = 160  # luma
_WHITE = bytes([0, 0, 1, 235, 128, 128, 255])  # a palette of one color


@dataclass(frozen=True)
class Box:
    """In pixels; ``filled``: the share that is bright."""

    left: int
    top: int
    right: int
    bottom: int
    filled: float


def capital_l(height: int, thickness: int) -> list[str]:
    """A letter as lines of ``#`` and spaces, two thirds as wide as high."""
    width = height * 2 // 3
    upright = "#" * thickness + " " * (width - thickness)
    return [upright] * (height - thickness) + ["#" * width] * thickness


def presentation_graphics(
    canvas: tuple[int, int], letter: Sequence[str], place: tuple[int, int], begin: float, end: float
) -> bytes:
    """A stream as Blu-rays have it (US 2009/0185789 A1): one letter, for a while."""
    width, height = len(letter[0]), len(letter)
    pixels = struct.pack(">HH", width, height) + b"".join(_run_lengths(line) for line in letter)
    window = struct.pack(">BBHHHH", 1, 0, *place, width, height)
    shown = struct.pack(">HHBHBBBB", *canvas, 0x10, 0, 0x80, 0, 0, 1) + struct.pack(">HBBHH", 0, 0, 0, *place)
    hidden = struct.pack(">HHBHBBBB", *canvas, 0x10, 1, 0, 0, 0, 0)
    image = struct.pack(">HBB", 0, 0, 0xC0) + len(pixels).to_bytes(3, "big") + pixels
    first = [(0x16, shown), (0x17, window), (0x14, _WHITE), (0x15, image), (0x80, b"")]
    last = [(0x16, hidden), (0x17, window), (0x80, b"")]
    return b"".join(
        b"PG" + struct.pack(">IIBH", int(second * 90000), 0, kind, len(data)) + data
        for second, segments in ((0, last), (begin, first), (end, last))
        for kind, data in segments
    )


def _run_lengths(line: str) -> bytes:
    bright = line.count("#")
    dark = len(line) - bright
    return b"\x01" * bright + (bytes([0, 0x40 | dark >> 8, dark & 255]) if dark else b"") + b"\x00\x00"


def bright_box(film: Path, tools: Tools, second: float, width: int, height: int) -> Box | None:
    """Where a picture of the film is bright; ``None`` when it is dark everywhere."""
    argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", "-ss", str(second), "-i", f"file:{film}", "-frames:v", "1"]
    answer = run_captured([*argv, "-vf", "format=gray", "-f", "rawvideo", "-"], timeout=30)
    assert len(answer.stdout) == width * height, answer.stderr
    bright = [(i % width, i // width) for i, luma in enumerate(answer.stdout) if luma > _BRIGHT]
    if not bright:
        return None
    columns, rows = [x for x, _ in bright], [y for _, y in bright]
    left, right, top, bottom = min(columns), max(columns) + 1, min(rows), max(rows) + 1
    return Box(left, top, right, bottom, len(bright) / ((right - left) * (bottom - top)))
