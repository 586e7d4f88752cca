"""Running ffmpeg: reports as they come, an end when asked, an error that says why."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from castengine.cancellation import Cancellation
from castengine.errors import Stalled
from castengine.feed import Feed
from castengine.ffmpeg.failures import failure
from castengine.ffmpeg.progress import Report, ReportParser
from castengine.process import Process

_POLL = 0.1  # seconds until a cancellation or a pause is seen
_IO_STEP = 1024 * 1024  # bytes; ffmpeg's reports alone are less than this in any stall time


def run_ffmpeg(
    argv: Sequence[str],
    *,
    on_report: Callable[[Report], None] | None = None,
    cancellation: Cancellation | None = None,
    stall_seconds: float = 120,
    cwd: Path | None = None,
    feed: Feed | None = None,
) -> str:
    """Run ffmpeg to its end; what it complained about without failing (a bounded tail).

    ``argv`` must ask for ``-progress pipe:1``; its relative names are those of ``cwd``. ``feed``: what it reads from
    ``pipe:0``. While the cancellation is paused, ffmpeg is stopped (or not started yet): that time counts neither as
    standstill nor in the reported speed, and neither does time in which nothing was there to be read.
    Raises ``Cancelled``, ``Stalled``, ``DiskFull``, ``FfmpegFailed``, ``ToolMissing``, of a feed ``SourceUnreadable``;
    whatever is raised, ffmpeg has ended by then.
    """
    stop = cancellation or Cancellation()
    stop.rest()
    parser = ReportParser()
    with _input(feed) as stdin, Process(argv, cwd=cwd, stdin=stdin) as process:
        watch = _Watch(process, stall_seconds)
        for piece in process.stdout(poll=_POLL):
            _heed(stop, process, watch)
            _heed_feed(feed, watch)
            for report in parser.feed(piece or b""):
                watch.see(report)
                if on_report is not None:
                    on_report(watch.at_work(report))
            watch.check()
        while (returncode := process.wait(_POLL)) is None:  # it closed its output but has not ended yet
            _heed(stop, process, watch)
            watch.check()
        stderr = process.stderr_tail()
    _heed_feed(feed, watch)
    if returncode != 0:
        raise failure(returncode, stderr)
    return stderr


def _input(feed: Feed | None) -> contextlib.AbstractContextManager[int | None]:
    return contextlib.nullcontext() if feed is None else feed.pipe()


def _heed(stop: Cancellation, process: Process, watch: _Watch) -> None:
    """Raises ``Cancelled``; while paused, the process stands still."""
    stop.check()
    if stop.is_paused:
        with process.suspended():
            watch.rested(stop.rest())


def _heed_feed(feed: Feed | None, watch: _Watch) -> None:
    """Raises what ``Feed.check`` raises."""
    if feed is not None:
        feed.check()
        watch.wait(feed.is_waiting)


class _Watch:
    """Tells work from standstill: film time, bytes of the output, or (while an index moves to the front, when ffmpeg
    reports nothing) bytes read and written must grow."""

    def __init__(self, process: Process, seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._began = self._since = self._seen = time.monotonic()
        self._rested = 0.0
        self._last: tuple[object, ...] = ()
        self._transferred = 0

    def see(self, report: Report) -> None:
        now = (report.out_time, report.frame, report.size)
        if now != self._last:
            self._last = now
            self._since = time.monotonic()

    def rested(self, seconds: float) -> None:
        """So long nothing could be expected."""
        self._since += seconds
        self._rested += seconds
        self._seen += seconds

    def wait(self, has_nothing: bool) -> None:
        """Whether there was nothing to be read since the last time that this was asked."""
        since, self._seen = self._seen, time.monotonic()
        if has_nothing:
            self._since += self._seen - since
            self._rested += self._seen - since

    def at_work(self, report: Report) -> Report:
        """The report with the speed of the time at work; ffmpeg counts the pauses, too."""
        elapsed = time.monotonic() - self._began
        if not self._rested or elapsed <= self._rested:
            return report
        more = elapsed / (elapsed - self._rested)
        return replace(report, fps=report.fps and report.fps * more, speed=report.speed and report.speed * more)

    def check(self) -> None:
        """Raises ``Stalled``."""
        if time.monotonic() - self._since < self._seconds:
            return
        transferred = self._process.bytes_transferred() or 0
        if transferred - self._transferred < _IO_STEP:
            raise Stalled(f"ffmpeg did nothing for {self._seconds:g} s.", detail=self._process.stderr_tail() or None)
        self._transferred = transferred
        self._since = time.monotonic()
