"""How films are put together within a bucket: which spans of the parts make which part of the whole. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mkv2castui.conversions.storage.bucket import LEAST, MEGABYTE

MOST = 512 * MEGABYTE
"""Of one copy: the limit is 5 GB, and several at once are quicker."""


@dataclass(frozen=True, slots=True)
class Span:
    """``source``: which of the parts."""

    source: int
    start: int
    stop: int

    @property
    def size(self) -> int:
        return self.stop - self.start


def spans_of(lengths: Sequence[int], *, least: int = LEAST, most: int = MOST) -> list[list[Span]]:
    """The parts of the whole, in order, for sources of ``lengths`` bytes.

    One of a single span is copied by the store itself. Where a source ends with less than ``least`` bytes over, these
    and the next ones' first make a part of several spans, which has to pass through here.
    """
    made, over = list[list[Span]](), list[Span]()
    for source, length in enumerate(lengths):
        at = 0
        while at < length:
            over_size = sum(span.size for span in over)
            wanted = least - over_size if over else most
            span = Span(source, at, min(length, at + wanted))
            at = span.stop
            over.append(span)
            if over_size + span.size >= least:
                made.append(over)
                over = []
    return [*made, over] if over else made
