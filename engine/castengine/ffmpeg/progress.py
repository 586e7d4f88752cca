"""ffmpeg's ``-progress`` report: ``key=value`` lines, each report closed by ``progress=continue`` or ``=end``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Report:
    """One report. ``out_time``: seconds written so far; what ffmpeg calls N/A is ``None``."""

    out_time: Fraction | None
    frame: int | None
    fps: float | None
    speed: float | None  # film seconds per second
    size: int | None  # bytes written
    ended: bool


class ReportParser:
    """Turns pieces of bytes, cut anywhere, into reports."""

    def __init__(self) -> None:
        self._rest = b""
        self._values: dict[str, str] = {}

    def feed(self, piece: bytes) -> list[Report]:
        *lines, self._rest = (self._rest + piece).split(b"\n")
        reports = (self._line(line.decode(errors="replace")) for line in lines)
        return [report for report in reports if report is not None]

    def _line(self, line: str) -> Report | None:
        key, _, value = line.strip().partition("=")
        if key != "progress":
            self._values[key] = value.strip()
            return None
        values, self._values = self._values, {}
        return _report(values, ended=value.strip() == "end")


def _report(values: dict[str, str], *, ended: bool) -> Report:
    microseconds = _integer(values.get("out_time_us"))
    return Report(
        # Below zero before the first frame of a film whose time stamps start there.
        out_time=None if microseconds is None else Fraction(max(microseconds, 0), 1_000_000),
        frame=_integer(values.get("frame")),
        fps=_number(values.get("fps")),
        speed=_number((values.get("speed") or "").removesuffix("x")),
        size=_integer(values.get("total_size")),
        ended=ended,
    )


def _integer(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
