"""The films of the tour: they look like something, and stand for the usual cases."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from castengine import find_tools

H264 = ["-c:v:0", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
HEVC = ["-c:v:0", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]
DTS = ["-c:a", "dca", "-strict", "-2", "-ac", "6"]
AC3 = ["-c:a", "ac3", "-ac", "6"]


@dataclass(frozen=True)
class Film:
    """``picture``: a source of lavfi. ``times``: so often in a row, for films that take long to convert."""

    name: str
    seconds: int
    picture: str
    encoding: list[str]
    times: int = 1
    has_poster: bool = False
    breaks_off: bool = False


def gradient(colours: str, rate: int = 24, more: str = "") -> str:
    named = ":".join(f"c{number}=0x{colour}" for number, colour in enumerate(colours.split()))
    return f"gradients=s=1280x720:{named}:nb_colors={len(colours.split())}:r={rate}{more}"


AMELIE = Film(
    "Le fabuleux destin d’Amélie Poulain (2001).mkv",
    20,
    gradient("f2a65a b5485d 241a3a", more=":speed=0.02"),
    [*H264, *DTS],
)
PLANET = Film(
    "Planet Earth III · S01E02 · 2160p.mkv",
    4,
    "mandelbrot=s=1920x1080:r=25:start_scale=2:end_scale=0.1",
    [*HEVC, *AC3],
    times=60,
)
SPIRITED = Film(
    "Spirited Away.mkv",
    12,
    gradient("d7e3fc 8aa1c9 25324d", more=":type=radial"),
    [*HEVC, "-c:a", "libopus"],
    has_poster=True,
    breaks_off=True,
)
HOLIDAY = Film(
    "Holiday 2019 in the Dolomites.mp4",
    8,
    gradient("0b2a4a 1f6f8b e8c07d", rate=25),
    [*H264, "-c:a", "aac", "-movflags", "+faststart"],
)


def make(folder: Path, film: Film) -> Path:
    path = folder / film.name
    if path.exists():
        return path
    cover = _cover(folder) if film.has_poster else []
    _ffmpeg(*_inputs(folder, film), *_tracks(film), *cover, "-t", str(film.seconds), *film.encoding, f"file:{path}")
    if film.times > 1:
        _lengthen(path, film.times)
    if film.breaks_off:
        _shorten(path)
    return path


def _inputs(folder: Path, film: Film) -> list[str]:
    subtitles = folder / "subtitles.srt"
    subtitles.write_text("1\n00:00:00,500 --> 00:00:03,000\nBonsoir.\n")
    return ["-f", "lavfi", "-i", film.picture, "-f", "lavfi", "-i", "sine=frequency=220", "-i", str(subtitles)]


def _tracks(film: Film) -> list[str]:
    maps = ["-map", "0", "-map", "1", "-metadata:s:a:0", "language=fre"]
    if film.name.endswith(".mkv"):
        maps += ["-map", "2", "-c:s", "srt", "-metadata:s:s:0", "language=eng"]
    return maps


def _cover(folder: Path) -> list[str]:
    path = folder / "cover.jpg"
    picture = gradient("d7e3fc 25324d").replace("1280x720", "600x900")
    _ffmpeg("-f", "lavfi", "-i", picture, "-frames:v", "1", f"file:{path}")
    return ["-attach", f"{path}", "-metadata:s:t", "mimetype=image/jpeg", "-metadata:s:t", "filename=cover.jpg"]


def _lengthen(film: Path, times: int) -> None:
    """Packets copied: long to convert, quick to make."""
    long = film.with_name(f"long {film.name}")
    _ffmpeg("-stream_loop", str(times - 1), "-i", f"file:{film}", "-map", "0", "-c", "copy", f"file:{long}")
    long.replace(film)


def _shorten(film: Path) -> None:
    """As after a download that broke off: the last third is missing."""
    with film.open("r+b") as file:
        file.truncate(film.stat().st_size * 2 // 3)


def _ffmpeg(*arguments: str) -> None:
    subprocess.run([str(find_tools().ffmpeg), "-nostdin", "-loglevel", "error", *arguments], check=True)
