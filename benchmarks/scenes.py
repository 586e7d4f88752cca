"""Long films put together of a corpus's scenes: its own are so short that they are converted instead of sampled."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from castengine import Tools

# Drawings, nature, faces, a camera's noise, a still picture: what makes one stretch of a film unlike another.
SCENES = (
    "membrane_matroska_plugin/h264_opus_video.mkv",
    "fate-suite/SonyXAVC_LongGOP_green_pixelation_early_Frames.MXF",
    "photoprism/earth.avi",
    "mediabunny/annex-b-avc.mkv",
    "androidx-media/sowt-with-video.mov",
    "fate-suite/dvd_still_frame.vob",
    "membrane_matroska_plugin/muxed_vp9.webm",
)
_LONGEST = 25  # seconds of a scene
_LEAST = 3  # scenes
_SHAPE = (
    "scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2,"
    "fps=25,format=yuv420p,setsar=1"
)
_X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")
_NEARLY_LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-c:a", "pcm_s16le")


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    coding: tuple[str, ...]
    times: int = 1  # the scenes are shown


KINDS = (
    Kind("scenes-hevc.mkv", (*_X265, "-c:a", "ac3"), 3),
    Kind("scenes-mpeg4.avi", ("-vf", "scale=640:360", "-c:v", "mpeg4", "-q:v", "4", "-c:a", "libmp3lame"), 6),
    Kind("scenes-dts.mkv", ("-c:v", "libx264", "-preset", "veryfast", "-c:a", "dca", "-strict", "-2"), 24),
)


def put_together(corpus: Path, folder: Path, tools: Tools) -> Iterator[Path]:
    """Nothing of a corpus that lacks them. Raises ``CalledProcessError``."""
    scenes = [corpus / name for name in SCENES if (corpus / name).is_file()]
    if len(scenes) < _LEAST:
        return
    pieces = [_scene(scene, number, folder, tools) for number, scene in enumerate(scenes)]
    row = folder / "scenes.txt"
    row.write_text("".join(f"file {piece.name}\n" for piece in pieces), encoding="utf-8")
    whole = folder / "scenes.mkv"
    _ffmpeg(tools, "-f", "concat", "-i", str(row), "-c", "copy", str(whole))
    for kind in KINDS:
        once = folder / f"once.{kind.name}"
        _ffmpeg(tools, "-i", str(whole), *kind.coding, str(once))
        _ffmpeg(tools, "-stream_loop", str(kind.times - 1), "-i", str(once), "-c", "copy", str(folder / kind.name))
        yield folder / kind.name


def _scene(film: Path, number: int, folder: Path, tools: Tools) -> Path:
    """Its pictures, and a tone of its own."""
    scene = folder / f"{number}.mkv"
    tone = ("-f", "lavfi", "-i", f"sine=f={200 + 100 * number}:r=48000")
    inputs = ("-t", str(_LONGEST), "-i", str(film), *tone, "-map", "0:v:0", "-map", "1:a", "-shortest")
    _ffmpeg(tools, *inputs, "-vf", _SHAPE, *_NEARLY_LOSSLESS, str(scene))
    return scene


def _ffmpeg(tools: Tools, *arguments: str) -> None:
    subprocess.run([str(tools.ffmpeg), "-v", "error", "-nostdin", "-y", *arguments], check=True)
