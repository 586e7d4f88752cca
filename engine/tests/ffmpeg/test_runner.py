"""Running ffmpeg, with scripts in its place that do what it does on a bad day."""

from __future__ import annotations

import contextlib
import functools
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, Self

import psutil
import pytest

from castengine.cancellation import Cancellation
from castengine.errors import Cancelled, DiskFull, FfmpegFailed, Stalled
from castengine.feed import Feed
from castengine.ffmpeg.progress import Report
from castengine.ffmpeg.runner import run_ffmpeg

REPORT = "printf 'frame=%s\\nout_time_us=%s000\\nprogress=continue\\n' $n $n"


def script(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "ffmpeg"
    path.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\n{body}\n")
    path.chmod(0o755)
    return [str(path)]


def is_running(tmp_path: Path) -> bool:
    return psutil.pid_exists(int((tmp_path / "pid").read_text()))


def test_reports_come_and_complaints_are_the_answer(tmp_path: Path) -> None:
    reports: list[Report] = []
    argv = script(tmp_path, f"for n in 1 2 3; do {REPORT}; done; echo a small complaint >&2")
    assert run_ffmpeg(argv, on_report=reports.append) == "a small complaint\n"
    assert [report.frame for report in reports] == [1, 2, 3]


def test_a_bad_status_is_an_error_with_the_last_words(tmp_path: Path) -> None:
    with pytest.raises(FfmpegFailed) as raised:
        run_ffmpeg(script(tmp_path, "echo what happened >&2; exit 1"))
    assert raised.value.detail == "what happened\n"


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        run_ffmpeg(script(tmp_path, "echo 'Error writing trailer: No space left on device' >&2; exit 228"))


def test_cancelling_ends_it_at_once(tmp_path: Path) -> None:
    cancellation = Cancellation()
    threading.Timer(0.3, cancellation.cancel).start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        run_ffmpeg(script(tmp_path, "exec sleep 60"), cancellation=cancellation)
    assert time.monotonic() - start < 3
    assert not is_running(tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("exec sleep 60", id="silence"),
        pytest.param(f"n=7; while :; do {REPORT}; sleep 0.1; done", id="the same report again and again"),
        pytest.param("exec >&-; exec sleep 60", id="closed output and no end"),
    ],
)
def test_standstill_is_noticed(tmp_path: Path, body: str) -> None:
    with pytest.raises(Stalled, match=r"0\.6 s"):
        run_ffmpeg(script(tmp_path, body), stall_seconds=0.6)
    assert not is_running(tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"for n in 1 2 3 4 5 6; do {REPORT}; sleep 0.2; done", id="slow reports"),
        pytest.param("exec dd if=/dev/zero of=/dev/null bs=1M count=40000 status=none", id="moving bytes silently"),
    ],
)
def test_slow_work_is_no_standstill(tmp_path: Path, body: str) -> None:
    run_ffmpeg(script(tmp_path, body), stall_seconds=0.6)


# --- pauses ----------------------------------------------------------------------------------------------------------
COUNTING = f"n=0; while :; do n=$((n+1)); {REPORT}; sleep 0.05; done"


class Running:
    """ffmpeg in a thread, as in a worker; ended with the block."""

    def __init__(self, argv: list[str], stall_seconds: float = 60) -> None:
        self.cancellation = Cancellation()
        self.reports: list[Report] = []
        pool = ThreadPoolExecutor(max_workers=1)
        run = functools.partial(run_ffmpeg, on_report=self.reports.append, cancellation=self.cancellation)
        self.answer = pool.submit(run, argv, stall_seconds=stall_seconds)
        pool.shutdown(wait=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancellation.cancel()
        assert isinstance(self.answer.exception(20), Cancelled | Stalled)

    def wait_for_reports(self, count: int) -> None:
        assert wait_for(lambda: len(self.reports) >= count)


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def stands_still(tmp_path: Path) -> bool:
    """A shell that is just starting a program waits for that (in "disk sleep") before it stops itself."""
    return psutil.STATUS_STOPPED in (found := states(tmp_path)) and found <= {
        psutil.STATUS_STOPPED,
        psutil.STATUS_DISK_SLEEP,
    }


def states(tmp_path: Path) -> set[str]:
    leader = psutil.Process(int((tmp_path / "pid").read_text()))
    found: set[str] = set()
    for process in (leader, *leader.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            found.add(process.status())
    return found


def test_paused_it_stands_still_with_all_that_it_started_and_goes_on_where_it_was(tmp_path: Path) -> None:
    with Running(script(tmp_path, COUNTING), stall_seconds=1.0) as running:
        running.wait_for_reports(3)
        running.cancellation.pause()
        assert running.cancellation.is_paused
        assert wait_for(lambda: stands_still(tmp_path))
        told = len(running.reports)
        time.sleep(1.5)  # longer than a standstill may last
        assert len(running.reports) <= told + 1
        assert not running.answer.done()
        running.cancellation.resume()
        running.wait_for_reports(told + 5)
        assert [report.frame for report in running.reports] == list(range(1, len(running.reports) + 1))


def test_a_standstill_after_a_pause_is_one(tmp_path: Path) -> None:
    with Running(script(tmp_path, "exec sleep 60"), stall_seconds=0.6) as running:
        running.cancellation.pause()
        running.cancellation.resume()
        assert isinstance(running.answer.exception(20), Stalled)


def test_cancelling_ends_what_is_paused(tmp_path: Path) -> None:
    with Running(script(tmp_path, COUNTING)) as running:
        running.wait_for_reports(1)
        running.cancellation.pause()
        assert wait_for(lambda: stands_still(tmp_path))
        running.cancellation.cancel()
        assert isinstance(running.answer.exception(20), Cancelled)
    assert not is_running(tmp_path)


def test_what_is_paused_before_it_began_is_not_started(tmp_path: Path) -> None:
    cancellation = Cancellation()
    cancellation.pause()
    threading.Timer(0.3, cancellation.cancel).start()
    with pytest.raises(Cancelled):
        run_ffmpeg(script(tmp_path, "exec sleep 60"), cancellation=cancellation)
    assert not (tmp_path / "pid").exists()


def test_a_pause_does_not_lower_the_reported_speed(tmp_path: Path) -> None:
    # As ffmpeg counts it: film time by the time since it began, pauses included.
    body = (
        "b=$(date +%s%N); n=0; while :; do sleep 0.1; n=$((n+100)); e=$(( ($(date +%s%N) - b) / 1000000 )); "
        "printf 'out_time_us=%s000\\nspeed=%s.%03d\\nprogress=continue\\n' $n $((n/e)) $((n*1000/e%1000)); done"
    )
    with Running(script(tmp_path, body)) as running:
        running.wait_for_reports(5)
        before = running.reports[-1].speed or 0
        running.cancellation.pause()
        time.sleep(3)
        told = len(running.reports)
        running.cancellation.resume()
        running.wait_for_reports(told + 2)
        assert (running.reports[-1].speed or 0) > before * 0.5


# --- a feed ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def growing(tmp_path: Path) -> Iterator[BinaryIO]:
    """An empty file that can be read and added to."""
    with (tmp_path / "growing").open("w+b", buffering=0) as file:
        yield file


def test_it_reads_what_comes_in_its_order_and_then_the_end(tmp_path: Path, growing: BinaryIO) -> None:
    pieces = [random.Random(n).randbytes(n * 100_000) for n in range(1, 6)]
    feed = Feed(growing.fileno(), sum(map(len, pieces)))
    with ThreadPoolExecutor(max_workers=1) as pool:
        answer = pool.submit(run_ffmpeg, script(tmp_path, f"exec cat > {tmp_path}/read"), feed=feed)
        for piece in pieces:
            growing.write(piece)
            assert wait_for(lambda: feed.is_waiting or answer.done())
        assert answer.result(20) == ""
    assert (tmp_path / "read").read_bytes() == b"".join(pieces)
    assert feed.share == 1


def test_a_program_that_has_read_enough_may_end(tmp_path: Path, growing: BinaryIO) -> None:
    growing.write(bytes(1_000_000))
    assert run_ffmpeg(script(tmp_path, "head -c 1000 > /dev/null"), feed=Feed(growing.fileno(), 2_000_000)) == ""


def test_what_is_given_up_ends_while_it_waits(tmp_path: Path, growing: BinaryIO) -> None:
    feed = Feed(growing.fileno(), 1000)
    threading.Timer(0.3, feed.give_up).start()
    with pytest.raises(Cancelled):
        run_ffmpeg(script(tmp_path, "exec cat"), feed=feed)
    assert not is_running(tmp_path)
