"""Figures of a benchmark, printed and kept with the machine and the commit they belong to."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.host import ROOT, commit_and_machine

RESULTS = ROOT / "benchmarks" / "results"


def spread(milliseconds: Sequence[float], *, below: float, at: str = "median") -> dict[str, Any]:
    """``below``: the aim, for the figure named by ``at``."""
    hundredths = statistics.quantiles(milliseconds, n=100, method="inclusive")
    told = {
        "runs": len(milliseconds),
        "median": round(statistics.median(milliseconds), 1),
        "p95": round(hundredths[94], 1),
        "p99": round(hundredths[98], 1),
        "most": round(max(milliseconds), 1),
    }
    return {**told, "aim": f"{at} below {below}", "met": told[at] < below}


def write(name: str, figures: dict[str, Any]) -> int:
    """Into ``results/NAME.json``. Returns the exit status: 0, for an aim that is missed is a figure, not an error."""
    told = {**commit_and_machine(), "figures": figures}
    (RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print("\n".join(_lines(told)))
    return 0


def _lines(told: dict[str, Any], indent: str = "") -> Iterator[str]:
    """What holds other things on lines of its own, what does not on one."""
    for name, value in told.items():
        if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
            yield f"{indent}{name}:"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, dict):
            yield f"{indent}{name}: " + ", ".join(f"{key} {inner}" for key, inner in value.items())
        else:
            yield f"{indent}{name}: {value}"
