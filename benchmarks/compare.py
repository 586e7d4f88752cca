"""Our convert against the mkv2cast command line, HandBrake and the bare ffmpeg command, on the same films in one run.

    python benchmarks/compare.py [--mkv2cast PATH] [--handbrake PATH] [--output FILE]

What counts are the ratios: absolute seconds belong to the machine. ``mkv2cast`` is found on the PATH or, from PyPI, in
a virtual environment of its own under ``.build``; a program that is not there is left out and the record says so.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT)]

from benchmarks import films, report  # noqa: E402
from benchmarks.host import commit_and_machine  # noqa: E402
from benchmarks.judging import is_accepted, vmaf  # noqa: E402
from castengine import (  # noqa: E402  # noqa: E402
    Capabilities,
    MediaInfo,
    Plan,
    Preferences,
    Tools,
    convert,
    find_device,
    find_tools,
    make_plan,
    probe,
)
from castengine.ffmpeg.argv import conversion_argv  # noqa: E402

DEVICE = "any-chromecast"
RESULTS = ROOT / "benchmarks" / "results"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """``wall`` and ``cpu`` in seconds; ``cpu``: of the process and all that it started."""

    output: Path | None
    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Contender:
    name: str
    run: Callable[[Path, Path], Path | None]  # source, empty folder -> what it wrote


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
            "overhead": _overheads(made, folder, tools),
            "remux": _remux(folder, tools),
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
    parser.add_argument("--scratch", help="a folder with 2 GB free")
    parser.add_argument("--output", type=Path, default=RESULTS / "compare.json")
    return parser.parse_args()


def _contenders(arguments: argparse.Namespace, tools: Tools) -> list[Contender]:
    found = [Contender("ours", lambda film, to: _ours(film, to, tools))]
    found.append(Contender("bare ffmpeg", lambda film, to: _bare(film, to, tools)))
    if arguments.mkv2cast:
        found.append(Contender("mkv2cast", lambda film, to: _mkv2cast(arguments.mkv2cast, film, to, tools)))
    if arguments.handbrake:
        found.append(Contender("handbrake", lambda film, to: _handbrake(arguments.handbrake, film, to)))
    return found


def _planned(film: Path, tools: Tools) -> tuple[MediaInfo, Plan]:
    media = probe(film, tools)
    return media, make_plan(media, find_device(DEVICE), Preferences(), Capabilities.software())


def _ours(film: Path, to: Path, tools: Tools) -> Path | None:
    media, plan = _planned(film, tools)
    return convert(film, media, plan, directory=to, stem=film.stem, tools=tools).output


def _bare(film: Path, to: Path, tools: Tools) -> Path | None:
    """The very command that ours runs, without all that is around it."""
    media, plan = _planned(film, tools)
    target = to / "bare.mp4"
    _run(conversion_argv(tools.ffmpeg, film, media, plan, target, {}))
    return target


def _mkv2cast(program: str, film: Path, to: Path, tools: Tools) -> Path | None:
    """Its defaults, with the same ffmpeg as ours; it writes beside the source."""
    copy = to / film.name
    copy.hardlink_to(film)
    bin_folder = to / "bin"
    bin_folder.mkdir()
    (bin_folder / "ffmpeg").symlink_to(tools.ffmpeg)
    (bin_folder / "ffprobe").symlink_to(tools.ffprobe)
    path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    home = {"HOME": str(to), "XDG_CONFIG_HOME": str(to / "x"), "XDG_STATE_HOME": str(to / "x"), "PATH": path}
    _run([program, "--hw", "cpu", "--no-progress", copy.name], cwd=to, env={**os.environ, **home})
    return next((f for f in to.iterdir() if f.suffix in (".mkv", ".mp4") and f != copy), None)


def _handbrake(program: str, film: Path, to: Path) -> Path | None:
    """Its own default preset."""
    target = to / "handbrake.mp4"
    _run([program, "--preset", "Fast 1080p30", "--optimize", "-i", str(film), "-o", str(target)])
    return target if target.exists() else None


def _run(argv: list[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
    """What it says goes nowhere: whether it worked is told by its output."""
    subprocess.run(argv, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=600)


def _measured(contender: Contender, film: Path, folder: Path) -> Measured:
    to = Path(tempfile.mkdtemp(dir=folder))
    before, start = _cpu(), time.monotonic()
    try:
        output = contender.run(film, to)
    except Exception as error:  # noqa: BLE001 - a contender that fails has made nothing
        print(f"{contender.name}: {error!r}", file=sys.stderr)
        output = None
    return Measured(output, time.monotonic() - start, _cpu() - before)


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF))
    )


def _film(film: films.Made, contenders: list[Contender], folder: Path, tools: Tools) -> Json:
    row: Json = {"film": film.name, "what": film.what, "seconds": film.seconds, "size": film.path.stat().st_size}
    for contender in contenders:
        measured = _measured(contender, film.path, folder)
        row[contender.name] = _judged(measured, film, tools)
        print(f"{film.name:24} {contender.name:12} {row[contender.name]}", flush=True)
    return row


def _judged(measured: Measured, film: films.Made, tools: Tools) -> Json:
    facts: Json = {"wall": round(measured.wall, 2), "cpu": round(measured.cpu, 2)}
    if measured.output is None or not measured.output.is_file():
        return {**facts, "made": False, "accepted": False}
    accepted, said = is_accepted(measured.output, film.path, DEVICE, tools)
    quality = vmaf(measured.output, film, tools)
    size = measured.output.stat().st_size
    facts |= {"made": True, "size": size, "vmaf": quality, "accepted": accepted}
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


def _overheads(made: list[films.Made], folder: Path, tools: Tools) -> list[Json]:
    """Ours against the bare command, alternating, medians of three: what everything around ffmpeg costs."""
    ours = Contender("ours", lambda film, to: _ours(film, to, tools))
    bare = Contender("bare", lambda film, to: _bare(film, to, tools))
    rows = []
    for film in [film for film in made if film.for_overhead]:
        runs = [(_measured(ours, film.path, folder), _measured(bare, film.path, folder)) for _ in range(3)]
        with_all, alone = median(a.wall for a, _ in runs), median(b.wall for _, b in runs)
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


def _remux(folder: Path, tools: Tools) -> Json:
    """A film of half a gigabyte that only changes its container, against ``cp``; both from and to the page cache."""
    film = films.large_copy(folder, tools)
    ours = Contender("ours", lambda source, to: _ours(source, to, tools))
    copy = Contender("cp", lambda source, to: _copied(source, to))
    synced = Contender("cp and sync", lambda source, to: _copied(source, to, sync=True))
    film.read_bytes()
    runs: dict[str, list[float]] = {}
    for _ in range(3):
        for contender in (ours, copy, synced):
            measured = _measured(contender, film, folder)
            runs.setdefault(contender.name, []).append(measured.wall)
            if measured.output is not None:
                shutil.rmtree(measured.output.parent)
    seconds = {name: round(median(walls), 3) for name, walls in runs.items()}
    result = {
        "size": film.stat().st_size,
        **seconds,
        "ratio": round(seconds["ours"] / seconds["cp"], 2),
        "ratio_synced": round(seconds["ours"] / seconds["cp and sync"], 2),
    }
    print(result, flush=True)
    return result


def _copied(source: Path, to: Path, *, sync: bool = False) -> Path:
    target = to / source.name
    _run(["cp", str(source), str(target)])
    if sync:
        _run(["sync", str(target)])
    return target


if __name__ == "__main__":
    sys.exit(main())
