"""Where the program's sources are, for the processes that tests start."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = [str(REPOSITORY / "engine"), str(REPOSITORY / "backend")]
