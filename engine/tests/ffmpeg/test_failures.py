"""ffmpeg's last words become the right error."""

from __future__ import annotations

import pytest

from castengine.errors import ConversionError, DiskFull, FfmpegFailed, FfmpegKilled, HardwareLost, OutOfMemory
from castengine.ffmpeg.failures import failure

NVENC_FULL = "[h264_nvenc @ 0x1] OpenEncodeSessionEx failed: out of memory (10): (no details)"


@pytest.mark.parametrize(
    ("returncode", "stderr", "kind", "code", "words"),
    [
        (228, "av_interleaved_write_frame(): No space left on device\n", DiskFull, "disk_full", "full"),
        (1, "Error writing trailer: Disk quota exceeded\n", DiskFull, "disk_full", "full"),
        (1, "Error writing trailer: File too large\n", DiskFull, "disk_full", "no file of this size"),
        (-25, "", DiskFull, "disk_full", "no file of this size"),
        (244, "Error while opening encoder: Cannot allocate memory\n", OutOfMemory, "out_of_memory", "memory"),
        (1, "x264 [error]: malloc of size 3110400 failed\n", OutOfMemory, "out_of_memory", "memory"),
        (-6, "terminate called after throwing 'std::bad_alloc'\n", OutOfMemory, "out_of_memory", "memory"),
        (218, NVENC_FULL, HardwareLost, "hardware_lost", "graphics card"),
        (1, "Device creation failed: -542398533.", HardwareLost, "hardware_lost", "graphics card"),
        (1, "[AVHWDeviceContext @ 0x1] No VA display found.", HardwareLost, "hardware_lost", "graphics card"),
        (1, "vkQueueSubmit failed: VK_ERROR_DEVICE_LOST", HardwareLost, "hardware_lost", "graphics card"),
        (-9, "", FfmpegKilled, "killed", "SIGKILL"),
        (-11, "", FfmpegKilled, "killed", "SIGSEGV"),
        (-200, "", FfmpegKilled, "killed", "unknown"),
        (234, "Decoding requested, but no decoder found for: none", FfmpegFailed, "ffmpeg_failed", "cannot read one"),
        (8, "Unknown encoder 'libx264'", FfmpegFailed, "ffmpeg_failed", "lacks an encoder"),
        (69, "Conversion failed!", FfmpegFailed, "ffmpeg_failed", "could not convert"),
    ],
)
def test_failures(returncode: int, stderr: str, kind: type[ConversionError], code: str, words: str) -> None:
    error = failure(returncode, stderr)
    assert type(error) is kind
    assert error.code == code
    assert words in error.message
    assert error.detail == (stderr or None)
    assert error.advice
