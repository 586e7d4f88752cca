"""Plans that differ from the planner's in one action, to try what only a wish leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from castengine import (
    Capabilities,
    MediaInfo,
    Outcome,
    Plan,
    Preferences,
    Tools,
    convert,
    find_device,
    make_plan,
    probe,
)
from castengine.plan import TranscodeAudio, TranscodeVideo
from castengine.plan.actions import Action, AudioTarget, VideoTarget

Change = Callable[[Action], Action]


def converted(clip: Path, directory: Path, tools: Tools, change: Change, device: str = "any-chromecast") -> Outcome:
    """What the planner's plan, each of its actions changed, makes of a clip."""
    media = probe(clip, tools)
    plan = changed(plan_of(media, device), change)
    return convert(clip, media, plan, directory=directory, stem=clip.stem, tools=tools)


def plan_of(media: MediaInfo, device: str) -> Plan:
    wishes = Preferences.from_options({"preset": "ultrafast"})
    return make_plan(media, find_device(device), wishes, Capabilities.software())


def changed(plan: Plan, change: Change) -> Plan:
    return replace(plan, actions=tuple(change(action) for action in plan.actions))


def picture(change: Callable[[VideoTarget], VideoTarget]) -> Change:
    return lambda a: replace(a, target=change(a.target)) if isinstance(a, TranscodeVideo) else a


def sound(change: Callable[[AudioTarget], AudioTarget]) -> Change:
    return lambda a: replace(a, target=change(a.target)) if isinstance(a, TranscodeAudio) else a
