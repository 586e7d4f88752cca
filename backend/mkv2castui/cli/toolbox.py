"""The tools that the environment names, or the engine's own choice."""

from __future__ import annotations

from castengine import Tools, find_tools


def tools() -> Tools:
    """Raises ``ToolMissing``, and ``InvalidSetting`` for a variable of the wrong form."""
    from mkv2castui.project import env

    named = env.current()
    return find_tools(named.ffmpeg_path, named.ffprobe_path)
