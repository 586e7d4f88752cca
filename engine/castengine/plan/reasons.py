"""Why an action was chosen. Stable names: the user interface has a sentence for each in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReasonCode(StrEnum):
    # kept
    DEVICE_PLAYS_IT = "device_plays_it"
    # the file around the streams
    CONTAINER_NOT_PLAYED = "container_not_played"  # container
    INDEX_NOT_IN_FRONT = "index_not_in_front"
    FRAGMENTED = "fragmented"
    HEVC_TAG = "hevc_tag"  # hev1 where devices ask for hvc1
    EXTRA_STREAMS = "extra_streams"  # streams in the file that the device stumbles over
    LEVEL_OVERSTATED = "level_overstated"  # level, max: the header claims more than the pictures need
    # video obstacles
    VIDEO_CODEC = "video_codec_not_played"  # codec
    VIDEO_PROFILE = "video_profile_not_played"  # profile
    VIDEO_LEVEL = "video_level_too_high"  # level, max
    BIT_DEPTH = "bit_depth_not_played"  # bit_depth, max
    CHROMA = "chroma_not_played"  # chroma
    RESOLUTION = "resolution_too_high"  # width, height, max_width, max_height
    FRAME_RATE = "frame_rate_too_high"  # frame_rate, max
    DYNAMIC_RANGE = "dynamic_range_not_shown"  # dynamic_range
    DOLBY_VISION_NO_BASE = "dolby_vision_without_base_layer"
    INTERLACED = "interlaced"
    TELECINED = "telecined"  # a film's 24 frames a second spread over 30 interlaced ones
    PIXELS_NOT_SQUARE = "pixels_not_square"  # sample_aspect_ratio
    ROTATED = "rotated"  # rotation
    ODD_SIZE = "odd_size"  # width, height
    # audio obstacles
    AUDIO_CODEC = "audio_codec_not_played"  # codec
    AUDIO_PROFILE = "audio_profile_not_played"  # profile
    CHANNELS = "too_many_channels"  # channels, max
    SAMPLE_RATE = "sample_rate_too_high"  # sample_rate, max
    CODEC_NOT_IN_CONTAINER = "codec_not_in_container"  # codec, container
    # subtitles
    SUBTITLE_FORMAT = "subtitle_format_not_shown"  # codec: becomes WebVTT
    SUBTITLE_BITMAP = "subtitle_is_a_picture"  # codec: cannot become text
    SUBTITLE_STYLED = "subtitle_styled"  # codec: its fonts and effects would be lost as text
    SUBTITLE_FORCED = "subtitle_forced"  # codec: belongs to the film in the language of its sound
    SUBTITLE_DRAWN = "subtitle_drawn"  # stream: of the picture that a subtitle is drawn into
    SUBTITLE_UNREADABLE = "subtitle_unreadable"  # codec
    # cannot be read
    STREAM_UNREADABLE = "stream_unreadable"  # codec: no decoder, or no picture size
    PICTURE_UNREADABLE = "picture_unreadable"  # codec: of a film of which only the sound is left
    ENCRYPTED = "encrypted"
    # left out
    OTHER_TRACK_CHOSEN = "other_track_chosen"
    COVER_ART = "cover_art"
    NOT_FOR_PLAYING = "not_for_playing"  # attachments, data
    NOT_WANTED = "not_wanted"
    # wishes
    USER_WISH = "user_wish"  # option


@dataclass(frozen=True, slots=True)
class Reason:
    code: ReasonCode
    params: Mapping[str, str | int | float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {"code": str(self.code), "params": dict(self.params)}
