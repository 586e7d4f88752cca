"""What a program finds out and makes at its first start, done once a process for all the programs that tests start."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from castengine import find_tools
from castengine.hardware import find_capabilities
from testing.sources import SOURCES

_ELSEWHERE = ("DATABASE_URL", "DATABASE_URL_FILE", "REDIS_URL", "REDIS_URL_FILE")


def anticipate(data: Path) -> None:
    """A new data folder as the first start of the one process leaves it: empty tables, encoders tried. Over a second
    of two cores, which no test has to prove but those that hand over a folder that is there already."""
    if not data.exists():
        shutil.copytree(_tables(), data)
        remember_encoders(data)


def remember_encoders(data: Path) -> None:
    """What this host can encode with is known; a folder of another ffmpeg or driver takes no notice."""
    shutil.copytree(_trials(), data / "cache", dirs_exist_ok=True)


@cache
def _tables() -> Path:
    folder = _folder()
    variables = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    variables |= {"MKV2CASTUI_DATA": str(folder), "PYTHONPATH": os.pathsep.join(SOURCES)}
    migrate = ["migrate", "--verbosity", "0", "--settings", "mkv2castui.project.settings"]
    subprocess.run([sys.executable, "-m", "django", *migrate], env=variables, check=True)
    return folder


@cache
def _trials() -> Path:
    folder = _folder()
    find_capabilities(find_tools(), folder)
    return folder


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="mkv2castui-first-start-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
