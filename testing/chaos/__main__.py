"""`make chaos`: twenty batches in each way of running and five with films in a bucket, each with accidents of its own,
and a table of what they did.

What has been run is remembered in .build/chaos/ and not run again, so that a break costs one batch; `--anew` forgets
it. Every fifth batch has the lease of life (30 s), the others a short one. The exit status is 1 when anything was
lost, done twice or left behind.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from testing.chaos.run import Record, run
from testing.chaos.subjects import Distributed, InABucket, Single, Subject
from testing.live_server import LiveServer
from testing.stack import Stack

PLACE = Path(__file__).resolve().parents[2] / ".build" / "chaos"
_SHOWN = 12  # complaints; all are in the file
_MODES = ["single", "distributed", "bucket"]
SHORT_LEASE, LEASE_OF_LIFE = 5, 30
_HEAD = ("mode", "seed", "lease", "accidents", "interrupted", "waits again", "taken again", "seconds", "verdict")


def main() -> int:
    options = _options()
    PLACE.mkdir(parents=True, exist_ok=True)
    if options.anew:
        for old in PLACE.glob("*.json"):
            old.unlink()
    told = [
        _remembered(mode, seed)
        for seed in range(1, options.seeds + 1)
        for mode in options.modes
        if mode != "bucket" or seed <= options.bucket_seeds
    ]
    print(_table(told))
    return int(any(record["complaints"] for record in told))


def _remembered(mode: str, seed: int) -> dict[str, Any]:
    file = PLACE / f"{mode}-{seed}.json"
    if file.exists():
        known: dict[str, Any] = json.loads(file.read_text())
        return known
    with tempfile.TemporaryDirectory(prefix="mkv2castui-chaos-") as folder, _subject(mode, seed, folder) as subject:
        told = _as_told(_judged(subject, seed))
    print(_line(told), *told["complaints"][:_SHOWN], sep="\n  ", flush=True)
    file.write_text(json.dumps(told, indent=1))
    return told


def _judged(subject: Subject, seed: int) -> Record:
    """What is stuck is a finding like any other, and the table goes on."""
    try:
        return run(subject, seed, PLACE / "films")
    except AssertionError as error:
        return Record(subject.mode, seed, subject.lease_seconds, complaints=[str(error)])


@contextmanager
def _subject(mode: str, seed: int, directory: str) -> Iterator[Subject]:
    folder = Path(directory)
    lease = LEASE_OF_LIFE if seed % 5 == 0 else SHORT_LEASE
    if mode != "single":
        with Stack(folder, lease_seconds=lease, s3=mode == "bucket") as stack:
            yield InABucket(stack) if mode == "bucket" else Distributed(stack)
        return
    server = LiveServer(folder / "data", folder / "log", {"LEASE_SECONDS": str(lease)})
    try:
        yield Single(server.start(), lease)
    finally:
        server.end()


def _as_told(record: Record) -> dict[str, Any]:
    return {
        "mode": record.mode,
        "seed": record.seed,
        "lease": record.lease_seconds,
        "accidents": [str(blow.accident) + ("" if blow.seen else " (missed)") for blow in record.blows],
        "interrupted": record.interrupted,
        "waits again": max(record.freed, default=None),
        "taken again": max(record.claimed, default=None),
        "seconds": round(record.seconds),
        "complaints": record.complaints,
    }


def _line(told: dict[str, Any]) -> str:
    cells = {**told, "accidents": len(told["accidents"]), "verdict": f"{len(told['complaints'])} complaints"}
    if not told["complaints"]:
        cells["verdict"] = "whole"
    return " | ".join("–" if cells[name] is None else str(cells[name]) for name in _HEAD)


def _table(told: list[dict[str, Any]]) -> str:
    deaths = sorted(accident for record in told for accident in record["accidents"])
    counted = {name: deaths.count(name) for name in dict.fromkeys(deaths)}
    return "\n".join(
        [
            "",
            " | ".join(_HEAD),
            *(_line(record) for record in told),
            "",
            "; ".join(f"{name}: {count}" for name, count in counted.items()),
            f"{sum(not record['complaints'] for record in told)} of {len(told)} batches came through whole",
        ]
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--bucket-seeds", type=int, default=5, help="batches whose films are in a bucket")
    parser.add_argument("--modes", nargs="+", choices=_MODES, default=_MODES)
    parser.add_argument("--anew", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
