"""The output against the device: asked of the same rules that decide about sources."""

from __future__ import annotations

from collections.abc import Iterator

from castengine.devices import DeviceProfile
from castengine.media import MediaInfo
from castengine.plan import Capabilities, Preferences, make_plan
from castengine.plan.actions import TranscodeVideo
from castengine.verify.findings import Finding, FindingCode


def check_obstacles(output: MediaInfo, device: DeviceProfile) -> Iterator[Finding]:
    """A picture that would have to be converted once more does not play. (Sound may deviate by the user's wish.)"""
    plan = make_plan(output, device, Preferences(), Capabilities.software())
    for action in plan.only(TranscodeVideo):
        for reason in action.reasons:
            yield Finding(FindingCode.OBSTACLE, {"stream": action.stream, "reason": reason.code, **reason.params})
