"""The argument lists of every ffmpeg call, built in ffmpeg's own order: global, input, output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from castengine.demuxers import INPUT_GUARDS
from castengine.ffmpeg.captions import captions_input
from castengine.ffmpeg.drawing import FONTS, LINES
from castengine.ffmpeg.film import Extras, film_output, first_pass_output
from castengine.ffmpeg.hardware_encoders import hardware_devices
from castengine.ffmpeg.paths import file_url
from castengine.ffmpeg.texts import reading_texts
from castengine.media import Container, MediaInfo, StreamIndex
from castengine.plan.actions import Copy, Plan, TranscodeVideo

# Containers whose packets may lack presentation times; without them a copied stream cannot be written to MP4.
# (This makes them for streams whose pictures come in the order they are shown in; for others see film.py.)
_WITHOUT_TIMES = frozenset({Container.AVI, Container.MPEG_PS})


def conversion_argv(
    ffmpeg: Path,
    source: Path | None,
    media: MediaInfo,
    plan: Plan,
    film: Path,
    sidecars: Mapping[StreamIndex, Path],
    extras: Extras | None = None,
) -> list[str]:
    """Write ``film`` and, in the same reading of the source, each text subtitle of ``sidecars`` as WebVTT.

    ``source``: ``None`` for one that comes on standard input.
    A subtitle that the plan embeds is embedded only when it is among ``sidecars``.
    """
    return [
        *global_options(ffmpeg),
        *_devices(plan),
        *reading_texts(media, sidecars),
        *source_input(source, make_times=_needs_times(media, plan)),
        *_silence(media, plan),
        *film_output(media, plan, film, frozenset(sidecars), extras),
        *[word for index, path in sidecars.items() for word in _sidecar_output(index, path)],
    ]


def sample_argv(
    ffmpeg: Path, source: Path, media: MediaInfo, plan: Plan, film: Path, *, start: float, seconds: float
) -> list[str]:
    """A stretch of the film, as ``conversion_argv`` would write it."""
    return [
        *global_options(ffmpeg),
        *_devices(plan),
        *source_input(source, start=start, make_times=_needs_times(media, plan)),
        *_silence(media, plan),
        *("-t", f"{seconds:.3f}"),
        *film_output(media, plan, film, frozenset()),
    ]


def first_pass_argv(ffmpeg: Path, source: Path, media: MediaInfo, plan: Plan) -> list[str]:
    """Look at the picture once, so that the second pass meets the wished size. Leaves its notes where it runs."""
    return [*global_options(ffmpeg), *_devices(plan), *source_input(source), *first_pass_output(media, plan)]


def lines_argv(
    ffmpeg: Path, source: Path, media: MediaInfo, stream: StreamIndex, fonts: Mapping[StreamIndex, str]
) -> list[str]:
    """Write a text subtitle as ASS, and attached fonts, under plain names where ffmpeg runs."""
    dumped = [word for index, name in fonts.items() for word in (f"-dump_attachment:{index}", f"{FONTS}/{name}")]
    return [
        *global_options(ffmpeg),
        *dumped,
        *reading_texts(media, [stream]),
        *source_input(source),
        *("-map", f"0:{stream}", "-c:s", "ass", "-f", "ass", LINES),
    ]


def captions_argv(
    ffmpeg: Path, media: MediaInfo, carrier: StreamIndex, captions: Path, beside: Sequence[StreamIndex]
) -> list[str]:
    """Write the captions inside a picture as WebVTT. Needs ``lay_out_film`` where ffmpeg runs."""
    return [
        *global_options(ffmpeg),
        *captions_input(media, carrier, beside),
        *_sidecar_output(StreamIndex(1), captions),
        *("-map", "0:0", "-c", "copy", "-f", "null", "-"),  # so that it is told how far the film is read
    ]


def drawn_captions_argv(
    ffmpeg: Path, media: MediaInfo, carrier: StreamIndex, beside: Sequence[StreamIndex]
) -> list[str]:
    """Write the captions inside a picture as ASS, where ``lines_argv`` writes those of a stream."""
    lines = ("-map", "0:1", "-c:s", "ass", "-f", "ass", LINES)
    return [*global_options(ffmpeg), *captions_input(media, carrier, beside), *lines]


def measuring_argv(ffmpeg: Path, source: Path, stream: StreamIndex, chain: str) -> list[str]:
    """Decode a sound through filters that say what they measured, and throw the sound away."""
    return [
        *(*global_options(ffmpeg), "-loglevel", "info"),
        *source_input(source),
        *("-map", f"0:{stream}", "-filter:a:0", chain, "-f", "null", "-"),
    ]


def poster_argv(ffmpeg: Path, source: Path, stream: StreamIndex, picture: Path) -> list[str]:
    """Cover art as a JPEG of at most 1080 lines."""
    shape = r"scale=w=-2:h=min(ih\,1080):out_range=pc:out_color_matrix=bt601,format=yuvj420p,setsar=1"
    return [
        *global_options(ffmpeg),
        *source_input(source),
        *("-map", f"0:{stream}", "-filter:v", shape, "-frames:v", "1"),
        *("-map_metadata", "-1", "-c:v", "mjpeg", "-q:v", "2", "-f", "mjpeg", file_url(picture)),
    ]


def sidecars_argv(
    ffmpeg: Path,
    source: Path,
    media: MediaInfo,
    sidecars: Mapping[StreamIndex, Path],
    beside: Sequence[StreamIndex] = (),
) -> list[str]:
    """Write text subtitles as WebVTT and nothing else. ``beside``: the streams that they will be shown with.

    Of a transport stream ffmpeg calls zero what comes first of the streams it was asked for: so it is asked for those
    of the film too, or the first line would be shown when the film begins.
    """
    together = beside if media.container is Container.MPEG_TS else ()
    return [
        *global_options(ffmpeg),
        *reading_texts(media, sidecars),
        *source_input(source),
        *[word for index, path in sidecars.items() for word in _sidecar_output(index, path)],
        *[word for index in together for word in ("-map", f"0:{index}")],
        *(["-c", "copy", "-f", "null", "-"] if together else []),
    ]


def decode_argv(
    ffmpeg: Path, film: Path, stream: StreamIndex, *, start: float = 0, seconds: float | None = None
) -> list[str]:
    """Decode a stretch of one stream (``seconds`` from ``start``; ``None``: to the end) and throw the result away."""
    return [
        *global_options(ffmpeg),
        *source_input(film, start=start),
        *("-map", f"0:{stream}"),
        *([] if seconds is None else ["-t", f"{seconds:g}"]),
        # The film's own clock: on one of a tick a frame, pictures of a variable rate collide and look like an error.
        *("-fps_mode", "passthrough", "-enc_time_base:v", "demux", "-f", "null", "-"),
    ]


def first_frame_argv(ffmpeg: Path, source: Path, stream: StreamIndex) -> list[str]:
    """Decode one frame of a stream; fails when there is none to be had."""
    return [
        *(*global_options(ffmpeg), "-abort_on", "empty_output_stream"),
        *source_input(source),
        *("-map", f"0:{stream}", "-frames:0", "1", "-f", "null", "-"),
    ]


def reading_argv(ffmpeg: Path, source: Path, stream: StreamIndex) -> list[str]:
    """Read one stream to its end without decoding: tells how much of a file is really there."""
    return [
        *global_options(ffmpeg),
        *source_input(source),
        *("-map", f"0:{stream}", "-c", "copy", "-f", "null", "-"),
    ]


def still_argv(
    ffmpeg: Path, source: Path, stream: StreamIndex, picture: Path, *, start: float, chain: str
) -> list[str]:
    """The first picture that passes the chain, as JPEG. Only key frames within two minutes are decoded."""
    return [
        *global_options(ffmpeg),
        *("-skip_frame", "nokey"),
        *source_input(source, start=start),
        *("-map", f"0:{stream}", "-filter:v", chain, "-t", "120", "-frames:v", "1"),
        # The raw JPEG writer: the image one would read "%" in the file's name as a counter.
        *("-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg", file_url(picture)),
    ]


def global_options(ffmpeg: Path) -> list[str]:
    return [
        *(str(ffmpeg), "-nostdin", "-hide_banner", "-y", "-loglevel", "error"),
        *("-nostats", "-stats_period", "0.5", "-progress", "pipe:1"),
    ]


def source_input(source: Path | None, *, start: float = 0, make_times: bool = False) -> list[str]:
    """A file and nothing but a file: no network, and only formats that cannot name other files."""
    return [
        *INPUT_GUARDS,
        *(["-fflags", "+genpts"] if make_times else []),
        *(["-ss", f"{start:.3f}"] if start > 0 else []),
        *("-i", "pipe:0" if source is None else file_url(source)),
    ]


def _sidecar_output(index: StreamIndex, path: Path) -> list[str]:
    return ["-map", f"0:{index}", "-c:s", "webvtt", "-map_metadata", "-1", "-f", "webvtt", file_url(path)]


def _devices(plan: Plan) -> list[str]:
    return [word for action in plan.only(TranscodeVideo) for word in hardware_devices(action.target)]


def _silence(media: MediaInfo, plan: Plan) -> list[str]:
    """A second input, as long as the film where that is known."""
    if plan.silence is None:
        return []
    layout = "mono" if plan.silence.channels == 1 else "stereo"
    length = f":d={float(media.duration):.6f}" if media.duration else ""
    return ["-f", "lavfi", "-i", f"anullsrc=cl={layout}:r={plan.silence.sample_rate}{length}"]


def _needs_times(media: MediaInfo, plan: Plan) -> bool:
    return media.container in _WITHOUT_TIMES and bool(plan.only(Copy))
