"""One run: the batch goes in, the accidents happen, and when all is quiet the judge looks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from testing.chaos import films, judgement
from testing.chaos.accidents import Accident, busy, planned, wait_for
from testing.chaos.films import Film
from testing.chaos.subjects import Subject

_FINAL = ("completed", "failed", "cancelled")
_STATES = "SELECT status, attempt FROM conversions_job"
_LATEST = 300.0  # seconds after the last accident, far above what it takes
PROMISE = 5.0  # seconds after the lease in which a dead worker's job is taken up again


@dataclass
class Blow:
    """An accident that has happened. ``held``: the films that the victim worked on. ``counts_from``: the victim's
    death, or that of the only process once it runs again."""

    accident: Accident
    at: datetime
    counts_from: datetime
    seen: bool
    held: list[str]
    orphans_gone_after: float


@dataclass
class Record:
    """``freed`` and ``claimed``: seconds from a worker's death until its film waited again, and was taken again."""

    mode: str
    seed: int
    lease_seconds: int
    blows: list[Blow] = field(default_factory=list)
    freed: list[float] = field(default_factory=list)
    claimed: list[float] = field(default_factory=list)
    interrupted: int = 0
    seconds: float = 0
    complaints: list[str] = field(default_factory=list)


def run(subject: Subject, seed: int, films_in: Path, *, count: int = films.BATCH, most: int | None = None) -> Record:
    """``subject`` runs already, with an empty database. ``count``: of films; ``most``: accidents at most."""
    record, chance, begun = Record(subject.mode, seed, subject.lease_seconds), Random(seed), time.monotonic()
    batch = films.batch(films.made_in(films_in), chance)[:count]
    subject.close_queue()  # or the first films would be done before the last one is there
    jobs = {subject.upload(film.path, f"{n:02} {film.path.name}"): film for n, film in enumerate(batch)}
    subject.close_queue(False)
    for number, accident in enumerate(planned(subject, chance)[:most], start=1):
        record.blows.append(_happen(accident, subject, chance))
        if number % 2 == 0:  # a film that was hit twice may not be hit a third time: then it would be given up
            _wait_until_healed(subject, chance)
        if _all_final(subject):
            break
    _wait_until_final(subject)
    record.seconds = time.monotonic() - begun
    _measure(record, subject)
    record.complaints = [*_settled(subject, jobs), *_about_recovery(record), *_about_orphans(record)]
    return record


def _happen(accident: Accident, subject: Subject, chance: Random) -> Blow:
    seen = wait_for(accident.moment, subject, chance)
    time.sleep(accident.late)
    victim = busy(accident.victim, subject)
    mark, at = subject.worker_mark(victim), datetime.now(UTC)
    subject.kill(victim)
    orphans_gone_after = _until_alone(subject) if subject.mode == "single" else 0.0
    held = _held_by(subject, mark)
    time.sleep(accident.away)
    subject.start(victim)
    counts_from = datetime.now(UTC) if subject.mode == "single" else at
    return Blow(accident, at, counts_from, seen, held, orphans_gone_after)


def _until_alone(subject: Subject) -> float:
    """Seconds until no tool of the killed program was left."""
    begun = time.monotonic()
    while subject.tools_at_work() and time.monotonic() - begun < 20:
        time.sleep(0.05)
    return time.monotonic() - begun


def _held_by(subject: Subject, mark: str | None) -> list[str]:
    if mark is None:
        return []
    return [a.job for a in judgement.attempts(subject) if mark in a.worker and a.ended_at is None]


def _wait_until_healed(subject: Subject, chance: Random) -> None:
    """No film is in its second attempt any more, and some others have been done."""
    end = time.monotonic() + _LATEST
    while any(attempt > 1 and status not in _FINAL for status, attempt in subject.patient_rows(_STATES)):
        assert time.monotonic() < end, f"a film was not taken up again\n{subject.log()}"
        time.sleep(0.1)
    time.sleep(chance.uniform(0, 1))


def _all_final(subject: Subject) -> bool:
    return all(status in _FINAL for status, _ in subject.patient_rows(_STATES))


def _wait_until_final(subject: Subject) -> None:
    end = time.monotonic() + _LATEST
    while not _all_final(subject):
        states = subject.patient_rows(_STATES)
        assert time.monotonic() < end, f"stuck: {states}\n{subject.log()}"
        time.sleep(0.1)


def _settled(subject: Subject, jobs: Mapping[str, Film]) -> list[str]:
    """What is still wrong when the caretaker has had its time: what the dead left goes within a lease or two."""
    end = time.monotonic() + 2 * subject.lease_seconds + 10
    while (found := judgement.complaints(subject, jobs)) and time.monotonic() < end:
        time.sleep(1)
    return found


def _measure(record: Record, subject: Subject) -> None:
    made = judgement.attempts(subject)
    record.interrupted = sum(attempt.end == "interrupted" for attempt in made)
    for blow in record.blows:
        for job in blow.held:
            own = [a for a in made if a.job == job]
            freed = [a.ended_at for a in own if a.end == "interrupted" and a.ended_at and a.ended_at > blow.at]
            taken = [a.started_at for a in own if a.started_at > blow.at]
            record.freed += [_since(blow.counts_from, min(freed))] if freed else []
            record.claimed += [_since(blow.counts_from, min(taken))] if taken else []


def _since(earlier: datetime, later: datetime) -> float:
    return round(max((later - earlier) / timedelta(seconds=1), 0), 2)


def _about_recovery(record: Record) -> list[str]:
    limit = record.lease_seconds + PROMISE
    return [f"a dead worker's film waited again only after {late} s" for late in record.freed if late > limit]


def _about_orphans(record: Record) -> list[str]:
    return [
        f"a tool outlived its program by {blow.orphans_gone_after:.1f} s"
        for blow in record.blows
        if blow.orphans_gone_after > 5
    ]
