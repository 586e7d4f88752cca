"""What everything around ffmpeg costs: beside its bare command, beside ``cp``, and before it starts."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks import films
from benchmarks.contenders import Contender, Result, bare, measured, ours, planned, result_of
from castengine import Cancellation, Tools, convert
from castengine.errors import Cancelled
from castengine.ffmpeg import runner
from castengine.process import Process

Json = dict[str, Any]
_ROUNDS = 5
_SIZES = (500_000_000, 2_000_000_000)  # bytes


def overheads(made: list[films.Made], folder: Path, tools: Tools) -> list[Json]:
    """Ours against the bare command, alternating, medians."""
    rows = []
    for film in [film for film in made if film.for_overhead]:
        walls = _walls([ours(tools), bare(tools)], film.path, folder)
        with_all, alone = walls["ours"], walls["bare ffmpeg"]
        allowed = 0.01 * alone + 0.3
        rows.append(
            {
                "film": film.name,
                "ours": round(with_all, 3),
                "bare": round(alone, 3),
                "overhead": round(with_all - alone, 3),
                "allowed": round(allowed, 3),
                "met": with_all - alone <= allowed,
            }
        )
        print(rows[-1], flush=True)
    return rows


def latency(made: list[films.Made], folder: Path, tools: Tools) -> Json:
    """Seconds from the call of ``convert`` for a planned film until ffmpeg runs: the median over films and rounds."""
    seconds = [_until_it_runs(film.path, folder, tools) for film in made for _ in range(_ROUNDS)]
    result = {"median": round(median(seconds), 3), "worst": round(max(seconds), 3)}
    print(result, flush=True)
    return result


def _until_it_runs(film: Path, folder: Path, tools: Tools) -> float:
    media, plan = planned(film, tools)
    stop = Cancellation()
    started: list[float] = []

    class Started(Process):
        def __init__(self, argv: Sequence[str], *, cwd: Path | None = None) -> None:
            super().__init__(argv, cwd=cwd)
            started.append(time.monotonic())
            stop.cancel()

    began = time.monotonic()
    with mock.patch.object(runner, "Process", Started), contextlib.suppress(Cancelled):
        convert(film, media, plan, directory=folder, stem="x", tools=tools, cancellation=stop)
    return started[0] - began


def remuxes(folder: Path, tools: Tools) -> list[Json]:
    """Films that only change their container, against ``cp``; both from and to the page cache.

    ffmpeg's own copy is measured too: no program that lets it write can be faster.
    """
    return [_remux(folder, tools, size) for size in _SIZES]


def _remux(folder: Path, tools: Tools, size: int) -> Json:
    film = films.large_copy(folder, tools, size)
    contenders = [
        ours(tools),
        Contender("cp", lambda source, to: _copied(source, to)),
        Contender("cp and sync", lambda source, to: _copied(source, to, sync=True)),
        _copy_by_ffmpeg("ffmpeg", tools, ()),
        _copy_by_ffmpeg("ffmpeg faststart", tools, ("-movflags", "+faststart")),
    ]
    _read(film)
    walls = _walls(contenders, film, folder)
    result = {
        "size": film.stat().st_size,
        "seconds": {name: round(seconds, 3) for name, seconds in walls.items()},
        "ratios": {name: round(walls["ours"] / seconds, 2) for name, seconds in walls.items() if name != "ours"},
        "floor": round(walls["ffmpeg"] / walls["cp"], 2),
    }
    film.unlink()
    print(result, flush=True)
    return result


def _walls(contenders: list[Contender], film: Path, folder: Path) -> dict[str, float]:
    """The median seconds of each, alternating, so that a busy minute hits all of them."""
    runs: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for _ in range(_ROUNDS):
        for contender in contenders:
            run = measured(contender, film, folder)
            runs[contender.name].append(run.wall)
            if run.result.output is None:
                raise RuntimeError(f"{contender.name} made nothing of {film.name}: {run.result.said}")
            shutil.rmtree(run.result.output.parent)
    return {name: median(walls) for name, walls in runs.items()}


def _copy_by_ffmpeg(name: str, tools: Tools, flags: tuple[str, ...]) -> Contender:
    def run(source: Path, to: Path) -> Result:
        target = to / "copy.mp4"
        argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", "-i", str(source), "-c", "copy", *flags, str(target)]
        return result_of(argv, lambda: target)

    return Contender(name, run)


def _copied(source: Path, to: Path, *, sync: bool = False) -> Result:
    target = to / source.name
    result = result_of(["cp", str(source), str(target)], lambda: target)
    return result_of(["sync", str(target)], lambda: target) if sync else result


def _read(film: Path) -> None:
    with film.open("rb") as file:
        while file.read(1 << 24):
            pass
