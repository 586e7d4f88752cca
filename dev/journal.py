"""How far a run over a corpus has come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ending:
    """How one film ended for one device. ``word``: the status of a success or the code of an error."""

    word: str
    seconds: float
    verified: bool = False
    blames_source: bool = False
    same_as: str | None = None  # the device whose plan was the same
    note: str = ""


class Journal:
    """What is done already: one line of JSON a film, written as soon as it is known."""

    def __init__(self, path: Path, *, anew: bool) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if anew:
            path.unlink(missing_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.done: dict[str, dict[str, Ending]] = {}
        for row in map(json.loads, lines):
            self.done[row["film"]] = {device: Ending(**ending) for device, ending in row["endings"].items()}

    def add(self, name: str, endings: Mapping[str, Ending]) -> None:
        row = {"film": name, "endings": {device: asdict(ending) for device, ending in endings.items()}}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.done[name] = dict(endings)
