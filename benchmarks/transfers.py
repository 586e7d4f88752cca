"""A gigabyte up and down over loopback, beside ``cp`` and nginx: ``python benchmarks/transfers.py``.

All take turns, so that whatever else the machine does meets everybody; a ratio is the median of those of single
rounds, 1.0 as fast as the yardstick, more is faster. Uploads: nginx by WebDAV (``PUT``), which answers when the bytes
are in the page cache; ours answers when they are on the disk, so nginx is measured with a sync of its file, too. By tus
in pieces of 48 MB as the page sends them, and by form; "distributed" means through nginx. Downloads: nginx with a
static file. The client is ``transfer_clients``, the same for all. Memory: the growth of the peak of the server process
that the bytes pass through, from rest. All of it takes some five minutes, ten on a disk that takes 100 MB a second;
``--megabytes 256 --large 1024`` a minute or two.

tusd is not among them: neither Debian nor PyPI nor npm has it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import record, transfer_clients, transfer_memory
from benchmarks.programs import Programs, programs
from benchmarks.yardsticks import FileServer, nginx_alone
from testing import large_films
from testing.large_films import MEGABYTE

UPLOAD, DAV = "by tus, ", "nginx dav"
DOWNLOAD, STATIC = "download, ", "nginx static"
AIMS = {
    (f"{UPLOAD}single", DAV): 0.8,
    (f"{UPLOAD}distributed", DAV): 0.8,
    (f"{DOWNLOAD}single", STATIC): 0.5,
    (f"{DOWNLOAD}distributed", STATIC): 0.8,
}
Runs = Mapping[str, Callable[[], float]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=3, help="that count; one more goes before them")
    parser.add_argument("--large", type=int, default=10 * 1024, help="megabytes of the upload for memory")
    parser.add_argument("--dir", type=Path, help="where the films are put; the system's folder for temporary files")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mkv2castui-bench-", dir=options.dir)))
        film = large_films.noise(folder / "film.mp4", options.megabytes * MEGABYTE, Random(1))
        yardstick = stack.enter_context(nginx_alone(folder / "nginx"))
        shutil.copy(film, yardstick.files / "film.mp4")
        ours = stack.enter_context(programs(folder))
        ups = _in_turns(_uploads(folder, film, yardstick, ours), options.rounds)
        downs = _in_turns(_downloads(folder, film, yardstick, ours), options.rounds)
        memory = transfer_memory.grown(folder, ours, options.large * MEGABYTE)
    told = {"megabytes": options.megabytes, "upload": _told(ups, DAV), "download": _told(downs, STATIC)}
    return record.write("transfers", {**told, "aims": _aims({**ups, **downs}), "memory": memory})


def _uploads(folder: Path, film: Path, yardstick: FileServer, ours: Programs) -> Runs:
    copy, sent, buffered = folder / "copy", yardstick.files / "sent", yardstick.files / "large-buffer" / "sent"
    runs: dict[str, Callable[[], object]] = {
        "cp": lambda: _copied(film, copy, sync=False),
        "cp, synced": lambda: _copied(film, copy, sync=True),
        DAV: lambda: _put(yardstick, film, sent, sync=False),
        f"{DAV}, synced": lambda: _put(yardstick, film, sent, sync=True),
        f"{DAV}, large buffer": lambda: _put(yardstick, film, buffered, sync=False),
    }
    for mode, program in ours.items():
        runs[f"{UPLOAD}{mode}"] = partial(transfer_clients.by_tus, program.url, film)
        runs[f"by form, {mode}"] = partial(transfer_clients.by_form, program.url, film)
    return {name: _forgotten(run, ours, copy, sent, buffered) for name, run in runs.items()}


def _downloads(folder: Path, film: Path, yardstick: FileServer, ours: Programs) -> Runs:
    copy = folder / "copy"
    runs: dict[str, Callable[[], object]] = {
        "cp": lambda: _copied(film, copy, sync=False),
        STATIC: lambda: transfer_clients.get(f"{yardstick.url}/film.mp4"),
    }
    for mode, program in ours.items():
        url = program.result_of(film)
        runs[f"{DOWNLOAD}{mode}"] = partial(transfer_clients.get, url)
        runs[f"{DOWNLOAD}{mode}, as a range"] = partial(transfer_clients.get, url, {"Range": "bytes=0-"})
    return {name: _forgotten(run, {}, copy) for name, run in runs.items()}


def _copied(film: Path, to: Path, *, sync: bool) -> None:
    subprocess.run(["cp", str(film), str(to)], check=True)
    if sync:
        _sync(to)


def _put(server: FileServer, film: Path, to: Path, *, sync: bool) -> None:
    transfer_clients.put(f"{server.url}/{to.relative_to(server.files)}", film)
    if sync:
        _sync(to)


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _forgotten(run: Callable[[], object], ours: Programs, *files: Path) -> Callable[[], float]:
    """``run`` as its seconds; what it made is gone afterwards, and the disk has come to rest."""

    def measured() -> float:
        begun = time.perf_counter()
        run()
        seconds = time.perf_counter() - begun
        for file in files:
            file.unlink(missing_ok=True)
        for program in ours.values():
            program.forget_jobs()
        os.sync()
        return seconds

    return measured


def _in_turns(runs: Runs, rounds: int) -> dict[str, list[float]]:
    """Seconds of each. The first round, which finds everything cold, is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            seconds[name].append(run())
    return {name: measured[1:] for name, measured in seconds.items()}


def _told(seconds: Mapping[str, list[float]], yardstick: str) -> dict[str, Any]:
    return {
        name: {"seconds": round(statistics.median(measured), 2), f"to {yardstick}": _ratio(seconds, name, yardstick)}
        for name, measured in seconds.items()
    }


def _ratio(seconds: Mapping[str, list[float]], name: str, yardstick: str) -> float:
    return round(statistics.median(its / ours for its, ours in zip(seconds[yardstick], seconds[name], strict=True)), 2)


def _aims(seconds: Mapping[str, list[float]]) -> dict[str, Any]:
    told = {name: (_ratio(seconds, name, yardstick), yardstick, least) for (name, yardstick), least in AIMS.items()}
    return {
        name: {"ratio": ratio, "aim": f"at least {least} of {yardstick}", "met": ratio >= least}
        for name, (ratio, yardstick, least) in told.items()
    }


if __name__ == "__main__":
    sys.exit(main())
