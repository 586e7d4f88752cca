"""The inverse of ``as_json``: a stored plan becomes a value again, so that it can be performed later."""

from __future__ import annotations

from typing import Final, get_args

from castengine.media import Container, DynamicRange, StreamIndex, StreamKind, SubtitleKind
from castengine.media.document import Document
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
from castengine.plan.reasons import Reason, ReasonCode

_KINDS: Final[dict[str, StreamKind]] = {kind: kind for kind in get_args(StreamKind)}


def plan_from_json(value: object) -> Plan:
    """Raises ``ValueError`` for what ``plan_as_json`` did not write."""
    document = Document(value, "plan")
    return Plan(
        device=document.text("device"),
        delivery=document.parsed("delivery", Delivery),
        container=document.parsed("container", Container),
        container_reasons=_reasons(document, "container_reasons"),
        actions=tuple(_action(action) for action in document.documents("actions")),
        silence=None if (silence := document.optional_document("silence")) is None else _audio(silence),
        keep_metadata=document.flag("keep_metadata"),
        keep_chapters=document.flag("keep_chapters"),
    )


def _action(document: Document) -> Action:
    stream = StreamIndex(document.whole("stream"))
    kind = document.parsed("kind", _kind)
    reasons = _reasons(document, "reasons")
    match (document.text("action"), kind):
        case ("copy", _):
            return Copy(stream, reasons, kind, document.optional_text("level"))
        case ("drop", _):
            return Drop(stream, reasons, kind)
        case ("transcode", "video"):
            return TranscodeVideo(stream, _video(document.document("target")), reasons)
        case ("transcode", "audio"):
            return TranscodeAudio(stream, _audio(document.document("target")), reasons)
        case ("sidecar", "subtitle"):
            return Sidecar(stream, document.text("suffix"), document.flag("embed"), reasons)
        case ("burn_in", "subtitle"):
            return BurnIn(stream, reasons, document.parsed("form", SubtitleKind))
        case ("poster", "video"):
            return Poster(stream, reasons)
        case (action, _):
            raise ValueError(f"there is no action {action!r} for a stream of kind {kind!r}")


def _video(document: Document) -> VideoTarget:
    return VideoTarget(
        codec=document.text("codec"),
        encoder=document.text("encoder"),
        codec_profile=document.text("codec_profile"),
        level=document.text("level"),
        width=document.whole("width"),
        height=document.whole("height"),
        pixel_format=document.text("pixel_format"),
        frame_rate=document.optional_exact("frame_rate"),
        crf=document.whole("crf"),
        preset=document.text("preset"),
        max_bit_rate=document.whole("max_bit_rate"),
        buffer_size=document.whole("buffer_size"),
        gop_seconds=document.real("gop_seconds"),
        deinterlace=document.flag("deinterlace"),
        inverse_telecine=document.flag("inverse_telecine"),
        reshape=document.optional_flag("reshape") or False,
        tone_map=document.flag("tone_map"),
        dynamic_range=document.parsed("dynamic_range", DynamicRange),
        bit_rate=document.optional_whole("bit_rate"),
        quality=document.optional_whole("quality"),
        device=document.optional_text("device"),
    )


def _audio(document: Document) -> AudioTarget:
    return AudioTarget(
        codec=document.text("codec"),
        encoder=document.text("encoder"),
        channels=document.whole("channels"),
        sample_rate=document.whole("sample_rate"),
        bit_rate=document.whole("bit_rate"),
        normalize=document.flag("normalize"),
        night_mode=document.flag("night_mode"),
    )


def _reasons(document: Document, key: str) -> tuple[Reason, ...]:
    return tuple(Reason(d.parsed("code", ReasonCode), d.scalars("params")) for d in document.documents(key))


def _kind(name: str) -> StreamKind:
    if name not in _KINDS:
        raise ValueError(name)
    return _KINDS[name]
