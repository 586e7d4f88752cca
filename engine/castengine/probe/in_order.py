"""Whether a file says the same to who can only read it from its beginning to its end as to who may look around in it.

Most files that can be read in order at all do. But Matroska may have tags, chapters or attached pictures behind the
film, MP4 its titles, and of a broadcast whose tables come late the packets before them are lost.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from castengine.demuxers import INPUT_GUARDS
from castengine.probe.fields import Json, mapping, mappings
from castengine.process import OutputTooLarge, ProcessTimedOut, run_captured
from castengine.tools import Tools

_SECONDS: Final = 60.0
_WANTED: Final = (
    *("-show_format", "-show_streams", "-show_chapters"),
    *("-show_entries", "packet=stream_index,pts,dts,size,flags", "-read_intervals", "%+#100"),
)
_SECTIONS: Final = ("streams", "chapters", "format")
_OF_THE_WHOLE: Final = frozenset(
    {"filename", "size", "duration", "duration_ts", "bit_rate", "nb_frames", "nb_read_packets"}
)
_NOT_KEPT: Final = ("BPS", "DURATION", "NUMBER_OF_", "_STATISTICS_", "ENCODER")
"""Tags that programs write behind the film: no MP4 has room for statistics, which of an encoded film are wrong besides,
and who wrote a file is said anew."""


def says_the_same_in_order(source: Path, tools: Tools) -> bool:
    """``False`` also when it can't be read."""
    with source.open("rb") as file:
        in_order = _report(["-i", "pipe:0"], tools, file.fileno())
    whole = _report(["-i", f"file:{source}"], tools, None)
    return in_order is not None and whole is not None and _are_the_same(in_order, whole)


def _report(file: list[str], tools: Tools, stdin: int | None) -> Json | None:
    words = (os.fspath(tools.ffprobe), "-hide_banner", "-loglevel", "error", "-print_format", "json=compact=1")
    try:
        answer = run_captured([*words, *INPUT_GUARDS, *_WANTED, *file], timeout=_SECONDS, stdin=stdin)
        report = mapping(json.loads(answer.stdout.decode("utf-8", errors="replace")))
    except (ProcessTimedOut, OutputTooLarge, ValueError):
        return None
    return report if report.get("streams") else None


def _are_the_same(one: Json, other: Json) -> bool:
    """Of the packets those of one stream that both tell of: read in order, an MP4's come in another one."""
    first, second = _packets(one), _packets(other)
    is_as_told = all(_comparable(one.get(name)) == _comparable(other.get(name)) for name in _SECTIONS)
    return is_as_told and all(a == b for index in first for a, b in zip(first[index], second[index], strict=False))


def _packets(report: Json) -> Mapping[object, list[Json]]:
    found = defaultdict[object, list[Json]](list)
    for packet in mappings(report.get("packets")):
        found[packet.get("stream_index")].append(packet)
    return found


def _comparable(value: object) -> object:
    """One section, or a list of them, without what only the whole tells."""
    if isinstance(value, list):
        return [_comparable(item) for item in mappings(value)]
    section = mapping(value)
    told = {name: said for name, said in section.items() if name not in _OF_THE_WHOLE and name != "tags"}
    return told, {name: said for name, said in _tags(section) if not name.upper().startswith(_NOT_KEPT)}


def _tags(section: Json) -> Iterable[tuple[str, object]]:
    return mapping(section.get("tags")).items()
