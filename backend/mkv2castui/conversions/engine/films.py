"""What is in a film."""

from __future__ import annotations

from pathlib import Path

from castengine import media_as_json, media_from_json, probe, probe_beginning, take_still
from castengine.errors import CastEngineError, NotMedia
from castengine.probe import can_never_be_read as probe_can_never_be_read
from mkv2castui.conversions.engine.documents import Json
from mkv2castui.conversions.engine.host import tools


def analyse(source: Path) -> Json:
    """What is in the file. Raises ``SourceError``, ``ToolMissing``."""
    return dict(media_as_json(probe(source, tools())))


def can_never_be_read(source: Path, error: CastEngineError) -> bool:
    """Whether ``error``, which :func:`analyse` raised, is the last word on the bytes of the film."""
    return isinstance(error, NotMedia) and probe_can_never_be_read(source, error, tools())


def analyse_beginning(source: Path, whole: int) -> Json:
    """What the first bytes of a film of ``whole`` bytes tell; what only its end tells is null.

    Raises ``SourceTruncated`` while more bytes may tell more, its base ``NotMedia`` when none could, ``ToolMissing``.
    """
    return dict(media_as_json(probe_beginning(source, whole, tools())))


def still_of(source: Path, media: Json, destination: Path, *, is_whole: bool = True) -> bool:
    """Whether a picture of the film could be written to ``destination`` (JPEG). ``is_whole``: see ``take_still``."""
    return take_still(source, media_from_json(media), destination, tools(), is_whole=is_whole) is not None
