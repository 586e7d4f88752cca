"""Programs are started, heard, and ended with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from castengine.errors import ToolMissing
from castengine.process import STDERR_TAIL, OutputTooLarge, Process, ProcessTimedOut, run_captured

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_what_a_program_writes_and_its_status_are_kept() -> None:
    answer = run_captured(["sh", "-c", "echo out; echo said >&2; exit 3"], timeout=10)
    assert (answer.returncode, answer.stdout, answer.stderr) == (3, b"out\n", "said\n")


def test_of_a_long_complaint_the_end_is_kept_and_no_pipe_blocks() -> None:
    answer = run_captured(["sh", "-c", "seq 200000 >&2; echo done"], timeout=30)
    assert answer.stdout == b"done\n"
    assert answer.stderr.endswith("199999\n200000\n")
    assert len(answer.stderr) <= STDERR_TAIL


def test_no_shell_reads_the_arguments() -> None:
    assert run_captured(["echo", "$HOME; ls | `id`"], timeout=10).stdout == b"$HOME; ls | `id`\n"


def test_a_name_that_is_no_text_arrives_byte_for_byte() -> None:
    assert run_captured(["printf", "%s", os.fsdecode(b"f\xff\xfe")], timeout=10).stdout == b"f\xff\xfe"


def test_standard_input_is_empty() -> None:
    assert run_captured(["cat"], timeout=10).stdout == b""


def test_a_program_that_takes_too_long_is_ended() -> None:
    with pytest.raises(ProcessTimedOut, match=r"0\.3 s") as raised:
        run_captured(["sh", "-c", "echo working >&2; exec sleep 60"], timeout=0.3)
    assert raised.value.stderr == "working\n"


def test_a_program_that_closes_its_output_and_goes_on_is_ended_too() -> None:
    with pytest.raises(ProcessTimedOut):
        run_captured(["sh", "-c", "exec >&-; exec 2>&-; exec sleep 60"], timeout=0.5)


def test_endless_output_is_not_collected() -> None:
    with pytest.raises(OutputTooLarge):
        run_captured(["yes"], timeout=30, stdout_limit=100_000)


@pytest.mark.parametrize("name", ["/nowhere/ffmpeg", "no-such-program-anywhere", "/etc/passwd", "/tmp"])
def test_what_cannot_be_started_is_a_missing_tool(name: str) -> None:
    with pytest.raises(ToolMissing, match=name):
        run_captured([name], timeout=5)


def test_leaving_the_block_ends_the_whole_family() -> None:
    with Process(["sh", "-c", "sleep 60 & sleep 60 & wait"]) as process:
        family = _wait_for_children(process.pid, 2)
    assert not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in family)


def test_an_exception_ends_the_program() -> None:
    process = Process(["sleep", "60"])
    with pytest.raises(KeyboardInterrupt), process:
        raise KeyboardInterrupt
    assert not psutil.pid_exists(process.pid)


def test_a_program_that_ignores_the_request_is_killed() -> None:
    with Process(["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]) as process:
        next(process.stdout(poll=5))
        start = time.monotonic()
        process.terminate()
    assert time.monotonic() - start > 0.7


def test_silence_is_told_while_waiting() -> None:
    with Process(["sh", "-c", "sleep 0.5; echo late"]) as process:
        assert list(process.stdout(poll=0.1))[:2] == [None, None]


def test_transferred_bytes_are_counted() -> None:
    with Process(["sh", "-c", "head -c 3000000 /dev/zero > /dev/null; echo; exec sleep 60"]) as process:
        next(process.stdout(poll=5))
        assert (process.bytes_transferred() or 0) >= 0


def test_a_suspended_program_does_nothing_and_then_goes_on() -> None:
    with Process(["yes"]) as process:
        output = process.stdout(poll=0.3)
        assert next(output)
        with process.suspended():
            assert _wait_for_state(process.pid, psutil.STATUS_STOPPED)
            assert any(piece is None for piece in output)
        assert any(piece is not None for piece in output)


def test_a_program_that_somebody_stopped_is_ended_all_the_same() -> None:
    with Process(["sleep", "60"]) as process:
        os.kill(process.pid, signal.SIGSTOP)
        assert _wait_for_state(process.pid, psutil.STATUS_STOPPED)
    assert not psutil.pid_exists(process.pid)


def test_a_program_outlives_the_thread_that_asked_for_it() -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        process = pool.submit(Process, ["sh", "-c", "sleep 0.5; echo alive"]).result()
    with process:
        assert b"".join(piece or b"" for piece in process.stdout(poll=1)) == b"alive\n"
        assert process.wait(5) == 0


def test_a_forked_process_starts_programs_too() -> None:
    run_captured(["true"], timeout=10)
    script = """
        import os, sys
        from castengine.process import run_captured
        run_captured(["true"], timeout=10)
        if os.fork() == 0:
            os._exit(run_captured(["sh", "-c", "exit 7"], timeout=10).returncode)
        sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
    """
    assert subprocess.run(_python(script), env=ENVIRONMENT, timeout=60, check=False).returncode == 7


@pytest.mark.skipif(not Path("/usr/bin/setpriv").exists(), reason="needs util-linux's setpriv")
@pytest.mark.parametrize(
    "started",
    [
        pytest.param("Process(['sleep', '60'])", id="at work"),
        pytest.param("suspended(Process(['sleep', '60']))", id="suspended"),
        pytest.param("in_a_thread(Process, ['sleep', '60'])", id="asked for by a thread that has ended"),
    ],
)
def test_a_program_dies_with_its_starter_even_by_kill_9(started: str) -> None:
    script = f"""
        import os, threading, time
        from concurrent.futures import ThreadPoolExecutor
        from castengine.process import Process

        def suspended(process):
            time.sleep(0.5)
            process.suspended().__enter__()
            return process

        def in_a_thread(function, *arguments):
            with ThreadPoolExecutor() as pool:
                return pool.submit(function, *arguments).result()

        with {started} as process:
            print(process.pid, flush=True)
            process.wait(60)
    """
    with subprocess.Popen(_python(script), stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        _wait_until_it_is("sleep", pid)
        starter.send_signal(signal.SIGKILL)
    assert _is_gone(pid)


def _python(script: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(script)]


def _wait_for_state(pid: int, state: str) -> bool:
    for _ in range(100):
        if psutil.Process(pid).status() == state:
            return True
        time.sleep(0.05)
    return False


def _wait_for_children(pid: int, count: int) -> list[psutil.Process]:
    for _ in range(100):
        children = psutil.Process(pid).children(recursive=True)
        if len(children) >= count:
            return children
        time.sleep(0.05)
    raise AssertionError("the children did not start")


def _wait_until_it_is(name: str, pid: int) -> None:
    """For the first milliseconds it is still setpriv, which has asked for nothing yet."""
    for _ in range(100):
        if psutil.Process(pid).name() == name:
            return
        time.sleep(0.05)
    raise AssertionError(f"{name} did not start")


def _is_gone(pid: int) -> bool:
    try:
        psutil.wait_procs([psutil.Process(pid)], timeout=5)
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
