"""The closed lists of words of the API, for the schema: a client's types name every possible value."""

from __future__ import annotations

from enum import StrEnum

from mkv2castui.common.problems import ApiCode
from mkv2castui.conversions import engine


def _words(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(str(word), str(word)) for word in kind]


def _listed(*words: str) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


STAGES = _words(engine.Stage)
OUTCOMES = _words(engine.OutcomeStatus)
REASON_CODES = _words(engine.ReasonCode)
CONTAINERS = _words(engine.Container)
DYNAMIC_RANGES = _words(engine.DynamicRange)
DISPOSITIONS = _words(engine.Disposition)
FIELD_ORDERS = _words(engine.FieldOrder)
SUBTITLE_FORMS = _words(engine.SubtitleKind)
DELIVERIES = _words(engine.Delivery)
ERROR_CODES = _listed(*sorted({*engine.error_codes(), *ApiCode}))
WARNING_CODES = _listed(*engine.warning_codes())
PRIORITIES = _listed("low", "normal", "high")
PLACES = _listed("first", "last")
OUTPUT_CONTAINERS = _listed("mp4", "webm")
STREAM_KINDS = _listed("video", "audio", "subtitle", "data", "attachment")
OTHER_STREAM_KINDS = _listed("data", "attachment")
DEVICE_ICONS = _words(engine.Icon)
QUALITY_PROFILES = _words(engine.QualityProfile)
X264_PRESETS = _words(engine.Preset)
VIDEO_CODECS = _words(engine.VideoCodec)
HARDWARE_CHOICES = _words(engine.HardwareChoice)
SUBTITLE_MODES = _words(engine.SubtitleMode)
