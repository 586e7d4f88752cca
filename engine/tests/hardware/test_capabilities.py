"""What hosts can do: told to others, put together, and asked of one of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from castengine.hardware import capabilities_as_json, capabilities_from_json
from castengine.hardware.candidates import Candidate
from castengine.plan.capabilities import (
    RESHAPING,
    Capabilities,
    HardwareEncoder,
    HardwareFamily,
    ability_needed,
    united,
)

NODE, OTHER_NODE = "/dev/dri/renderD128", "/dev/dri/renderD129"
SOFTWARE = Capabilities.software()


def encoder(name: str, *depths: int, device: str | None = None) -> HardwareEncoder:
    codec, _, family = name.partition("_")
    return HardwareEncoder(HardwareFamily(family), codec, name, depths or (8,), device)


def host(*encoders: HardwareEncoder, reshapes: bool = False) -> Capabilities:
    return replace(SOFTWARE, hardware=encoders, reshapes_dolby_vision=reshapes)


HOSTS = [
    pytest.param(SOFTWARE, id="a processor alone"),
    pytest.param(host(encoder("hevc_nvenc", 8, 10), encoder("h264_vaapi", device=NODE)), id="two cards"),
    pytest.param(host(reshapes=True), id="Vulkan"),
]


@pytest.mark.parametrize("capabilities", HOSTS)
def test_what_is_told_is_what_is_read(capabilities: Capabilities) -> None:
    assert capabilities_from_json(json.loads(json.dumps(capabilities_as_json(capabilities)))) == capabilities


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"hardware": [{"family": "matrox"}], "reshapes_dolby_vision": False}, id="a family nobody knows"),
        pytest.param({"hardware": [{"family": "nvenc", "bit_depths": [8]}], "reshapes_dolby_vision": True}, id="less"),
    ],
)
def test_other_words_are_refused(told: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        capabilities_from_json(told)


def test_together_hosts_can_do_what_each_can_the_best_first() -> None:
    deep, plain = host(encoder("hevc_nvenc", 10)), host(encoder("hevc_vaapi", device=NODE), encoder("hevc_nvenc", 8))
    assert united([plain, deep, host(reshapes=True)]) == host(
        encoder("hevc_nvenc", 8, 10), encoder("hevc_vaapi", device=NODE), reshapes=True
    )
    assert united([]) == SOFTWARE


def test_abilities_are_those_beyond_what_every_host_has() -> None:
    assert SOFTWARE.abilities() == frozenset()
    both = host(encoder("hevc_nvenc", 8, 10), reshapes=True)
    assert both.abilities() == {"hevc_nvenc:8", "hevc_nvenc:10", RESHAPING}


@pytest.mark.parametrize(
    ("name", "pixel_format", "reshape", "needed"),
    [
        pytest.param("libx264", "yuv420p", False, "", id="the processor"),
        pytest.param("libx265", "yuv420p10le", True, RESHAPING, id="Dolby Vision's own colors"),
        pytest.param("hevc_qsv", "yuv420p", False, "hevc_qsv:8", id="a chip"),
        pytest.param("hevc_qsv", "yuv420p10le", False, "hevc_qsv:10", id="a chip that is deep"),
    ],
)
def test_what_a_picture_needs(name: str, pixel_format: str, reshape: bool, needed: str) -> None:
    assert ability_needed(name, pixel_format, reshape=reshape) == needed


@pytest.mark.parametrize(
    ("capabilities", "candidate", "does"),
    [
        pytest.param(host(encoder("h264_vaapi", device=NODE)), (8, NODE), True, id="its own device"),
        pytest.param(host(encoder("h264_vaapi", device=OTHER_NODE)), (8, NODE), False, id="another host's device"),
        pytest.param(host(encoder("h264_vaapi", device=NODE)), (8, None), True, id="whichever device"),
        pytest.param(host(encoder("h264_nvenc")), (8, NODE), False, id="another host's encoder"),
        pytest.param(SOFTWARE, (8, NODE), False, id="a processor alone"),
    ],
)
def test_whether_this_very_host_does_it(
    capabilities: Capabilities, candidate: tuple[int, str | None], does: bool
) -> None:
    target = Candidate(HardwareFamily.VAAPI, "h264", *candidate).target()
    assert capabilities.does(target) is does
    assert capabilities.does(target.in_software())
