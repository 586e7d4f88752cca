"""A media file as JSON, and back. Exact: what is not a round number stands beside its rounding as ``…_exact``.

The friendly numbers are for people and for the user interface; :func:`media_from_json` reads the exact ones only.
"""

from __future__ import annotations

from fractions import Fraction

from castengine.media.color import Color, DolbyVision
from castengine.media.from_json import media_from_json
from castengine.media.info import Chapter, MediaInfo
from castengine.media.levels import level_name
from castengine.media.streams import AudioStream, OtherStream, Stream, SubtitleStream, VideoStream

__all__ = ["JsonObject", "exact", "media_as_json", "media_from_json", "stream_as_json"]

JsonObject = dict[str, object]

_DECIMALS = 6


def media_as_json(media: MediaInfo) -> JsonObject:
    return {
        "container": str(media.container),
        "format_name": media.format_name,
        **exact("duration", media.duration),
        **exact("start_time", media.start_time),
        "size": media.size,
        "bit_rate": media.bit_rate,
        "title": media.title,
        "chapters": [_chapter(chapter) for chapter in media.chapters],
        "index_in_front": media.index_in_front,
        "fragmented": media.fragmented,
        "streams": [stream_as_json(stream) for stream in media.streams],
    }


def stream_as_json(stream: Stream) -> JsonObject:
    return {
        "index": int(stream.index),
        "kind": stream.kind,
        "codec": stream.codec,
        "codec_tag": stream.codec_tag,
        "language": stream.language,
        "title": stream.title,
        "dispositions": sorted(str(d) for d in stream.dispositions),
        **exact("start_time", stream.start_time),
        **exact("duration", stream.duration),
        "bit_rate": stream.bit_rate,
        "encrypted": stream.encrypted,
        **_of_its_kind(stream),
    }


def exact(name: str, value: Fraction | None) -> JsonObject:
    """``{"duration": 5.005, "duration_exact": "1001/200"}``."""
    rounded = None if value is None else round(float(value), _DECIMALS)
    return {name: rounded, f"{name}_exact": None if value is None else str(value)}


def _of_its_kind(stream: Stream) -> JsonObject:
    match stream:
        case VideoStream():
            return {**_picture(stream), **_color(stream)}
        case AudioStream():
            return _sound(stream)
        case SubtitleStream():
            form = None if stream.form is None else str(stream.form)
            look = {"encoding": stream.encoding, "page": stream.page, "styled": stream.styled}
            carrier = {"carrier": None if stream.carrier is None else int(stream.carrier)}
            return {"form": form, "width": stream.width, "height": stream.height, **look, **carrier}
        case OtherStream():
            return {"filename": stream.filename, "mime_type": stream.mime_type}


def _picture(stream: VideoStream) -> JsonObject:
    shape = stream.sample_aspect_ratio
    return {
        "codec_profile": stream.codec_profile,
        "level": stream.level,
        "level_name": level_name(stream),
        "reference_frames": stream.reference_frames,
        "width": stream.width,
        "height": stream.height,
        "sample_aspect_ratio": f"{shape.numerator}:{shape.denominator}",
        **exact("frame_rate", stream.frame_rate),
        **exact("nominal_frame_rate", stream.nominal_frame_rate),
        "frame_count": stream.frame_count,
        "field_order": _text(stream.field_order),
        "measured_field_order": _text(stream.measured_field_order),
        "telecined": stream.telecined,
        "repeats_fields": stream.repeats_fields,
        "rotation": stream.rotation,
        "flipped": stream.flipped,
        "is_cover_art": stream.is_cover_art,
        "closed_captions": stream.closed_captions,
    }


def _color(stream: VideoStream) -> JsonObject:
    return {
        "pixel_format": stream.pixel_format,
        "bit_depth": stream.bit_depth,
        "chroma": stream.chroma,
        "color": _color_names(stream.color),
        "dynamic_range": str(stream.dynamic_range),
        "dolby_vision": _dolby_vision(stream.dolby_vision),
    }


def _color_names(color: Color) -> JsonObject:
    return {
        "primaries": color.primaries,
        "transfer": color.transfer,
        "matrix": color.matrix,
        "range": color.range,
    }


def _dolby_vision(record: DolbyVision | None) -> JsonObject | None:
    if record is None:
        return None
    return {"profile": record.profile, "level": record.level, "compatibility_id": record.compatibility_id}


def _sound(stream: AudioStream) -> JsonObject:
    return {
        "codec_profile": stream.codec_profile,
        "channels": stream.channels,
        "channel_layout": stream.channel_layout,
        "sample_rate": stream.sample_rate,
        "bit_depth": stream.bit_depth,
    }


def _chapter(chapter: Chapter) -> JsonObject:
    return {**exact("start", chapter.start), **exact("end", chapter.end), "title": chapter.title}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
