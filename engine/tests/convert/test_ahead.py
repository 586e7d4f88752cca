"""Films that are written while their source is still on its way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from castengine import Cancellation, MediaInfo, Outcome, Plan, Progress, Tools, convert, probe, probe_beginning
from castengine.ahead import Arriving, FilmAhead, written_ahead
from castengine.errors import Cancelled, SourceUnreadable
from castengine.plan.actions import VideoTarget
from castengine.plan.in_order import can_be_read_in_order
from castengine.process import run_captured

from ..conftest import MakeClip
from .planned import changed, picture, plan_of

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2")
TONE = ("-f", "lavfi", "-i", "sine=r=48000:d=2")
PLAYS = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2")
MUST_BE_ENCODED = ("-c:v", "mpeg4", "-q:v", "4", "-c:a", "ac3")


@dataclass
class Coming:
    """A copy of ``whole`` that comes piece by piece, and gets another name at its end, as an upload does."""

    whole: Path
    folder: Path

    def __post_init__(self) -> None:
        self.here, self.film = self.folder / "arriving", self.folder / "source"
        self.here.touch()
        self._data = self.whole.read_bytes()

    def come(self, share: float) -> None:
        """``share`` of all bytes are there."""
        with self.here.open("ab") as file:
            file.write(self._data[file.tell() : round(len(self._data) * share)])

    def come_whole(self) -> Path:
        self.come(1)
        return self.here.rename(self.film)


@pytest.fixture
def make_coming(tmp_path: Path) -> Callable[[Path], Coming]:
    return lambda whole: Coming(whole, tmp_path)


@contextmanager
def ahead_of(
    coming: Coming, media: MediaInfo, plan: Plan, tools: Tools, cancellation: Cancellation | None = None
) -> Iterator[FilmAhead]:
    results = coming.folder / "results"
    results.mkdir()
    arriving = Arriving(coming.here, coming.whole.stat().st_size, media)
    with written_ahead(arriving, plan, directory=results, stem="film", tools=tools, cancellation=cancellation) as film:
        yield film
    assert [path.name for path in results.iterdir() if ".part" in path.name] == []


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def finished(coming: Coming, plan: Plan, tools: Tools, ahead: FilmAhead | None, **more: object) -> Outcome:
    media = probe(coming.film, tools)
    directory = coming.folder / ("results" if ahead else "once more")
    directory.mkdir(exist_ok=True)
    return convert(coming.film, media, plan, directory=directory, stem="film", tools=tools, ahead=ahead, **more)  # type: ignore[arg-type]


def packets(film: Path | None, tools: Tools) -> str:
    """Time and hash of each packet."""
    words = ("-v", "error", "-nostdin", "-i", f"file:{film}", "-map", "0", "-c", "copy", "-f", "framemd5", "-")
    answer = run_captured([str(tools.ffmpeg), *words], timeout=60)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.decode()


KINDS = {
    "an encoded Matroska": ("film.mkv", *MUST_BE_ENCODED),
    "a copied Matroska": ("film.mkv", *PLAYS),
    "an encoded broadcast": ("film.ts", "-c:v", "mpeg2video", "-q:v", "4", "-c:a", "mp2"),
    "a broadcast with a copied picture": ("film.ts", *PLAYS[:-4], "-c:a", "ac3"),
    "an encoded MP4 with its index in front": ("film.mp4", *MUST_BE_ENCODED, "-movflags", "+faststart"),
    "an MP4 in fragments": ("film.mp4", *MUST_BE_ENCODED, "-movflags", "+frag_keyframe+empty_moov+delay_moov"),
    "a WebM with another sound": ("film.webm", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_film_is_the_one_that_the_whole_source_gives(
    kind: str, make_clip: MakeClip, make_coming: Callable[[Path], Coming], tools: Tools
) -> None:
    name, *coded = KINDS[kind]
    coming = make_coming(make_clip(name, *PICTURE, *TONE, *coded))
    coming.come(0.4)
    media = probe_beginning(coming.here, coming.whole.stat().st_size, tools)
    plan = plan_of(media, "any-chromecast")
    assert can_be_read_in_order(media, plan)
    with ahead_of(coming, media, plan, tools) as ahead:
        wait_for(lambda: ahead.is_waiting)
        assert ahead.share == pytest.approx(0.4, abs=0.01)
        (part,) = (coming.folder / "results").glob(".*.part.mp4")
        file = part.stat().st_ino
        coming.come_whole()
        early = finished(coming, plan_of(probe(coming.film, tools), "any-chromecast"), tools, ahead)
        assert ahead.share == 1
        assert ahead.problem is None
        assert early.output is not None
        assert early.output.stat().st_ino == file
    later = finished(coming, plan, tools, None)
    assert packets(early.output, tools) == packets(later.output, tools)
    assert (early.status, early.warnings) == (later.status, later.warnings)


@pytest.fixture
def coming(make_clip: MakeClip, make_coming: Callable[[Path], Coming]) -> Coming:
    """Nothing of it plays; three tenths have come."""
    coming = make_coming(make_clip("film.mkv", *PICTURE, *TONE, *MUST_BE_ENCODED))
    coming.come(0.3)
    return coming


@pytest.fixture
def media(coming: Coming, tools: Tools) -> MediaInfo:
    return probe(coming.here, tools)


def test_waiting_for_bytes_is_no_standstill(coming: Coming, media: MediaInfo, tools: Tools) -> None:
    plan = plan_of(media, "any-chromecast")
    arriving = Arriving(coming.here, coming.whole.stat().st_size, media)
    with written_ahead(arriving, plan, directory=coming.folder, stem="film", tools=tools, stall_seconds=0.4) as ahead:
        wait_for(lambda: ahead.is_waiting)
        time.sleep(1)
        assert ahead.problem is None
        coming.come_whole()
        wait_for(lambda: ahead.share == 1)


def test_progress_goes_on_from_what_was_done(coming: Coming, media: MediaInfo, tools: Tools) -> None:
    plan, told = plan_of(media, "any-chromecast"), list[Progress]()
    with ahead_of(coming, media, plan, tools) as ahead:
        coming.come_whole()
        wait_for(lambda: ahead.share == 1)
        finished(coming, plan, tools, ahead, on_progress=told.append)
    fractions = [progress.fraction or 0 for progress in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1


def another(target: VideoTarget) -> VideoTarget:
    return replace(target, crf=target.crf + 1)


def without_sound(plan: Plan) -> Plan:
    return replace(plan, actions=plan.actions[:1])


@pytest.mark.parametrize(
    "otherwise",
    [
        pytest.param(lambda plan: changed(plan, picture(another)), id="another quality"),
        pytest.param(without_sound, id="another choice of tracks"),
    ],
)
def test_a_film_by_another_plan_is_thrown_away(
    otherwise: Callable[[Plan], Plan], coming: Coming, media: MediaInfo, tools: Tools
) -> None:
    plan = plan_of(media, "any-chromecast")
    with ahead_of(coming, media, otherwise(plan), tools) as ahead:
        coming.come_whole()
        early = finished(coming, plan, tools, ahead)
        assert isinstance(ahead.problem, Cancelled)
    assert packets(early.output, tools) == packets(finished(coming, plan, tools, None).output, tools)


def programs_about(path: Path) -> list[psutil.Process]:
    return [found for found in psutil.process_iter(["cmdline"]) if str(path) in " ".join(found.info["cmdline"] or [])]


def bytes_are_taken_back(coming: Coming, part: Path) -> None:
    os.truncate(coming.here, 1000)


def ffmpeg_dies(coming: Coming, part: Path) -> None:
    (own,) = programs_about(part)
    own.kill()


@pytest.mark.parametrize(
    "mishap",
    [pytest.param(bytes_are_taken_back, id="bytes are taken back"), pytest.param(ffmpeg_dies, id="ffmpeg dies")],
)
def test_whatever_happens_to_it_the_film_is_made_of_the_whole_source(
    mishap: Callable[[Coming, Path], None], coming: Coming, media: MediaInfo, tools: Tools
) -> None:
    plan = plan_of(media, "any-chromecast")
    with ahead_of(coming, media, plan, tools) as ahead:
        wait_for(lambda: ahead.is_waiting)
        (part,) = (coming.folder / "results").glob(".*.part.mp4")
        mishap(coming, part)
        wait_for(lambda: ahead.problem is not None)
        coming.here.write_bytes(coming.whole.read_bytes())
        coming.here.rename(coming.film)
        early = finished(coming, plan, tools, ahead)
    assert early.output is not None
    assert packets(early.output, tools) == packets(finished(coming, plan, tools, None).output, tools)


def test_a_film_that_does_not_pass_is_made_anew(coming: Coming, media: MediaInfo, tools: Tools) -> None:
    plan = plan_of(media, "any-chromecast")
    with ahead_of(coming, media, plan, tools) as ahead:
        coming.come_whole()
        wait_for(lambda: ahead.has_ended)
        (part,) = (coming.folder / "results").glob(".*.part.mp4")
        os.truncate(part, part.stat().st_size // 2)
        early = finished(coming, plan, tools, ahead)
    assert packets(early.output, tools) == packets(finished(coming, plan, tools, None).output, tools)


def test_who_cancels_while_it_waits_leaves_neither_file_nor_process(
    coming: Coming, media: MediaInfo, tools: Tools
) -> None:
    cancellation = Cancellation()
    with ahead_of(coming, media, plan_of(media, "any-chromecast"), tools, cancellation) as ahead:
        wait_for(lambda: ahead.is_waiting)
        cancellation.cancel()
        wait_for(lambda: isinstance(ahead.problem, Cancelled))
    assert not programs_about(coming.folder)


def test_what_is_paused_ends_with_the_block(coming: Coming, media: MediaInfo, tools: Tools) -> None:
    cancellation = Cancellation()
    with ahead_of(coming, media, plan_of(media, "any-chromecast"), tools, cancellation) as ahead:
        wait_for(lambda: ahead.is_waiting)
        cancellation.pause()
    assert isinstance(ahead.problem, Cancelled)


def test_what_cannot_be_opened_is_said_at_once(coming: Coming, media: MediaInfo, tools: Tools) -> None:
    coming.here.unlink()
    with pytest.raises(SourceUnreadable), ahead_of(coming, media, plan_of(media, "any-chromecast"), tools):
        pass
