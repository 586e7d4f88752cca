"""Subtitles: texts become WebVTT files, which is all that devices show; pictures cannot become text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from castengine.errors import InvalidPreferences
from castengine.media import Disposition, MediaInfo, StreamIndex, SubtitleKind, SubtitleStream
from castengine.media.language import normalise_language, same_language
from castengine.plan.actions import Drop, Sidecar
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode


def subtitle_actions(media: MediaInfo, preferences: Preferences, *, embed: bool) -> dict[StreamIndex, Sidecar | Drop]:
    """``embed``: the container takes them as mov_text too. Raises :class:`InvalidPreferences` for a track not there."""
    _refuse_missing_track(media, preferences)
    actions: dict[StreamIndex, Sidecar | Drop] = {}
    taken: set[str] = set()
    for ordinal, stream in enumerate(media.subtitles):
        reason = _why_not(stream, ordinal, preferences)
        actions[stream.index] = (
            Drop(stream.index, (reason,), stream.kind) if reason else _sidecar(stream, taken, embed=embed)
        )
    return actions


def _why_not(stream: SubtitleStream, ordinal: int, preferences: Preferences) -> Reason | None:
    if not _is_wanted(stream, ordinal, preferences):
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


def _sidecar(stream: SubtitleStream, taken: set[str], *, embed: bool) -> Sidecar:
    suffix = next(name for name in _suffixes(stream) if name.casefold() not in taken)
    taken.add(suffix.casefold())  # file systems that ignore case must not see two files of one name
    reason = Reason(ReasonCode.SUBTITLE_FORMAT, {"codec": stream.codec or "unknown"})
    return Sidecar(stream.index, suffix, embed, (reason,))


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
