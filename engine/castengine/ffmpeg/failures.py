"""What ffmpeg's last words mean."""

from __future__ import annotations

import signal
from typing import Final

from castengine.errors import ConversionError, DiskFull, FfmpegFailed, FfmpegKilled, HardwareLost, OutOfMemory

__all__ = ["FfmpegKilled", "failure", "lacks_a_decoder"]

_FULL: Final = ("no space left on device", "disk quota exceeded")
_TOO_LARGE_FOR_THE_DISK: Final = ("file too large",)
_NO_MEMORY: Final = ("cannot allocate memory", "malloc of size", "out of memory", "bad_alloc")
_NO_DECODER: Final = ("decoder not found", "no decoder found", "unknown decoder")
_NO_ENCODER: Final = ("unknown encoder", "encoder not found")
# Of NVENC and CUDA, VAAPI, Quick Sync, AMF, Vulkan and V4L2, in the words of their encoders.
_NO_HARDWARE: Final = (
    "openencodesessionex failed",
    "no capable devices found",
    "cannot load libcuda",
    "cuda_error",
    "device creation failed",
    "no va display found",
    "failed to initialise vaapi",
    "hwaccel initialisation returned error",
    "error creating a mfx session",
    "error initializing an internal mfx session",
    "device lost",
    "device_lost",
    "mfx_err_device",
    "gpu hang",
    "createcomponent(amf",
    "could not find a valid device",
)


def failure(returncode: int, stderr: str) -> ConversionError:
    """The error that says why ffmpeg ended with this return code; ``stderr`` becomes its evidence.

    What the source is to blame for is no more than ``FfmpegFailed`` here: ``verify.blame`` looks into it.
    """
    said = stderr.lower()
    return (
        _of_the_disk(returncode, said, stderr)
        or _of_the_machine(returncode, said, stderr)
        or FfmpegFailed(_message(said), detail=stderr or None)
    )


def _of_the_disk(returncode: int, said: str, stderr: str) -> DiskFull | None:
    if _holds(said, _FULL):
        return DiskFull("The disk is full.", detail=stderr)
    if _holds(said, _TOO_LARGE_FOR_THE_DISK) or returncode == -signal.SIGXFSZ:
        return DiskFull(
            "The disk takes no file of this size.",
            hint="Choose a folder on another disk: some (FAT32) hold no file over 4 GB.",
            detail=stderr or None,
        )
    return None


def _of_the_machine(returncode: int, said: str, stderr: str) -> FfmpegFailed | None:
    """Hardware first: a graphics card's own memory being full is no reason to close programs."""
    if _holds(said, _NO_HARDWARE):
        return HardwareLost("The graphics card does not convert this film.", detail=stderr)
    if _holds(said, _NO_MEMORY):
        return OutOfMemory("There is not enough memory for this film.", detail=stderr)
    if returncode < 0:
        return _killed(-returncode, stderr)
    return None


def _killed(number: int, stderr: str) -> FfmpegKilled:
    return FfmpegKilled(
        f"ffmpeg was ended by signal {number} ({_signal_name(number)}).",
        hint="Often the system ran out of memory. Close other programs or choose a smaller picture, and try again."
        if number == signal.SIGKILL
        else None,
        detail=stderr or None,
    )


def lacks_a_decoder(said: str) -> bool:
    return _holds(said.lower(), _NO_DECODER)


def _message(said: str) -> str:
    if _holds(said, _NO_DECODER):
        return "This ffmpeg cannot read one of the tracks."
    if _holds(said, _NO_ENCODER):
        return "This ffmpeg lacks an encoder that is needed."
    return "ffmpeg could not convert the file."


def _holds(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said for word in words)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
