"""Which subtitle is drawn into the picture: one that is asked for, or one that the film is not whole without."""

from __future__ import annotations

from collections.abc import Sequence

from castengine.errors import InvalidPreferences
from castengine.media import AudioStream, Disposition, MediaInfo, SubtitleKind, SubtitleStream
from castengine.media.language import closest_language, normalise_language, same_language
from castengine.plan.actions import BurnIn
from castengine.plan.choices import BurnChoice
from castengine.plan.preferences import Preferences
from castengine.plan.reasons import Reason, ReasonCode


def choose_burn_in(media: MediaInfo, audio: AudioStream | None, preferences: Preferences) -> BurnIn | None:
    """``audio``: the sound that plays. Raises :class:`InvalidPreferences` for a number that no subtitle has.

    Without a wish only the forced subtitle of the sound's own language is drawn, and only when it consists of pictures:
    it translates what the film says in a foreign language, nothing else can show it, and its texts go along by
    themselves.
    """
    wish = preferences.burn_subtitle
    if isinstance(wish, int):
        return _by_wish(_asked_for(media, wish))
    if preferences.no_subtitles:
        return None
    readable = [s for s in media.subtitles if s.form is not None and not s.encrypted]
    forced = [s for s in readable if s.has(Disposition.FORCED)]
    if wish is BurnChoice.FORCED:
        return _by_wish(_in_language(forced, preferences.subtitle_lang or _language_of(audio)))
    if wish is BurnChoice.AUTO:
        return _by_wish(_best(readable, preferences))
    return None if preferences.no_forced_subs else _belonging_to_the_film(forced, audio)


def _asked_for(media: MediaInfo, index: int) -> SubtitleStream:
    found = next((s for s in media.subtitles if s.index == index), None)
    if found is None or found.form is None or found.encrypted:
        there = ", ".join(str(s.index) for s in media.subtitles) or "none"
        raise InvalidPreferences(
            f"The option 'burn_subtitle' asks for stream {index}, which is no subtitle that can be drawn.",
            hint=f"The file's subtitles are the streams {there}.",
        )
    return found


def _by_wish(stream: SubtitleStream | None) -> BurnIn | None:
    if stream is None or stream.form is None:
        return None
    return BurnIn(stream.index, (Reason(ReasonCode.USER_WISH, {"option": "burn_subtitle"}),), stream.form)


def _belonging_to_the_film(forced: Sequence[SubtitleStream], audio: AudioStream | None) -> BurnIn | None:
    spoken = _language_of(audio)
    own = [s for s in forced if _language(s) and spoken and same_language(_language(s) or "", spoken[0])]
    if not own or any(s.form is SubtitleKind.TEXT for s in own):
        return None
    reason = Reason(ReasonCode.SUBTITLE_FORCED, {"codec": own[0].codec or "unknown"})
    return BurnIn(own[0].index, (reason,), SubtitleKind.BITMAP)


def _best(readable: Sequence[SubtitleStream], preferences: Preferences) -> SubtitleStream | None:
    """In the wished language, flagged as default, the first; whole ones before forced ones, unless wished otherwise."""
    if preferences.subtitle_lang:
        wished = closest_language(preferences.subtitle_lang, [_language(s) for s in readable])
        readable = [s for s in readable if wished is not None and _language(s) == wished]
    return max(readable, key=lambda s: _rank(s, preferences), default=None)


def _rank(stream: SubtitleStream, preferences: Preferences) -> tuple[bool, bool, int]:
    is_right_kind = stream.has(Disposition.FORCED) == preferences.prefer_forced_subs
    return is_right_kind, stream.has(Disposition.DEFAULT), -stream.index


def _in_language(streams: Sequence[SubtitleStream], wishes: Sequence[str]) -> SubtitleStream | None:
    language = closest_language(wishes, [_language(s) for s in streams])
    return next((s for s in streams if language is not None and _language(s) == language), None)


def _language_of(audio: AudioStream | None) -> tuple[str, ...]:
    language = normalise_language(audio.language) if audio is not None else None
    return () if language is None else (language,)


def _language(stream: SubtitleStream) -> str | None:
    return normalise_language(stream.language)
