"""The source once more: what of it is really there, measured when its own word is not enough."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from castengine.cancellation import Cancellation
from castengine.errors import FfmpegFailed
from castengine.ffmpeg.argv import decode_argv, reading_argv
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import MediaInfo, StreamIndex
from castengine.tools import Tools
from castengine.verify.packets import first_frames

_SAMPLES: Final = (Fraction(0), Fraction(1, 2), Fraction(3, 4))  # of the duration
_SAMPLE_SECONDS: Final = 4.0  # so short that all complaints about it are kept
_NOISE: Final = 10  # complaints; films have fewer even where they are damaged
_REPEATED: Final = "last message repeated"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source that can be read again."""

    path: Path
    media: MediaInfo
    tools: Tools
    cancellation: Cancellation

    def readable_seconds(self, stream: StreamIndex) -> Fraction:
        """When a stream's last packet has ended, counted from the beginning of the file; none are decoded."""
        return _last(self._reports(reading_argv(self.tools.ffmpeg, self.path, stream)))

    def decodable_seconds(self, stream: StreamIndex) -> Fraction:
        """The same of what can be decoded. As slow as decoding is."""
        return _last(self._reports(decode_argv(self.tools.ffmpeg, self.path, stream)))

    def first_frame(self, stream: StreamIndex) -> Fraction | None:
        """When the first frame that decodes is shown or heard, in the file's own time."""
        return first_frames(self.path, self.tools).get(stream)

    def is_noise(self, stream: StreamIndex) -> bool:
        """Whether decoding complains about every other frame, as it does of scrambled packets, wherever one looks."""
        duration = self.media.duration or Fraction(0)
        starts = {float(part * duration) for part in _SAMPLES}
        noisy = [self._is_noise_at(stream, start) for start in starts]
        return sum(noisy) * 2 > len(noisy)

    def _is_noise_at(self, stream: StreamIndex, start: float) -> bool:
        argv = decode_argv(self.tools.ffmpeg, self.path, stream, start=start, seconds=_SAMPLE_SECONDS)
        reports: list[Report] = []
        try:
            said = run_ffmpeg(argv, on_report=reports.append, cancellation=self.cancellation)
        except FfmpegFailed as error:
            said = error.detail or ""
        frames = max((report.frame or 0 for report in reports), default=0)
        return complaints(said) >= max(_NOISE, frames // 2)

    def _reports(self, argv: list[str]) -> list[Report]:
        reports: list[Report] = []
        with contextlib.suppress(FfmpegFailed):  # how far it came is the answer
            run_ffmpeg(argv, on_report=reports.append, cancellation=self.cancellation)
        return reports


def complaints(said: str) -> int:
    """How many different ones follow each other. Noise is complained about in ever new words; what ffmpeg repeats word
    for word ("last message repeated 21 times") is mostly a stream whose first pictures lack their header."""
    return sum(_REPEATED not in line.lower() for line in said.splitlines())


def _last(reports: list[Report]) -> Fraction:
    return max((r.out_time for r in reports if r.out_time is not None), default=Fraction(0))
