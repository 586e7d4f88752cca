"""The engine's reason and finding codes as English sentences: the one table of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

REASONS: Final[Mapping[str, str]] = {
    "device_plays_it": "the device plays it",
    "container_not_played": "the device does not play {container} files",
    "index_not_in_front": "the file's index is at its end, so it could not start at once",
    "fragmented": "the file is cut in fragments",
    "hevc_tag": "the HEVC is labelled in a way devices do not look for",
    "extra_streams": "the file holds tracks that the device stumbles over",
    "level_overstated": "its header claims level {level}, over the device's {max}, and is corrected",
    "video_codec_not_played": "the device does not play {codec}",
    "video_profile_not_played": "the device does not play the profile {profile}",
    "video_level_too_high": "level {level} is over the device's {max}",
    "bit_depth_not_played": "the device does not show {bit_depth}-bit pictures in this format",
    "chroma_not_played": "the device does not play {chroma} color",
    "resolution_too_high": "{width} × {height} is larger than the device shows ({max_width} × {max_height})",
    "frame_rate_too_high": "{frame_rate} pictures a second are more than the device's {max}",
    "dynamic_range_not_shown": "the device does not show {dynamic_range}",
    "dolby_vision_without_base_layer": "this Dolby Vision has no picture for other devices",
    "interlaced": "the picture is interlaced",
    "telecined": "a film's 24 pictures a second were spread over 30, which is undone",
    "pixels_not_square": "its pixels are not square ({sample_aspect_ratio})",
    "rotated": "the picture is stored turned by {rotation} degrees",
    "odd_size": "{width} × {height} is not even",
    "audio_codec_not_played": "the device does not play {codec}",
    "audio_profile_not_played": "the device does not play the profile {profile}",
    "too_many_channels": "{channels} channels are more than surely sound ({max})",
    "sample_rate_too_high": "{sample_rate} Hz are over the device's {max}",
    "codec_not_in_container": "{container} cannot hold {codec}",
    "subtitle_format_not_shown": "devices show WebVTT only, not {codec}",
    "subtitle_is_a_picture": "its lines are pictures ({codec}), which cannot become text",
    "subtitle_styled": "its fonts and effects are lost as text; drawing it into the picture would keep them",
    "subtitle_forced": "it belongs to the film in the language of its sound",
    "subtitle_drawn": "a subtitle (track {stream}) is drawn into it",
    "subtitle_unreadable": "this format ({codec}) cannot be read",
    "stream_unreadable": "it cannot be read ({codec})",
    "picture_unreadable": "the picture cannot be read ({codec}), so only the sound is kept",
    "encrypted": "it is encrypted",
    "other_track_chosen": "another track was chosen",
    "cover_art": "it is a cover, not a film",
    "not_for_playing": "it is nothing to play",
    "not_wanted": "it was not wanted",
    "user_wish": "you asked for it ({option})",
}

FINDINGS: Final[Mapping[str, str]] = {
    "source_truncated": "The file says {expected:.0f} s but ends after {seconds:.0f} s; what is there was kept.",
    "source_damaged": "The original is damaged in places; they were kept as they are (track {stream}).",
    "frame_times_out_of_order": "Some pictures of track {stream} have wrong times in the original.",
    "subtitle_lost": "The subtitle of track {stream} could not be read and is left out.",
    "subtitle_empty": "The subtitle of track {stream} has no lines and is left out.",
    "copy_failed": "Track {stream} could not be kept unchanged and was converted.",
    "hardware_failed": "The hardware encoder {encoder} failed; the processor did this film.",
    "sound_replaced": "Track {stream} is the sound now: nothing of the chosen one can be decoded.",
    "stream_lost": "Nothing of track {stream} can be decoded; it is left out.",
    "poster_lost": "The cover (track {stream}) could not be read and is left out.",
}

_NAMES: Final[Mapping[str, str]] = {
    "hdr10": "HDR10",
    "hdr10_plus": "HDR10+",
    "hlg": "HLG",
    "sdr": "SDR",
    "dolby_vision": "Dolby Vision",
    "matroska": "Matroska",
    "mp4": "MP4",
    "webm": "WebM",
    "mpegts": "MPEG-TS",
    "mpegps": "MPEG-PS",
    "quicktime": "QuickTime",
    "avi": "AVI",
    "h264": "H.264",
    "hevc": "HEVC",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4 ASP",
    "vp8": "VP8",
    "vp9": "VP9",
    "av1": "AV1",
    "aac": "AAC",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "dts": "DTS",
    "truehd": "TrueHD",
    "flac": "FLAC",
    "opus": "Opus",
    "vorbis": "Vorbis",
    "mp3": "MP3",
    "subrip": "SRT",
    "ass": "ASS",
    "mov_text": "MP4 text",
    "webvtt": "WebVTT",
    "hdmv_pgs_subtitle": "PGS",
    "dvd_subtitle": "VobSub",
    "dvb_subtitle": "DVB",
    "dvb_teletext": "teletext",
}


def name_of(code: str) -> str:
    """``E-AC-3`` of ``eac3``; a code without a name of its own is its own name."""
    return _NAMES.get(code, code)


def reason_sentence(code: str, params: Mapping[str, object]) -> str:
    return _filled(REASONS, code, params)


def finding_sentence(code: str, params: Mapping[str, object]) -> str:
    return _filled(FINDINGS, code, params)


def _filled(table: Mapping[str, str], code: str, params: Mapping[str, object]) -> str:
    named = {key: name_of(value) if isinstance(value, str) else value for key, value in params.items()}
    return table[code].format_map(_Params(named))


class _Params(dict[str, object]):
    """A parameter that the engine did not give is a question mark, not an error."""

    def __missing__(self, key: str) -> str:
        return "?"
