"""How loud, how even and how well in time sound is, measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from castengine import Tools
from castengine.plan.actions import AudioTarget

from ..conftest import MakeClip
from .conftest import Cast, Listen
from .planned import converted, sound

PICTURE = ("-f", "lavfi", "-i", "color=s=64x64:r=5:d={}")
BEAT = "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(880*2*PI*t),0)|0':s=48000:d=8.5"
Change = Callable[[AudioTarget], AudioTarget]


def at_night(target: AudioTarget) -> AudioTarget:
    return replace(target, night_mode=True)


def evenly_loud(target: AudioTarget) -> AudioTarget:
    return replace(target, normalize=True)


@pytest.fixture
def heard(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> Callable[[str, str, Change], Path]:
    """What becomes of a generated sound."""

    def film_of(name: str, source: str, change: Change) -> Path:
        clip = make_clip(f"{name}.mka", "-f", "lavfi", "-i", source, "-c:a", "wavpack")
        outcome = converted(clip, tmp_path, tools, sound(change))
        assert outcome.output is not None
        return outcome.output

    return film_of


def mean(measure: Listen, film: Path, part: str) -> float:
    found = re.search(r"mean_volume: (\S+) dB", measure(film, f"atrim={part},volumedetect"))
    assert found
    return float(found[1])


def test_low_frequencies_of_their_own_channel_are_heard(
    make_clip: MakeClip, cast: Cast, peak: Callable[[Path], float]
) -> None:
    rumble = "aevalsrc=0|0|0|0.5*sin(60*2*PI*t)|0|0:c=5.1:s=48000:d=1"
    clip = make_clip("rumble.mka", "-f", "lavfi", "-i", rumble, "-c:a", "flac")
    assert peak(cast(clip).film) == pytest.approx(-6 - 6 - 3 - 3, abs=1)


def test_at_night_whispers_come_nearer_to_explosions(
    heard: Callable[[str, str, Change], Path], measure: Listen, peak: Callable[[Path], float]
) -> None:
    quiet_then_loud = "aevalsrc='if(lt(t,10),0.02,0.9)*sin(440*2*PI*t)':s=48000:d=20,aformat=channel_layouts=stereo"
    film = heard("scene", quiet_then_loud, at_night)
    distance = mean(measure, film, "14:18") - mean(measure, film, "2:6")
    assert 0 < distance < 33 - 12  # 33 dB in the original
    assert peak(film) < 0


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        pytest.param("0.05", -23.0, id="quiet"),
        pytest.param("0.9", -23.0, id="loud"),
        pytest.param("0.003", -30.5, id="a whisper is not made a noise"),
    ],
)
def test_films_are_as_loud_as_broadcasts(
    heard: Callable[[str, str, Change], Path], measure: Listen, volume: str, expected: float
) -> None:
    film = heard(
        f"at-{volume}", f"aevalsrc='{volume}*sin(997*2*PI*t)|{volume}*sin(997*2*PI*t)':s=48000:d=6", evenly_loud
    )
    loudness = float(re.findall(r"I:\s*(-?[\d.]+) LUFS", measure(film, "ebur128=framelog=quiet"))[-1])
    assert loudness == pytest.approx(expected, abs=0.5)


def test_silence_stays_silence(heard: Callable[[str, str, Change], Path], peak: Callable[[Path], float]) -> None:
    assert peak(heard("silence", "anullsrc=cl=stereo:r=48000:d=2", evenly_loud)) < -80


def test_loud_peaks_do_not_clip_when_all_is_made_louder(
    heard: Callable[[str, str, Change], Path], peak: Callable[[Path], float]
) -> None:
    sparse = "aevalsrc='if(lt(mod(t,3),0.05),0.9,0.01)*sin(440*2*PI*t)':s=48000:d=9,aformat=channel_layouts=stereo"
    assert peak(heard("sparse", sparse, evenly_loud)) < -0.1


def clicks(measure: Listen, film: Path) -> list[float]:
    """When sounds begin."""
    said = measure(film, "aresample=async=1:first_pts=0,silencedetect=noise=-30dB:duration=0.1")
    return [float(second) for second in re.findall(r"silence_end: (\S+)", said)]


def test_sound_with_a_hole_in_its_times_stays_in_step(make_clip: MakeClip, cast: Cast, measure: Listen) -> None:
    """A tenth of a second every second; from the third on all is 60 ms late, as after a lost packet."""
    beat = (
        "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(880*2*PI*t),0)|0':s=48000:d=8.5,asetpts='PTS+if(gte(T,2.5),0.06/TB,0)'"
    )
    picture = [word.format(8.6) for word in PICTURE]
    coded = ("-c:v", "mpeg4", "-c:a", "pcm_s16le")
    clip = make_clip("hole.mkv", *picture, "-f", "lavfi", "-i", beat, *coded)
    heard_at = clicks(measure, cast(clip).film)
    assert heard_at[-4:-1] == pytest.approx([6.06, 7.06, 8.06], abs=0.02)


def test_sound_of_a_slow_clock_stays_in_step(make_clip: MakeClip, cast: Cast, measure: Listen) -> None:
    """Times run half a percent faster than samples: 40 ms after eight seconds."""
    beat = f"{BEAT},asetpts=PTS*1.005"
    picture = [word.format(8.6) for word in PICTURE]
    clip = make_clip("drift.mkv", *picture, "-f", "lavfi", "-i", beat, "-c:v", "mpeg4", "-c:a", "pcm_s16le")
    heard_at = clicks(measure, cast(clip).film)
    assert heard_at[-3:-1] == pytest.approx([7 * 1.005, 8 * 1.005], abs=0.02)
