"""The only door to the engine: no other module of the web application imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from castengine import (
    Cancellation,
    Capabilities,
    DeviceProfile,
    Outcome,
    OutcomeStatus,
    Preferences,
    Progress,
    SidecarFile,
    Stage,
    Tools,
    convert,
    find_device,
    find_tools,
    load_devices,
    make_plan,
    media_as_json,
    media_from_json,
    plan_as_json,
    plan_from_json,
    probe,
    probe_beginning,
    take_still,
)
from castengine.ahead import Arriving, FilmAhead, written_ahead
from castengine.devices.profile import Icon
from castengine.errors import Cancelled, CastEngineError, DiskFull, InvalidPreferences, NotMedia, SourceTruncated
from castengine.estimate import estimate
from castengine.hardware import (
    EncoderTrial,
    capabilities_as_json,
    capabilities_from_json,
    find_capabilities,
    remembered_trials,
)
from castengine.media import Container, Disposition, DynamicRange, FieldOrder, SubtitleKind
from castengine.plan.actions import Delivery, TranscodeVideo
from castengine.plan.capabilities import RESHAPING, ability_needed, united
from castengine.plan.choices import HardwareChoice, Preset, QualityProfile, SubtitleMode, VideoCodec
from castengine.plan.in_order import can_be_read_in_order as plan_can_be_read_in_order
from castengine.plan.reasons import ReasonCode
from castengine.probe import can_never_be_read as probe_can_never_be_read
from castengine.tools import version_of
from castengine.verify import WARNINGS

__all__ = [
    "RESHAPING",
    "Cancellation",
    "Cancelled",
    "Capabilities",
    "CastEngineError",
    "Container",
    "Delivery",
    "DeviceProfile",
    "DiskFull",
    "Disposition",
    "DynamicRange",
    "EncoderTrial",
    "FieldOrder",
    "FilmAhead",
    "HardwareChoice",
    "Icon",
    "InvalidPreferences",
    "NotMedia",
    "Outcome",
    "OutcomeStatus",
    "Preset",
    "Progress",
    "QualityProfile",
    "ReasonCode",
    "SidecarFile",
    "SourceTruncated",
    "Stage",
    "SubtitleKind",
    "SubtitleMode",
    "VideoCodec",
    "ability_of",
    "analyse",
    "analyse_beginning",
    "can_be_read_in_order",
    "can_do",
    "can_never_be_read",
    "capabilities",
    "capabilities_as_told",
    "devices",
    "encoder_trials",
    "encoders",
    "error_codes",
    "estimate_of",
    "film_ahead",
    "is_quick",
    "is_readable",
    "known_device",
    "perform",
    "plan_for",
    "still_of",
    "told_capabilities",
    "tools",
    "united",
    "versions",
    "warning_codes",
    "warnings_of",
    "wishes",
]

DEFAULT_DEVICE = "any-chromecast"

Json = dict[str, Any]


@cache
def tools() -> Tools:
    """ffmpeg and ffprobe of this process. Raises ``ToolMissing``."""
    return find_tools(settings.FFMPEG_PATH, settings.FFPROBE_PATH)


def devices() -> Mapping[str, DeviceProfile]:
    return load_devices()


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


def versions() -> dict[str, str]:
    """Of the tools. Raises ``ToolMissing``."""
    found = tools()
    return {"ffmpeg": version_of(found.ffmpeg), "ffprobe": version_of(found.ffprobe)}


def wishes(options: Mapping[str, object]) -> Json:
    """``options`` in their one spelling. Raises ``InvalidPreferences`` that names the wrong option."""
    return dict(Preferences.from_options(options).as_options())


def analyse(source: Path) -> Json:
    """What is in the file. Raises ``SourceError``, ``ToolMissing``."""
    return dict(media_as_json(probe(source, tools())))


def can_never_be_read(source: Path, error: CastEngineError) -> bool:
    """Whether ``error``, which :func:`analyse` raised, is the last word on the bytes of the film."""
    return isinstance(error, NotMedia) and probe_can_never_be_read(source, error, tools())


def analyse_beginning(source: Path, whole: int) -> Json:
    """What the first bytes of a film of ``whole`` bytes tell; what only its end tells is null.

    Raises ``SourceTruncated`` while more bytes may tell more, its base ``NotMedia`` when none could, ``ToolMissing``.
    """
    return dict(media_as_json(probe_beginning(source, whole, tools())))


def plan_for(media: Json, device: str, options: Mapping[str, object], host: Capabilities) -> Json:
    """What has to be done for the device, with what ``host`` can do. Pure. Raises ``UnknownDevice``,
    ``InvalidPreferences``, ``NothingToPlay``."""
    plan = make_plan(media_from_json(media), find_device(device), Preferences.from_options(options), host)
    return dict(plan_as_json(plan))


def estimate_of(source: Path, media: Json, plan: Json, is_unwanted: Callable[[], bool]) -> Json:
    """``{"seconds", "bytes"}`` of the conversion on this host, empty when that cannot be known.

    Takes seconds. Raises ``Cancelled`` once ``is_unwanted``, ``ToolMissing``.
    """
    found = estimate(source, media_from_json(media), plan_from_json(plan), tools(), is_unwanted=is_unwanted)
    return {} if found is None else {"seconds": round(found.seconds, 1), "bytes": found.bytes}


def is_quick(plan: Json) -> bool:
    """Whether no picture has to be encoded: then it is a matter of seconds or minutes, never of hours."""
    return not _encoded_pictures(plan)


def ability_of(plan: Json) -> str:
    """What a host must be able to do for the plan, as :meth:`Capabilities.abilities` says it; empty for what every
    host can."""
    needed = [
        ability_needed(target["encoder"], target["pixel_format"], reshape=target.get("reshape") or False)
        for target in _encoded_pictures(plan)
    ]
    return next(filter(None, needed), "")


def can_do(host: Capabilities, plan: Json) -> bool:
    """Whether ``host`` itself has the encoders and devices that the plan names."""
    return all(host.does(action.target) for action in plan_from_json(plan).only(TranscodeVideo))


def _encoded_pictures(plan: Json) -> list[Json]:
    """Their targets. Read from the document itself, which an earlier release may have written."""
    return [a["target"] for a in plan["actions"] if a["action"] == "transcode" and a["kind"] == "video"]


def is_readable(media: Json, plan: Json | None = None) -> bool:
    """``False`` for what another release wrote in words of its own: then the film has to be looked at again."""
    try:
        media_from_json(media)
        if plan is not None:
            plan_from_json(plan)
    except (ValueError, KeyError):
        return False
    return True


def known_device(device: str) -> str:
    """``device`` when there is a profile of that id. Raises ``UnknownDevice``."""
    find_device(device)
    return device


def still_of(source: Path, media: Json, destination: Path, *, is_whole: bool = True) -> bool:
    """Whether a picture of the film could be written to ``destination`` (JPEG). ``is_whole``: see ``take_still``."""
    return take_still(source, media_from_json(media), destination, tools(), is_whole=is_whole) is not None


def perform(
    source: Path,
    media: Json,
    plan: Json,
    options: Mapping[str, object],
    *,
    directory: Path,
    stem: str,
    on_progress: Callable[[Progress], None],
    cancellation: Cancellation,
    ahead: FilmAhead | None = None,
) -> Outcome:
    """Do what the plan, made with ``options``, says; the results appear in ``directory`` only when they are whole and
    verified. ``ahead``: see :func:`film_ahead`."""
    return convert(
        source,
        media_from_json(media),
        plan_from_json(plan),
        directory=directory,
        stem=stem,
        tools=tools(),
        preferences=Preferences.from_options(options),
        on_progress=on_progress,
        cancellation=cancellation,
        ahead=ahead,
    )


def can_be_read_in_order(media: Json, plan: Json) -> bool:
    """Whether the plan can be carried out while the film is still on its way."""
    return is_readable(media, plan) and plan_can_be_read_in_order(media_from_json(media), plan_from_json(plan))


def film_ahead(
    source: Path, length: int, media: Json, plan: Json, *, directory: Path, stem: str, cancellation: Cancellation
) -> AbstractContextManager[FilmAhead]:
    """Carry out such a plan on a film of ``length`` bytes that is still coming. :func:`perform`, with the same
    ``directory``, ``stem`` and ``cancellation``, takes over what is the same as it would have made.

    Raises ``SourceError``. At the end of the block nothing runs, and nothing is left that was not published.
    """
    arriving = Arriving(source, length, media_from_json(media))
    return written_ahead(
        arriving, plan_from_json(plan), directory=directory, stem=stem, tools=tools(), cancellation=cancellation
    )


def warnings_of(outcome: Outcome) -> list[Json]:
    """``{"code", "params"}`` of what is not as it should be but does not stop the film from playing."""
    return [dict(found.as_json()) for found in outcome.warnings]


def warning_codes() -> list[str]:
    """All that :func:`warnings_of` may say."""
    return sorted(str(code) for code in WARNINGS)


def error_codes() -> list[str]:
    """The codes of all errors of the engine."""
    found, open_classes = set[str](), [CastEngineError]
    while open_classes:
        error = open_classes.pop()
        found.add(error.code)
        open_classes += error.__subclasses__()
    return sorted(found)
