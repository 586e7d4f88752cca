"""The options that say what the user wishes. Names are those of the mkv2cast tool where it has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])

NAMES = (
    *("profile", "crf", "preset", "video_codec", "target_size", "max_bit_rate", "max_height", "container"),
    *("hw", "nvenc_cq", "amf_quality", "qsv_quality", "vaapi_qp", "vaapi_device"),
    *("audio_lang", "audio_track", "audio_stream", "keep_surround", "night_mode", "normalize", "add_silence", "abr"),
    *("subtitle_lang", "subtitle_track", "subtitle_mode", "burn_subtitle", "prefer_forced_subs", "no_forced_subs"),
    *("no_subtitles", "force_h264", "force_aac", "skip_when_ok", "no_metadata", "no_chapters", "no_attachments"),
)


class _BitRate(click.ParamType[int]):
    """``192`` and ``192k`` are the same: kbit/s."""

    name = "kbit/s"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        digits = str(value).lower().removesuffix("k")
        if not (digits.isascii() and digits.isdigit()):
            self.fail(f"{value!r} is not a bit rate such as 192k.", param, ctx)
        return int(digits)


def _subtitle(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | str | None:
    """A stream's index, or one of the engine's words."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else value


def _languages(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    return [tag.strip() for value in values for tag in value.split(",") if tag.strip()] or None


_LANGUAGES: dict[str, Any] = {"multiple": True, "callback": _languages, "metavar": "LANG[,LANG...]"}

_FLAG: dict[str, Any] = {"is_flag": True, "default": None}

_OPTIONS = (
    click.option("--profile", metavar="fast|balanced|quality", help="Quicker, or smaller at the same quality."),
    click.option("--crf", type=int, help="Quality of the picture, 0 (best) to 51."),
    click.option("--preset", metavar="NAME", help="x264's preset, ultrafast to veryslow."),
    click.option("--video-codec", metavar="h264|hevc|av1", help="What to encode to, where the device plays it."),
    click.option("--target-size", type=int, metavar="MB", help="The film shall have this size (1 MB = 10^6 bytes)."),
    click.option("--max-bit-rate", type=_BitRate(), help="No more bits for the picture than this, 8000k for example."),
    click.option("--max-height", type=int, help="No more lines than this, 720 for example."),
    click.option("--container", metavar="mp4|webm", help="The kind of file to make."),
    click.option("--hw", metavar="auto|nvenc|amf|qsv|vaapi|cpu", help="What encodes the picture. Default: auto."),
    click.option("--nvenc-cq", type=int, help="Quality of NVENC, 0 (best) to 51."),
    click.option("--amf-quality", type=int, help="Quality of AMF, 0 (best) to 51."),
    click.option("--qsv-quality", type=int, help="Quality of Quick Sync, 1 (best) to 51."),
    click.option("--vaapi-qp", type=int, help="Quality of VAAPI, 0 (best) to 51."),
    click.option("--vaapi-device", metavar="PATH", help="The graphics device, /dev/dri/renderD128 for example."),
    click.option("--audio-lang", **_LANGUAGES, help="Languages of the sound, most wanted first."),
    click.option("--audio-track", type=int, help="The n-th sound track, from 0."),
    click.option("--audio-stream", type=int, help="The sound by its index in the file."),
    click.option("--keep-surround", **_FLAG, help="Keep 5.1: my TV or soundbar decodes it."),
    click.option("--night-mode", **_FLAG, help="Loud passages quieter, quiet ones louder."),
    click.option("--normalize", **_FLAG, help="The same loudness for every film (EBU R128)."),
    click.option("--add-silence", **_FLAG, help="A silent track for a film without sound."),
    click.option("--abr", type=_BitRate(), help="Bit rate of the sound, 64k to 640k."),
    click.option("--subtitle-lang", **_LANGUAGES, help="Languages of subtitles to keep."),
    click.option("--subtitle-track", type=int, help="The n-th subtitle, from 0."),
    click.option("--subtitle-mode", metavar="both|sidecar", help="Beside the film and inside it, or beside it only."),
    click.option(
        "--burn-subtitle",
        callback=_subtitle,
        metavar="INDEX|forced|auto",
        help="Draw a subtitle into the picture: by its index in the file, the forced one, the one that fits best.",
    ),
    click.option("--prefer-forced-subs", **_FLAG, help="Of a language that has forced subtitles, only those."),
    click.option("--no-forced-subs", **_FLAG, help="Leave forced subtitles out."),
    click.option("--no-subtitles", **_FLAG, help="Leave all subtitles out."),
    click.option("--force-h264", **_FLAG, help="H.264 even where the device plays the original."),
    click.option("--force-aac", **_FLAG, help="AAC even where the device plays the original."),
    click.option("--skip-when-ok/--no-skip-when-ok", default=None, help="Leave what plays as it is. Default: yes."),
    click.option("--no-metadata", **_FLAG, help="No titles and tags in the result."),
    click.option("--no-chapters", **_FLAG, help="No chapters in the result."),
    click.option("--no-attachments", **_FLAG, help="No picture file of the cover."),
)


def preference_options(command: _F) -> _F:
    """The command gets all of them as keyword arguments; ``wishes`` picks them out again."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wishes(arguments: dict[str, Any]) -> dict[str, object]:
    """What ``Preferences.from_options`` reads, of a command's keyword arguments."""
    return {name: arguments[name] for name in NAMES if arguments[name] is not None}
