"""The record of a comparison as a page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_HEAD = """# Benchmarks

Written by `make bench` (`benchmarks/compare.py`); the figures are in `results/compare.json`. Absolute seconds belong to
the machine: read the ratios. The films are short and made by ffmpeg, so that everybody can repeat the run.
`make corpus` writes `results/corpus.json`: every film of a corpus for five devices. `make bench-estimates` writes
`results/estimates.json`: what was told of each longer film of a corpus before, beside what it took; those of at least
five seconds of work, and long films put together of the corpus's scenes, are counted apart (`long`).

The queue has benchmarks of its own, each one command that starts what it needs and writes `results/NAME.json`:
`benchmarks/queue_latency.py` (from the press on "start" to a running ffmpeg), `queue_operations.py` (its steps with
100,000 finished jobs, on SQLite and PostgreSQL), `queue_throughput.py` (two workers against one), `sockets.py` (a
thousand sockets on one server process). `make bench-queue` runs them all.

`make bench-transfers` (`transfers.py`) sends and fetches a gigabyte beside `cp` and nginx, both ways the program runs,
and writes `results/transfers.json`: seconds, ratios to nginx alone, and by how much the server process grows.
`make bench-ahead` (`ahead.py`) converts a film while it comes, and when it has come, on a link as fast as that takes.
"""


def write(record: Json, page: Path) -> None:
    makers = (_host, _table, _silent, _ratios, _overhead, _remuxes)
    missed = [*_missed_ratios(record), *_missed_costs(record), *_missed_elsewhere(page.parent / "results")]
    parts = [_HEAD, *(make(record) for make in makers), _missed(missed)]
    page.write_text("\n".join(part for part in parts if part), encoding="utf-8")


def _host(record: Json) -> str:
    machine = record["machine"]
    missing = f" Not measured, because not installed: {', '.join(record['missing'])}." if record["missing"] else ""
    return (
        f"{record['date']}, commit {record['commit']}, {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB, {machine['system']}, load {machine['load']} before the run.{missing}\n"
    )


def _table(record: Json) -> str:
    names = record["contenders"]
    rows = [
        "## The same films\n",
        f"For `{record['device']}`, everybody with its defaults. "
        "Each cell: wall seconds, CPU seconds, megabytes, VMAF, accepted.\n",
        "| film | " + " | ".join(names) + " |",
        "|---" * (len(names) + 1) + "|",
    ]
    rows += [f"| {row['what']} | " + " | ".join(_cell(row[name]) for name in names) + " |" for row in record["films"]]
    rows.append("| **accepted** | " + " | ".join(record["accepted"][name] for name in names) + " |")
    return "\n".join(rows) + "\n"


def _cell(cell: Json) -> str:
    if not cell["made"]:
        return f"nothing ({cell['wall']} s)"
    quality = "–" if cell["vmaf"] is None else f"{cell['vmaf']:.1f}"
    verdict = "yes" if cell["accepted"] else f"no: {cell['said']}"
    return f"{cell['wall']} s, {cell['cpu']} s, {cell['size'] / 1e6:.1f} MB, {quality}, {verdict}"


def _silent(record: Json) -> str:
    """Why some made nothing, in their own last words."""
    rows = [
        f"- {name}, {row['what']}: {row[name]['said'] or 'said nothing'}"
        for row in record["films"]
        for name in record["contenders"]
        if not row[name]["made"]
    ]
    return "\n".join(["Who made nothing, and its last words:\n", *rows]) + "\n" if rows else ""


def _ratios(record: Json) -> str:
    rows = [
        "## Ours to theirs\n",
        "Totals over the films that both made; VMAF as a difference.\n",
        "| | films | wall | CPU | size | VMAF |",
        "|---|---|---|---|---|---|",
    ]
    for name, r in record["ratios"].items():
        quality = "–" if r["vmaf"] is None else f"{r['vmaf']:+.2f}"
        rows.append(f"| {name} | {r['films']} | {r['total_wall']} | {r['total_cpu']} | {r['size']} | {quality} |")
    return "\n".join(rows) + "\n"


def _overhead(record: Json) -> str:
    rows = [
        "## What is around ffmpeg\n",
        "Probing, planning, verifying (with the decoding of all that was encoded), syncing and publishing, against the "
        "same command alone; medians of five.\n",
        "| film | ours | bare | overhead | allowed (1 % + 0.3 s) |",
        "|---|---|---|---|---|",
    ]
    rows += [
        f"| {r['film']} | {r['ours']} s | {r['bare']} s | {r['overhead']} s | {r['allowed']} s |"
        for r in record["overhead"]
    ]
    late = record["latency"]
    rows.append(f"\nFrom the call of `convert` until ffmpeg runs: median {late['median']} s, worst {late['worst']} s.")
    return "\n".join(rows) + "\n"


def _remuxes(record: Json) -> str:
    rows = [
        "## A remux against cp\n",
        "Matroska to MP4, medians of five, alternating. Ours is verified, and on the disk when it is published. "
        "*Floor*: ffmpeg's bare `-c copy` to `cp`; what lets ffmpeg write the film cannot be faster.\n",
        "| size | ours | cp | cp, sync | ffmpeg | ffmpeg faststart | ours to cp | to cp, sync | to ffmpeg | floor |",
        "|---" * 10 + "|",
    ]
    rows += [_remux(r) for r in record["remuxes"]]
    return "\n".join(rows) + "\n"


def _remux(r: Json) -> str:
    names = ("ours", "cp", "cp and sync", "ffmpeg", "ffmpeg faststart")
    cells = [f"{r['size'] / 1e6:.0f} MB", *(f"{r['seconds'][name]} s" for name in names)]
    cells += [str(r["ratios"][name]) for name in ("cp", "cp and sync", "ffmpeg")]
    return "| " + " | ".join([*cells, str(r["floor"])]) + " |"


def _missed(lines: list[str]) -> str:
    told = "Of all benchmarks, as their records are now; the queue's and the sockets' times are in milliseconds.\n\n"
    return "## Aims that were missed\n\n" + told + ("\n".join(f"- {line}" for line in lines) or "None.") + "\n"


def _missed_ratios(record: Json) -> list[str]:
    theirs = record["ratios"].get("mkv2cast")
    found = []
    if theirs is None:
        found.append("mkv2cast made nothing that could be compared, so its time says nothing.")
    elif theirs["total_wall"] > 0.5:
        found.append(f"Total time at most half of mkv2cast's: it is {theirs['total_wall']} of it.")
    if theirs and theirs["vmaf"] is not None and theirs["vmaf"] < -0.5:
        found.append(f"VMAF no more than 0.5 under mkv2cast's: it is {theirs['vmaf']:+.2f}.")
    accepted, _, films = record["accepted"]["ours"].partition("/")
    if accepted != films:
        found.append(f"Every output accepted: {record['accepted']['ours']}.")
    return found


def _missed_costs(record: Json) -> list[str]:
    found = [
        f"Overhead at most 1 % + 0.3 s: {r['film']} {r['overhead']} s of {r['allowed']} s allowed."
        for r in record["overhead"]
        if not r["met"]
    ]
    if record["latency"]["median"] > 0.15:
        found.append(f"ffmpeg running within 0.15 s: {record['latency']['median']} s.")
    found += [
        f"A remux at most 1.2 times `cp`: {r['ratios']['cp']} for {r['size'] / 1e6:.0f} MB; ffmpeg's bare copy alone "
        f"takes {r['floor']} times as long as `cp`."
        for r in record["remuxes"]
        if r["ratios"]["cp"] > 1.2
    ]
    return found


def _missed_elsewhere(results: Path) -> list[str]:
    """By the records of the other benchmarks."""
    records = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(results.glob("*.json"))}
    found = [
        f"`{benchmark}`: {', '.join([*where, told['aim']])}: it is {_figure(told)}."
        for benchmark, record in records.items()
        for where, told in _with_aims(record.get("figures"), ())
        if not told["met"]
    ]
    estimates = records.get("estimates", {"met": True})
    if not estimates["met"]:
        true = f"{estimates['within']} of {estimates['films']}"
        found.append(f"`estimates`: time and size within a fifth, for four fifths of the films: it is {true}.")
    return found


def _with_aims(figures: Any, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Whatever has an aim, at any depth, with the names that lead there."""
    if not isinstance(figures, dict):
        return
    if "aim" in figures:
        yield where, figures
    for name, inner in figures.items():
        yield from _with_aims(inner, (*where, name))


def _figure(told: Json) -> float:
    """The one that the aim is of: named by it, or the only one."""
    name = str(told["aim"]).partition(" ")[0]
    figure: float = next(told[key] for key in (name, "ratio", "megabytes", "median") if key in told)
    return figure
