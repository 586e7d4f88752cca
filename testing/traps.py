"""What a hostile film may point at, and whether anybody followed."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from types import TracebackType


class Trap:
    """``file``: a named pipe, so that whoever opens it is noticed. ``url``: of a server that notices connections.

    ``sprung``: what was opened or asked for.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "secret.mkv"
        self.sprung: list[str] = []
        self._is_sprung = threading.Event()

    def __enter__(self) -> Trap:
        os.mkfifo(self.file)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/film.ts"
        self._threads = [threading.Thread(target=watch, daemon=True) for watch in (self._opened, self._connected)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        before = list(self.sprung)
        os.close(os.open(self.file, os.O_RDONLY | os.O_NONBLOCK))
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()
        self.sprung = before

    def wait_until_sprung(self) -> None:
        assert self._is_sprung.wait(30)

    def _opened(self) -> None:
        """Opening a pipe for writing returns when somebody opens it for reading."""
        os.close(os.open(self.file, os.O_WRONLY))
        self._spring("file")

    def _connected(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:  # the end
            return
        connection.close()
        self._spring("url")

    def _spring(self, what: str) -> None:
        self.sprung.append(what)
        self._is_sprung.set()
