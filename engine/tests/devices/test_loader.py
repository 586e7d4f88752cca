"""A profile that is wrong is refused, and the error says where."""

from __future__ import annotations

import pytest

from castengine.devices.loader import parse_profile
from castengine.errors import InvalidProfile

GOOD = """
id = "box"
name = "Box"
summary = "A box"
icon = "tv"
source = "its maker"
checked = 2026-11-22
containers = ["mp4"]
audio_containers = ["mp4"]
subtitle_formats = ["webvtt"]
max_channels = 2
max_channels_wished = 6
passthrough = []

[[video]]
codec = "h264"
profiles = ["High"]
level = "4.1"
bit_depth = 8
dynamic_ranges = ["sdr"]
dolby_vision_profiles = []
modes = [{ width = 1920, height = 1080, frame_rate = 30 }]

[[audio]]
codec = "aac"
profiles = ["LC"]
max_sample_rate = 48000
"""


def test_a_good_profile_is_read() -> None:
    profile = parse_profile(GOOD, "box.toml")
    assert (profile.id, profile.max_height, profile.video_codecs) == ("box", 1080, ("h264",))


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        pytest.param('id = "box"', 'id = "bax"', "the id is 'bax'", id="an id that is not the file's name"),
        pytest.param('name = "Box"', "", "'name' is missing", id="a missing key"),
        pytest.param('name = "Box"', 'name = " "', "'name' must not be empty", id="an empty text"),
        pytest.param('name = "Box"', 'name = "Box"\ncolour = "red"', "unknown key 'colour'", id="a key too many"),
        pytest.param('icon = "tv"', 'icon = "radio"', "'icon' has the unknown value 'radio'", id="an unknown icon"),
        pytest.param("2026-11-22", '"yesterday"', "'checked' must be of type date", id="a day that is none"),
        pytest.param('containers = ["mp4"]', 'containers = "mp4"', "must be of type list", id="a text for a list"),
        pytest.param('containers = ["mp4"]', "containers = [4]", "a list of type str", id="numbers for texts"),
        pytest.param("max_channels = 2", "max_channels = true", "'max_channels' must be a whole", id="a truth value"),
        pytest.param("max_channels = 2", "max_channels = 0", "at least 1", id="no channels"),
        pytest.param("bit_depth = 8", "bit_depth = 4", r"video\[0\]: 'bit_depth' .* at least 8", id="a depth too low"),
        pytest.param('["sdr"]', '["xdr"]', "unknown value 'xdr'", id="an unknown dynamic range"),
        pytest.param("frame_rate = 30", "rate = 30", r"modes\[0\]: 'frame_rate' is missing", id="a misspelt limit"),
        pytest.param("frame_rate = 30", "frame_rate = 30, x = 1", "unknown key 'x'", id="a key too many in a mode"),
        pytest.param("modes = [{", "modes = [] # [{", "'modes' must not be empty", id="no modes"),
        pytest.param("48000", "48000\nfoo = 1", r"audio\[0\]: unknown key 'foo'", id="a key too many in a codec"),
        pytest.param('id = "box"', "id = box", "not TOML", id="no TOML"),
        pytest.param('level = "4.1"', 'level = "4.7"', "'level' .* '4.7'", id="a level that does not exist"),
        pytest.param('codec = "h264"', 'codec = "hevc"', "there is no h264", id="nothing to encode to"),
    ],
)
def test_a_bad_profile_is_refused(good: str, bad: str, message: str) -> None:
    assert good in GOOD
    with pytest.raises(InvalidProfile, match=f"box.toml: .*{message}|box.toml: {message}"):
        parse_profile(GOOD.replace(good, bad, 1), "box.toml")
