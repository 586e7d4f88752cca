"""What a media file contains: types only. No process, no clock, no JSON of anybody else's."""

from castengine.media.color import Color, DolbyVision, DynamicRange
from castengine.media.info import Chapter, Container, MediaInfo
from castengine.media.streams import (
    AudioStream,
    Disposition,
    FieldOrder,
    OtherStream,
    Stream,
    StreamIndex,
    StreamKind,
    SubtitleKind,
    SubtitleStream,
    VideoStream,
)

__all__ = [
    "AudioStream",
    "Chapter",
    "Color",
    "Container",
    "Disposition",
    "DolbyVision",
    "DynamicRange",
    "FieldOrder",
    "MediaInfo",
    "OtherStream",
    "Stream",
    "StreamIndex",
    "StreamKind",
    "SubtitleKind",
    "SubtitleStream",
    "VideoStream",
]
