"""When the streams of a file begin and end, asked of their packets and frames, not of the headers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from castengine.media import StreamIndex
from castengine.probe.ffprobe import ffprobe_argv
from castengine.process import OutputTooLarge, ProcessTimedOut, run_captured
from castengine.tools import Tools

_SECONDS: Final = 60.0
_BEFORE_THE_END: Final = 12  # seconds: more than the distance of most key frames
_BEFORE_THE_START: Final = 12  # seconds: as much, because ffprobe counts a stretch from the key frame before it
_FIRST_PACKETS: Final = "%+#120"


@dataclass(frozen=True, slots=True)
class Ending:
    """Seconds in the file's own time. ``last``: when the last packet begins; ``end``: when it has ended."""

    last: Fraction
    end: Fraction


def endings(film: Path, tools: Tools, duration: Fraction | None) -> dict[StreamIndex, Ending]:
    """Of each stream that has packets in the last seconds of the film; ``None``: of all, for which all are read."""
    after = 0 if duration is None else max(duration - _BEFORE_THE_END, Fraction(0))
    interval = [] if after == 0 else ["-read_intervals", f"{float(after):.3f}%"]
    rows = _rows(film, tools, [*interval, "-show_entries", "packet=stream_index,pts_time,duration_time"], "packets")
    found: dict[StreamIndex, Ending] = {}
    for row in rows:
        index, begin = _index(row), _time(row, "pts_time")
        if index is not None and begin is not None:
            ending = Ending(begin, begin + (_time(row, "duration_time") or 0))
            found[index] = max(ending, found.get(index, ending), key=lambda e: e.last)
    return found


def first_frames(film: Path, tools: Tools) -> dict[StreamIndex, Fraction]:
    """When the first frame of each stream that decodes is due."""
    wanted = ["-read_intervals", _FIRST_PACKETS, "-show_entries", "frame=stream_index,best_effort_timestamp_time"]
    found: dict[StreamIndex, Fraction] = {}
    for row in _rows(film, tools, wanted, "frames"):
        index, time = _index(row), _time(row, "best_effort_timestamp_time")
        if index is not None and time is not None:
            found[index] = min(time, found.get(index, time))
    return found


def bytes_between(film: Path, tools: Tools, stream: StreamIndex, start: float, seconds: float) -> int | None:
    """What the stream's packets of a stretch weigh; ``None`` when there are none. ``start`` counts from the film's
    beginning, as ``-ss`` does."""
    interval = ("-read_intervals", f"{start:.3f}%+{seconds + _BEFORE_THE_START:.3f}")
    wanted = [*interval, "-select_streams", str(stream), "-show_entries", "packet=pts_time,size"]
    total = 0
    for row in _rows(film, tools, wanted, "packets"):  # those from the key frame on that is nearest before it
        time, size = _time(row, "pts_time"), str(row.get("size"))
        if time is not None and start <= time < start + seconds and size.isdecimal():
            total += int(size)
    return total or None


def _rows(film: Path, tools: Tools, wanted: Sequence[str], key: str) -> list[dict[str, object]]:
    try:
        answer = run_captured(ffprobe_argv(film, tools, wanted), timeout=_SECONDS)
        report = json.loads(answer.stdout.decode("utf-8", errors="replace"))
    except (ProcessTimedOut, OutputTooLarge, ValueError):
        return []
    rows = report.get(key) if isinstance(report, dict) else None
    return [row for row in rows or () if isinstance(row, dict)]


def _index(row: dict[str, object]) -> StreamIndex | None:
    value = row.get("stream_index")
    return StreamIndex(value) if isinstance(value, int) else None


def _time(row: dict[str, object], key: str) -> Fraction | None:
    try:
        return Fraction(str(row.get(key)))
    except ValueError:
        return None
