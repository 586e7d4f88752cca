"""This host's tools, and what it can do with them."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from castengine import Capabilities, Tools, find_tools
from castengine.hardware import (
    EncoderTrial,
    capabilities_as_json,
    capabilities_from_json,
    find_capabilities,
    remembered_trials,
)
from castengine.tools import version_of
from mkv2castui.conversions.engine.documents import Json


@cache
def tools() -> Tools:
    """ffmpeg and ffprobe of this process. Raises ``ToolMissing``."""
    return find_tools(settings.FFMPEG_PATH, settings.FFPROBE_PATH)


def versions() -> dict[str, str]:
    """Of the tools. Raises ``ToolMissing``."""
    found = tools()
    return {"ffmpeg": version_of(found.ffmpeg), "ffprobe": version_of(found.ffprobe)}


@cache
def encoder_trials() -> tuple[EncoderTrial, ...]:
    """Which hardware encoders work here, tried once for each host, driver and ffmpeg. Raises ``ToolMissing``."""
    return remembered_trials(tools(), settings.DATA / "cache")


@cache
def capabilities() -> Capabilities:
    """What this host can do, found out once. Raises ``ToolMissing``."""
    return find_capabilities(tools(), settings.DATA / "cache")


def encoders(host: Capabilities) -> list[str]:
    """The names of what ``host`` encodes with, as ffmpeg spells them."""
    return [encoder for _, encoder in host.encoders] + [h.encoder for h in host.hardware]


def told_capabilities(host: Capabilities) -> Json:
    """For others to read."""
    return capabilities_as_json(host)


def capabilities_as_told(told: Json) -> Capabilities:
    """The inverse; of a host of another release, which uses words of its own, what every host can do."""
    try:
        return capabilities_from_json(told)
    except (KeyError, TypeError, ValueError):
        return Capabilities.software()
