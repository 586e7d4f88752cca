"""Running ffmpeg, with scripts in its place that do what it does on a bad day."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import psutil
import pytest

from castengine.cancellation import Cancellation
from castengine.errors import Cancelled, DiskFull, FfmpegFailed, Stalled
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
