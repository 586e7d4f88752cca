"""What wishes lead to beside the table's words: numbers, encoders and what cannot be had."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from castengine.devices import find_device
from castengine.errors import InvalidPreferences
from castengine.media import MediaInfo
from castengine.plan import (
    Capabilities,
    HardwareEncoder,
    HardwareFamily,
    Plan,
    Preferences,
    TranscodeVideo,
    VideoTarget,
    make_plan,
)
from tests.plan.films import aac, film, h264, hdr10, hevc, mp4, sound, subtitle, vp9

NVENC = HardwareEncoder(HardwareFamily.NVENC, "h264", "h264_nvenc")
VAAPI = HardwareEncoder(HardwareFamily.VAAPI, "h264", "h264_vaapi", device="/dev/dri/renderD128")
HOST = replace(Capabilities.software(), hardware=(NVENC, VAAPI))


def _plan(media: MediaInfo, host: Capabilities = HOST, device: str = "chromecast-3", **options: Any) -> Plan:
    return make_plan(media, find_device(device), Preferences.from_options(options), host)


def _target(media: MediaInfo, host: Capabilities = HOST, **options: Any) -> VideoTarget:
    (action,) = _plan(media, host, **options).only(TranscodeVideo)
    return action.target


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, ("h264_nvenc", None, None), id="the best that the host has"),
        pytest.param({"hw": "vaapi"}, ("h264_vaapi", None, "/dev/dri/renderD128"), id="the family asked for"),
        pytest.param({"hw": "qsv"}, ("libx264", None, None), id="a family that the host lacks"),
        pytest.param({"hw": "cpu"}, ("libx264", None, None), id="the CPU by wish"),
        pytest.param({"nvenc_cq": 27}, ("h264_nvenc", 27, None), id="a number of the family that encodes"),
        pytest.param({"vaapi_qp": 27}, ("h264_nvenc", None, None), id="a number of another family"),
        pytest.param(
            {"hw": "vaapi", "vaapi_device": "/dev/dri/renderD129"},
            ("h264_vaapi", None, "/dev/dri/renderD129"),
            id="another graphics device",
        ),
    ],
)
def test_what_encodes(options: dict[str, Any], expected: tuple[object, ...]) -> None:
    target = _target(film(vp9(), aac()), **options)
    assert (target.encoder, target.quality, target.device) == expected
    assert target.in_software() == replace(target, encoder="libx264", quality=None, device=None)


def test_hardware_that_has_not_the_depth_is_not_used() -> None:
    hevc_8 = HardwareEncoder(HardwareFamily.NVENC, "hevc", "hevc_nvenc", bit_depths=(8,))
    host = replace(Capabilities.software(), hardware=(hevc_8,))
    plan = _plan(film(hdr10(7680, 4320)), host, "google-tv-streamer", video_codec="hevc")
    assert [action.target.encoder for action in plan.only(TranscodeVideo)] == ["libx265"]


def test_a_size_is_shared_with_the_sound() -> None:
    media = replace(film(vp9(), sound("dts", 6)), size=2_000_000_000)
    bit_rate = _target(media, target_size=1000).bit_rate
    assert bit_rate is not None
    assert 0.94 < (bit_rate + 192_000) * 5400 / 8 / 1_000_000_000 < 1


@pytest.mark.parametrize(
    ("media", "options", "message"),
    [
        pytest.param(film(vp9(), aac()), {"target_size": 1}, "too little", id="a size for nothing"),
        pytest.param(film(vp9(), duration=None), {"target_size": 1}, "how long", id="a size without a length"),
        pytest.param(film(h264(), subtitle()), {"burn_subtitle": 0}, "asks for stream 0", id="a picture as subtitle"),
        pytest.param(film(h264(), subtitle()), {"burn_subtitle": 7}, "asks for stream 7", id="no such subtitle"),
    ],
)
def test_what_cannot_be_had_is_an_error(media: MediaInfo, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidPreferences, match=message) as caught:
        _plan(media, **options)
    assert caught.value.advice


def test_silence_is_part_of_the_plan() -> None:
    silence = _plan(mp4(h264()), add_silence=True).silence
    assert silence is not None
    assert (silence.codec, silence.channels) == ("aac", 2)


def test_what_is_not_kept_is_part_of_the_plan() -> None:
    plan = _plan(film(h264(), aac()), no_metadata=True, no_chapters=True)
    assert (plan.keep_metadata, plan.keep_chapters) == (False, False)


def test_the_level_of_hevc_is_corrected_too() -> None:
    plan = _plan(film(hevc(level=186)), device="google-tv-streamer")
    assert [getattr(action, "level", None) for action in plan.actions] == ["5.1"]
