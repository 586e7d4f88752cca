"""ffmpeg's last words become the right error."""

from __future__ import annotations

import pytest

from castengine.errors import ConversionError, DiskFull, FfmpegFailed
from castengine.ffmpeg.failures import FfmpegKilled, failure


@pytest.mark.parametrize(
    ("returncode", "stderr", "kind", "words"),
    [
        (228, "av_interleaved_write_frame(): No space left on device\n", DiskFull, "full"),
        (1, "Error writing trailer: Disk quota exceeded\n", DiskFull, "full"),
        (1, "Error writing trailer: File too large\n", DiskFull, "no file of this size"),
        (-25, "", DiskFull, "no file of this size"),
        (-9, "", FfmpegKilled, "SIGKILL"),
        (-11, "", FfmpegKilled, "SIGSEGV"),
        (234, "Decoding requested, but no decoder found for: none", FfmpegFailed, "cannot read one of the tracks"),
        (8, "Unknown encoder 'libx264'", FfmpegFailed, "lacks an encoder"),
        (69, "Conversion failed!", FfmpegFailed, "could not convert"),
    ],
)
def test_failures(returncode: int, stderr: str, kind: type[ConversionError], words: str) -> None:
    error = failure(returncode, stderr)
    assert type(error) is kind
    assert words in error.message
    assert error.detail == (stderr or None)
    assert error.advice
