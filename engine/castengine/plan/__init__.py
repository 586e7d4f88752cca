"""Deciding: a file's facts, a device, the user's wishes and the host's capabilities become a plan. Pure."""

from castengine.plan.actions import (
    Action,
    AudioTarget,
    BurnIn,
    Copy,
    Delivery,
    Drop,
    Plan,
    Poster,
    Sidecar,
    TranscodeAudio,
    TranscodeVideo,
    VideoTarget,
)
from castengine.plan.capabilities import Capabilities, HardwareEncoder, HardwareFamily
from castengine.plan.planner import make_plan
from castengine.plan.preferences import Preferences, Preset, QualityProfile
from castengine.plan.reasons import Reason, ReasonCode

__all__ = [
    "Action",
    "AudioTarget",
    "BurnIn",
    "Capabilities",
    "Copy",
    "Delivery",
    "Drop",
    "HardwareEncoder",
    "HardwareFamily",
    "Plan",
    "Poster",
    "Preferences",
    "Preset",
    "QualityProfile",
    "Reason",
    "ReasonCode",
    "Sidecar",
    "TranscodeAudio",
    "TranscodeVideo",
    "VideoTarget",
    "make_plan",
]
