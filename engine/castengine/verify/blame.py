"""Whose fault it is: a source that was dead, cut off or protected before is told apart from damage done here."""

from __future__ import annotations

import contextlib
from typing import Final

from castengine.errors import (
    CastEngineError,
    DecoderMissing,
    SourceDamaged,
    SourceEncrypted,
    SourceError,
    SourceTruncated,
)
from castengine.ffmpeg.failures import lacks_a_decoder
from castengine.ffmpeg.film import kept_streams
from castengine.media import AudioStream, MediaInfo, VideoStream
from castengine.plan.actions import Plan
from castengine.verify.protection import is_protected
from castengine.verify.source import SourceFile, complaints

_SUSPICIOUS: Final = 20  # complaints while writing: fewer are no reason to look closer
_HARDLY_ANYTHING: Final = 20  # a source that holds less than one part in so many of what it promises
_ENDED: Final = ("file ended prematurely", "partial file", "moov atom not found", "invalid as first byte")
_ENCRYPTION: Final = (b"senc", b"pssh", b"schm", b"cenc", b"cbcs")


def check_protection(source: SourceFile) -> None:
    """Raises ``SourceEncrypted`` for what says so itself: asked before work begins, because it costs nothing."""
    protected = False
    with contextlib.suppress(OSError):  # a source that is gone is ffmpeg's to tell
        protected = is_protected(source.path)
    if protected:
        raise SourceEncrypted("The film is scrambled: without its key there is nothing to see.")


def check_noise(source: SourceFile, plan: Plan, said: str) -> None:
    """Raises ``SourceEncrypted`` or ``SourceDamaged`` when what was converted was noise.

    ``said``: what ffmpeg complained of while it wrote the film; scrambled packets make decoders grumble, not fail.
    """
    if complaints(said) < _SUSPICIOUS or not kept_streams(plan):
        return
    if all(source.is_noise(action.stream) for action in kept_streams(plan)[:1]):
        raise _of_noise(source, said)


def undecodable(source: SourceFile, error: CastEngineError) -> CastEngineError:
    """Why ffmpeg decodes nothing, after a conversion that ended with ``error``; that itself when ffprobe decodes."""
    if any(source.first_frame(stream.index) is not None for stream in _played(source.media)):
        return error
    said = error.detail or ""
    if _is_marked_encrypted(source):
        return _of_noise(source, said)
    if lacks_a_decoder(said):
        return DecoderMissing("This ffmpeg has no decoder for the film.", detail=said)
    if _is_cut_off(source, said):
        return SourceTruncated("The file ends before the first picture is complete.", detail=said or None)
    return SourceDamaged("Nothing in the film can be decoded: it is damaged.", detail=said or None)


def _of_noise(source: SourceFile, said: str) -> SourceError:
    if _is_marked_encrypted(source):
        return SourceEncrypted("The film is protected: decoding it gives nothing but noise.", detail=said or None)
    hint = "It is damaged, or protected in a way that it does not tell. Try another copy of the film."
    return SourceDamaged("Decoding the film gives nothing but noise.", hint=hint, detail=said or None)


def _is_marked_encrypted(source: SourceFile) -> bool:
    """Asked only of what was found to be noise: the four letters alone would be no proof."""
    if any(stream.encrypted for stream in _played(source.media)) or is_protected(source.path):
        return True
    with source.path.open("rb") as file:
        head = file.read(1024 * 1024)
    return head[4:8] in (b"ftyp", b"moov", b"styp") and any(mark in head for mark in _ENCRYPTION)


def _played(media: MediaInfo) -> tuple[VideoStream | AudioStream, ...]:
    return (*media.video, *media.audio)


def _is_cut_off(source: SourceFile, said: str) -> bool:
    if any(words in said.lower() for words in _ENDED):
        return True
    promised = source.media.duration
    if promised is None:
        return False
    there = max((source.readable_seconds(s.index) for s in _played(source.media)), default=None)
    return there is not None and there * _HARDLY_ANYTHING < promised
