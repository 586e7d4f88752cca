"""A film that is converted while it comes, beside one that is converted when it has come: benchmarks/ahead.py.

The link is as fast as the conversion: the film takes as long to come as a conversion of the whole of it took before,
check and all. Both ways in turn, from the first byte to the result, through the real program. Aim: at most 0.6.
Takes some three minutes on two cores.
"""

from __future__ import annotations

import argparse
import base64
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import record
from benchmarks.films import FILMS
from castengine import find_tools
from testing.live_server import LiveServer

AIM = 0.6
PIECE = 8 * 1024 * 1024  # bytes a request, as the page begins
STEP = 0.02  # seconds between two sendings: a link knows no bursts
_TUS = {"Tus-Resumable": "1.0.0"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--film", type=Path, help="instead of 1080p24 HEVC with AC-3, made by ffmpeg")
    parser.add_argument("--seconds", type=int, default=40, help="of that film; all takes eleven times its conversion")
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mkv2castui-bench-") as folder:
        film = wanted.film or replace(FILMS[0], seconds=wanted.seconds).make(Path(folder), find_tools()).path
        server = LiveServer(Path(folder) / "data", Path(folder) / "log").start()
        try:
            server.wait_for_trials()
            return record.write("ahead", _measured(server, film, wanted.runs))
        finally:
            server.end()


def _measured(server: LiveServer, film: Path, runs: int) -> dict[str, Any]:
    lasts = _conversion(server, film)
    pairs = [(_afterwards(server, film, lasts), _meanwhile(server, film, lasts)) for _ in range(runs)]
    afterwards, meanwhile = (round(statistics.median(times), 2) for times in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    return {
        "film": {"megabytes": round(film.stat().st_size / 1e6, 1), "seconds to come, as to be converted": lasts},
        "runs": [{"afterwards": round(theirs, 2), "meanwhile": round(ours, 2)} for theirs, ours in pairs],
        "seconds": {"afterwards": afterwards, "meanwhile": meanwhile},
        "seconds after the last byte": {
            "afterwards": round(afterwards - lasts, 2),
            "meanwhile": round(meanwhile - lasts, 2),
        },
        "ratio": {"median": round(ratio, 3), "aim": f"at most {AIM}", "met": ratio <= AIM},
    }


def _conversion(server: LiveServer, film: Path) -> float:
    """Seconds of the whole film, which is all there: the second time, when nothing is cold."""
    times = [_spent(server, _done(server, server.upload(film)["id"])) for _ in range(2)]
    return round(times[-1], 2)


def _spent(server: LiveServer, job: dict[str, Any]) -> float:
    _forget(server, job["id"])
    started, completed = (datetime.fromisoformat(job[name]) for name in ("started_at", "completed_at"))
    return (completed - started).total_seconds()


def _afterwards(server: LiveServer, film: Path, lasts: float) -> float:
    begun = time.perf_counter()
    job = _uploaded(server, film, lasts, start=False)
    server.wait_for(job, "ready", seconds=60)
    with server.client() as client:
        client.post(f"/api/jobs/{job}/start/").raise_for_status()
    return _ended(server, job, begun)


def _meanwhile(server: LiveServer, film: Path, lasts: float) -> float:
    begun = time.perf_counter()
    return _ended(server, _uploaded(server, film, lasts, start=True), begun)


def _ended(server: LiveServer, job: str, begun: float) -> float:
    done = _done(server, job)
    seconds = time.perf_counter() - begun
    assert done["outcome"] == "converted", done
    _forget(server, job)
    return seconds


def _done(server: LiveServer, job: str) -> dict[str, Any]:
    return server.wait_for(job, "completed", seconds=1800)


def _forget(server: LiveServer, job: str) -> None:
    with server.client() as client:
        client.delete(f"/api/jobs/{job}/").raise_for_status()


def _uploaded(server: LiveServer, film: Path, lasts: float, *, start: bool) -> str:
    """The job of a film that took so many seconds to come."""
    size, begun = film.stat().st_size, time.perf_counter()
    told = {"filename": film.name, "start": str(start).lower()}
    metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
    with server.client() as client, film.open("rb") as file:
        answer = client.post("/api/uploads/", headers={**_TUS, "Upload-Length": str(size), "Upload-Metadata": metadata})
        address = answer.raise_for_status().headers["location"]
        for offset in range(0, size, PIECE):
            content = _throttled(file.read(PIECE), offset, size / lasts, begun)
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **_TUS}
            client.patch(address, content=content, headers=headers).raise_for_status()
    return str(address.split("/")[-2])


def _throttled(piece: bytes, offset: int, rate: float, begun: float) -> Iterator[bytes]:
    """``rate``: bytes a second, counted from ``begun`` and the film's first byte on."""
    sent, step = 0, max(int(rate * STEP), 1)
    while sent < len(piece):
        yield piece[sent : sent + step]
        sent += step
        time.sleep(max(begun + (offset + sent) / rate - time.perf_counter(), 0))


if __name__ == "__main__":
    sys.exit(main())
