"""Films to measure with: short, made by ffmpeg, of the kinds that people have.

None is smaller than a megabyte, because mkv2cast takes such a film for a broken one.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from castengine import Tools

_MOVING = "testsrc2=s={size}:r={rate}:d={seconds},noise=alls=2:allf=t,gblur=sigma=0.6,format=yuv420p"
_SOUND = (
    "aevalsrc=0.2*sin(440*2*PI*t)|0.2*sin(550*2*PI*t)|0.1*sin(220*2*PI*t)|0|0.1*sin(330*2*PI*t)|0:c=5.1:d={seconds}"
)
_X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "22", "-x265-params", "log-level=error")
_X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
_HDR = "format=yuv420p10le,setparams=range=tv:color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"


@dataclass(frozen=True, slots=True)
class Film:
    name: str
    what: str
    size: str
    rate: int
    seconds: int
    video: tuple[str, ...]
    audio: tuple[str, ...]
    for_overhead: bool = False
    rated: bool = True  # VMAF says nothing of other dynamic ranges

    def make(self, folder: Path, tools: Tools) -> Made:
        path = folder / self.name
        picture = _MOVING.format(size=self.size, rate=self.rate, seconds=self.seconds)
        inputs = ("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", _SOUND.format(seconds=self.seconds))
        _ffmpeg(tools, *inputs, *self.video, *self.audio, str(path))
        return Made(self.name, self.what, self.seconds, path, self.for_overhead, self.rated)


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    what: str
    seconds: int
    path: Path
    for_overhead: bool
    rated: bool


FILMS = (
    Film("hevc-1080p.mkv", "HEVC 1080p24, AC-3 5.1", "1920x1080", 24, 5, _X265, ("-c:a", "ac3"), for_overhead=True),
    Film(
        "hevc10-720p.mkv",
        "HEVC Main 10 720p24, AAC",
        "1280x720",
        24,
        8,
        (*_X265, "-pix_fmt", "yuv420p10le"),
        ("-c:a", "aac", "-ac", "2"),
    ),
    Film(
        "h264-dts.mkv",
        "H.264 720p25 that plays, DTS 5.1",
        "1280x720",
        25,
        8,
        _X264,
        ("-c:a", "dca", "-strict", "-2", "-ar", "48000"),
        for_overhead=True,
    ),
    Film(
        "h264-aac.mkv",
        "H.264 720p25 and AAC that play, in Matroska",
        "1280x720",
        25,
        8,
        _X264,
        ("-c:a", "aac", "-ac", "2"),
    ),
    Film(
        "mpeg4.avi",
        "MPEG-4 and MP3 in AVI",
        "640x352",
        25,
        12,
        ("-c:v", "mpeg4", "-q:v", "3"),
        ("-c:a", "libmp3lame", "-ac", "2"),
        for_overhead=True,
    ),
    Film(
        "hdr.mkv",
        "HEVC HDR10 720p24, E-AC-3 5.1",
        "1280x720",
        24,
        8,
        ("-vf", _HDR, *_X265),
        ("-c:a", "eac3"),
        rated=False,
    ),
)


def large_copy(folder: Path, tools: Tools, size: int = 500_000_000) -> Path:
    """H.264 and AAC in Matroska of about ``size`` bytes: one short film repeated."""
    piece = folder / "piece.mkv"
    inputs = ("-f", "lavfi", "-i", _MOVING.format(size="1280x720", rate=25, seconds=4), "-f", "lavfi", "-i")
    sound = ("sine=r=48000:d=4", "-ac", "2", "-c:a", "aac")
    _ffmpeg(tools, *inputs, *sound, *_X264, "-b:v", "10M", "-maxrate", "10M", "-bufsize", "10M", "-bf", "0", str(piece))
    times = size // piece.stat().st_size
    film = folder / "large.mkv"
    _ffmpeg(tools, "-stream_loop", str(times), "-i", str(piece), "-c", "copy", str(film))
    return film


def _ffmpeg(tools: Tools, *arguments: str) -> None:
    subprocess.run([str(tools.ffmpeg), "-v", "error", "-nostdin", "-y", *arguments], check=True)
