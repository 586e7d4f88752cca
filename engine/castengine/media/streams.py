"""The streams of a media file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal, NewType

from castengine.media.color import UNKNOWN_COLOR, Color, DolbyVision, DynamicRange

_FASTEST_CAMERA = 300  # frames per second, of what ends up in films
_USUAL_RATES = (24, 25, 30, 48, 50, 60)
_CLOCK_ERROR = Fraction(102, 100)  # Matroska's millisecond clock makes 30.303 of 30

StreamIndex = NewType("StreamIndex", int)
"""Position in the file, from 0, over all kinds of streams: ffmpeg's ``0:N``. Never the n-th of its kind."""


class Disposition(StrEnum):
    DEFAULT = "default"
    FORCED = "forced"
    HEARING_IMPAIRED = "hearing_impaired"
    VISUAL_IMPAIRED = "visual_impaired"
    COMMENT = "comment"
    DUB = "dub"
    ORIGINAL = "original"
    ATTACHED_PIC = "attached_pic"
    STILL_IMAGE = "still_image"


class FieldOrder(StrEnum):
    PROGRESSIVE = "progressive"
    TOP_FIRST = "top_first"
    BOTTOM_FIRST = "bottom_first"


class SubtitleKind(StrEnum):
    TEXT = "text"
    BITMAP = "bitmap"


@dataclass(frozen=True, slots=True, kw_only=True)
class _StreamFacts:
    """What all streams have. ``codec`` is ffmpeg's decoder name or ``None`` when ffmpeg knows none."""

    index: StreamIndex
    codec: str | None
    codec_tag: str | None = None
    language: str | None = None  # canonical BCP 47 ("fr", "pt-BR"), whatever the file wrote; "und" is None
    title: str | None = None
    dispositions: frozenset[Disposition] = frozenset()
    start_time: Fraction | None = None  # seconds
    duration: Fraction | None = None  # seconds
    bit_rate: int | None = None  # bits per second
    encrypted: bool = False  # protected packets: decoders make noise of them

    def has(self, disposition: Disposition) -> bool:
        return disposition in self.dispositions


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoStream(_StreamFacts):
    """``width`` and ``height`` are as coded: before the pixel shape and before the rotation are applied."""

    kind: Literal["video"] = "video"
    width: int
    height: int
    codec_profile: str | None = None  # ffmpeg's words: "High", "Main 10", "Profile 2"
    level: int | None = None  # as the codec counts: H.264 41 is 4.1, HEVC 153 is 5.1, AV1 seq_level_idx
    reference_frames: int | None = None
    sample_aspect_ratio: Fraction = Fraction(1)
    frame_rate: Fraction | None = None  # average frames per second
    nominal_frame_rate: Fraction | None = None  # the least rate that holds all time stamps (r_frame_rate)
    pixel_format: str | None = None
    bit_depth: int | None = None
    chroma: str | None = None  # "4:2:0", "4:2:2", "4:4:4", "4:0:0"
    color: Color = UNKNOWN_COLOR
    dynamic_range: DynamicRange = DynamicRange.SDR  # of the base layer; DOLBY_VISION only when there is none
    dolby_vision: DolbyVision | None = None
    field_order: FieldOrder | None = None  # as the headers say; None: not said
    measured_field_order: FieldOrder | None = None  # as the pictures show; None: nobody looked
    telecined: bool = False  # as the pictures show: a film's 24 frames a second spread over 30 interlaced ones
    repeats_fields: bool = False  # the same, but by flags: whole pictures, every other one shown for three fields
    rotation: int = 0  # degrees clockwise that a player must turn the picture: 0, 90, 180, 270
    flipped: bool = False  # mirrored left to right before turning
    frame_count: int | None = None
    closed_captions: bool = False  # seen in its first pictures

    @property
    def is_cover_art(self) -> bool:
        return self.has(Disposition.ATTACHED_PIC)

    @property
    def believed_frame_rate(self) -> Fraction | None:
        """The average, unless it is absurd, as it is of clips of a few frames with a coarse clock."""
        rates = [rate for rate in (self.frame_rate, self.nominal_frame_rate) if rate is not None]
        believed = next((rate for rate in rates if rate <= _FASTEST_CAMERA), rates[0] if rates else None)
        return next((Fraction(u) for u in _USUAL_RATES if believed and u < believed <= u * _CLOCK_ERROR), believed)

    @property
    def is_interlaced(self) -> bool:
        """What the pictures show wins over what the headers say."""
        order = self.measured_field_order or self.field_order
        return order in (FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioStream(_StreamFacts):
    kind: Literal["audio"] = "audio"
    channels: int | None = None
    channel_layout: str | None = None  # "stereo", "5.1(side)"
    sample_rate: int | None = None  # Hz
    codec_profile: str | None = None  # "LC", "HE-AAC", "DTS-HD MA"
    bit_depth: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleStream(_StreamFacts):
    kind: Literal["subtitle"] = "subtitle"
    form: SubtitleKind | None = None  # None: a codec nobody here can read
    width: int | None = None  # canvas of bitmap subtitles
    height: int | None = None
    encoding: str | None = None  # of a text that is not in UTF-8: "cp1252"
    page: str | None = None  # of teletext: "888"
    carrier: StreamIndex | None = None  # of captions: the picture they are in; ``index`` is then none of the file's
    styled: bool | None = None  # places, movements, drawings that plain text would lose; None: nobody looked


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherStream(_StreamFacts):
    kind: Literal["data", "attachment"]
    filename: str | None = None
    mime_type: str | None = None


Stream = VideoStream | AudioStream | SubtitleStream | OtherStream

StreamKind = Literal["video", "audio", "subtitle", "attachment", "data"]
