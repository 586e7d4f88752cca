"""The hours in which conversions may start, by the wall clock of the server's time zone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``opens`` until just before ``closes``; over midnight when it closes earlier than it opens.

    The wall clock decides, so the night in which the clocks change is an hour shorter or longer.
    """

    opens: time
    closes: time

    def include(self, moment: datetime, zone: ZoneInfo) -> bool:
        """``moment``: aware."""
        wall = moment.astimezone(zone).time()
        if self.opens <= self.closes:
            return self.opens <= wall < self.closes
        return wall >= self.opens or wall < self.closes
