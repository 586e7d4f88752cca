"""What verification can find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FindingCode(StrEnum):
    # the file as a whole
    UNREADABLE = "output_unreadable"  # error
    CONTAINER = "wrong_container"  # container, expected
    INDEX_NOT_IN_FRONT = "index_not_in_front"
    FRAGMENTED = "fragmented"
    COVER_ART_AS_VIDEO = "cover_art_as_video"
    DURATION = "duration_differs"  # stream, seconds, expected
    # a stream of it
    STREAM_COUNT = "stream_count_differs"  # kind, count, expected
    CODEC = "wrong_codec"  # stream, codec, expected
    CODEC_TAG = "wrong_codec_tag"  # stream, tag, expected
    PROFILE = "wrong_profile"  # stream, profile, expected
    LEVEL = "level_too_high"  # stream, level, max
    SIZE = "wrong_size"  # stream, size, expected
    PIXEL_FORMAT = "wrong_pixel_format"  # stream, pixel_format, expected
    NOT_PROGRESSIVE = "not_progressive"  # stream
    PIXELS_NOT_SQUARE = "pixels_not_square"  # stream, sample_aspect_ratio
    ROTATED = "rotated"  # stream, rotation
    FRAME_RATE = "frame_rate_too_high"  # stream, frame_rate, max
    COLOR = "wrong_color"  # stream, color, expected
    CHANNELS = "wrong_channels"  # stream, channels, expected
    SAMPLE_RATE = "wrong_sample_rate"  # stream, sample_rate, expected
    ENDS_EARLY = "stream_ends_early"  # stream, seconds, expected
    ENDS_LATE = "stream_ends_late"  # stream, seconds, expected
    OUT_OF_STEP = "sound_out_of_step"  # stream, seconds, expected: how much later than the picture it begins
    NOTHING_DECODES = "nothing_decodes"  # stream
    DECODE_ERRORS = "decode_errors"  # stream, said
    OBSTACLE = "device_would_not_play"  # stream, reason
    # worth knowing, nothing more
    SOURCE_TRUNCATED = "source_truncated"  # seconds, expected
    SOURCE_DAMAGED = "source_damaged"  # stream, said
    FRAME_TIMES = "frame_times_out_of_order"  # stream
    SUBTITLE_LOST = "subtitle_lost"  # stream, said
    SUBTITLE_EMPTY = "subtitle_empty"  # stream
    COPY_FAILED = "copy_failed"  # stream, said: it was encoded instead
    HARDWARE_FAILED = "hardware_failed"  # encoder, said: the processor did it instead
    STREAM_LOST = "stream_lost"  # stream
    SOUND_REPLACED = "sound_replaced"  # stream: of the sound that plays in the place of a lost one
    POSTER_LOST = "poster_lost"  # stream, said


WARNINGS = frozenset(
    {
        FindingCode.SOURCE_TRUNCATED,
        FindingCode.SOURCE_DAMAGED,
        FindingCode.FRAME_TIMES,
        FindingCode.SUBTITLE_LOST,
        FindingCode.SUBTITLE_EMPTY,
        FindingCode.COPY_FAILED,
        FindingCode.HARDWARE_FAILED,
        FindingCode.STREAM_LOST,
        FindingCode.SOUND_REPLACED,
        FindingCode.POSTER_LOST,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    code: FindingCode
    params: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """The film plays all the same."""
        return self.code in WARNINGS

    def as_json(self) -> dict[str, object]:
        return {"code": str(self.code), "params": dict(self.params)}

    def __str__(self) -> str:
        return " ".join([str(self.code), *(f"{name}={value}" for name, value in self.params.items())])
