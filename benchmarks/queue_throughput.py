"""Two workers on two cores against one worker on one core: ``python benchmarks/queue_throughput.py``.

Equal films wait in a closed queue, twice as many for two workers; the clock runs from its opening until the last is
done. The runs take turns, so that whatever else the machine does meets both. Aim: at least 1.85 times as many films
in a minute. One core is one core for the whole program: its servers, the database and whoever watches are kept to it,
too, as they would be on such a machine; each worker, and the ffmpeg that it starts, is kept to a core of its own.
``machine``: the same ratio of bare ffmpeg commands without any program around them, taking turns too: two processors
that share a core, or that others use, give less than 2.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import record
from testing import line
from testing.chaos.films import drawn, ffmpeg
from testing.stack import Stack

AIM = 1.85


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=6, help="for each worker")
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mkv2castui-bench-") as folder:
        film = Path(folder) / "film.mkv"
        ffmpeg(*drawn(60, "480x270"), "-c:v", "mpeg4", "-q:v", "5", "-c:a", "aac", "-ac", "2", str(film))
        with Stack(Path(folder) / "stack") as stack:
            rounds = [_round(stack, film, options.films) for _ in range(options.rounds)]
            machine = [_of_the_machine(film) for _ in range(options.rounds)]
    ratio = statistics.median(two / one for one, two in rounds)
    told = {
        "films a minute, one worker": [round(60 * one, 1) for one, _ in rounds],
        "films a minute, two workers": [round(60 * two, 1) for _, two in rounds],
        "ratio": round(ratio, 2),
        "machine": round(statistics.median(machine), 2),
        "aim": f"at least {AIM}",
        "met": ratio >= AIM,
    }
    return record.write("queue_throughput", told)


def _round(stack: Stack, film: Path, films: int) -> tuple[float, float]:
    """Films a second of one worker and of two."""
    stack.processes["worker-2"].stop()
    one = _rate(stack, film, films, {"worker-1": "0"}, others="0")
    stack.processes["worker-2"].start()
    return one, _rate(stack, film, 2 * films, {"worker-1": "0", "worker-2": "1"}, others="0,1")


def _of_the_machine(film: Path) -> float:
    begun = time.monotonic()
    _encode(film, [0])
    one = time.monotonic() - begun
    _encode(film, [0, 1])
    return 2 * one / (time.monotonic() - begun - one)


def _encode(film: Path, cores: Sequence[int]) -> None:
    """On each of ``cores`` at once."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-i", str(film), "-c:v", "libx264"]
    ends = [*command, "-preset", "veryfast", "-f", "null", "-"]
    running = [subprocess.Popen(["taskset", "--cpu-list", str(core), *ends]) for core in cores]
    assert [process.wait() for process in running] == [0] * len(running)


def _rate(stack: Stack, film: Path, films: int, cores: dict[str, str], others: str) -> float:
    """Films a second. ``cores``: of each worker that works; ``others``: of all other processes."""
    line.close_queue(stack)
    jobs = line.fill(stack, film, films)
    _keep(psutil.Process(), others)
    for process in psutil.Process().children(recursive=True):
        _keep(process, others)
    for name, core in cores.items():
        _keep(psutil.Process(stack.processes[name].pid), core)
    begun = time.monotonic()
    line.close_queue(stack, False)
    line.wait_until_done(stack, jobs)
    return films / (time.monotonic() - begun)


def _keep(process: psutil.Process, cores: str) -> None:
    """All its threads. One that has just ended needs no core."""
    keep = ["taskset", "--all-tasks", "--cpu-list", "--pid", cores, str(process.pid)]
    subprocess.run(keep, check=process.is_running(), stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
