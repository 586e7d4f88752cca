"""Every film of a corpus through the engine, for several devices: a table, a summary, a record.

    CORPUS=folder python dev/corpus.py [--device ID]... [--preset NAME] [--part N/OF] [--output FILE] [PART-OF-NAME...]

A run that was cut off goes on where it was: what is done is in a journal under ``.build``, one for each state of the
engine, preset and choice of devices. ``--part 1/3``, ``2/3`` and ``3/3`` may run at different times; the last of them
writes the record. ``--anew`` forgets the journal.

Ends with 1 when a film that decodes did not become a verified one, or another did not end with an error that blames
the source. What decodes is taken from ``manifest.json`` beside the folder (``decodes_cleanly``, ``video``, ``audio``);
without it, every ending is right that is either a verified film or a source's own fault.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT)]

from benchmarks.host import commit_and_machine, state_of  # noqa: E402
from castengine import (  # noqa: E402
    Cancellation,
    Capabilities,
    MediaInfo,
    Plan,
    Preferences,
    Tools,
    convert,
    find_device,
    find_tools,
    make_plan,
    plan_as_json,
    probe,
)
from castengine.errors import Cancelled, CastEngineError, DolbyVisionOnly, SourceError  # noqa: E402
from castengine.hardware.reshaping import try_reshaping  # noqa: E402
from castengine.verify.obstacles import check_obstacles  # noqa: E402
from dev.journal import Ending, Journal  # noqa: E402

DEFAULT_CORPUS = ROOT.parent / "shared" / "corpus" / "files"
DEVICES = ("any-chromecast", "chromecast-3", "chromecast-ultra", "google-tv-streamer", "nest-hub")
RECORD = ROOT / "benchmarks" / "results" / "corpus.json"
SECONDS = 1200  # for one film and device
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """``film``: it must become one; ``error``: it must not. Neither: damaged, both are right."""

    film: bool = False
    error: bool = False

    def fits(self, ending: Ending) -> bool:
        if self.film:
            # A picture that nobody but Dolby Vision can show is refused where no Vulkan computes it.
            return ending.verified or ending.word == DolbyVisionOnly.code
        return ending.blames_source or (ending.verified and not self.error)


class Corpus:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        manifest = folder.parent / "manifest.json"
        rows = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else []
        self._rows: dict[str, Json] = {row["path"]: row for row in rows}

    def films(self, names: list[str]) -> list[Path]:
        """The long ones last, so that the rest is known early."""
        found = [path for path in self.folder.rglob("*") if path.is_file()]
        chosen = [film for film in found if not names or any(name in str(film) for name in names)]
        return sorted(chosen, key=lambda film: (self._seconds(film) > 60, str(film)))

    def expected(self, film: Path) -> Expected:
        row = self._row(film)
        if row is None:
            return Expected()
        streams = [*(v for v in row["video"] if not v.get("attached_pic")), *row["audio"]]
        return Expected(film=bool(row["decodes_cleanly"] and streams), error=not streams)

    def name(self, film: Path) -> str:
        return os.fsencode(film.relative_to(self.folder)).decode(errors="backslashreplace")

    def _row(self, film: Path) -> Json | None:
        return self._rows.get(str(film.relative_to(self.folder)))

    def _seconds(self, film: Path) -> float:
        row = self._row(film) or {}
        width = max((v.get("w") or 0 for v in row.get("video", ())), default=0)
        return (row.get("duration_s") or 0) * (width / 1920) ** 2


@dataclass(frozen=True, slots=True)
class Done:
    """A plan carried out. ``media``: of the result; ``None`` when there is none."""

    device: str
    ending: Ending
    media: MediaInfo | None = None


class Run:
    """One film after the other; what several devices ask alike is done once, and checked for each."""

    def __init__(self, corpus: Corpus, tools: Tools, wishes: Preferences, directory: Path) -> None:
        self.corpus, self.tools, self.wishes, self.directory = corpus, tools, wishes, directory
        reshapes = try_reshaping(tools) is None
        self._host = replace(Capabilities.software(), reshapes_dolby_vision=reshapes)

    def film(self, film: Path, devices: list[str]) -> dict[str, Ending]:
        try:
            media = probe(film, self.tools)
        except Exception as error:  # noqa: BLE001 - a crash is a result, too
            return dict.fromkeys(devices, self._failed(error, 0))
        done: dict[str, Done] = {}
        return {device: self._device(film, media, device, done) for device in devices}

    def _device(self, film: Path, media: MediaInfo, device: str, done: dict[str, Done]) -> Ending:
        start = time.monotonic()
        try:
            plan = make_plan(media, find_device(device), self.wishes, self._host)
            if same := done.get(key := _work_of(plan)):
                return _again(same, device)
            done[key] = self._converted(film, media, plan, start)
            return done[key].ending
        except Exception as error:  # noqa: BLE001
            return self._failed(error, time.monotonic() - start)

    def _converted(self, film: Path, media: MediaInfo, plan: Plan, start: float) -> Done:
        stop = Cancellation()
        timer = threading.Timer(SECONDS, stop.cancel)
        timer.start()
        options: Json = {"stem": "film", "tools": self.tools, "preferences": self.wishes, "cancellation": stop}
        with tempfile.TemporaryDirectory(dir=self.directory) as directory:
            try:
                outcome = convert(film, media, plan, directory=Path(directory), **options)
            except Exception as error:  # noqa: BLE001
                return Done(plan.device, self._failed(error, time.monotonic() - start))
            finally:
                timer.cancel()
        note = self._without_places("; ".join(str(finding) for finding in outcome.warnings))
        ending = Ending(str(outcome.status), time.monotonic() - start, verified=True, note=note)
        return Done(plan.device, ending, outcome.media)

    def _failed(self, error: Exception, seconds: float) -> Ending:
        if isinstance(error, Cancelled):
            return Ending("timeout", seconds)
        if not isinstance(error, CastEngineError):
            return Ending("internal_error", seconds, note=self._without_places(repr(error)))
        note = self._without_places(" ".join(f"{error.message} {error.detail or ''}".split()))[:400]
        return Ending(error.code, seconds, blames_source=isinstance(error, SourceError), note=note)

    def _without_places(self, note: str) -> str:
        """Where the corpus and our scratch are is nobody's business, and differs from run to run."""
        for folder in (self.corpus.folder, self.directory.resolve(), self.directory):
            note = note.replace(f"{folder}{os.sep}", "").replace(str(folder), "")
        return note


def _work_of(plan: Plan) -> str:
    """The same for plans that do the same, for whatever reasons and devices."""
    document: Json = {**plan_as_json(plan), "device": None, "container_reasons": None}
    actions = [{**action, "reasons": None} for action in document["actions"]]
    return json.dumps({**document, "actions": actions}, default=str)


def _again(same: Done, device: str) -> Ending:
    """What another device makes of a result that is there already."""
    was = same.ending
    found = list(check_obstacles(same.media, find_device(device))) if same.media else []
    if found:
        return Ending("verification_failed", 0, same_as=same.device, note="; ".join(map(str, found)))
    return Ending(was.word, 0, was.verified, was.blames_source, same.device, was.note)


def main() -> int:
    arguments = _arguments()
    corpus = Corpus(Path(os.environ.get("CORPUS", DEFAULT_CORPUS)).resolve())
    devices = arguments.device or list(DEVICES)
    wishes = Preferences.from_options({"preset": arguments.preset} if arguments.preset else {})
    films = [film for film in corpus.films(arguments.names) if corpus.name(film) not in arguments.skip]
    part, of = arguments.part
    wrong: list[str] = []
    _row("", devices)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "journal" if arguments.names else _journal_of(devices, arguments.preset)
        journal = Journal(place, anew=arguments.anew)
        run = Run(corpus, find_tools(), wishes, Path(scratch))
        for number, film in enumerate(films):
            name, expected = corpus.name(film), corpus.expected(film)
            if name not in journal.done:
                if number % of != part - 1:
                    continue
                journal.add(name, run.film(film, devices))
            endings = journal.done[name]
            _row(name, [_cell(endings[device], expected) for device in devices])
            wrong += _told(name, endings, expected)
    table = {corpus.name(film): journal.done[corpus.name(film)] for film in films if corpus.name(film) in journal.done}
    record = _record(table, wrong, {"preset": arguments.preset or "default", "skipped": arguments.skip})
    _summary(record, wrong)
    if len(table) < len(films):
        print(f"{len(films) - len(table)} films are left for the other parts; the last one writes the record")
    elif arguments.output and not arguments.names:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(bool(wrong))


def _journal_of(devices: list[str], preset: str | None) -> Path:
    """Of runs that may go on with each other's work."""
    return (
        ROOT / ".build" / "corpus" / f"{state_of('engine/castengine')}-{preset or 'default'}-{'+'.join(devices)}.jsonl"
    )


def _part(text: str) -> tuple[int, int]:
    part, of = (int(number) for number in text.split("/"))
    if not 1 <= part <= of:
        raise ValueError(text)
    return part, of


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", action="append")
    parser.add_argument("--preset", help="an x264 preset instead of the default one")
    parser.add_argument("--output", type=Path, default=RECORD)
    parser.add_argument("--skip", action="append", default=[], help="a film to leave out; the record names it")
    parser.add_argument("--part", type=_part, default=(1, 1), metavar="N/OF", help="every OF-th film, from the N-th on")
    parser.add_argument("--anew", action="store_true", help="forget what an earlier run has done")
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def _row(name: str, cells: list[str]) -> None:
    print(f"{name[-52:]:52} " + " ".join(f"{cell[:22]:22}" for cell in cells), flush=True)


def _cell(ending: Ending, expected: Expected) -> str:
    mark = "" if expected.fits(ending) else "! "
    return f"{mark}{ending.word}{' =' if ending.same_as else f' {ending.seconds:.1f} s'}"


def _told(name: str, endings: Mapping[str, Ending], expected: Expected) -> list[str]:
    wrong = [f"{name} [{device}]: {e.word}: {e.note}" for device, e in endings.items() if not expected.fits(e)]
    for line in wrong:
        print(f"    ! {line}", flush=True)
    return wrong


def _record(table: Mapping[str, Mapping[str, Ending]], wrong: list[str], facts: Json) -> Json:
    endings = [ending for row in table.values() for ending in row.values()]
    seconds = sum(ending.seconds for ending in endings)
    return {
        **commit_and_machine(),
        **facts,
        "seconds": round(seconds, 1),
        "films": len(table),
        "endings": len(endings),
        "as_they_should": len(endings) - len(wrong),
        "words": dict(Counter(ending.word for ending in endings).most_common()),
        "wrong": wrong,
        "table": {
            name: {device: _as_json(ending) for device, ending in row.items()} for name, row in sorted(table.items())
        },
    }


def _as_json(ending: Ending) -> Json:
    facts = {"ending": ending.word, "seconds": round(ending.seconds, 2), "same_as": ending.same_as, "note": ending.note}
    return {key: value for key, value in facts.items() if value not in (None, "")}


def _summary(record: Json, wrong: list[str]) -> None:
    for word, count in record["words"].items():
        print(f"{count:4}  {word}")
    print(f"{record['films']:4}  films, {record['endings']} endings, {len(wrong)} wrong, {record['seconds']:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
