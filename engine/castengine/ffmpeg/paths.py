"""How a path is said to ffmpeg."""

from __future__ import annotations

from pathlib import Path


def file_url(path: Path) -> str:
    """``file:/absolute/path``: whatever stands in the name, it is a file's name and neither an option nor a URL.

    The ``file`` protocol takes the rest literally (no percent decoding). Bytes that are no UTF-8 stay as Python's
    surrogate escapes, which turn into the same bytes when the program is started.
    """
    return f"file:{path.absolute()}"
