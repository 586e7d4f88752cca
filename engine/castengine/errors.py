"""Everything that can go wrong, as types.

::

    CastEngineError            has code, message, hint, detail
    ├── SourceError            the file given is the reason
    │   ├── SourceNotFound     source_not_found
    │   ├── SourceIsDirectory  source_is_directory
    │   ├── SourceUnreadable   source_unreadable
    │   ├── SourceEmpty        source_empty
    │   ├── SourceDamaged      source_damaged
    │   ├── NotMedia           not_media
    │   │   └── SourceTruncated    source_truncated
    │   └── NothingToPlay      nothing_to_play
    │       ├── SourceEncrypted    source_encrypted
    │       ├── DecoderMissing     decoder_missing
    │       └── DolbyVisionOnly    dolby_vision_only
    ├── UnknownDevice          unknown_device
    ├── InvalidPreferences     invalid_options
    ├── InvalidProfile         invalid_device_profile
    ├── ToolMissing            tool_missing
    ├── ConversionError        the work on the file went wrong
    │   ├── FfmpegFailed       ffmpeg_failed
    │   │   ├── FfmpegKilled       killed
    │   │   ├── OutOfMemory        out_of_memory
    │   │   └── HardwareLost       hardware_lost
    │   ├── DiskFull           disk_full
    │   ├── Stalled            stalled
    │   └── VerificationFailed verification_failed
    └── Cancelled              cancelled

``code`` is stable: the API, the command line and the translations of the user interface key on it.
``message`` says what happened and why, ``hint`` what to do now, both in plain English.
``detail`` is technical evidence for a folded section: a bounded tail of ffmpeg's stderr, the findings.
"""

from __future__ import annotations

from typing import ClassVar


class CastEngineError(Exception):
    """Base of all errors that the engine raises on purpose."""

    code: ClassVar[str] = "engine_error"
    hint: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str | None = None, detail: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = self.hint if hint is None else hint
        self.detail = detail

    def as_json(self) -> dict[str, str | None]:
        """``{"code", "message", "hint", "detail"}``: the one shape in which errors leave the engine."""
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.advice,
            "detail": self.detail,
        }


class SourceError(CastEngineError):
    code = "source_error"


class SourceNotFound(SourceError):
    code = "source_not_found"
    hint = "Check the name and the folder."


class SourceIsDirectory(SourceError):
    code = "source_is_directory"
    hint = "Name the files inside it instead."


class SourceUnreadable(SourceError):
    code = "source_unreadable"
    hint = "Give the user that runs this program the right to read the file."


class SourceEmpty(SourceError):
    code = "source_empty"
    hint = "The file has no bytes. Copy or download it again."


class NotMedia(SourceError):
    code = "not_media"
    hint = "Check that the file is a film and that it was copied completely."


class NothingToPlay(SourceError):
    code = "nothing_to_play"
    hint = "The file holds neither a picture nor a sound that can be read."


class SourceDamaged(SourceError):
    """The headers can be read, the pictures or sounds themselves cannot."""

    code = "source_damaged"
    hint = "Try another copy of the film, or play this one on a computer to see what is left of it."


class SourceTruncated(NotMedia):
    """What is there is only the beginning: no download or copy was ever finished."""

    code = "source_truncated"
    hint = "Copy or download the file again: its end is missing."


class SourceEncrypted(NothingToPlay):
    """Protected by DRM or scrambled by a broadcaster: decoders make noise of it and call that a success."""

    code = "source_encrypted"
    hint = "Films that were bought, rented or recorded from a coded channel play only in the shop's own program."


class DecoderMissing(NothingToPlay):
    code = "decoder_missing"
    hint = "A newer ffmpeg may know the format (FFMPEG_PATH names another one)."


class DolbyVisionOnly(NothingToPlay):
    """Its colors are Dolby Vision's own, without a picture for others: elsewhere it would be green and purple."""

    code = "dolby_vision_only"
    hint = "Choose a device with Dolby Vision, or use another release of the film (HDR10 or SDR)."


class UnknownDevice(CastEngineError):
    code = "unknown_device"
    hint = "`mkv2castui devices` lists the devices."


class InvalidPreferences(CastEngineError):
    code = "invalid_options"
    hint = "Correct the option or leave it out."


class InvalidProfile(CastEngineError):
    """A device profile that contradicts itself or the format: a mistake of whoever wrote the TOML."""

    code = "invalid_device_profile"
    hint = "Correct the device profile."


class ToolMissing(CastEngineError):
    code = "tool_missing"
    hint = "`mkv2castui doctor` says what is missing and how to mend it."


class ConversionError(CastEngineError):
    code = "conversion_error"


class FfmpegFailed(ConversionError):
    code = "ffmpeg_failed"
    hint = "The source may be damaged. Your file is unchanged; the technical detail says more."


class FfmpegKilled(FfmpegFailed):
    """Ended by a signal from outside: whatever it was doing then is not to blame."""

    code = "killed"
    hint = "Your file is unchanged; try again."


class OutOfMemory(FfmpegFailed):
    code = "out_of_memory"
    hint = "Close other programs, convert fewer films at once or choose a smaller picture, and try again."


class HardwareLost(FfmpegFailed):
    """The graphics card, or its driver, stopped working or has no room for one more film."""

    code = "hardware_lost"
    hint = "Convert without the graphics card (hardware: cpu), or try again when it is free."


class DiskFull(ConversionError):
    """``needs``: bytes that would have to be free, where that is known."""

    code = "disk_full"
    hint = "Free some space and try again. Your file is unchanged."

    def __init__(
        self, message: str, *, hint: str | None = None, detail: str | None = None, needs: int | None = None
    ) -> None:
        super().__init__(message, hint=hint, detail=detail)
        self.needs = needs


class Stalled(ConversionError):
    code = "stalled"
    hint = "The conversion made no progress and was ended. Your file is unchanged; try again."


class VerificationFailed(ConversionError):
    code = "verification_failed"
    hint = "Nothing was delivered, because the result would not have played. Your file is unchanged."


class Cancelled(CastEngineError):
    code = "cancelled"
    hint = "Start it again whenever you like."
