"""Starting other programs, and never leaving one behind. The only module that does so.

Every program started here

* gets a list, never a shell, and an empty standard input unless its caller has something for it,
* leads its own session and process group, so that all it starts can be ended with it,
* is killed by the kernel when this process dies, even by ``kill -9`` and even while it is suspended
  (``PR_SET_PDEATHSIG``, through ``setpriv``, where the host has it; save in the first milliseconds, before setpriv has
  asked for it). The kernel means the *thread* that started it: so one thread that lives as long as this process starts
  them all, and the thread that asked for a program may end before it,
* can fill neither of its pipes: standard error is drained by a thread, of which only the tail is kept.
"""

from __future__ import annotations

import contextlib
import functools
import os
import queue
import selectors
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from castengine.errors import ToolMissing

STDERR_TAIL = 16 * 1024  # bytes kept of what a program says
STDOUT_LIMIT = 64 * 1024 * 1024  # bytes; more than that is no answer of ffprobe's but an attack on our memory
TERM_SECONDS = 1.0  # between asking a program to end and killing it
_CHUNK = 64 * 1024

_Popen = Callable[[], subprocess.Popen[bytes]]


class ProcessTimedOut(Exception):
    """The program ran longer than it was given and was ended. ``stderr`` holds the tail of what it said."""

    def __init__(self, seconds: float, stderr: str) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.stderr = stderr


class OutputTooLarge(Exception):
    """The program wrote more to standard output than was allowed and was ended."""


@dataclass(frozen=True, slots=True)
class Captured:
    """``returncode`` as ``subprocess`` counts (``-9``: killed by signal 9). ``stderr`` is the bounded tail."""

    returncode: int
    stdout: bytes
    stderr: str


def run_captured(
    argv: Sequence[str], *, timeout: float, stdout_limit: int = STDOUT_LIMIT, stdin: int | None = None
) -> Captured:
    """Run a program to its end and keep what it wrote. ``stdin``: see ``Process``.

    Raises ``ToolMissing`` when it cannot be started, ``ProcessTimedOut`` and ``OutputTooLarge`` after ending it.
    A return code other than 0 is not an error here: only the caller knows what it means.
    """
    deadline = time.monotonic() + timeout
    pieces: list[bytes] = []
    size = 0
    with Process(argv, stdin=stdin) as process:
        for piece in process.stdout(poll=min(0.5, timeout)):
            if time.monotonic() > deadline:
                raise ProcessTimedOut(timeout, process.stderr_tail())
            if piece is not None:
                pieces.append(piece)
                size += len(piece)
            if size > stdout_limit:
                raise OutputTooLarge(f"more than {stdout_limit} bytes")
        returncode = process.wait(deadline - time.monotonic())
        if returncode is None:
            raise ProcessTimedOut(timeout, process.stderr_tail())
    return Captured(returncode, b"".join(pieces), process.stderr_tail())


class Process:
    """A running program. Leaving the ``with`` block, in whatever way, ends its whole process group."""

    def __init__(self, argv: Sequence[str], *, cwd: Path | None = None, stdin: int | None = None) -> None:
        """``stdin``: a descriptor to read from, the caller's to close. Raises ``ToolMissing`` when ``argv[0]`` cannot
        be started."""
        self._process = _start(argv, cwd, subprocess.DEVNULL if stdin is None else stdin)
        self._stderr = _Tail(_pipe(self._process.stderr))

    @property
    def pid(self) -> int:
        return self._process.pid

    def stdout(self, *, poll: float) -> Iterator[bytes | None]:
        """What the program writes, as it comes; ``None`` after every ``poll`` seconds of silence; ends at its end."""
        pipe = _pipe(self._process.stdout)
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while True:
                if not selector.select(poll):
                    yield None
                    continue
                piece = os.read(pipe.fileno(), _CHUNK)
                if not piece:
                    return
                yield piece

    def wait(self, seconds: float) -> int | None:
        """The return code, or ``None`` when the program still runs after ``seconds``."""
        try:
            returncode = self._process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return None
        self._stderr.join()  # so that the last words are in the tail
        return returncode

    def stderr_tail(self) -> str:
        return self._stderr.text()

    def bytes_transferred(self) -> int | None:
        """Bytes read and written so far by any means, or ``None`` where the system does not tell (proc(5))."""
        try:
            lines = Path(f"/proc/{self.pid}/io").read_text(encoding="ascii").splitlines()
        except OSError:
            return None
        return sum(int(line.split()[1]) for line in lines if line.startswith(("rchar:", "wchar:")))

    @contextlib.contextmanager
    def suspended(self) -> Iterator[None]:
        """The whole group stands still until the end of the block."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def terminate(self) -> None:
        """Ask the whole group to end, and kill it when it does not within ``TERM_SECONDS``."""
        if self._process.poll() is None:
            self._signal(signal.SIGTERM)
            self._signal(signal.SIGCONT)  # what somebody else has stopped would not hear
            if self.wait(TERM_SECONDS) is None:
                self._signal(signal.SIGKILL)
                self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        # The leader is our unreaped child: its id cannot have been given to anybody else.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.terminate()
        except BaseException:
            self._signal(signal.SIGKILL)
            raise
        finally:
            self._stderr.join()
            _pipe(self._process.stdout).close()


class _Tail:
    """Reads a pipe to its end in a thread and keeps the last ``STDERR_TAIL`` bytes."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._pieces: deque[bytes] = deque()
        self._size = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, name="stderr-tail", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with self._pipe:  # closed here and nowhere else: nobody may close what another thread is reading
            while piece := os.read(self._pipe.fileno(), _CHUNK):
                self._keep(piece)

    def _keep(self, piece: bytes) -> None:
        with self._lock:
            self._pieces.append(piece)
            self._size += len(piece)
            while self._size - len(self._pieces[0]) >= STDERR_TAIL:
                self._size -= len(self._pieces.popleft())

    def join(self) -> None:
        # With a limit, because a grandchild that left the group may hold the pipe open.
        self._thread.join(TERM_SECONDS)

    def text(self) -> str:
        with self._lock:
            return b"".join(self._pieces)[-STDERR_TAIL:].decode(errors="replace")


def _start(argv: Sequence[str], cwd: Path | None, stdin: int) -> subprocess.Popen[bytes]:
    program = _executable(argv[0])

    def popen() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_pdeathsig(), program, *argv[1:]],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
            cwd=cwd,
        )

    try:
        return _starter(os.getpid()).started(popen)
    except OSError as error:
        raise ToolMissing(f"{program} cannot be started: {error.strerror or error}") from error


class _Starter:
    """A thread that starts programs for all others, and ends with the process and not before."""

    def __init__(self) -> None:
        self._wishes: queue.SimpleQueue[tuple[Future[subprocess.Popen[bytes]], _Popen]] = queue.SimpleQueue()
        threading.Thread(target=self._serve, name="process-starter", daemon=True).start()

    def started(self, popen: _Popen) -> subprocess.Popen[bytes]:
        """Raises what ``popen`` raises."""
        future: Future[subprocess.Popen[bytes]] = Future()
        self._wishes.put((future, popen))
        try:
            return future.result()
        except KeyboardInterrupt:
            future.add_done_callback(_abandon)
            raise

    def _serve(self) -> None:
        while True:
            future, popen = self._wishes.get()
            try:
                future.set_result(popen())
            except BaseException as error:  # noqa: BLE001 - raised where the program was asked for
                future.set_exception(error)
            del future, popen  # nothing of a program is kept here while no other is asked for


@functools.cache
def _starter(_process: int) -> _Starter:
    """One for each process: a fork takes no thread along."""
    return _Starter()


def _abandon(future: Future[subprocess.Popen[bytes]]) -> None:
    """End what nobody waits for any more."""
    if future.exception() is None:
        with future.result() as process:
            os.killpg(process.pid, signal.SIGKILL)


def _executable(name: str) -> str:
    # Asked here because setpriv would only say so with an exit status that could be the program's own.
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"{name} is not a program that can be started.")
    return found


@functools.cache
def _pdeathsig() -> tuple[str, ...]:
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the process was started without this pipe")
    return pipe
