"""However a conversion ends, nothing unfinished is left: no file, no process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from castengine import (
    Cancellation,
    Capabilities,
    Preferences,
    Progress,
    Stage,
    Tools,
    convert,
    find_device,
    make_plan,
    probe,
)
from castengine.errors import Cancelled, ConversionError, FfmpegFailed, Stalled, VerificationFailed

from ..conftest import MakeClip
from .conftest import Cast

ENGINE = Path(__file__).parents[2]
LONG = ("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=20", "-c:v", "mpeg4")
SHORT = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1", "-c:v", "mpeg4")

# A conversion in a process of its own, at a slow preset so that there is time to disturb it.
WORKER = """
import sys
from pathlib import Path
from castengine import *
clip, directory = Path(sys.argv[1]), Path(sys.argv[2])
tools = find_tools()
media = probe(clip, tools)
wishes = Preferences.from_options({"preset": "veryslow"})
plan = make_plan(media, find_device("any-chromecast"), wishes, Capabilities.software())
print("started", flush=True)
try:
    convert(clip, media, plan, directory=directory, stem=clip.stem, tools=tools)
except Exception as error:
    print(type(error).__name__, flush=True)
"""


def perform(clip: Path, directory: Path, tools: Tools, **how: object) -> None:
    media = probe(clip, tools)
    wishes = Preferences.from_options({"preset": "veryslow"})
    plan = make_plan(media, find_device("any-chromecast"), wishes, Capabilities.software())
    convert(clip, media, plan, directory=directory, stem=clip.stem, tools=tools, **how)  # type: ignore[arg-type]


def children() -> set[psutil.Process]:
    """Of this process, which other tests may have given some that live on."""
    return set(psutil.Process().children(recursive=True))


@pytest.mark.parametrize("seconds", [0.0, 0.2, 1.0])
def test_cancelling_leaves_nothing(make_clip: MakeClip, tools: Tools, tmp_path: Path, seconds: float) -> None:
    clip, cancellation = make_clip("long.mkv", *LONG), Cancellation()
    before = children()
    threading.Timer(seconds, cancellation.cancel).start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        perform(clip, tmp_path, tools, cancellation=cancellation)
    assert time.monotonic() - start < seconds + 5
    assert list(tmp_path.iterdir()) == []
    assert children() <= before


def test_a_listener_that_fails_leaves_nothing(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    def fail(_progress: Progress) -> None:
        raise KeyboardInterrupt

    before = children()
    with pytest.raises(KeyboardInterrupt):
        perform(make_clip("long.mkv", *LONG), tmp_path, tools, on_progress=fail)
    assert list(tmp_path.iterdir()) == []
    assert children() <= before


@pytest.mark.skipif(not Path("/usr/bin/setpriv").exists(), reason="needs util-linux's setpriv")
def test_ffmpeg_dies_with_a_killed_worker(make_clip: MakeClip, tmp_path: Path) -> None:
    with _worker(make_clip("long.mkv", *LONG), tmp_path) as worker:
        ffmpeg = _its_ffmpeg(worker.pid)
        worker.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs([ffmpeg], timeout=5)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


def test_a_killed_ffmpeg_is_told_and_leaves_nothing(make_clip: MakeClip, tmp_path: Path) -> None:
    with _worker(make_clip("long.mkv", *LONG), tmp_path) as worker:
        _its_ffmpeg(worker.pid).kill()
        assert worker.stdout is not None
        assert worker.stdout.read().strip() == "FfmpegKilled"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_no_more_is_told_as_such(make_clip: MakeClip, tmp_path: Path) -> None:
    limit = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
    with _worker(make_clip("long.mkv", *LONG), tmp_path, before=limit) as worker:
        assert worker.stdout is not None
        assert worker.stdout.read().strip() == "DiskFull"
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_does_not_fit_is_not_begun(
    make_clip: MakeClip, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    clip = make_clip("copied.mkv", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1", *coded)
    usage = type("Usage", (), {"free": 100})()
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(ConversionError, match="are free") as raised:
        cast(clip)
    assert raised.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param("exit 0", VerificationFailed, id="an encoder that says yes and writes nothing"),
        pytest.param(
            '[ "$out" = - ] || echo rubbish > "$out"; exit 0', VerificationFailed, id="an encoder that writes rubbish"
        ),
        pytest.param("exec sleep 60", Stalled, id="an encoder that hangs"),
        pytest.param("echo broken >&2; exit 1", FfmpegFailed, id="an encoder that fails"),
    ],
)
def test_a_bad_encoder_leaves_nothing(
    make_clip: MakeClip, tools: Tools, tmp_path: Path, body: str, error: type[Exception]
) -> None:
    fake, target = tmp_path / "ffmpeg", tmp_path / "out"
    target.mkdir()
    fake.write_text(f"#!/bin/sh\nfor out; do :; done\nout=${{out#file:}}\n{body}\n")
    fake.chmod(0o755)
    with pytest.raises(error):
        perform(make_clip("short.mkv", *SHORT), target, Tools(fake, tools.ffprobe), stall_seconds=0.5)
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("directory", ["missing", "a-file"])
def test_a_folder_that_is_none_is_told(make_clip: MakeClip, tools: Tools, tmp_path: Path, directory: str) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(ConversionError, match="not a folder"):
        perform(make_clip("short.mkv", *SHORT), tmp_path / directory, tools)


def test_progress_grows_to_one_and_is_one_only_at_the_end(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    told: list[Progress] = []
    seen: list[bool] = []

    def listen(progress: Progress) -> None:
        told.append(progress)
        seen.append((tmp_path / "short.cast.mp4").exists())

    cast(make_clip("short.mkv", *SHORT), on_progress=listen)
    fractions = [progress.fraction for progress in told]
    assert None not in fractions
    assert fractions == sorted(fractions, key=lambda fraction: fraction or 0)
    assert fractions[-1] == 1.0
    assert seen == [*[False] * (len(told) - 1), True]
    assert list(dict.fromkeys(p.stage for p in told)) == [Stage.CONVERTING, Stage.VERIFYING, Stage.PUBLISHING]


def _worker(clip: Path, directory: Path, before: str = "") -> subprocess.Popen[str]:
    command: Sequence[str] = [sys.executable, "-c", before + textwrap.dedent(WORKER), str(clip), str(directory)]
    environment = {**os.environ, "PYTHONPATH": str(ENGINE)}
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "started\n"
    return worker


def _its_ffmpeg(pid: int) -> psutil.Process:
    for _ in range(200):
        for child in psutil.Process(pid).children(recursive=True):
            if child.name().startswith("ffmpeg") and "libx264" in child.cmdline():
                return child
        time.sleep(0.05)
    raise AssertionError("ffmpeg did not start")
