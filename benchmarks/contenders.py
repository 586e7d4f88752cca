"""Who is compared, how each is run, and what a run cost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from castengine import (
    Capabilities,
    MediaInfo,
    Plan,
    Preferences,
    Tools,
    convert,
    find_device,
    make_plan,
    probe,
)
from castengine.ffmpeg.argv import conversion_argv

DEVICE = "any-chromecast"
_SECONDS = 600  # for one film


@dataclass(frozen=True, slots=True)
class Result:
    """``said``: the last words of a program that made nothing."""

    output: Path | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Contender:
    name: str
    run: Callable[[Path, Path], Result]  # source, empty folder


@dataclass(frozen=True, slots=True)
class Measured:
    """``wall`` and ``cpu`` in seconds; ``cpu``: of the process and all that it started."""

    result: Result
    wall: float
    cpu: float


def ours(tools: Tools) -> Contender:
    def run(film: Path, to: Path) -> Result:
        media, plan = planned(film, tools)
        return Result(convert(film, media, plan, directory=to, stem=film.stem, tools=tools).output)

    return Contender("ours", run)


def bare(tools: Tools) -> Contender:
    """The very command that ours runs, without all that is around it."""

    def run(film: Path, to: Path) -> Result:
        media, plan = planned(film, tools)
        target = to / "bare.mp4"
        return result_of(conversion_argv(tools.ffmpeg, film, media, plan, target, {}), lambda: target)

    return Contender("bare ffmpeg", run)


def mkv2cast(program: str, tools: Tools) -> Contender:
    """Its defaults, with the same ffmpeg as ours; it writes beside the source."""

    def run(film: Path, to: Path) -> Result:
        copy = to / film.name
        copy.hardlink_to(film)
        bin_folder = to / "bin"
        bin_folder.mkdir()
        (bin_folder / "ffmpeg").symlink_to(tools.ffmpeg)
        (bin_folder / "ffprobe").symlink_to(tools.ffprobe)
        path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
        home = {"HOME": str(to), "XDG_CONFIG_HOME": str(to / "x"), "XDG_STATE_HOME": str(to / "x"), "PATH": path}
        made = (f for f in to.iterdir() if f.suffix in (".mkv", ".mp4") and f != copy)
        argv = [program, "--hw", "cpu", "--no-progress", copy.name]
        return result_of(argv, lambda: next(made, None), cwd=to, env={**os.environ, **home})

    return Contender("mkv2cast", run)


def handbrake(program: str) -> Contender:
    """Its own default preset."""

    def run(film: Path, to: Path) -> Result:
        target = to / "handbrake.mp4"
        argv = [program, "--preset", "Fast 1080p30", "--optimize", "-i", str(film), "-o", str(target)]
        return result_of(argv, lambda: target)

    return Contender("handbrake", run)


def planned(film: Path, tools: Tools) -> tuple[MediaInfo, Plan]:
    media = probe(film, tools)
    return media, make_plan(media, find_device(DEVICE), Preferences(), Capabilities.software())


def result_of(
    argv: list[str],
    made: Callable[[], Path | None],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Result:
    """Run it to its end; what it ``made`` tells whether it worked, its last words why not."""
    done = subprocess.run(
        argv, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SECONDS
    )
    output = made()
    if output is not None and output.is_file():
        return Result(output)
    return Result(None, "; ".join(filter(None, map(_last_line, (done.stdout, done.stderr)))))


def _last_line(said: bytes) -> str:
    lines = [line.strip() for line in said.decode(errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line), "")


def measured(contender: Contender, film: Path, folder: Path) -> Measured:
    to = Path(tempfile.mkdtemp(dir=folder))
    before, start = _cpu(), time.monotonic()
    try:
        result = contender.run(film, to)
    except Exception as error:  # noqa: BLE001 - a contender that fails has made nothing
        print(f"{contender.name}: {error!r}", file=sys.stderr)
        result = Result(None, repr(error))
    return Measured(result, time.monotonic() - start, _cpu() - before)


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF))
    )
