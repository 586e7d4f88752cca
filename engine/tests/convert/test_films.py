"""Films of all kinds become films that play: converted for real, and looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from castengine import OutcomeStatus, Tools, probe
from castengine.media import Container, DynamicRange
from castengine.process import run_captured

from ..conftest import MakeClip
from .conftest import Cast

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1")
TONE = ("-f", "lavfi", "-i", "sine=f=440:r=48000:d=1")
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")


def test_hevc_and_ac3_become_h264_and_stereo_aac(make_clip: MakeClip, cast: Cast) -> None:
    clip = make_clip("hevc-ac3.mkv", *PICTURE, *TONE, *X265, "-pix_fmt", "yuv420p10le", "-ac", "6", "-c:a", "ac3")
    done = cast(clip)
    (video,), (audio,) = done.media.video, done.media.audio
    assert done.outcome.status is OutcomeStatus.CONVERTED
    assert done.film.name == "hevc-ac3.cast.mp4"
    assert (done.media.container, done.media.index_in_front) == (Container.MP4, True)
    assert (video.codec, video.bit_depth, video.width, video.height) == ("h264", 8, 320, 180)
    assert (video.color.primaries, video.color.transfer, video.color.matrix) == ("smpte170m",) * 3
    assert (audio.codec, audio.channels, audio.sample_rate) == ("aac", 2, 48000)


def test_hevc_is_copied_for_a_device_that_plays_it(make_clip: MakeClip, cast: Cast) -> None:
    clip = make_clip("hevc-aac.mkv", *PICTURE, *TONE, *X265, "-pix_fmt", "yuv420p", "-ac", "2", "-c:a", "aac")
    done = cast(clip, device="chromecast-ultra")
    assert done.outcome.status is OutcomeStatus.COPIED
    assert (done.media.video[0].codec, done.media.video[0].codec_tag) == ("hevc", "hvc1")


def test_vp9_and_opus_are_copied_into_webm(make_clip: MakeClip, cast: Cast) -> None:
    coded = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-ac", "2", "-c:a", "libopus")
    clip = make_clip("vp9-opus.mkv", *PICTURE, *TONE, "-pix_fmt", "yuv420p", *coded)
    done = cast(clip, device="google-tv-4k", options={"container": "webm"})
    assert done.outcome.status is OutcomeStatus.COPIED
    assert done.film.name == "vp9-opus.cast.webm"
    assert done.media.container is Container.WEBM


def test_interlaced_mpeg2_becomes_progressive_with_square_pixels(make_clip: MakeClip, cast: Cast) -> None:
    fields = "testsrc2=s=720x576:r=50:d=1,interlace=scan=tff,setsar=64/45"
    coded = ("-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-b:v", "4M", "-c:a", "mp2")
    clip = make_clip("dvd.mpg", "-f", "lavfi", "-i", fields, *TONE, *coded, "-f", "vob")
    video = cast(clip).media.video[0]
    assert (video.codec, video.sample_aspect_ratio, video.is_interlaced) == ("h264", Fraction(1), False)
    assert (video.width, video.height) == (1024, 576)
    assert video.frame_rate in (Fraction(25), Fraction(50))


@pytest.mark.parametrize(
    ("transfer", "dynamic_range"), [("smpte2084", DynamicRange.HDR10), ("arib-std-b67", DynamicRange.HLG)]
)
def test_hdr_becomes_sdr_of_a_natural_brightness(
    make_clip: MakeClip,
    cast: Cast,
    brightness: Callable[[Path], tuple[float, float, float]],
    transfer: str,
    dynamic_range: DynamicRange,
) -> None:
    """A grey wall, converted to HDR and back, is grey and about as bright as it was."""
    to_hdr = f"format=gbrpf32le,zscale=tin=bt709:t=linear:npl=203,zscale=p=bt2020:t={transfer}:m=bt2020nc:r=tv:npl=203"
    wall = f"color=c=0x808080:s=320x180:r=25:d=0.4,setparams=colorspace=gbr:color_primaries=bt709,{to_hdr}"
    clip = make_clip(f"{transfer}.mkv", "-f", "lavfi", "-i", f"{wall},format=yuv420p10le", *X265)
    done = cast(clip)
    video = done.media.video[0]
    assert done.source.video[0].dynamic_range is dynamic_range
    assert (video.color.primaries, video.color.transfer, video.color.matrix) == ("bt709",) * 3
    assert (video.dynamic_range, video.bit_depth) == (DynamicRange.SDR, 8)
    luma, *chroma = brightness(done.film)
    assert 80 < luma < 150
    assert chroma == pytest.approx([128, 128], abs=3)


def test_a_turned_film_stands_upright_without_a_hint(make_clip: MakeClip, cast: Cast) -> None:
    flat = make_clip("flat.mp4", *PICTURE, *X264)
    clip = make_clip("turned.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy")
    done = cast(clip)
    assert done.source.video[0].rotation == 270
    video = done.media.video[0]
    assert (video.width, video.height, video.rotation) == (180, 320, 0)


def test_pictures_copied_from_avi_are_shown_in_their_order(make_clip: MakeClip, cast: Cast, tools: Tools) -> None:
    """AVI has no times to show pictures at, and B pictures are stored after what they lie between."""
    coded = ("-c:v", "libx264", "-bf", "2", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "mp3")
    clip = make_clip("frames.avi", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2", *TONE, *coded)
    done = cast(clip)
    assert done.outcome.status is OutcomeStatus.COPIED
    times = _picture_times(done.film, tools, sort=False)[:-3]  # of the last ones ffmpeg cannot tell
    assert times == pytest.approx([n / 25 for n in range(len(times))], abs=0.002)


def test_an_odd_size_becomes_even(make_clip: MakeClip, cast: Cast) -> None:
    odd = ("-f", "lavfi", "-i", "testsrc2=s=161x91:r=25:d=0.5,format=yuv444p")
    video = cast(make_clip("odd.mkv", *odd, "-c:v", "ffv1")).media.video[0]
    assert (video.width % 2, video.height % 2) == (0, 0)
    assert (video.pixel_format, video.sample_aspect_ratio) == ("yuv420p", Fraction(1))


def test_sound_alone_becomes_a_film_without_picture(make_clip: MakeClip, cast: Cast) -> None:
    done = cast(make_clip("song.mka", *TONE, "-ac", "2", "-c:a", "wavpack"))
    assert (len(done.media.video), done.media.audio[0].codec) == (0, "aac")


def test_a_cover_is_not_the_film(make_clip: MakeClip, cast: Cast) -> None:
    cover = make_clip("cover.png", *PICTURE, "-frames:v", "1")
    attached = ("-attach", str(cover), "-metadata:s:t", "mimetype=image/png", "-metadata:s:t", "filename=cover.png")
    clip = make_clip("with-cover.mkv", *PICTURE, *TONE, *attached, "-c:v", "mpeg4", "-c:a", "aac")
    done = cast(clip)
    assert len(done.source.cover_art) == 1
    assert [stream.codec for stream in done.media.streams] == ["h264", "aac"]


def test_attachments_stay_behind_and_chapters_come_along(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    font, chapters = tmp_path / "a.ttf", tmp_path / "chapters.txt"
    font.write_bytes(b"\0\1\0\0" + bytes(100))
    marks = ("START=0\nEND=500\ntitle=One", "START=500\nEND=1000\ntitle=Two")
    chapters.write_text(";FFMETADATA1\n" + "".join(f"[CHAPTER]\nTIMEBASE=1/1000\n{mark}\n" for mark in marks))
    attached = ("-attach", str(font), "-metadata:s:t", "mimetype=font/ttf")
    inputs = (*PICTURE, *TONE, "-i", str(chapters), "-map", "0", "-map", "1", "-map_metadata", "2")
    clip = make_clip("chapters.mkv", *inputs, *attached, *X264, "-c:a", "aac")
    done = cast(clip)
    assert done.outcome.status is OutcomeStatus.COPIED
    assert [chapter.title for chapter in done.media.chapters] == ["One", "Two"]
    assert (len(done.media.video), len(done.media.audio)) == (1, 1)


def test_a_cameras_time_code_stays_behind(make_clip: MakeClip, cast: Cast) -> None:
    clip = make_clip("camera.mov", *PICTURE, "-timecode", "01:00:00:00", "-c:v", "mpeg4")
    done = cast(clip)
    assert [stream.kind for stream in done.source.streams] == ["video", "data"]
    assert [stream.kind for stream in done.media.streams] == ["video"]


def test_a_variable_frame_rate_keeps_its_times(make_clip: MakeClip, cast: Cast, tools: Tools) -> None:
    """Ten pictures a second, then fifty: not one is doubled, dropped or moved."""
    times = "testsrc2=s=160x90:r=50:d=2,select='if(lt(t,1),not(mod(n,5)),1)'"
    timed = ("-fps_mode", "passthrough", "-enc_time_base", "1/1000")
    clip = make_clip("vfr.mkv", "-f", "lavfi", "-i", times, *timed, "-c:v", "mpeg4")
    done = cast(clip)
    before, after = _picture_times(clip, tools), _picture_times(done.film, tools)
    assert len(before) == 60
    assert after == pytest.approx(before, abs=0.002)


@pytest.mark.parametrize(
    ("codec", "status"),
    [
        pytest.param("ac3", OutcomeStatus.CONVERTED, id="converted sound"),
        pytest.param("aac", OutcomeStatus.COPIED, id="copied sound"),
    ],
)
def test_sound_that_starts_late_stays_late(
    make_clip: MakeClip,
    cast: Cast,
    silence_ends: Callable[[Path], float],
    codec: str,
    status: OutcomeStatus,
) -> None:
    late = ("-itsoffset", "0.5", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=1")
    clip = make_clip(f"late-{codec}.mkv", *PICTURE, *late, *X264, "-ac", "2", "-c:a", codec)
    done = cast(clip)
    assert done.outcome.status is status
    assert silence_ends(done.film) == pytest.approx(0.5, abs=0.02)


def test_the_voice_in_the_center_is_heard_on_two_speakers(
    make_clip: MakeClip, cast: Cast, peak: Callable[[Path], float]
) -> None:
    voice = "aevalsrc=0|0|0.5*sin(440*2*PI*t)|0|0|0:c=5.1:s=48000:d=1"
    clip = make_clip("voice.mka", "-f", "lavfi", "-i", voice, "-c:a", "flac")
    assert peak(cast(clip).film) == pytest.approx(-6 - 3 - 3, abs=1)


def test_everything_loud_at_once_does_not_clip(make_clip: MakeClip, cast: Cast, peak: Callable[[Path], float]) -> None:
    loud = "0.98*sin(440*2*PI*t)"
    bang = f"aevalsrc={'|'.join([loud] * 6)}:c=5.1:s=48000:d=1"
    clip = make_clip("bang.mka", "-f", "lavfi", "-i", bang, "-c:a", "flac")
    assert -3 < peak(cast(clip).film) < -0.1


def test_one_speaker_is_as_loud_on_two(make_clip: MakeClip, cast: Cast, peak: Callable[[Path], float]) -> None:
    clip = make_clip("mono.mka", *TONE, "-ac", "1", "-c:a", "wavpack")
    assert peak(cast(clip).film) > peak(clip) - 1


def test_dts_is_mixed_down(make_clip: MakeClip, cast: Cast) -> None:
    surround = ("-f", "lavfi", "-i", "anoisesrc=d=1:r=48000:a=0.1,aformat=channel_layouts=5.1")
    clip = make_clip("dts.mkv", *surround, "-strict", "experimental", "-c:a", "dca")
    assert cast(clip).media.audio[0].channels == 2


def test_surround_is_kept_when_asked_for(make_clip: MakeClip, cast: Cast) -> None:
    surround = ("-f", "lavfi", "-i", "anoisesrc=d=1:r=48000:a=0.1,aformat=channel_layouts=5.1")
    clip = make_clip("surround.mkv", *surround, "-c:a", "flac")
    assert cast(clip, options={"keep_surround": True}).media.audio[0].channels == 6


def test_what_plays_is_left_alone(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    clip = make_clip("plays.mp4", *PICTURE, *TONE, *X264, "-ac", "2", "-c:a", "aac", "-movflags", "+faststart")
    outcome = cast(clip).outcome
    assert (outcome.status, outcome.output, outcome.sidecars) == (OutcomeStatus.ALREADY_PLAYS, None, ())
    assert list(tmp_path.iterdir()) == []


def test_a_result_needs_no_second_conversion(make_clip: MakeClip, cast: Cast, tmp_path: Path) -> None:
    clip = make_clip("mpeg4-flac.mkv", *PICTURE, *TONE, "-c:v", "mpeg4", "-c:a", "flac")
    assert cast(cast(clip).film).outcome.status is OutcomeStatus.ALREADY_PLAYS


def test_the_source_stays_as_it_was(make_clip: MakeClip, cast: Cast) -> None:
    clip = make_clip("untouched.mkv", *PICTURE, "-c:v", "mpeg4")
    before = (clip.read_bytes(), clip.stat().st_mtime_ns)
    cast(clip)
    assert (clip.read_bytes(), clip.stat().st_mtime_ns) == before


def test_of_a_truncated_film_what_is_there_is_kept(
    make_clip: MakeClip, cast: Cast, tmp_path: Path, tools: Tools
) -> None:
    long = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=8")
    whole = make_clip("whole.mkv", *long, "-c:v", "mpeg4", "-g", "25")
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    outcome = cast(cut).outcome
    assert [str(warning.code) for warning in outcome.warnings] == ["source_truncated"]
    assert outcome.output is not None
    assert 2 < float(probe(outcome.output, tools).duration or 0) < 6


def _picture_times(film: Path, tools: Tools, *, sort: bool = True) -> list[float]:
    wanted = ("-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0")
    said = run_captured([str(tools.ffprobe), "-v", "error", *wanted, str(film)], timeout=30).stdout.decode()
    times = [float(line.strip(",")) for line in said.split()]
    return sorted(times) if sort else times
