"""A film's 24 pictures a second sent as 30: not woven together, but with the wish to show every other one longer.

MPEG-2 (ISO/IEC 13818-2, 6.3.10, ``repeat_first_field``). The pictures are whole; only their times are uneven.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from castengine.media import MediaInfo, Stream, StreamIndex, VideoStream
from castengine.probe.fields import mapping, mappings, whole

_NTSC: Final = ((Fraction(23), Fraction(31)), (Fraction(59), Fraction(60)))  # average or nominal rates that it may have
_PLACES: Final = (Fraction(1, 10), Fraction(1, 2), Fraction(4, 5))  # of the film
_SHORT: Final = 6  # seconds
_FRAMES: Final = 24  # at each place
_EVIDENCE: Final = 8
_EVERY_OTHER: Final = (0.4, 0.6)  # of the pictures; less is a film that was mixed with television


def may_repeat_fields(stream: Stream) -> bool:
    if not isinstance(stream, VideoStream) or stream.codec != "mpeg2video" or stream.encrypted:
        return False
    rates = (stream.frame_rate, stream.nominal_frame_rate)
    return any(least < rate < most for rate in rates if rate is not None for least, most in _NTSC)


def places_to_look(media: MediaInfo) -> str:
    """ffprobe's ``-read_intervals``."""
    if media.duration is None or media.duration < _SHORT:
        return f"%+#{3 * _FRAMES}"
    start = media.start_time or 0
    return ",".join(f"{float(start + media.duration * place):.1f}%+#{_FRAMES}" for place in _PLACES)


def with_repeats(media: MediaInfo, index: StreamIndex, report: object) -> MediaInfo:
    """The same file; ``report``: ffprobe's ``frames`` of the stream, with ``repeat_pict`` and ``interlaced_frame``."""
    frames = list(mappings(mapping(report).get("frames")))
    repeated = sum(whole(frame.get("repeat_pict")) == 1 for frame in frames)
    is_whole = not any(frame.get("interlaced_frame") == 1 for frame in frames)
    least, most = _EVERY_OTHER
    if not is_whole or len(frames) < _EVIDENCE or not least <= repeated / len(frames) <= most:
        return media
    streams = (
        replace(s, repeats_fields=True) if isinstance(s, VideoStream) and s.index == index else s for s in media.streams
    )
    return replace(media, streams=tuple(streams))
