"""Runs ffprobe. One call for most files; more for what hides in frames, for a missing duration, for doubtful fields."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from castengine.demuxers import ALLOWED_DEMUXERS, INPUT_GUARDS
from castengine.errors import (
    NotMedia,
    SourceEmpty,
    SourceIsDirectory,
    SourceNotFound,
    SourceTruncated,
    SourceUnreadable,
)
from castengine.media import MediaInfo
from castengine.probe.beginning import as_of_the_whole, tells_enough
from castengine.probe.boxes import is_webm, read_box_layout
from castengine.probe.captions import with_captions
from castengine.probe.frames import has_frame_of, needs_a_frame, with_first_frame
from castengine.probe.interlacing import with_measured_fields
from castengine.probe.parse import FileFacts, last_moment, parse_media
from castengine.probe.repeats import may_repeat_fields, places_to_look, with_repeats
from castengine.probe.texts import needs_reading, places_to_read, with_texts
from castengine.process import STDERR_TAIL, Captured, OutputTooLarge, ProcessTimedOut, run_captured
from castengine.tools import Tools

_SECONDS: Final = 60.0  # a network drive that wakes up
_HEAD_BYTES: Final = 256
_DETAIL_CHARACTERS: Final = 2000
_NO_INDEX: Final = "moov atom not found"  # MP4's, which most programs write last
_DECIDING_BYTES: Final = 1024 * 1024
_NOT_ALLOWED: Final = "Format not on whitelist"
_NO_SENSE: Final = "Invalid data found when processing input"
_FORMAT_FOUND: Final = re.compile(r"Format \S+ (probed with|detected only)")
_A_FEW_FRAMES: Final = ("-read_intervals", "%+#4", "-show_frames")  # the sound may come before the first picture
_EVERYTHING: Final = ("-show_format", "-show_streams", "-show_chapters", *_A_FEW_FRAMES)


def probe(source: Path, tools: Tools) -> MediaInfo:
    """What is in the file. Raises the :class:`SourceError` that fits, and nothing else for a bad file."""
    return _looked_into(probe_headers(source, tools), source, tools)


def probe_beginning(source: Path, whole: int, tools: Tools) -> MediaInfo:
    """What the first bytes of a film of ``whole`` bytes tell of it, with places that were left out or are still to
    come. What only the end tells is ``None``.

    Raises :class:`SourceTruncated` while more bytes may tell more, its base :class:`NotMedia` when none could.
    """
    try:
        media = as_of_the_whole(_headers(source, tools), whole)
    except NotMedia as error:
        if _is_for_good(source, tools):
            raise
        raise SourceTruncated(f"What has come of {_name(source)} tells nothing yet.", detail=error.detail) from error
    if not tells_enough(media, source.stat().st_size):
        raise SourceTruncated(f"What has come of {_name(source)} does not tell all yet.")
    looked_into = _looked_into(replace(media, duration=None), source, tools)  # nowhere but at the beginning
    return replace(looked_into, duration=media.duration)


def _looked_into(media: MediaInfo, source: Path, tools: Tools) -> MediaInfo:
    media = with_captions(_with_texts(media, source, tools))
    return with_measured_fields(_with_repeats(media, source, tools), source, tools)


def probe_headers(source: Path, tools: Tools) -> MediaInfo:
    """The same without a look at the fields of pictures and at texts: enough for a file whose origin is known.

    Raises as ``probe``.
    """
    return _with_duration(_headers(source, tools), source, tools)


def _headers(source: Path, tools: Tools) -> MediaInfo:
    facts = _file_facts(source)
    report = _ask(source, tools, _EVERYTHING)
    media = parse_media(report, facts)
    if not media.streams:
        raise NotMedia(f"{_name(source)} holds no film, no sound and no subtitles that can be read.")
    return _with_frames(media, report, source, tools)


def ffprobe_argv(source: Path, tools: Tools, wanted: Sequence[str]) -> list[str]:
    """``file:`` keeps names that begin with ``-`` or look like ``http:…`` what they are: names."""
    return [
        *(os.fspath(tools.ffprobe), "-hide_banner", "-loglevel", "error", "-print_format", "json=compact=1"),
        *INPUT_GUARDS,
        *wanted,
        *("-i", f"file:{source}"),
    ]


def _with_frames(media: MediaInfo, report: object, source: Path, tools: Tools) -> MediaInfo:
    for stream in media.video:
        if needs_a_frame(stream) and not has_frame_of(report, stream.index):
            wanted = ("-select_streams", str(stream.index), "-show_streams", *_A_FEW_FRAMES)
            media = with_first_frame(media, stream.index, _try_asking(source, tools, wanted))
        else:
            media = with_first_frame(media, stream.index, report)
    return media


def _with_repeats(media: MediaInfo, source: Path, tools: Tools) -> MediaInfo:
    for stream in media.video:
        if may_repeat_fields(stream):
            frames = ("-select_streams", str(stream.index), "-show_entries", "frame=repeat_pict,interlaced_frame")
            report = _try_asking(source, tools, (*frames, "-read_intervals", places_to_look(media)))
            media = with_repeats(media, stream.index, report)
    return media


def _with_texts(media: MediaInfo, source: Path, tools: Tools) -> MediaInfo:
    if not needs_reading(media):
        return media
    packets = ("-select_streams", "s", "-show_data", "-show_entries", "packet=stream_index,data:stream=index,extradata")
    return with_texts(media, _try_asking(source, tools, (*packets, "-read_intervals", places_to_read(media))))


def _with_duration(media: MediaInfo, source: Path, tools: Tools) -> MediaInfo:
    """Recorders of browsers write no duration: then the last packets tell it."""
    if media.duration is not None:
        return media
    beyond_the_end = ("-read_intervals", "1000000%", "-show_entries", "packet=pts_time,duration_time")
    end = last_moment(_try_asking(source, tools, beyond_the_end))
    return media if end is None else replace(media, duration=end - max(media.start_time or 0, 0))


def _ask(source: Path, tools: Tools, wanted: Sequence[str]) -> object:
    try:
        answer = run_captured(ffprobe_argv(source, tools, wanted), timeout=_SECONDS)
    except ProcessTimedOut as error:
        hint = "The file may be damaged, or its drive slow. Try again."
        raise NotMedia(f"{_name(source)} could not be read within a minute.", hint=hint) from error
    except OutputTooLarge as error:
        raise NotMedia(f"{_name(source)} describes itself at absurd length.") from error
    report = _json(answer.stdout)
    if not isinstance(report, dict) or (answer.returncode != 0 and not report.get("streams")):
        raise _not_media(source, answer)
    return report


def _holds_films_data(source: Path) -> bool:
    """Whether it begins as an MP4 does whose index comes last; ffmpeg believes a name's ending, too."""
    with source.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return head[4:8] == b"ftyp" and b"mdat" in head


def _not_media(source: Path, answer: Captured) -> NotMedia:
    if _NO_INDEX in answer.stderr and _holds_films_data(source):
        return SourceTruncated(f"The end of {_name(source)} is missing, and with it its index.", detail=_detail(answer))
    return NotMedia(f"{_name(source)} is not a film or sound that can be read.", detail=_detail(answer))


def can_never_be_read(source: Path, error: NotMedia, tools: Tools) -> bool:
    """Whether no other try can read the whole file, of which ``error`` was said: its index is missing, or it is in a
    format that is not opened at all, or in none. ``False`` where that isn't certain."""
    return isinstance(error, SourceTruncated) or _is_in_no_format(source, tools)


def _is_for_good(source: Path, tools: Tools) -> bool:
    """Whether a file that cannot be read never will be, however many bytes follow. ffprobe decides on the format by the
    first MiB (libavformat's ``PROBE_BUF_MAX``), and by the ending of a name: ``source`` should have none."""
    return source.stat().st_size >= _DECIDING_BYTES and _is_in_no_format(source, tools)


def _is_in_no_format(source: Path, tools: Tools) -> bool:
    """Or in one that is not opened at all. An ffprobe that was killed, or met a damaged disk, has said neither."""
    try:
        answer = run_captured(ffprobe_argv(source, tools, ("-loglevel", "debug", "-show_format")), timeout=_SECONDS)
    except (ProcessTimedOut, OutputTooLarge):
        return False
    said_all = len(answer.stderr) < STDERR_TAIL // 2  # else what it said first is lost
    in_none = said_all and _NO_SENSE in answer.stderr and not _FORMAT_FOUND.search(answer.stderr)
    return _NOT_ALLOWED in answer.stderr or in_none


def _try_asking(source: Path, tools: Tools, wanted: Sequence[str]) -> object:
    """For facts that the file is usable without."""
    try:
        return _ask(source, tools, wanted)
    except NotMedia:
        return None


def _json(answer: bytes) -> object:
    try:
        return json.loads(answer.decode("utf-8", errors="replace"))
    except (ValueError, RecursionError):
        return None


def _file_facts(source: Path) -> FileFacts:
    """Raises the :class:`SourceError` that fits when the file cannot be opened or is empty."""
    try:
        mode = source.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceIsDirectory(f"{_name(source)} is a folder, not a file.")
        if not stat.S_ISREG(mode):  # opening a named pipe would wait for ever
            raise SourceUnreadable(f"{_name(source)} is not an ordinary file.", hint="Name a film file instead.")
        with source.open("rb") as file:
            return _facts_of_open(file, source)
    except FileNotFoundError as error:
        raise SourceNotFound(f"There is no file {_name(source)}.") from error
    except PermissionError as error:
        raise SourceUnreadable(f"{_name(source)} may not be read by this program.") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or error
        raise SourceUnreadable(f"{_name(source)} cannot be read: {reason}.", hint="Check the name.") from error


def _facts_of_open(file: BinaryIO, source: Path) -> FileFacts:
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise SourceEmpty(f"{_name(source)} is empty: it has no bytes.")
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    layout = read_box_layout(file)
    return FileFacts(
        size=size,
        is_webm=is_webm(head),
        index_in_front=layout.index_in_front,
        fragmented=layout.fragmented,
    )


def _name(source: Path) -> str:
    """The file's name for people: bytes that are no text are shown as a question mark."""
    return repr(os.fsencode(source.name or os.fspath(source)).decode("utf-8", errors="replace"))


def _detail(answer: Captured) -> str | None:
    said = answer.stderr.replace(f" '{','.join(ALLOWED_DEMUXERS)}'", "")
    return said.strip()[-_DETAIL_CHARACTERS:] or None
