"""tus' own clients as processes that can be killed and started again: each remembers its upload in a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, Self

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
_PIECE = 8 * 1024 * 1024  # bytes

_TUSPY = """
import sys
from tusclient.client import TusClient
from tusclient.storage.filestorage import FileStorage
url, film, memory, piece = sys.argv[1:]
remembered = {"store_url": True, "url_storage": FileStorage(memory), "retries": 20, "retry_delay": 0.5}
metadata = {"filename": "film.mp4", "start": "false"}
try:
    uploader = TusClient(url).uploader(film, chunk_size=int(piece), metadata=metadata, **remembered)
    uploader.upload()
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
print(uploader.url)
"""


class Client(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def film(self) -> Path: ...
    def by(self, url: str) -> Self:
        """The same through ``url``."""

    def start(self) -> subprocess.Popen[str]:
        """Goes on where it stands. Prints the upload's address at the end; another exit status than 0: it gave up."""


@dataclass(frozen=True, slots=True)
class Tuspy:
    """``folder``: for what it remembers."""

    film: Path
    folder: Path
    url: str = ""
    name: str = "tuspy"

    def by(self, url: str) -> Self:
        return replace(self, url=url)

    def start(self) -> subprocess.Popen[str]:
        memory = self.folder / f"tuspy-{self.url.rpartition(':')[2]}.json"
        arguments = [f"{self.url}/api/uploads/", self.film, memory, _PIECE]
        return _started([sys.executable, "-c", _TUSPY, *map(str, arguments)])


@dataclass(frozen=True, slots=True)
class TusJs:
    """``parts``: how many it sends side by side."""

    film: Path
    folder: Path
    node: str
    parts: int = 1
    url: str = ""

    @property
    def name(self) -> str:
        return "tus-js-client" + (f" in {self.parts} parts" if self.parts > 1 else "")

    def by(self, url: str) -> Self:
        return replace(self, url=url)

    def start(self) -> subprocess.Popen[str]:
        memory = self.folder / f"tus-js-{self.url.rpartition(':')[2]}.json"
        script = Path(__file__).with_name("tus_client.mjs")
        return _started(
            [
                self.node,
                *map(str, (script, FRONTEND, f"{self.url}/api/uploads/", self.film, self.parts, _PIECE, memory)),
            ]
        )


def find_node() -> str | None:
    """``None`` where Node or the front end's packages are missing."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    return found if (FRONTEND / "node_modules" / "tus-js-client").exists() else None


def _started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
