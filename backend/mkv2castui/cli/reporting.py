"""Telling how a conversion goes: JSON lines for programs, a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import click

from castengine import (
    DeviceProfile,
    MediaInfo,
    Outcome,
    OutcomeStatus,
    Plan,
    Progress,
    SidecarFile,
    Stage,
    media_as_json,
    plan_as_json,
)
from mkv2castui.cli.failures import error_as_json, explain
from mkv2castui.cli.output import say, say_json, seconds_as_clock
from mkv2castui.cli.sentences import finding_sentence

OnProgress = Callable[[Progress], None]

_STAGES = {Stage.CONVERTING: "converting", Stage.VERIFYING: "checking the result", Stage.PUBLISHING: "saving"}
_STEP = 10  # per cent between two plain lines


class Reporter(Protocol):
    def planned(self, file: Path, media: MediaInfo, plan: Plan, device: DeviceProfile) -> None: ...

    def progress(self, file: Path) -> AbstractContextManager[OnProgress]: ...

    def done(self, file: Path, outcome: Outcome) -> None: ...

    def failed(self, file: Path | None, error: Exception) -> None:
        """``file``: ``None`` when no file is to blame."""


class JsonReporter:
    """One object a line; ``event`` says which."""

    def planned(self, file: Path, media: MediaInfo, plan: Plan, device: DeviceProfile) -> None:
        facts = {"device": device.id, "media": media_as_json(media), "plan": plan_as_json(plan)}
        say_json({"event": "plan", "file": str(file), **facts})

    @contextmanager
    def progress(self, file: Path) -> Iterator[OnProgress]:
        def tell(progress: Progress) -> None:
            say_json(
                {
                    "event": "progress",
                    "file": str(file),
                    "stage": progress.stage,
                    "fraction": None if progress.fraction is None else round(progress.fraction, 4),
                    "fps": progress.fps,
                    "speed": progress.speed,
                    "eta_seconds": progress.eta_seconds,
                    "out_time": progress.out_time,
                    "size": progress.size,
                }
            )

        yield tell

    def done(self, file: Path, outcome: Outcome) -> None:
        say_json(
            {
                "event": "done",
                "file": str(file),
                "status": outcome.status,
                "output": outcome.output,
                "sidecars": [sidecar.path for sidecar in outcome.sidecars],
                "subtitles": [_sidecar(sidecar) for sidecar in outcome.sidecars],
                "poster": outcome.poster,
                "warnings": [warning.as_json() for warning in outcome.warnings],
            }
        )

    def failed(self, file: Path | None, error: Exception) -> None:
        say_json({"event": "error", "file": None if file is None else str(file), **error_as_json(error)})


def _sidecar(sidecar: SidecarFile) -> dict[str, object]:
    return {
        "path": sidecar.path,
        "language": sidecar.language,
        "forced": sidecar.forced,
        "hearing_impaired": sidecar.hearing_impaired,
        "title": sidecar.title,
    }


class PlainReporter:
    """Sentences, and a line at every tenth of the way: for logs and pipes."""

    def planned(self, file: Path, media: MediaInfo, plan: Plan, device: DeviceProfile) -> None:
        from mkv2castui.cli.description import describe

        for line in describe(file, media, plan, device):
            say(line)

    @contextmanager
    def progress(self, file: Path) -> Iterator[OnProgress]:
        told = -_STEP

        def tell(progress: Progress) -> None:
            nonlocal told
            percent = int((progress.fraction or 0) * 100)
            if progress.stage is Stage.CONVERTING and percent >= told + _STEP:
                told = percent - percent % _STEP
                say(f"{file.name}: {told} %{_time_left(progress)}")

        yield tell

    def done(self, file: Path, outcome: Outcome) -> None:
        say(f"{file.name}: {_result(outcome)}")
        for sidecar in outcome.sidecars:
            say(f"  subtitles: {sidecar.path}")
        if outcome.poster is not None:
            say(f"  cover: {outcome.poster}")
        for warning in outcome.warnings:
            say(f"  note: {finding_sentence(warning.code, warning.params)}")

    def failed(self, file: Path | None, error: Exception) -> None:
        click.echo(explain(error) if file is None else f"{file.name}: {explain(error)}", err=True)


class TerminalReporter(PlainReporter):
    """The same sentences, with a bar that moves."""

    @contextmanager
    def progress(self, file: Path) -> Iterator[OnProgress]:
        from rich.markup import escape
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[left]}"),
        )
        with Bars(*columns, transient=True) as bars:
            task = bars.add_task(escape(_printable(file.name)), total=None, left="")

            def tell(progress: Progress) -> None:
                total = None if progress.fraction is None else 1.0
                stage = _time_left(progress) or f" {_STAGES[progress.stage]}"
                bars.update(task, total=total, completed=progress.fraction or 0, left=stage.strip(", "))

            yield tell


def text_reporter() -> Reporter:
    return TerminalReporter() if sys.stdout.isatty() else PlainReporter()


def _printable(name: str) -> str:
    return name.encode(errors="backslashreplace").decode()


def _time_left(progress: Progress) -> str:
    return "" if progress.eta_seconds is None else f", {seconds_as_clock(progress.eta_seconds)} left"


def _result(outcome: Outcome) -> str:
    if outcome.status is OutcomeStatus.ALREADY_PLAYS:
        return "plays as it is, nothing to do."
    how = "repacked" if outcome.status is OutcomeStatus.COPIED else "converted"
    return f"{how}: {outcome.output}"
