"""What has to be done with a film for a device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from castengine import (
    Capabilities,
    DeviceProfile,
    Preferences,
    find_device,
    load_devices,
    make_plan,
    media_from_json,
    plan_as_json,
    plan_from_json,
)
from castengine.estimate import estimate
from castengine.plan.actions import TranscodeVideo
from castengine.plan.capabilities import ability_needed
from castengine.plan.in_order import can_be_read_in_order as plan_can_be_read_in_order
from mkv2castui.conversions.engine.documents import Json
from mkv2castui.conversions.engine.host import tools

DEFAULT_DEVICE = "any-chromecast"


def devices() -> Mapping[str, DeviceProfile]:
    return load_devices()


def known_device(device: str) -> str:
    """``device`` when there is a profile of that id. Raises ``UnknownDevice``."""
    find_device(device)
    return device


def wishes(options: Mapping[str, object]) -> Json:
    """``options`` in their one spelling. Raises ``InvalidPreferences`` that names the wrong option."""
    return dict(Preferences.from_options(options).as_options())


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


def can_be_read_in_order(media: Json, plan: Json) -> bool:
    """Whether the plan can be carried out while the film is still on its way."""
    return is_readable(media, plan) and plan_can_be_read_in_order(media_from_json(media), plan_from_json(plan))
