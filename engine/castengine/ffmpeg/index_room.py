"""Room in front for an MP4's index, so that the film need not be written twice.

``+faststart`` writes the film, then reads and writes it all again to move it behind its index: for a film larger than
memory that takes as long as the copy itself. A room that was kept costs nothing; what the index leaves of it is a
``free`` box. When the room is too small ffmpeg says so, and the film is written once more, by ``+faststart``.
"""

from __future__ import annotations

import math
from typing import Final

from castengine.ffmpeg.film import kept_streams
from castengine.media import AudioStream, Container, MediaInfo, VideoStream
from castengine.plan.actions import Copy, Plan, Sidecar

# Bytes in the index for a sample at worst (ISO/IEC 14496-12, 8.6 and 8.7): stts 8, stsz 4, stsc 12 and co64 8 for each
# chunk, of which there are two for three samples when they alternate; pictures have ctts 8, stss 4 and sdtp 1 besides.
_A_PICTURE: Final = 40
_A_SOUND: Final = 28
_SOUND_SAMPLES: Final = 960  # in a packet: Opus has so few, AAC 1024, MP3 1152, AC-3 1536
_MOST_RATE: Final = 60  # pictures a second where nothing is known
_MORE: Final = 1.05  # headers are not exact about rates and durations
_HEADERS: Final = 128 * 1024  # bytes, with the metadata
_SUBTITLES: Final = 256 * 1024  # bytes for each: some thousand lines
_CHAPTER: Final = 512
_WORTH_IT: Final = 64 * 1024 * 1024  # bytes of film: below, writing twice takes no time
_MOST_PART: Final = 0.05  # of the film; a header that promises hours of a minute must not fill the disk


def index_room(media: MediaInfo, plan: Plan) -> int | None:
    """Bytes to keep; ``None`` where ``+faststart`` is the better way, as for an encoded picture, which is small."""
    is_copied = any(action.kind == "video" for action in plan.only(Copy))
    is_large = (media.size or 0) >= _WORTH_IT
    if plan.container is not Container.MP4 or not is_copied or not is_large or not media.duration:
        return None
    kept = (media.stream(action.stream) for action in kept_streams(plan))
    samples = sum(map(_bytes_a_second, kept)) * float(media.duration) * _MORE
    texts = sum(_SUBTITLES for action in plan.only(Sidecar) if action.embed)
    room = math.ceil(samples) + _HEADERS + texts + _CHAPTER * len(media.chapters)
    return room if room <= (media.size or 0) * _MOST_PART else None


def _bytes_a_second(stream: object) -> float:
    if isinstance(stream, VideoStream):
        return _A_PICTURE * float(stream.frame_rate or _MOST_RATE)
    if isinstance(stream, AudioStream):
        return _A_SOUND * (stream.sample_rate or 48000) / _SOUND_SAMPLES
    return 0.0
