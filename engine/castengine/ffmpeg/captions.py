"""Captions out of the pictures that carry them: a source among ffmpeg's filters decodes the film and hands them on.

Such a source names its file inside a description with a grammar of its own, and it opens the file by itself, without
the guards of an input. So the film gets a plain name where ffmpeg runs, and the guards are said within.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from castengine.demuxers import ALLOWED_DEMUXERS, PROTOCOL_WHITELIST
from castengine.media import Container, MediaInfo, StreamIndex

FILM: Final = "film"
"""The name under which ffmpeg finds the source where it runs."""

_GUARDS: Final = f"protocol_whitelist={PROTOCOL_WHITELIST}:format_whitelist={','.join(ALLOWED_DEMUXERS)}"
_OF_VALUES: Final = r"\':"
_OF_GRAPHS: Final = r"\'[],;"
_BROADCASTS: Final = frozenset({Container.MPEG_TS, Container.MPEG_PS})


def lay_out_film(source: Path, folder: Path) -> None:
    """Give the source its plain name in the folder."""
    link = folder / FILM
    link.unlink(missing_ok=True)
    link.symlink_to(source.absolute())


def captions_input(media: MediaInfo, carrier: StreamIndex, beside: Sequence[StreamIndex]) -> list[str]:
    """Words up to and with the input: its stream 0 are the pictures, its stream 1 the captions.

    ``beside``: the streams that they will be shown with. The pictures keep the source's clock; it is set back by
    hand to what ffmpeg calls zero for those streams.
    """
    guards = _escaped(_escaped(_GUARDS, _OF_VALUES), _OF_GRAPHS)
    graph = f"movie=filename={FILM}:stream_index={carrier}:format_opts={guards}[out0+subcc]"
    zero = _zero_of(media, beside)
    return ["-copyts", "-itsoffset", f"{-float(zero):.6f}", "-f", "lavfi", "-i", graph]


def _zero_of(media: MediaInfo, beside: Sequence[StreamIndex]) -> Fraction:
    """Of a broadcast ffmpeg calls zero what comes first of the streams it was asked for, else of the whole file."""
    starts = [media.stream(index).start_time for index in beside]
    known = [start for start in starts if start is not None]
    return min(known) if media.container in _BROADCASTS and known else media.start_time or Fraction(0)


def _escaped(text: str, special: str) -> str:
    return "".join(f"\\{letter}" if letter in special else letter for letter in text)
