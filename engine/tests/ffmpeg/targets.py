"""What argument lists and filter chains are asked for."""

from __future__ import annotations

from castengine.plan import VideoTarget

X264 = VideoTarget(
    codec="h264",
    encoder="libx264",
    codec_profile="high",
    level="4.1",
    width=1280,
    height=720,
    pixel_format="yuv420p",
    frame_rate=None,
    crf=20,
    preset="medium",
    max_bit_rate=12_000_000,
    buffer_size=24_000_000,
    gop_seconds=2,
)
