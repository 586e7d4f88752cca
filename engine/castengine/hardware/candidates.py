"""Which hardware encoders may be tried: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from castengine.media import DynamicRange
from castengine.plan.actions import VideoTarget
from castengine.plan.capabilities import BEST_FIRST, HardwareFamily

_SUFFIX: Final = {HardwareFamily.V4L2: "v4l2m2m"}
_CODECS: Final = ("h264", "hevc", "av1")
_WITH_DEVICE: Final = (HardwareFamily.VAAPI,)


@dataclass(frozen=True, slots=True)
class Candidate:
    """``device``: a render node, for the families that are told one."""

    family: HardwareFamily
    codec: str
    bit_depth: int
    device: str | None = None

    @property
    def encoder(self) -> str:
        return f"{self.codec}_{_SUFFIX.get(self.family, str(self.family))}"

    def target(self) -> VideoTarget:
        """A picture as conversions ask for it, but small."""
        deep = self.bit_depth > 8
        return VideoTarget(
            codec=self.codec,
            encoder=self.encoder,
            codec_profile={"h264": "high", "hevc": "main10" if deep else "main"}.get(self.codec, "main"),
            level={"h264": "4.1", "hevc": "4.1"}.get(self.codec, "4.0"),
            width=640,
            height=360,
            pixel_format="yuv420p10le" if deep else "yuv420p",
            frame_rate=None,
            crf=24,
            preset="medium",
            max_bit_rate=4_000_000,
            buffer_size=4_000_000,
            gop_seconds=2,
            dynamic_range=DynamicRange.HDR10 if deep else DynamicRange.SDR,
            device=self.device,
        )


def candidates(listed: frozenset[str], render_nodes: Sequence[str]) -> Iterator[Candidate]:
    """``listed``: encoders that ffmpeg was built with. H.264 of more than 8 bits plays nowhere."""
    for family in BEST_FIRST:
        devices: Sequence[str | None] = (render_nodes or (None,)) if family in _WITH_DEVICE else (None,)
        for device in devices:
            for codec in _CODECS:
                for bit_depth in (8,) if codec == "h264" else (8, 10):
                    candidate = Candidate(family, codec, bit_depth, device)
                    if candidate.encoder in listed:
                        yield candidate
