"""What ffmpeg's last words mean."""

from __future__ import annotations

import signal

from castengine.errors import ConversionError, DiskFull, FfmpegFailed

_FULL = ("no space left on device", "disk quota exceeded")
_TOO_LARGE_FOR_THE_DISK = ("file too large",)
_NO_DECODER = ("decoder not found", "no decoder found", "unknown decoder", "could not find codec parameters")
_NO_ENCODER = ("unknown encoder", "encoder not found")


class FfmpegKilled(FfmpegFailed):
    """Ended by a signal from outside: whatever it was doing then is not to blame."""


def failure(returncode: int, stderr: str) -> ConversionError:
    """The error that says why ffmpeg ended with this return code; ``stderr`` becomes its evidence."""
    said = stderr.lower()
    if any(words in said for words in _FULL):
        return DiskFull("The disk is full.", detail=stderr)
    if any(words in said for words in _TOO_LARGE_FOR_THE_DISK) or returncode == -signal.SIGXFSZ:
        return DiskFull(
            "The disk takes no file of this size.",
            hint="Choose a folder on another disk: some (FAT32) hold no file over 4 GB.",
            detail=stderr or None,
        )
    if returncode < 0:
        return FfmpegKilled(
            f"ffmpeg was ended by signal {-returncode} ({_signal_name(-returncode)}).",
            hint="Often the system ran out of memory. Close other programs or choose a smaller picture, and try again."
            if returncode == -signal.SIGKILL
            else None,
            detail=stderr or None,
        )
    return FfmpegFailed(_message(said), detail=stderr or None)


def _message(said: str) -> str:
    if any(words in said for words in _NO_DECODER):
        return "This ffmpeg cannot read one of the tracks."
    if any(words in said for words in _NO_ENCODER):
        return "This ffmpeg lacks an encoder that is needed."
    return "ffmpeg could not convert the file."


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
