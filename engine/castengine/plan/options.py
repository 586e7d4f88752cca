"""Options as JSON and the command line give them -> the values of wishes. Each reader names the option it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from castengine.errors import InvalidPreferences
from castengine.media import Container
from castengine.media.language import normalise_language
from castengine.plan.choices import BurnChoice, HardwareChoice, Preset, QualityProfile, SubtitleMode, VideoCodec

_MOST_STREAMS: Final = 9999  # no file has more; an upper limit keeps nonsense out of stored jobs
_RENDER_NODE: Final = re.compile(r"/dev/dri/(?:renderD|card)\d{1,3}", re.ASCII)  # nothing else may be named


def read_options(options: Mapping[str, object]) -> dict[str, Any]:
    """Raises :class:`InvalidPreferences`, which names the option. ``None`` is the same as no option."""
    unknown = sorted(str(key) for key in options if key not in _READERS)
    if unknown:
        raise InvalidPreferences(f"There is no option {unknown[0]!r}.", hint=f"Options are: {', '.join(_READERS)}.")
    return {key: _READERS[key](key, value) for key, value in options.items() if value is not None}


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


def _burn(key: str, value: object) -> int | BurnChoice:
    if isinstance(value, str) and value in list(BurnChoice):
        return BurnChoice(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_STREAMS:
        raise _wrong(key, "must be a subtitle's index in the file, forced or auto")
    return value


def _render_node(key: str, value: object) -> str:
    if not isinstance(value, str) or not _RENDER_NODE.fullmatch(value):
        raise _wrong(key, "must be a graphics device such as /dev/dri/renderD128")
    return value


def _wrong(key: str, problem: str) -> InvalidPreferences:
    return InvalidPreferences(f"The option {key!r} {problem}.")


_READERS: Final[dict[str, Callable[[str, object], Any]]] = {
    "profile": _choice(QualityProfile),
    "crf": _number(0, 51),
    "preset": _choice(Preset),
    "video_codec": _choice(VideoCodec),
    "target_size": _number(1, 10_000_000),
    "max_bit_rate": _number(100, 1_000_000),
    "max_height": _number(120, 4320),
    "container": _choice(Container, Container.MP4, Container.WEBM),
    "hw": _choice(HardwareChoice),
    "nvenc_cq": _number(0, 51),
    "amf_quality": _number(0, 51),
    "qsv_quality": _number(1, 51),
    "vaapi_qp": _number(0, 51),
    "vaapi_device": _render_node,
    "audio_lang": _languages,
    "audio_track": _number(0, _MOST_STREAMS),
    "audio_stream": _number(0, _MOST_STREAMS),
    "keep_surround": _flag,
    "night_mode": _flag,
    "normalize": _flag,
    "add_silence": _flag,
    "abr": _number(64, 640),
    "subtitle_lang": _languages,
    "subtitle_track": _number(0, _MOST_STREAMS),
    "subtitle_mode": _choice(SubtitleMode),
    "burn_subtitle": _burn,
    "prefer_forced_subs": _flag,
    "no_forced_subs": _flag,
    "no_subtitles": _flag,
    "force_h264": _flag,
    "force_aac": _flag,
    "skip_when_ok": _flag,
    "no_metadata": _flag,
    "no_chapters": _flag,
    "no_attachments": _flag,
}
