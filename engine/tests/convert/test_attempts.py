"""What failed is tried again with less, and said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from castengine import Capabilities, OutcomeStatus, Plan, Preferences, Tools, convert, find_device, make_plan, probe
from castengine.attempts import Attempt, is_worth_another, next_attempt
from castengine.errors import (
    CastEngineError,
    DiskFull,
    FfmpegFailed,
    FfmpegKilled,
    OutOfMemory,
    Stalled,
    VerificationFailed,
)
from castengine.media import AudioStream, Container, MediaInfo, StreamIndex, SubtitleStream, VideoStream
from castengine.plan import BurnIn, Copy, Sidecar, TranscodeAudio, TranscodeVideo
from castengine.plan.actions import Action, Delivery

from ..conftest import MakeClip
from .conftest import Cast

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=1")
I0, I1, I2 = (StreamIndex(n) for n in range(3))
MEDIA = MediaInfo(
    container=Container.MATROSKA,
    format_name="matroska",
    streams=(
        VideoStream(index=I0, codec="h264", width=160, height=90),
        AudioStream(index=I1, codec="aac", channels=2, sample_rate=48000),
        SubtitleStream(index=I2, codec="subrip"),
    ),
)
FAILED = FfmpegFailed("no", detail="it went wrong")
REFUSED = VerificationFailed("no", detail="output_unreadable")


def plan(*actions: Action) -> Plan:
    return Plan(
        device="any-chromecast",
        delivery=Delivery.REMUX,
        container=Container.MP4,
        container_reasons=(),
        actions=actions,
    )


def kinds(attempt: Attempt | None) -> list[str]:
    return [] if attempt is None else [action.action for action in attempt.plan.actions]


def test_the_subtitles_are_suspected_first_then_the_sound_then_the_picture() -> None:
    first = Attempt(plan(Copy(I0, (), "video"), Copy(I1, (), "audio"), Sidecar(I2, "en", True, ())))
    second = next_attempt(first, MEDIA, FAILED)
    assert second is not None
    assert (second.apart, kinds(second)) == (True, ["copy", "copy", "sidecar"])
    third = next_attempt(second, MEDIA, FAILED)
    assert third is not None
    assert (kinds(third), third.plan.delivery) == (["copy", "transcode", "sidecar"], Delivery.TRANSCODE)
    fourth = next_attempt(third, MEDIA, FAILED)
    assert fourth is not None
    assert kinds(fourth) == ["transcode", "transcode", "sidecar"]
    assert [(str(w.code), w.params["stream"]) for w in fourth.warnings] == [("copy_failed", 1), ("copy_failed", 0)]
    assert next_attempt(fourth, MEDIA, FAILED) is None


def test_a_result_that_does_not_verify_is_not_the_subtitles_fault() -> None:
    first = Attempt(plan(Copy(I0, (), "video"), Sidecar(I2, "en", True, ())))
    assert kinds(next_attempt(first, MEDIA, REFUSED)) == ["transcode", "sidecar"]


def test_a_subtitle_that_cannot_be_drawn_is_given_up_before_the_picture() -> None:
    following = next_attempt(Attempt(plan(Copy(I0, (), "video"), BurnIn(I2, ()))), MEDIA, FAILED)
    assert following is not None
    assert kinds(following) == ["copy", "drop"]
    assert [str(warning.code) for warning in following.warnings] == ["subtitle_lost"]


def test_what_webm_cannot_hold_moves_to_mp4_with_its_sound() -> None:
    sound = replace(MEDIA.audio[0], codec="vorbis")
    media = replace(MEDIA, streams=(replace(MEDIA.video[0], codec="vp9"), sound, MEDIA.subtitles[0]))
    first = replace(plan(Copy(I0, (), "video")), container=Container.WEBM)
    following = next_attempt(Attempt(first), media, REFUSED)
    assert following is not None
    assert (kinds(following), following.plan.container) == (["transcode"], Container.MP4)


def test_what_is_encoded_instead_of_copied_is_encoded_as_wished() -> None:
    wishes = Preferences.from_options({"crf": 31, "preset": "slow", "abr": 96})
    first = Attempt(plan(Copy(I0, (), "video"), Copy(I1, (), "audio")), preferences=wishes)
    second = next_attempt(first, MEDIA, REFUSED)
    third = second and next_attempt(second, MEDIA, REFUSED)
    assert third is not None
    (picture,), (sound,) = third.plan.only(TranscodeVideo), third.plan.only(TranscodeAudio)
    assert (picture.target.crf, picture.target.preset) == (31, "slow")
    assert sound.target.bit_rate == 96_000


@pytest.mark.parametrize(
    ("duration", "bit_rate"),
    [
        pytest.param(Fraction(100), 10_000_000 * 8 * 99 // 100 // 100 - 256_000, id="shared with the sound"),
        pytest.param(None, None, id="not kept when nobody knows how long the film is"),
    ],
)
def test_a_wished_size_is_kept(duration: Fraction | None, bit_rate: int | None) -> None:
    wishes = Preferences.from_options({"target_size": 10})
    first = Attempt(plan(Copy(I0, (), "video")), preferences=wishes)
    following = next_attempt(first, replace(MEDIA, duration=duration), REFUSED)
    assert following is not None
    assert [action.target.bit_rate for action in following.plan.only(TranscodeVideo)] == [bit_rate]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(FAILED, True, id="ffmpeg failed: the next may not"),
        pytest.param(REFUSED, True, id="the result is unreadable: the next may not be"),
        pytest.param(DiskFull("full"), False, id="a full disk stays full"),
        pytest.param(FfmpegKilled("killed"), False, id="whoever killed ffmpeg will do it again"),
        pytest.param(OutOfMemory("memory"), False, id="memory does not grow"),
        pytest.param(Stalled("still"), False, id="a standstill costs minutes each time"),
    ],
)
def test_when_it_is_worth_trying_again(error: CastEngineError, *, expected: bool) -> None:
    assert is_worth_another(error) is expected


def test_a_picture_that_does_not_survive_copying_is_converted(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    """HEVC whose parameter sets are in the stream only, where a file tagged hvc1 may not have them."""
    x265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:repeat-headers=1")
    whole = make_clip("in-band.mp4", *PICTURE, *x265, "-tag:v", "hev1", "-pix_fmt", "yuv420p").read_bytes()
    count = whole.index(b"hvcC") + 4 + 22  # ISO/IEC 14496-15, 8.3.3.1: numOfArrays
    bare = tmp_path / "bare.mp4"
    bare.write_bytes(whole[:count] + b"\0" + whole[count + 1 :])
    done = cast(bare, device="google-tv-4k")
    assert (done.plan.delivery, done.outcome.status) == (Delivery.REMUX, OutcomeStatus.CONVERTED)
    assert [str(warning.code) for warning in done.outcome.warnings] == ["copy_failed"]
    assert done.media.video[0].codec == "h264"


def test_an_encoder_that_does_not_work_here_is_replaced_for_this_film(
    make_clip: MakeClip, tools: Tools, tmp_path: Path
) -> None:
    clip = make_clip("mpeg4.mkv", *PICTURE, "-c:v", "mpeg4")
    media = probe(clip, tools)
    software = make_plan(media, find_device("any-chromecast"), Preferences(), Capabilities.software())
    (action,) = software.only(TranscodeVideo)
    hardware = replace(action, target=replace(action.target, encoder="h264_vaapi", device="/dev/dri/missing"))
    outcome = convert(clip, media, replace(software, actions=(hardware,)), directory=tmp_path, stem="film", tools=tools)
    (warning,) = outcome.warnings
    assert (str(warning.code), warning.params["encoder"]) == ("hardware_failed", "h264_vaapi")
    assert outcome.media is not None
    assert outcome.media.video[0].codec == "h264"


def test_of_a_film_whose_picture_is_gone_the_sound_is_kept(make_clip: MakeClip, cast: Cast) -> None:
    tone = ("-f", "lavfi", "-i", "sine=r=48000:d=1")
    clip = make_clip("no-picture.mkv", *PICTURE, *tone, "-c:v", "mpeg4", "-bsf:v", "noise=drop=1", "-c:a", "flac")
    done = cast(clip)
    assert [stream.kind for stream in done.source.streams] == ["video", "audio"]
    assert [stream.kind for stream in done.media.streams] == ["audio"]
    assert ("stream_lost", 0) in [(str(w.code), w.params["stream"]) for w in done.outcome.warnings]


TONES = ("-f", "lavfi", "-i", "sine=f=300:r=48000:d=1", "-f", "lavfi", "-i", "sine=f=900:r=48000:d=1")
THREE = ("-map", "0", "-map", "1", "-map", "1", "-map", "2")


def test_a_sound_that_is_gone_is_replaced_by_the_next_that_is_not(make_clip: MakeClip, cast: Cast) -> None:
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "flac")
    languages = [
        word for n, name in enumerate(("eng", "eng", "fra")) for word in (f"-metadata:s:a:{n}", f"language={name}")
    ]
    gone = ("-bsf:a:0", "noise=drop=1", "-bsf:a:1", "noise=drop=1")
    done = cast(
        make_clip("no-sound.mkv", *PICTURE, *TONES, *THREE, *coded, *languages, *gone), options={"audio_track": 0}
    )
    assert [(s.kind, s.language) for s in done.media.streams] == [("video", None), ("audio", "fr")]
    said = [(str(w.code), w.params["stream"]) for w in done.outcome.warnings]
    assert said == [("stream_lost", 1), ("sound_replaced", 3)]


def test_a_film_whose_every_sound_is_gone_plays_silently(make_clip: MakeClip, cast: Cast) -> None:
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "flac", "-bsf:a", "noise=drop=1")
    done = cast(make_clip("silent.mkv", *PICTURE, *TONES, *THREE, *coded))
    assert [stream.kind for stream in done.media.streams] == ["video"]
    assert [str(warning.code) for warning in done.outcome.warnings] == ["stream_lost"]
