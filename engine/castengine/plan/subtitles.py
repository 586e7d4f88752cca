"""Subtitles: texts become WebVTT files, which is all that devices show; pictures cannot become text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from castengine.errors import InvalidPreferences
from castengine.media import Disposition, MediaInfo, StreamIndex, SubtitleKind, SubtitleStream
from castengine.media.language import normalise_language, same_language
from castengine.plan.actions import Drop, Sidecar
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode

_STYLED: Final = frozenset({"ass", "ssa"})
_FONTS: Final = frozenset({"ttf", "otf"})  # who sends fonts along wants to be seen in them


def subtitle_actions(media: MediaInfo, preferences: Preferences, *, embed: bool) -> dict[StreamIndex, Sidecar | Drop]:
    """``embed``: the container takes them as mov_text too. Raises :class:`InvalidPreferences` for a track not there."""
    _refuse_missing_track(media, preferences)
    actions: dict[StreamIndex, Sidecar | Drop] = {}
    taken: set[str] = set()
    has_fonts = any(s.codec in _FONTS for s in media.other)
    for ordinal, stream in enumerate(media.subtitles):
        reason = _why_not(media, stream, ordinal, preferences)
        if reason:
            actions[stream.index] = Drop(stream.index, (reason,), stream.kind)
        else:
            actions[stream.index] = _sidecar(stream, taken, embed=embed, has_fonts=has_fonts)
    return actions


def _why_not(media: MediaInfo, stream: SubtitleStream, ordinal: int, preferences: Preferences) -> Reason | None:
    if not (_is_wanted(stream, ordinal, preferences) and _is_wanted_kind(media, stream, preferences)):
        return Reason(ReasonCode.NOT_WANTED)
    codec = {"codec": stream.codec or "unknown"}
    if stream.form is SubtitleKind.BITMAP:
        return Reason(ReasonCode.SUBTITLE_BITMAP, codec)
    if stream.form is None or stream.encrypted:
        return Reason(ReasonCode.SUBTITLE_UNREADABLE, codec)
    return None


def _is_wanted(stream: SubtitleStream, ordinal: int, preferences: Preferences) -> bool:
    if preferences.no_subtitles:
        return False
    if preferences.subtitle_track is not None:
        return ordinal == preferences.subtitle_track
    language = normalise_language(stream.language)
    wishes = preferences.subtitle_lang
    return not wishes or any(language is not None and same_language(language, wish) for wish in wishes)


def _is_wanted_kind(media: MediaInfo, stream: SubtitleStream, preferences: Preferences) -> bool:
    """Whole ones or forced ones: a track asked for by number is always wanted."""
    if preferences.subtitle_track is not None:
        return True
    if stream.has(Disposition.FORCED):
        return not preferences.no_forced_subs
    return not (preferences.prefer_forced_subs and any(_is_forced_twin(other, stream) for other in media.subtitles))


def _is_forced_twin(other: SubtitleStream, stream: SubtitleStream) -> bool:
    language = normalise_language(other.language)
    is_readable = other.form is SubtitleKind.TEXT and not other.encrypted
    return other.has(Disposition.FORCED) and is_readable and language == normalise_language(stream.language)


def _sidecar(stream: SubtitleStream, taken: set[str], *, embed: bool, has_fonts: bool) -> Sidecar:
    """``has_fonts``: some come with the film."""
    suffix = next(name for name in _suffixes(stream) if name.casefold() not in taken)
    taken.add(suffix.casefold())  # file systems that ignore case must not see two files of one name
    codec = {"codec": stream.codec or "unknown"}
    reasons = [Reason(ReasonCode.SUBTITLE_FORMAT, codec)]
    if stream.codec in _STYLED and (has_fonts or stream.styled):
        reasons.append(Reason(ReasonCode.SUBTITLE_STYLED, codec))
    is_track = stream.carrier is None  # captions are read when the film has been written
    return Sidecar(stream.index, suffix, embed and is_track, tuple(reasons))


def _suffixes(stream: SubtitleStream) -> Iterator[str]:
    """``fr.forced``, ``fr.forced.2``, …: safe in a file name whatever the file says its language is."""
    parts = [normalise_language(stream.language) or "und"]
    if stream.has(Disposition.FORCED):
        parts.append("forced")
    elif stream.has(Disposition.HEARING_IMPAIRED):
        parts.append("sdh")
    yield ".".join(parts)
    yield from (".".join([*parts, str(number)]) for number in count(2))


def _refuse_missing_track(media: MediaInfo, preferences: Preferences) -> None:
    track = preferences.subtitle_track
    if track is not None and track >= len(media.subtitles):
        raise InvalidPreferences(
            f"The option 'subtitle_track' asks for {track}, but the file has {len(media.subtitles)} subtitle tracks.",
            hint="Subtitle tracks are counted from 0.",
        )
