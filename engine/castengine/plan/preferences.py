"""What the user wishes. Everything has a default: no wish, no change to what the device and the film ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final, Self

from castengine.errors import InvalidPreferences
from castengine.media import Container
from castengine.media.language import normalise_language


class QualityProfile(StrEnum):
    FAST = "fast"
    BALANCED = "balanced"
    QUALITY = "quality"


class Preset(StrEnum):
    """x264's, from fast to small."""

    ULTRAFAST = "ultrafast"
    SUPERFAST = "superfast"
    VERYFAST = "veryfast"
    FASTER = "faster"
    FAST = "fast"
    MEDIUM = "medium"
    SLOW = "slow"
    SLOWER = "slower"
    VERYSLOW = "veryslow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The fields are named as the options are. Languages are canonical BCP 47 tags, in the order of the wish."""

    profile: QualityProfile = QualityProfile.BALANCED
    crf: int | None = None
    preset: Preset | None = None
    container: Container | None = None  # MP4 or WEBM; None: whichever takes more of the streams unchanged
    audio_lang: tuple[str, ...] = ()
    audio_track: int | None = None  # the n-th audio stream, from 0
    audio_stream: int | None = None  # the stream's index in the file
    subtitle_lang: tuple[str, ...] = ()
    subtitle_track: int | None = None  # the n-th subtitle stream, from 0
    no_subtitles: bool = False
    keep_surround: bool = False
    force_h264: bool = False
    force_aac: bool = False
    abr: int | None = None  # of audio, kbit/s
    max_height: int | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, object]) -> Self:
        """Raises :class:`InvalidPreferences`, which names the option. ``None`` is the same as no option."""
        unknown = sorted(str(key) for key in options if key not in _READERS)
        if unknown:
            raise InvalidPreferences(f"There is no option {unknown[0]!r}.", hint=f"Options are: {', '.join(_READERS)}.")
        given = {key: _READERS[key](key, value) for key, value in options.items() if value is not None}
        return cls(**given)

    def as_options(self) -> dict[str, object]:
        """The inverse of :meth:`from_options`; options that say no more than the default are left out."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default}
        return {key: _as_json(value) for key, value in values.items()}


def _as_json(value: object) -> object:
    if isinstance(value, StrEnum):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, "must be true or false")
    return value


def _number(least: int, most: int) -> Callable[[str, object], int]:
    def read(key: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise _wrong(key, f"must be a whole number from {least} to {most}")
        return value

    return read


def _choice(kind: type[StrEnum], *allowed: StrEnum) -> Callable[[str, object], StrEnum]:
    choices = {str(choice): choice for choice in allowed or kind}

    def read(key: str, value: object) -> StrEnum:
        if not isinstance(value, str) or value not in choices:
            raise _wrong(key, f"must be one of {', '.join(choices)}")
        return choices[value]

    return read


def _languages(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise _wrong(key, "must be a list of languages")
    return tuple(dict.fromkeys(_language(key, item) for item in value))


def _language(key: str, value: object) -> str:
    tag = normalise_language(value) if isinstance(value, str) else None
    if tag is None:
        raise _wrong(key, f"has {value!r}, which is no language code such as en, fra or pt-BR")
    return tag


def _wrong(key: str, problem: str) -> InvalidPreferences:
    return InvalidPreferences(f"The option {key!r} {problem}.")


_MOST_STREAMS: Final = 9999  # no file has more; an upper limit keeps nonsense out of stored jobs

_READERS: Final[dict[str, Callable[[str, object], Any]]] = {
    "profile": _choice(QualityProfile),
    "crf": _number(0, 51),
    "preset": _choice(Preset),
    "container": _choice(Container, Container.MP4, Container.WEBM),
    "audio_lang": _languages,
    "audio_track": _number(0, _MOST_STREAMS),
    "audio_stream": _number(0, _MOST_STREAMS),
    "subtitle_lang": _languages,
    "subtitle_track": _number(0, _MOST_STREAMS),
    "no_subtitles": _flag,
    "keep_surround": _flag,
    "force_h264": _flag,
    "force_aac": _flag,
    "abr": _number(64, 640),
    "max_height": _number(120, 4320),
}
