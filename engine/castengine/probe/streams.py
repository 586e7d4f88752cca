"""One stream of ffprobe's JSON -> one stream of ours. Never raises, whatever the JSON holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypedDict

from castengine.media import (
    AudioStream,
    Disposition,
    FieldOrder,
    OtherStream,
    Stream,
    StreamIndex,
    SubtitleKind,
    SubtitleStream,
    VideoStream,
)
from castengine.media.language import normalise_language
from castengine.media.roles import roles_of_sound, roles_of_subtitle
from castengine.probe.captions import CAPTIONS, ROLES_OF_CAPTIONS
from castengine.probe.color import color_of, dolby_vision_of, dynamic_range_of, has_hdr10_plus
from castengine.probe.display_matrix import rotation_and_flip
from castengine.probe.fields import Json, clock, mapping, mappings, number, positive, ratio, tags, text, whole
from castengine.probe.pixels import bit_depth_and_chroma

# What programs write as a handler's name (ISO/IEC 14496-12, 8.4.3): the kind of the track, or themselves.
_NO_TITLE: Final = re.compile(
    r"handle|media|gpac|l-smash|bento4|mainconcept|shaka|nero|ffmpeg|lavf|isom|twitch|core|@"
    r"|^\W*(?:video|audio|sound|subtitles?|subs?|stereo|mono|surround|text|chapters?|track|vide|soun|sbtl)"
    r"(?: ?track)?\W*\d*$",
    re.IGNORECASE,
)
_HIGHEST_FRAME_RATE: Final = 1000  # above it, it is a time base that was taken for a rate

# Interlaced orders name the field coded first, then the one shown first.
_FIELD_ORDERS: Final = {
    "progressive": FieldOrder.PROGRESSIVE,
    "tt": FieldOrder.TOP_FIRST,
    "bt": FieldOrder.TOP_FIRST,
    "bb": FieldOrder.BOTTOM_FIRST,
    "tb": FieldOrder.BOTTOM_FIRST,
}

# Subtitle codecs that ffmpeg 9 decodes; TTML is in neither list.
_TEXT_SUBTITLES: Final = frozenset(
    {
        *("subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "text", "eia_608", "microdvd", "jacosub", "sami"),
        *("realtext", "stl", "subviewer", "subviewer1", "mpl2", "pjs", "vplayer", "dvb_teletext"),
    }
)
_BITMAP_SUBTITLES: Final = frozenset({"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"})


class _Facts(TypedDict):
    index: StreamIndex
    codec: str | None
    codec_tag: str | None
    language: str | None
    title: str | None
    dispositions: frozenset[Disposition]
    start_time: Fraction | None
    duration: Fraction | None
    bit_rate: int | None
    encrypted: bool


def parse_stream(stream: Json, position: int) -> Stream:
    """``position``: the index to take when ffprobe's is missing."""
    kind = stream.get("codec_type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    return (read or _data)(stream, _facts(stream, position))


def _facts(stream: Json, position: int) -> _Facts:
    named = tags(stream)
    index = whole(stream.get("index"))
    return _Facts(
        index=StreamIndex(position if index is None else index),
        codec=text(stream.get("codec_name")),
        codec_tag=_codec_tag(stream),
        language=normalise_language(named.get("language")),
        title=_title(named),
        dispositions=_dispositions(stream),
        start_time=number(stream.get("start_time")),
        duration=_duration(stream, named),
        # mkvmerge's statistics: written into the tags because Matroska has no field for it.
        bit_rate=positive(stream.get("bit_rate")) or positive(named.get("bps")),
        encrypted=_is_encrypted(stream),
    )


def _video(stream: Json, facts: _Facts) -> Stream:
    pixel_format = text(stream.get("pix_fmt"))
    bit_depth, chroma = bit_depth_and_chroma(pixel_format)
    color, dolby_vision = color_of(stream), dolby_vision_of(stream)
    rotation, flipped = rotation_and_flip(stream)
    return VideoStream(
        **facts,
        width=whole(stream.get("width")) or 0,
        height=whole(stream.get("height")) or 0,
        codec_profile=text(stream.get("profile")),
        level=_level(facts["codec"], stream),
        sample_aspect_ratio=ratio(stream.get("sample_aspect_ratio")) or Fraction(1),
        frame_rate=_frame_rate(stream.get("avg_frame_rate")),
        nominal_frame_rate=_frame_rate(stream.get("r_frame_rate")),
        pixel_format=pixel_format,
        bit_depth=bit_depth,
        chroma=chroma,
        color=color,
        dynamic_range=dynamic_range_of(
            facts["codec"], bit_depth, color, dolby_vision, hdr10_plus=has_hdr10_plus(stream)
        ),
        dolby_vision=dolby_vision,
        field_order=_FIELD_ORDERS.get(str(stream.get("field_order"))),
        rotation=rotation,
        flipped=flipped,
        frame_count=positive(stream.get("nb_frames")),
    )


def _level(codec: str | None, stream: Json) -> int | None:
    """0 is a level of AV1 (2.0); elsewhere it is ffprobe's word for "not said"."""
    return whole(stream.get("level")) if codec == "av1" else positive(stream.get("level"))


def _audio(stream: Json, facts: _Facts) -> Stream:
    facts["dispositions"] |= roles_of_sound(facts["title"])
    return AudioStream(
        **facts,
        channels=positive(stream.get("channels")),
        channel_layout=text(stream.get("channel_layout")),
        sample_rate=positive(stream.get("sample_rate")),
        codec_profile=text(stream.get("profile")),
        bit_depth=positive(stream.get("bits_per_raw_sample")) or positive(stream.get("bits_per_sample")),
    )


def _subtitle(stream: Json, facts: _Facts) -> Stream:
    codec = facts["codec"]
    text_or_picture = SubtitleKind.TEXT if codec in _TEXT_SUBTITLES else SubtitleKind.BITMAP
    form = text_or_picture if codec in _TEXT_SUBTITLES | _BITMAP_SUBTITLES else None
    width, height = positive(stream.get("width")), positive(stream.get("height"))
    facts["dispositions"] |= roles_of_subtitle(facts["title"])
    facts["dispositions"] |= ROLES_OF_CAPTIONS if codec == CAPTIONS else frozenset()
    return SubtitleStream(**facts, form=form, width=width, height=height)


def _attachment(stream: Json, facts: _Facts) -> Stream:
    named = tags(stream)
    return OtherStream(**facts, kind="attachment", filename=named.get("filename"), mime_type=named.get("mimetype"))


def _data(_: Json, facts: _Facts) -> Stream:
    return OtherStream(**facts, kind="data")


_READERS: Final[dict[str, Callable[[Json, _Facts], Stream]]] = {
    "video": _video,
    "audio": _audio,
    "subtitle": _subtitle,
    "attachment": _attachment,
}


def _title(named: dict[str, str]) -> str | None:
    """MP4 keeps a track's title in ``udta/name``, or people write it where the handler's name belongs."""
    handler = named.get("handler_name")
    is_title = handler is not None and not _NO_TITLE.search(handler)
    return named.get("title") or named.get("name") or (handler if is_title else None)


def _codec_tag(stream: Json) -> str | None:
    tag = text(stream.get("codec_tag_string"))
    return None if tag is None or tag == "[0][0][0][0]" else tag


def _dispositions(stream: Json) -> frozenset[Disposition]:
    flags = mapping(stream.get("disposition"))
    return frozenset(d for d in Disposition if flags.get(str(d)) == 1)


def _duration(stream: Json, named: dict[str, str]) -> Fraction | None:
    duration = number(stream.get("duration")) or clock(named.get("duration"))
    return duration if duration and duration > 0 else None


def _frame_rate(value: object) -> Fraction | None:
    rate = ratio(value)
    return rate if rate is not None and rate <= _HIGHEST_FRAME_RATE else None


def _is_encrypted(stream: Json) -> bool:
    kinds = (str(data.get("side_data_type")) for data in mappings(stream.get("side_data_list")))
    return _codec_tag(stream) in ("encv", "enca") or any(kind.startswith("Encryption") for kind in kinds)
