"""Pixel formats: bit depth and chroma subsampling from ffmpeg's name of one."""

from __future__ import annotations

import re
from typing import Final

_PLANAR: Final = re.compile(r"yuv[aj]?(4\d\d)p(\d+)?(?:le|be)?", re.ASCII)
_GRAY: Final = re.compile(r"(?:gray|ya)(\d+)?(?:le|be)?", re.ASCII)
_GBR: Final = re.compile(r"gbra?p(\d+)?(?:le|be)?", re.ASCII)
_SAMPLING: Final = {
    "420": "4:2:0",
    "422": "4:2:2",
    "444": "4:4:4",
    "411": "4:1:1",
    "410": "4:1:0",
    "440": "4:4:0",
}
_OTHERS: Final = {
    **dict.fromkeys(("nv12", "nv21"), (8, "4:2:0")),
    **dict.fromkeys(("nv16", "yuyv422", "uyvy422", "yvyu422"), (8, "4:2:2")),
    **dict.fromkeys(("p010le", "p010be"), (10, "4:2:0")),
    **dict.fromkeys(("p016le", "p016be"), (16, "4:2:0")),
    **dict.fromkeys(("rgb24", "bgr24", "rgba", "bgra", "argb", "abgr", "rgb0", "bgr0", "0rgb", "0bgr"), (8, "4:4:4")),
    **dict.fromkeys(("rgb48le", "rgb48be", "rgba64le", "rgba64be", "bgr48le"), (16, "4:4:4")),
    **dict.fromkeys(("pal8", "rgb8", "bgr8"), (8, "4:4:4")),
    **dict.fromkeys(("monow", "monob"), (1, "4:0:0")),
}


def bit_depth_and_chroma(pixel_format: str | None) -> tuple[int | None, str | None]:
    """``(10, "4:2:0")`` of ``yuv420p10le``; ``(None, None)`` of a name not known here."""
    if pixel_format is None:
        return None, None
    if pixel_format in _OTHERS:
        return _OTHERS[pixel_format]
    if found := _PLANAR.fullmatch(pixel_format):
        return int(found.group(2) or 8), _SAMPLING.get(found.group(1))
    if found := _GRAY.fullmatch(pixel_format):
        return int(found.group(1) or 8), "4:0:0"
    if found := _GBR.fullmatch(pixel_format):
        return int(found.group(1) or 8), "4:4:4"
    return None, None
