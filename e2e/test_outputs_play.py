"""What the engine makes plays to its end in a real Chromium, which decodes what Cast devices decode but HEVC.

The films are served with ``Range``, as the program serves them and as devices ask for them.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page

from castengine import Capabilities, Preferences, convert, find_device, find_tools, make_plan, probe

SECONDS = 2
TESTSRC = f"testsrc2=s=320x180:r=25:d={SECONDS}"
SINE = f"sine=r=48000:d={SECONDS}"
SURROUND = f"aevalsrc=0.2*sin(440*2*PI*t)|0|0.2*sin(220*2*PI*t)|0|0|0:c=5.1:d={SECONDS}"

_PLAY_TO_THE_END = """async (url) => {
  const video = document.createElement("video");
  video.muted = true; video.defaultPlaybackRate = video.playbackRate = 2; video.preload = "auto"; video.src = url;
  document.body.replaceChildren(video);
  await new Promise((done) => {
    video.onended = done; video.onerror = done; setTimeout(done, 60000);
    video.oncanplay = () => video.play().catch(done);
  });
  return {
    error: video.error ? `${video.error.code}: ${video.error.message}` : null,
    ended: video.ended, time: video.currentTime, duration: video.duration,
    width: video.videoWidth, height: video.videoHeight,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    sound: video.webkitAudioDecodedByteCount,
  };
}"""


@dataclass(frozen=True)
class Case:
    """``source``: what ffmpeg makes the film of; ``codecs``: those of the output."""

    name: str
    arguments: tuple[str, ...]
    codecs: tuple[str, ...]
    device: str = "any-chromecast"
    container: str = "mp4"
    size: tuple[int, int] = (320, 180)


def _film(name: str, *coded: str, **facts: Any) -> Case:
    sound = SURROUND if "ac3" in coded or "dca" in coded else SINE
    return Case(name, ("-f", "lavfi", "-i", TESTSRC, "-f", "lavfi", "-i", sound, *coded), **facts)


MADE = ("h264", "aac")
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k")
AV1 = ("-c:v", "libsvtav1", "-preset", "13", "-svtav1-params", "lp=1", "-pix_fmt", "yuv420p")
HDR = "format=yuv420p10le,setparams=range=tv:color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")

CASES = [
    _film("hevc-ac3.mkv", *X265, "-c:a", "ac3", codecs=MADE),
    _film("hdr.mkv", "-vf", HDR, *X265, "-c:a", "aac", codecs=MADE),
    _film("mpeg4-mp3.avi", "-c:v", "mpeg4", "-c:a", "libmp3lame", codecs=("h264", "mp3")),
    _film(
        "interlaced.ts",
        "-vf",
        "tinterlace=4",
        "-flags",
        "+ilme+ildct",
        "-c:v",
        "mpeg2video",
        "-c:a",
        "mp2",
        codecs=MADE,
    ),
    _film("high10.mkv", *X264, "yuv420p10le", "-c:a", "flac", codecs=("h264", "flac")),
    _film("anamorphic.mkv", "-vf", "setsar=4/3", "-c:v", "mpeg2video", "-c:a", "ac3", codecs=MADE, size=(428, 180)),
    _film("copied.mkv", *X264, "yuv420p", "-c:a", "aac", codecs=MADE),
    _film(
        "vp9-opus.mkv", *VP9, "-c:a", "libopus", codecs=("vp9", "opus"), device="google-tv-streamer", container="webm"
    ),
    _film("vp9-aac.mkv", *VP9, "-c:a", "aac", codecs=("vp9", "aac"), device="google-tv-streamer"),
    _film("av1-opus.mkv", *AV1, "-c:a", "libopus", codecs=("av1", "opus"), device="google-tv-streamer"),
]


class _Files(BaseHTTPRequestHandler):
    """A folder's files, with ``Range``, as downloads are served."""

    folder: ClassVar[Path]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.folder / Path(self.path).name
        if not path.is_file():
            page = b"<!doctype html><title>films</title>"
            return self._answer(200, page, "text/html", len(page), 0)
        data = path.read_bytes()
        start, end = _range(self.headers.get("Range"), len(data))
        kind = "video/webm" if path.suffix == ".webm" else "video/mp4"
        return self._answer(206, data[start : end + 1], kind, len(data), start)

    def _answer(self, status: int, body: bytes, kind: str, size: int, start: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{start + len(body) - 1}/{size}")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser had enough
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nobody reads it."""


def _range(asked: str | None, size: int) -> tuple[int, int]:
    found = re.fullmatch(r"bytes=(\d+)-(\d*)", asked or "")
    if found is None:
        return 0, size - 1
    return int(found[1]), min(int(found[2] or size - 1), size - 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outputs")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = type("Files", (_Files,), {"folder": folder})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_output_plays_to_its_end(case: Case, folder: Path, address: str, page: Page) -> None:
    made = _converted(case, folder)
    page.goto(f"{address}/")
    played = page.evaluate(_PLAY_TO_THE_END, f"{address}/{made.name}")
    assert played["error"] is None
    assert played["ended"], played
    assert played["time"] == pytest.approx(SECONDS, abs=0.15)
    assert (played["width"], played["height"]) == case.size
    assert played["frames"] >= SECONDS * 12
    assert played["sound"] > 1000


def _converted(case: Case, folder: Path) -> Path:
    tools = find_tools()
    source = folder / case.name
    subprocess.run([str(tools.ffmpeg), "-v", "error", "-nostdin", "-y", *case.arguments, f"file:{source}"], check=True)
    media = probe(source, tools)
    wishes = Preferences.from_options({"preset": "ultrafast"})
    plan = make_plan(media, find_device(case.device), wishes, Capabilities.software())
    outcome = convert(source, media, plan, directory=folder, stem=source.stem, tools=tools)
    assert outcome.output is not None
    assert outcome.media is not None
    assert tuple(s.codec for s in (*outcome.media.video, *outcome.media.audio)) == case.codecs
    assert outcome.media.container == case.container
    return outcome.output
