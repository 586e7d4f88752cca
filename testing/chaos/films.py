"""Twenty small films: most have to be encoded, which takes a second or two each, the others only packed anew."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import imageio_ffmpeg  # type: ignore[import-untyped]

BATCH = 20

_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
_MPEG4 = ("-c:v", "mpeg4", "-q:v", "5")

_KINDS: dict[str, tuple[float, tuple[str, ...]]] = {
    "encoded": (60, (*_MPEG4, "-c:a", "ac3")),
    "encoded-longer": (90, (*_MPEG4, "-c:a", "aac", "-ac", "2")),
    "sound-encoded": (60, (*_H264, "-c:a", "ac3")),
    "packed-anew": (40, (*_H264, "-c:a", "aac", "-ac", "2")),
}
"""By name: seconds, and how it is coded."""

_SHARES = {"encoded": 9, "encoded-longer": 4, "sound-encoded": 3, "packed-anew": 4}


@dataclass(frozen=True, slots=True)
class Film:
    path: Path
    seconds: float


def made_in(directory: Path) -> dict[str, Film]:
    """One of each kind, made unless it is there from a run before."""
    directory.mkdir(parents=True, exist_ok=True)
    return {kind: _made(directory / f"{kind}-{how[0]:g}s.mkv", *how) for kind, how in _KINDS.items()}


def batch(films: dict[str, Film], chance: Random) -> list[Film]:
    kinds = [kind for kind, share in _SHARES.items() for _ in range(share)]
    chance.shuffle(kinds)
    return [films[kind] for kind in kinds]


def ffmpeg(*arguments: str) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def drawn(seconds: float, size: str = "320x180") -> Sequence[str]:
    """Inputs of ffmpeg: a picture and a sound."""
    picture, sound = f"testsrc2=s={size}:r=25:d={seconds}", f"sine=r=48000:d={seconds}"
    return ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]


def _made(path: Path, seconds: float, coded: Sequence[str]) -> Film:
    if not path.exists():
        unfinished = path.with_suffix(".unfinished.mkv")
        ffmpeg(*drawn(seconds), *coded, str(unfinished))
        unfinished.rename(path)
    return Film(path, seconds)
