"""The command line as people and programs run it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from mkv2castui import cli
from mkv2castui.project import env

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "mkv2castui.cli")


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class RunCommand(Protocol):
    def __call__(self, *arguments: str | Path, environment: Mapping[str, str] | None = ...) -> Answer: ...


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """No setting of the machine that runs the tests gets in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    sources = os.pathsep.join([str(ROOT / "engine"), str(ROOT / "backend")])
    return {**kept, "PYTHONPATH": sources, "MKV2CASTUI_DATA": str(tmp_path / "data")}


@pytest.fixture
def run(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[RunCommand]:
    """In this process, because a hundred new ones would take a minute; ``COMMAND`` starts one where that matters."""
    for name in ("FFMPEG_PATH", "FFPROBE_PATH", "DATABASE_URL", "REDIS_URL", "REQUIRE_AUTH"):
        monkeypatch.delenv(name, raising=False)

    def run_command(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Answer:
        for name, value in {**variables, **(environment or {})}.items():
            monkeypatch.setenv(name, value)
        env.current.cache_clear()
        capsys.readouterr()
        status = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err, said.err
        return Answer(status, said.out, said.err)

    yield run_command
    env.current.cache_clear()
