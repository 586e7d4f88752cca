"""The tools that the environment names, or the engine's own choice."""

from __future__ import annotations

from castengine import Capabilities, Tools, find_tools
from castengine.hardware import find_capabilities


def tools() -> Tools:
    """Raises ``ToolMissing``, and ``InvalidSetting`` for a variable of the wrong form."""
    from mkv2castui.project import env

    named = env.current()
    return find_tools(named.ffmpeg_path, named.ffprobe_path)


def capabilities(found: Tools) -> Capabilities:
    """What this host can encode with, tried once for each host, driver and ffmpeg. Raises as :func:`tools` does."""
    from mkv2castui.project import env

    return find_capabilities(found, env.current().data / "cache")
