"""Trying libplacebo, which computes Dolby Vision's own colors: it needs Vulkan, on a graphics card or without one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from castengine.ffmpeg.filters import reshaping
from castengine.ffmpeg.hardware_encoders import VULKAN
from castengine.hardware.trials import reason
from castengine.process import ProcessTimedOut, run_captured
from castengine.tools import Tools

_SECONDS: Final = 20.0


def try_reshaping(tools: Tools) -> str | None:
    """What ffmpeg said, in one line, when a few frames could not be computed; ``None``: it works.

    Raises ``ToolMissing``.
    """
    try:
        answer = run_captured(reshaping_argv(tools.ffmpeg), timeout=_SECONDS)
    except ProcessTimedOut as error:
        return str(error)
    return None if answer.returncode == 0 else reason(answer.stderr)


def reshaping_argv(ffmpeg: Path) -> list[str]:
    """Frames of ten bits through the filter of a film, and thrown away."""
    return [
        *(str(ffmpeg), "-nostdin", "-hide_banner", "-loglevel", "error", *VULKAN),
        *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=0.2"),
        *("-filter:v:0", f"format=yuv420p10le,{reshaping(160, 90)}", "-f", "null", "-"),
    ]
