"""Our convert against the mkv2cast command line, HandBrake and the bare ffmpeg command, on the same films in one run.

    python benchmarks/compare.py [--mkv2cast PATH] [--handbrake PATH] [--output FILE]

What counts are the ratios: absolute seconds belong to the machine. ``mkv2cast`` is found on the PATH or, from PyPI, in
a virtual environment of its own under ``.build``; a program that is not there is left out and the record says so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import geometric_mean
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT)]

from benchmarks import films, report  # noqa: E402
from benchmarks.contenders import DEVICE, Contender, Measured, bare, handbrake, measured, mkv2cast, ours  # noqa: E402
from benchmarks.costs import latency, overheads, remuxes  # noqa: E402
from benchmarks.host import commit_and_machine  # noqa: E402
from benchmarks.judging import is_accepted, vmaf  # noqa: E402
from castengine import Tools, find_tools  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
Json = dict[str, Any]


def main() -> int:
    arguments = _arguments()
    tools = find_tools()
    with tempfile.TemporaryDirectory(dir=arguments.scratch) as scratch:
        folder = Path(scratch)
        contenders = _contenders(arguments, tools)
        made = [film.make(folder, tools) for film in films.FILMS]
        rows = [_film(film, contenders, folder, tools) for film in made]
        record = {
            **commit_and_machine(),
            "device": DEVICE,
            "contenders": [c.name for c in contenders],
            "missing": [name for name in ("mkv2cast", "handbrake") if name not in {c.name for c in contenders}],
            "films": rows,
            "ratios": _ratios(rows),
            "accepted": _accepted(rows),
            "overhead": overheads(made, folder, tools),
            "latency": latency(made, folder, tools),
            "remuxes": remuxes(folder, tools),
        }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    report.write(record, ROOT / "benchmarks" / "README.md")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    own = ROOT / ".build" / "mkv2cast" / "bin" / "mkv2cast"
    parser.add_argument("--mkv2cast", default=str(own) if own.exists() else shutil.which("mkv2cast"))
    parser.add_argument("--handbrake", default=shutil.which("HandBrakeCLI"))
    parser.add_argument("--scratch", help="a folder with 5 GB free")
    parser.add_argument("--output", type=Path, default=RESULTS / "compare.json")
    return parser.parse_args()


def _contenders(arguments: argparse.Namespace, tools: Tools) -> list[Contender]:
    found = [ours(tools), bare(tools)]
    if arguments.mkv2cast:
        found.append(mkv2cast(arguments.mkv2cast, tools))
    if arguments.handbrake:
        found.append(handbrake(arguments.handbrake))
    return found


def _film(film: films.Made, contenders: list[Contender], folder: Path, tools: Tools) -> Json:
    row: Json = {"film": film.name, "what": film.what, "seconds": film.seconds, "size": film.path.stat().st_size}
    for contender in contenders:
        row[contender.name] = _judged(measured(contender, film.path, folder), film, tools)
        print(f"{film.name:24} {contender.name:12} {row[contender.name]}", flush=True)
    return row


def _judged(run: Measured, film: films.Made, tools: Tools) -> Json:
    facts: Json = {"wall": round(run.wall, 2), "cpu": round(run.cpu, 2)}
    output = run.result.output
    if output is None:
        return {**facts, "made": False, "accepted": False, "said": run.result.said}
    accepted, said = is_accepted(output, film.path, DEVICE, tools)
    facts |= {"made": True, "size": output.stat().st_size, "vmaf": vmaf(output, film, tools), "accepted": accepted}
    return facts if accepted else {**facts, "said": said}


def _ratios(rows: list[Json]) -> Json:
    """Ours to each other's, over the films that both made; below 1 is better. ``vmaf``: the mean difference."""
    found: Json = {}
    for name in ("bare ffmpeg", "mkv2cast", "handbrake"):
        pairs = [(row["ours"], row[name]) for row in rows if row.get(name, {}).get("made") and row["ours"].get("made")]
        if not pairs:
            continue
        rated = [(a["vmaf"], b["vmaf"]) for a, b in pairs if a["vmaf"] is not None and b["vmaf"] is not None]
        found[name] = {
            "films": len(pairs),
            "total_wall": round(sum(a["wall"] for a, _ in pairs) / sum(b["wall"] for _, b in pairs), 3),
            "total_cpu": round(sum(a["cpu"] for a, _ in pairs) / sum(b["cpu"] for _, b in pairs), 3),
            "size": round(geometric_mean([a["size"] / b["size"] for a, b in pairs]), 3),
            "vmaf": round(sum(a - b for a, b in rated) / len(rated), 2) if rated else None,
        }
    return found


def _accepted(rows: list[Json]) -> Json:
    names = [name for name in rows[0] if isinstance(rows[0][name], dict)]
    return {name: f"{sum(bool(row[name]['accepted']) for row in rows)}/{len(rows)}" for name in names}


if __name__ == "__main__":
    sys.exit(main())
