"""Streams that do not play: covers become a picture beside the film, the rest is left out."""

from __future__ import annotations

from castengine.media import AudioStream, MediaInfo, OtherStream, Stream, StreamIndex, VideoStream
from castengine.plan.actions import Drop, Poster
from castengine.plan.preferences import Preferences
from castengine.plan.readable import defect_of, is_described, unreadable
from castengine.plan.reasons import Reason, ReasonCode
from castengine.plan.video import choose_video, moving_pictures


def left_out(media: MediaInfo, preferences: Preferences, *, is_made: bool) -> dict[StreamIndex, Drop | Poster]:
    """For every stream, as if none played. ``is_made``: a film is written, so a poster may lie beside it."""
    actions: dict[StreamIndex, Drop | Poster] = {s.index: _drop(s, media, preferences) for s in media.streams}
    poster = _poster(media) if is_made and not preferences.no_attachments else None
    if poster is not None:
        actions[poster.index] = Poster(poster.index, (Reason(ReasonCode.COVER_ART),))
    return actions


def _poster(media: MediaInfo) -> VideoStream | None:
    # Of covers in Matroska ffprobe knows no size, and none is needed: one that cannot be read costs only itself.
    return next((s for s in _covers(media) if s.codec is not None and not s.encrypted), None)


def _covers(media: MediaInfo) -> tuple[VideoStream, ...]:
    films = moving_pictures(media)
    return tuple(s for s in media.streams if isinstance(s, VideoStream) and s not in films)


def _drop(stream: Stream, media: MediaInfo, preferences: Preferences) -> Drop:
    """Why a stream is left out that was not chosen."""
    if isinstance(stream, OtherStream):
        return Drop(stream.index, (Reason(ReasonCode.NOT_FOR_PLAYING),), stream.kind)
    if stream in _covers(media):
        unwanted = preferences.no_attachments
        return Drop(stream.index, (Reason(ReasonCode.NOT_WANTED if unwanted else ReasonCode.COVER_ART),), stream.kind)
    return Drop(stream.index, (_why_not(stream, media) or Reason(ReasonCode.OTHER_TRACK_CHOSEN),), stream.kind)


def _why_not(stream: Stream, media: MediaInfo) -> Reason | None:
    if isinstance(stream, AudioStream) and not is_described(stream):
        return defect_of(stream) or unreadable(stream)
    defect = defect_of(stream) if isinstance(stream, (VideoStream, AudioStream)) else None
    is_only_picture = isinstance(stream, VideoStream) and choose_video(media) is None
    if defect is not None and is_only_picture and defect.code is ReasonCode.STREAM_UNREADABLE:
        return Reason(ReasonCode.PICTURE_UNREADABLE, defect.params)
    return defect
