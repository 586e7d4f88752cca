"""The inverse of ``as_json``: a stored analysis becomes a value again."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypedDict

from castengine.media.color import Color, DolbyVision, DynamicRange
from castengine.media.document import Document
from castengine.media.info import Chapter, Container, MediaInfo
from castengine.media.streams import (
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


def media_from_json(value: object) -> MediaInfo:
    """Raises ``ValueError`` for what ``media_as_json`` did not write."""
    document = Document(value, "media")
    return MediaInfo(
        container=document.parsed("container", Container),
        format_name=document.text("format_name"),
        streams=tuple(_stream(stream) for stream in document.documents("streams")),
        size=document.optional_whole("size"),
        duration=document.optional_exact("duration"),
        start_time=document.optional_exact("start_time"),
        bit_rate=document.optional_whole("bit_rate"),
        title=document.optional_text("title"),
        chapters=tuple(_chapter(chapter) for chapter in document.documents("chapters")),
        index_in_front=document.optional_flag("index_in_front"),
        fragmented=document.flag("fragmented"),
    )


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


def _stream(document: Document) -> Stream:
    kind = document.text("kind")
    if kind not in _READERS:
        raise ValueError(f"there is no kind of stream {kind!r}")
    return _READERS[kind](document)


def _facts(document: Document) -> _Facts:
    return _Facts(
        index=StreamIndex(document.whole("index")),
        codec=document.optional_text("codec"),
        codec_tag=document.optional_text("codec_tag"),
        language=document.optional_text("language"),
        title=document.optional_text("title"),
        dispositions=frozenset(Disposition(name) for name in document.texts("dispositions")),
        start_time=document.optional_exact("start_time"),
        duration=document.optional_exact("duration"),
        bit_rate=document.optional_whole("bit_rate"),
        encrypted=document.flag("encrypted"),
    )


def _video(document: Document) -> Stream:
    return VideoStream(
        **_facts(document),
        width=document.whole("width"),
        height=document.whole("height"),
        codec_profile=document.optional_text("codec_profile"),
        level=document.optional_whole("level"),
        reference_frames=document.optional_whole("reference_frames"),
        sample_aspect_ratio=document.parsed("sample_aspect_ratio", _shape),
        frame_rate=document.optional_exact("frame_rate"),
        nominal_frame_rate=document.optional_exact("nominal_frame_rate"),
        pixel_format=document.optional_text("pixel_format"),
        bit_depth=document.optional_whole("bit_depth"),
        chroma=document.optional_text("chroma"),
        color=_color(document.document("color")),
        dynamic_range=document.parsed("dynamic_range", DynamicRange),
        dolby_vision=_dolby_vision(document.optional_document("dolby_vision")),
        field_order=document.optional_parsed("field_order", FieldOrder),
        measured_field_order=document.optional_parsed("measured_field_order", FieldOrder),
        telecined=document.flag("telecined"),
        repeats_fields=document.optional_flag("repeats_fields") or False,
        rotation=document.whole("rotation"),
        flipped=document.flag("flipped"),
        frame_count=document.optional_whole("frame_count"),
        closed_captions=document.optional_flag("closed_captions") or False,
    )


def _audio(document: Document) -> Stream:
    return AudioStream(
        **_facts(document),
        channels=document.optional_whole("channels"),
        channel_layout=document.optional_text("channel_layout"),
        sample_rate=document.optional_whole("sample_rate"),
        codec_profile=document.optional_text("codec_profile"),
        bit_depth=document.optional_whole("bit_depth"),
    )


def _subtitle(document: Document) -> Stream:
    carrier = document.optional_whole("carrier")
    return SubtitleStream(
        **_facts(document),
        form=document.optional_parsed("form", SubtitleKind),
        width=document.optional_whole("width"),
        height=document.optional_whole("height"),
        encoding=document.optional_text("encoding"),
        page=document.optional_text("page"),
        styled=document.optional_flag("styled"),
        carrier=None if carrier is None else StreamIndex(carrier),
    )


def _attachment(document: Document) -> Stream:
    filename, mime_type = document.optional_text("filename"), document.optional_text("mime_type")
    return OtherStream(**_facts(document), kind="attachment", filename=filename, mime_type=mime_type)


def _data(document: Document) -> Stream:
    filename, mime_type = document.optional_text("filename"), document.optional_text("mime_type")
    return OtherStream(**_facts(document), kind="data", filename=filename, mime_type=mime_type)


_READERS: Final[dict[str, Callable[[Document], Stream]]] = {
    "video": _video,
    "audio": _audio,
    "subtitle": _subtitle,
    "attachment": _attachment,
    "data": _data,
}


def _color(document: Document) -> Color:
    return Color(
        primaries=document.optional_text("primaries"),
        transfer=document.optional_text("transfer"),
        matrix=document.optional_text("matrix"),
        range=document.optional_text("range"),
    )


def _dolby_vision(document: Document | None) -> DolbyVision | None:
    if document is None:
        return None
    profile, level = document.whole("profile"), document.optional_whole("level")
    return DolbyVision(profile, level, document.whole("compatibility_id"))


def _chapter(document: Document) -> Chapter:
    return Chapter(document.exact("start"), document.exact("end"), document.optional_text("title"))


def _shape(text: str) -> Fraction:
    return Fraction(text.replace(":", "/"))
