"""How much the server process grows while films pass through it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import transfer_clients
from benchmarks.programs import Program, Programs
from testing import large_films
from testing.large_films import MEGABYTE

AIM = 32  # megabytes
AT_ONCE = 50
_EACH = 64 * MEGABYTE


def grown(folder: Path, ours: Programs, large: int) -> dict[str, Any]:
    """Megabytes, from rest to the peak. ``large``: bytes of one film, full of holes, of which the server has none."""
    film, small = large_films.holes(folder / "large.mp4", large), large_films.holes(folder / "one-of-many.mp4", _EACH)
    told = dict[str, Any]()
    for mode, program in ours.items():
        url = program.result_of(small)
        program.forget_jobs()
        kinds: dict[str, Callable[[], object]] = {
            f"one upload of {large // MEGABYTE} MB": partial(_given_up, program, film),
            f"{AT_ONCE} uploads at once": partial(_together, partial(_given_up, program, small)),
            f"{AT_ONCE} downloads at once": partial(_together, partial(transfer_clients.get, url)),
            f"{AT_ONCE} players at once": partial(_together, partial(transfer_clients.get, url, {"Range": "bytes=0-"})),
        }
        for kind, run in kinds.items():
            most = _growth(program.pid, run)
            told[f"{kind}, {mode}"] = {"megabytes": most, "aim": f"below {AIM}", "met": most < AIM}
    return told


def _given_up(program: Program, film: Path) -> None:
    """One byte is missing at the end, so that nobody looks at what came."""
    address = transfer_clients.by_tus(program.url, film, size=film.stat().st_size + 1)
    transfer_clients.give_up(program.url, address)


def _together(run: Callable[[], object]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(run) for _ in range(AT_ONCE)]:
            done.result()


def _growth(pid: int, run: Callable[[], object]) -> float:
    """Megabytes of the process in memory at the peak, beyond those before. Counted by the kernel."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # from now on
    before = _kilobytes(pid, "VmRSS")
    run()
    return round((_kilobytes(pid, "VmHWM") - before) / 1024, 1)


def _kilobytes(pid: int, name: str) -> int:
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(name)]
    return int(line.split()[1])
