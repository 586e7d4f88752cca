"""How true the estimates are: each longer film of a corpus is estimated, then converted.

    CORPUS=folder python benchmarks/estimates.py [--least SECONDS] [--most SECONDS] [--output FILE] [PART-OF-A-NAME...]

The aim: time and size within a fifth for four fifths of the films. Films of at least ``--least`` seconds for which
anything has to be done are taken; one whose estimate is above ``--most`` seconds of work is left out and named.
Most films of a corpus are done in seconds, and told by their very conversion. So films put together of its scenes are
estimated too, and those of either kind with at least five seconds of work are counted apart.
Other programs at work make what was told and what came differ: run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT)]

from benchmarks.contenders import planned  # noqa: E402
from benchmarks.host import commit_and_machine  # noqa: E402
from benchmarks.scenes import put_together  # noqa: E402
from castengine import Tools, convert, find_tools  # noqa: E402
from castengine.errors import CastEngineError  # noqa: E402
from castengine.estimate import Estimate, estimate  # noqa: E402
from castengine.plan import Delivery  # noqa: E402

DEFAULT_CORPUS = ROOT.parent / "shared" / "corpus" / "files"
RECORD = ROOT / "benchmarks" / "results" / "estimates.json"
WITHIN = 0.2
AIM = 0.8  # of the films
LONG = 5.0  # seconds of work
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What was told and what came of it. ``seconds`` and ``bytes``: told by what it was."""

    film: str
    lasts: float
    delivery: str
    thought: float  # seconds that the estimate took
    told_seconds: float
    real_seconds: float
    told_bytes: int
    real_bytes: int

    @property
    def time(self) -> float:
        return self.told_seconds / self.real_seconds

    @property
    def size(self) -> float:
        return self.told_bytes / self.real_bytes

    @property
    def is_true(self) -> bool:
        return max(abs(self.time - 1), abs(self.size - 1)) <= WITHIN

    def as_json(self) -> Json:
        return {**asdict(self), "time": round(self.time, 3), "size": round(self.size, 3), "within": self.is_true}


def main() -> int:
    arguments = _arguments()
    corpus, tools = Path(os.environ.get("CORPUS", DEFAULT_CORPUS)).resolve(), find_tools()
    told: list[Told] = []
    left_out: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for film, title in _films(corpus):
            if _is_asked_for(title, arguments):
                _tell(_film(film, title, scratch, tools, arguments), title, told, left_out)
        of_scenes: list[Told] = []
        for film in put_together(corpus, scratch, tools) if not arguments.names else ():
            _tell(_film(film, film.name, scratch, tools, arguments), film.name, of_scenes, left_out)
    record = _record(told, of_scenes, left_out, arguments)
    print(f"{record['within']} of {len(told)} films within {WITHIN:.0%} (the aim: {AIM:.0%} of them)")
    print(f"{record['long']['within']} of {record['long']['films']} with at least {LONG:g} s of work")
    if not arguments.names:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _films(corpus: Path) -> list[tuple[Path, str]]:
    """With names that can be printed."""
    films = sorted(path for path in corpus.rglob("*") if path.is_file())
    return [(film, os.fsencode(film.relative_to(corpus)).decode(errors="backslashreplace")) for film in films]


def _is_asked_for(title: str, arguments: argparse.Namespace) -> bool:
    return not arguments.names or any(part in title for part in arguments.names)


def _tell(found: Told | str | None, title: str, told: list[Told], left_out: dict[str, str]) -> None:
    if isinstance(found, Told):
        told.append(found)
        print(_line(found), flush=True)
    elif found:
        left_out[title] = found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=float, default=10, help="seconds a film must last")
    parser.add_argument("--most", type=float, default=600, help="seconds of work that are worth the proof")
    parser.add_argument("--output", type=Path, default=RECORD)
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def _film(film: Path, name: str, scratch: Path, tools: Tools, arguments: argparse.Namespace) -> Told | str | None:
    """What was told; why it was not; ``None`` for what was never meant."""
    try:
        media, plan = planned(film, tools)
        lasts = float(media.duration or 0)
        if lasts < arguments.least or plan.delivery is Delivery.AS_IS:
            return None
        began = time.monotonic()
        found = estimate(film, media, plan, tools)
        thought = time.monotonic() - began
        if found is None or found.seconds > arguments.most:
            return "no estimate" if found is None else f"{found.seconds:.0f} s of work are more than {arguments.most:g}"
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            began = time.monotonic()
            output = convert(film, media, plan, directory=Path(folder), stem="film", tools=tools).output
            real = Estimate(time.monotonic() - began, output.stat().st_size if output else 0)
    except CastEngineError as error:
        return error.code
    seconds, size = (found.seconds, real.seconds), (found.bytes, real.bytes)
    return Told(name, round(lasts, 2), str(plan.delivery), round(thought, 2), *seconds, *size)


def _line(told: Told) -> str:
    mark = " " if told.is_true else "!"
    return (
        f"{mark} {told.film[-44:]:44} {told.lasts:7.1f} s {told.delivery:9} "
        f"time {told.told_seconds:7.1f} / {told.real_seconds:7.1f} s = {told.time:5.2f}   "
        f"size {told.told_bytes / 1e6:7.2f} / {told.real_bytes / 1e6:7.2f} MB = {told.size:5.2f}   ({told.thought} s)"
    )


def _record(told: list[Told], of_scenes: list[Told], left_out: Json, arguments: argparse.Namespace) -> Json:
    counted = _counted(told)
    return {
        **commit_and_machine(),
        "least_seconds": arguments.least,
        **counted,
        "met": bool(told) and counted["within"] >= AIM * len(told),
        "long": {
            "least_work": LONG,
            **_counted([row for row in (*told, *of_scenes) if row.real_seconds >= LONG]),
        },
        "left_out": left_out,
        "table": [row.as_json() for row in told],
        "of_scenes": [row.as_json() for row in of_scenes],
    }


def _counted(told: list[Told]) -> Json:
    return {
        "films": len(told),
        "within": sum(row.is_true for row in told),
        "time_within": sum(abs(row.time - 1) <= WITHIN for row in told),
        "size_within": sum(abs(row.size - 1) <= WITHIN for row in told),
    }


if __name__ == "__main__":
    sys.exit(main())
