"""Everything that can go wrong, as types.

::

    CastEngineError            has code, message, hint, detail
    ├── SourceError            the file given is the reason
    │   ├── SourceNotFound     source_not_found
    │   ├── SourceIsDirectory  source_is_directory
    │   ├── SourceUnreadable   source_unreadable
    │   ├── SourceEmpty        source_empty
    │   ├── NotMedia           not_media
    │   └── NothingToPlay      nothing_to_play
    ├── UnknownDevice          unknown_device
    ├── InvalidPreferences     invalid_options
    ├── InvalidProfile         invalid_device_profile
    ├── ToolMissing            tool_missing
    ├── ConversionError        the work on the file went wrong
    │   ├── FfmpegFailed       ffmpeg_failed
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


class DiskFull(ConversionError):
    code = "disk_full"
    hint = "Free some space and try again. Your file is unchanged."


class Stalled(ConversionError):
    code = "stalled"
    hint = "The conversion made no progress and was ended. Your file is unchanged; try again."


class VerificationFailed(ConversionError):
    code = "verification_failed"
    hint = "Nothing was delivered, because the result would not have played. Your file is unchanged."


class Cancelled(CastEngineError):
    code = "cancelled"
    hint = "Start it again whenever you like."
