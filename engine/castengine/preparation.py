"""What has to be known or laid out before a film is written: lettering, loudness, a first look for a wished size."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from castengine.ffmpeg.argv import drawn_captions_argv, first_pass_argv, lines_argv, measuring_argv
from castengine.ffmpeg.captions import lay_out_film
from castengine.ffmpeg.drawing import FONTS
from castengine.ffmpeg.encoders import Pass, takes_two_passes
from castengine.ffmpeg.film import Extras, kept_streams
from castengine.ffmpeg.sound import LOUDNESS, measuring_filters
from castengine.job import Job
from castengine.media import AudioStream, MediaInfo, OtherStream, StreamIndex, SubtitleKind, SubtitleStream
from castengine.plan.actions import BurnIn, TranscodeAudio, TranscodeVideo

_FONT_NAMES: Final = (".ttf", ".otf", ".ttc", ".otc")
_INTEGRATED: Final = re.compile(r"^\s*I:\s*(-?[\d.]+) LUFS", re.MULTILINE)
_SILENT: Final = -60.0  # LUFS; nothing below is worth making louder
_MOST_GAIN: Final = 20.0  # dB; more would make noise of a whisper


@dataclass(frozen=True, slots=True)
class Ready:
    """``folder``: where ffmpeg has to run to find what was prepared."""

    folder: Path
    extras: Extras


@contextmanager
def prepared(job: Job) -> Iterator[Ready]:
    """Everything that the plan needs before the film; the folder is gone afterwards.

    Raises what ``run_ffmpeg`` raises.
    """
    with tempfile.TemporaryDirectory(prefix="castengine-") as name:
        folder = Path(name)
        _lay_out_lines(job, folder)
        gains = _gains(job)
        yield Ready(folder, Extras(gains, _turn(job, folder)))


def _lay_out_lines(job: Job, folder: Path) -> None:
    for action in job.plan.only(BurnIn):
        if action.form is SubtitleKind.TEXT:
            (folder / FONTS).mkdir()
            job.look(_lines_argv(job, action, folder), cwd=folder)


def _lines_argv(job: Job, action: BurnIn, folder: Path) -> list[str]:
    stream = job.media.stream(action.stream)
    if isinstance(stream, SubtitleStream) and stream.carrier is not None:
        lay_out_film(job.source, folder)
        return drawn_captions_argv(job.tools.ffmpeg, job.media, stream.carrier, beside(job))
    return lines_argv(job.tools.ffmpeg, job.source, job.media, action.stream, fonts_of(job.media))


def beside(job: Job) -> list[StreamIndex]:
    """The streams that subtitles are shown with."""
    return [kept.stream for kept in kept_streams(job.plan)]


def fonts_of(media: MediaInfo) -> dict[StreamIndex, str]:
    """The attached fonts, and a name for each that needs no trust in the file."""
    fonts = (s for s in media.streams if isinstance(s, OtherStream) and _is_font(s))
    return {font.index: f"{font.index}{_ending(font)}" for font in fonts}


def _is_font(stream: OtherStream) -> bool:
    is_named_so = (stream.filename or "").lower().endswith(_FONT_NAMES)
    return stream.kind == "attachment" and (is_named_so or "font" in (stream.mime_type or ""))


def _ending(stream: OtherStream) -> str:
    return next((end for end in _FONT_NAMES if (stream.filename or "").lower().endswith(end)), ".ttf")


def _gains(job: Job) -> dict[StreamIndex, float]:
    """For each sound whose loudness shall be even, the gain that makes it so."""
    gains = {}
    for action in job.plan.only(TranscodeAudio):
        stream = job.media.stream(action.stream)
        if action.target.normalize and isinstance(stream, AudioStream):
            chain = measuring_filters(stream, action.target)
            said = job.look(measuring_argv(job.tools.ffmpeg, job.source, action.stream, chain))
            gains[action.stream] = gain_of(said)
    return gains


def gain_of(said: str) -> float:
    """dB from the loudness that ffmpeg's ``ebur128`` said last to the wished one."""
    found = _INTEGRATED.findall(said)
    loudness = float(found[-1]) if found else _SILENT
    return min(LOUDNESS - loudness, _MOST_GAIN) if loudness > _SILENT else 0.0


def _turn(job: Job, folder: Path) -> Pass:
    if not any(takes_two_passes(action.target) for action in job.plan.only(TranscodeVideo)):
        return Pass.ONLY
    job.run(first_pass_argv(job.tools.ffmpeg, job.source, job.media, job.plan), cwd=folder)
    return Pass.SECOND
