"""Programs that a test, or `make stack`, starts beside itself and must never leave behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 60.0
"""A deadline for a start, far above what it takes."""

# The kernel kills the program when its starter is gone, however that happened. util-linux is part of Debian's base.
_DIES_WITH_ITS_STARTER = ("setpriv", "--pdeathsig", "KILL", "--")


@dataclass
class Process:
    """One program, started again and again. ``is_ready``: whether it does its work, asked once it runs.

    ``log``: both of its outputs, of all its starts. ``user``: whose rights it has, when not ours. Start it from the
    main thread: the program ends with the thread that started it.
    """

    name: str
    command: Sequence[str]
    log: Path
    is_ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: int = signal.SIGTERM
    before_start: Callable[[], None] = lambda: None
    _running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it is ready."""
        self.begin()
        self.wait_until_ready()

    def begin(self) -> None:
        """Returns at once."""
        assert not self.is_running, f"{self.name} runs already"
        self.before_start()
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                [*_DIES_WITH_ITS_STARTER, *self.command],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in a terminal reaches its starter alone
                user=self.user,
                cwd="/",
            )

    def wait_until_ready(self, seconds: float = SECONDS) -> None:
        end = time.monotonic() + seconds
        while not self.is_ready():
            assert self.is_running, f"{self.name} ended with {self.status}:\n{self.log_tail()}"
            assert time.monotonic() < end, f"{self.name} is not ready:\n{self.log_tail()}"
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def status(self) -> int | None:
        """The exit status; ``None`` while it runs or before it ran."""
        return None if self._running is None else self._running.poll()

    def kill(self) -> None:
        """As a power cut would: no chance to tidy up. Its children get the same a moment later, from the kernel or
        by noticing."""
        if self.is_running:
            self._signal(signal.SIGKILL)
            self._wait(20)

    def ask_to_stop(self) -> None:
        self._signal(self.stop_signal)

    def stop(self, seconds: float = 30) -> int:
        """In good order; its exit status. One that does not end in time is killed, and that is an error."""
        if not self.is_running:
            return self.status or 0
        self.ask_to_stop()
        try:
            return self._wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not stop in {seconds} s:\n{self.log_tail()}") from None

    def restart(self) -> None:
        """In good order."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """As a frozen machine: it keeps its connections and does nothing."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def log_tail(self, lines: int = 60) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _signal(self, number: int) -> None:
        assert self._running is not None
        self._running.send_signal(number)

    def _wait(self, seconds: float) -> int:
        assert self._running is not None
        return self._running.wait(seconds)
