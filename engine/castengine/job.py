"""One conversion on its way: what is converted, and who may stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from castengine.cancellation import Cancellation
from castengine.feed import Feed
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg
from castengine.media import MediaInfo
from castengine.plan.actions import Plan
from castengine.tools import Tools


@dataclass(frozen=True, slots=True)
class Job:
    """One plan for one source, and how to talk to whoever waits for it. ``feed``: of a source that is still on its way;
    all that may be done with that is to write its film."""

    source: Path
    media: MediaInfo
    plan: Plan
    tools: Tools
    cancellation: Cancellation
    stall_seconds: float
    on_report: Callable[[Report], None]
    feed: Feed | None = None

    def run(self, argv: list[str], cwd: Path | None = None) -> str:
        """Work on the film itself; what ffmpeg complained of without failing."""
        return run_ffmpeg(
            argv,
            on_report=self.on_report,
            cancellation=self.cancellation,
            stall_seconds=self.stall_seconds,
            cwd=cwd,
            feed=self.feed,
        )

    def look(self, argv: list[str], cwd: Path | None = None) -> str:
        """Something beside the film, without progress; what ffmpeg said."""
        return run_ffmpeg(argv, cancellation=self.cancellation, stall_seconds=self.stall_seconds, cwd=cwd)
