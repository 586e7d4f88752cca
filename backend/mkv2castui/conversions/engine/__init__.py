"""The only door to the engine: no other package of the web application imports it."""

from __future__ import annotations

from castengine import (
    Cancellation,
    Capabilities,
    DeviceProfile,
    Outcome,
    OutcomeStatus,
    Progress,
    SidecarFile,
    Stage,
)
from castengine.ahead import FilmAhead
from castengine.devices.profile import Icon
from castengine.errors import Cancelled, CastEngineError, DiskFull, InvalidPreferences, NotMedia, SourceTruncated
from castengine.hardware import EncoderTrial
from castengine.media import Container, Disposition, DynamicRange, FieldOrder, SubtitleKind
from castengine.plan.actions import Delivery
from castengine.plan.capabilities import RESHAPING, united
from castengine.plan.choices import HardwareChoice, Preset, QualityProfile, SubtitleMode, VideoCodec
from castengine.plan.reasons import ReasonCode
from castengine.write_back import begin_writing
from mkv2castui.conversions.engine.codes import error_codes, warning_codes, warnings_of
from mkv2castui.conversions.engine.documents import Json
from mkv2castui.conversions.engine.films import analyse, analyse_beginning, can_never_be_read, still_of
from mkv2castui.conversions.engine.host import (
    capabilities,
    capabilities_as_told,
    encoder_trials,
    encoders,
    told_capabilities,
    tools,
    versions,
)
from mkv2castui.conversions.engine.plans import (
    DEFAULT_DEVICE,
    ability_of,
    can_be_read_in_order,
    can_do,
    devices,
    estimate_of,
    is_quick,
    is_readable,
    known_device,
    plan_for,
    wishes,
)
from mkv2castui.conversions.engine.work import film_ahead, perform

__all__ = [
    "DEFAULT_DEVICE",
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
    "Json",
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
    "begin_writing",
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
