"""Which audio track a viewer gets. One: devices play the first and offer no choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from castengine.errors import InvalidPreferences
from castengine.media import AudioStream, Disposition, MediaInfo
from castengine.media.language import closest_language, normalise_language
from castengine.media.roles import roles_of_sound
from castengine.plan.preferences import Preferences
from castengine.plan.readable import defect_of, is_described

_SPECIAL: Final = (Disposition.COMMENT, Disposition.VISUAL_IMPAIRED)


def choose_audio(media: MediaInfo, preferences: Preferences) -> AudioStream | None:
    """The track asked for by number; else the film's own sound in the wished language, never a commentary.

    Raises :class:`InvalidPreferences` when a number is given and no readable audio track has it.
    """
    if preferences.audio_stream is not None or preferences.audio_track is not None:
        return _asked_for(media, preferences)
    playable = [s for s in media.audio if defect_of(s) is None]
    readable = [s for s in playable if is_described(s)] or playable
    tracks = [s for s in readable if not _is_special(s)] or readable
    language = closest_language(preferences.audio_lang, [normalise_language(s.language) for s in tracks])
    if language is not None:
        tracks = [s for s in tracks if normalise_language(s.language) == language]
    return _most_prominent(tracks)


def _asked_for(media: MediaInfo, preferences: Preferences) -> AudioStream:
    if preferences.audio_stream is not None:
        option, number = "audio_stream", preferences.audio_stream
        found = next((s for s in media.audio if s.index == number), None)
    else:
        option, number = "audio_track", preferences.audio_track or 0
        found = media.audio[number] if number < len(media.audio) else None
    if found is None or defect_of(found) is not None:
        raise InvalidPreferences(
            f"The option {option!r} asks for {number}, but the file has no audio track of that number to play.",
            hint=f"The file's audio tracks are the streams {', '.join(str(s.index) for s in media.audio) or 'none'}.",
        )
    return found


def _is_special(stream: AudioStream) -> bool:
    return any(stream.has(d) for d in _SPECIAL) or bool(roles_of_sound(stream.title))


def _most_prominent(tracks: Sequence[AudioStream]) -> AudioStream | None:
    """Flagged as original, flagged as default, the first."""
    for flag in (Disposition.ORIGINAL, Disposition.DEFAULT):
        flagged = next((s for s in tracks if s.has(flag)), None)
        if flagged is not None:
            return flagged
    return next(iter(tracks), None)
