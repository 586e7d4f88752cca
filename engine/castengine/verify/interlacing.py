"""Whether what was encoded here is progressive: its header says so of anything."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path

from castengine.media import MediaInfo, StreamIndex, VideoStream
from castengine.probe.interlacing import with_measured_fields
from castengine.tools import Tools
from castengine.verify.findings import Finding, FindingCode


def check_interlacing(film: Path, output: MediaInfo, encoded: Set[StreamIndex], tools: Tools) -> Iterator[Finding]:
    """``encoded``: indices of the output's streams that were encoded here. Copies are what the source is."""
    pictures = tuple(stream for stream in output.video if stream.index in encoded)
    looked_at = with_measured_fields(replace(output, streams=pictures), film, tools)
    for stream in looked_at.streams:
        if isinstance(stream, VideoStream) and stream.is_interlaced:
            yield Finding(FindingCode.NOT_PROGRESSIVE, {"stream": stream.index})
