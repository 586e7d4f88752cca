"""Running ffmpeg: reports as they come, an end when asked, an error that says why."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from castengine.cancellation import Cancellation
from castengine.errors import Stalled
from castengine.ffmpeg.failures import failure
from castengine.ffmpeg.progress import Report, ReportParser
from castengine.process import Process

_POLL = 0.1  # seconds until a cancellation is seen
_IO_STEP = 1024 * 1024  # bytes; ffmpeg's reports alone are less than this in any stall time


def run_ffmpeg(
    argv: Sequence[str],
    *,
    on_report: Callable[[Report], None] | None = None,
    cancellation: Cancellation | None = None,
    stall_seconds: float = 120,
    cwd: Path | None = None,
) -> str:
    """Run ffmpeg to its end; what it complained about without failing (a bounded tail).

    ``argv`` must ask for ``-progress pipe:1``; its relative names are those of ``cwd``.
    Raises ``Cancelled``, ``Stalled``, ``DiskFull``, ``FfmpegFailed``, ``ToolMissing``; whatever is
    raised, ffmpeg has ended by then.
    """
    parser = ReportParser()
    with Process(argv, cwd=cwd) as process:
        watch = _Watch(process, stall_seconds)
        for piece in process.stdout(poll=_POLL):
            if cancellation is not None:
                cancellation.check()
            for report in parser.feed(piece or b""):
                watch.see(report)
                if on_report is not None:
                    on_report(report)
            watch.check()
        while (returncode := process.wait(_POLL)) is None:  # it closed its output but has not ended yet
            if cancellation is not None:
                cancellation.check()
            watch.check()
        stderr = process.stderr_tail()
    if returncode != 0:
        raise failure(returncode, stderr)
    return stderr


class _Watch:
    """Tells work from standstill: film time, bytes of the output, or (while an index moves to the front, when ffmpeg
    reports nothing) bytes read and written must grow."""

    def __init__(self, process: Process, seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._since = time.monotonic()
        self._last: tuple[object, ...] = ()
        self._transferred = 0

    def see(self, report: Report) -> None:
        now = (report.out_time, report.frame, report.size)
        if now != self._last:
            self._last = now
            self._since = time.monotonic()

    def check(self) -> None:
        """Raises ``Stalled``."""
        if time.monotonic() - self._since < self._seconds:
            return
        transferred = self._process.bytes_transferred() or 0
        if transferred - self._transferred < _IO_STEP:
            raise Stalled(f"ffmpeg did nothing for {self._seconds:g} s.", detail=self._process.stderr_tail() or None)
        self._transferred = transferred
        self._since = time.monotonic()
