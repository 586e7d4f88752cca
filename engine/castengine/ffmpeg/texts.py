"""How ffmpeg shall read text subtitles: options of the input, for each stream that needs any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from castengine.media import MediaInfo, StreamIndex, SubtitleStream

_SUBTITLES: Final = "subtitle"  # all pages that a broadcaster marks as such


def reading_texts(media: MediaInfo, read: Iterable[StreamIndex]) -> list[str]:
    """``read``: the streams that are decoded; an option for another one would be an error."""
    streams = (media.stream(index) for index in read)
    return [word for s in streams if isinstance(s, SubtitleStream) for word in _reading(s)]


def _reading(stream: SubtitleStream) -> list[str]:
    if stream.codec == "dvb_teletext":
        # Not the pictures of pages that are the default. A line ends when the next one, or none, is sent.
        page = (f"-txt_page:{stream.index}", stream.page or _SUBTITLES)
        return [f"-txt_format:{stream.index}", "text", *page, f"-fix_sub_duration:{stream.index}"]
    if stream.codec == "mov_text":
        # Lines that are no UTF-8 would be left out without a word; they are mended in what is written.
        return [f"-sub_charenc_mode:{stream.index}", "ignore"]
    return [f"-sub_charenc:{stream.index}", stream.encoding] if stream.encoding is not None else []
