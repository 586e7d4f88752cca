"""The options that say what the user wishes. Names are those of the mkv2cast tool where it has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])

NAMES = (
    *("profile", "crf", "preset", "container", "audio_lang", "audio_track", "audio_stream", "subtitle_lang"),
    *("subtitle_track", "no_subtitles", "keep_surround", "force_h264", "force_aac", "abr", "max_height"),
)


class _BitRate(click.ParamType[int]):
    """``192`` and ``192k`` are the same: kbit/s."""

    name = "kbit/s"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        digits = str(value).lower().removesuffix("k")
        if not (digits.isascii() and digits.isdigit()):
            self.fail(f"{value!r} is not a bit rate such as 192k.", param, ctx)
        return int(digits)


def _languages(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    return [tag.strip() for value in values for tag in value.split(",") if tag.strip()] or None


_LANGUAGES: dict[str, Any] = {"multiple": True, "callback": _languages, "metavar": "LANG[,LANG...]"}

_OPTIONS = (
    click.option("--profile", metavar="fast|balanced|quality", help="Quicker, or smaller at the same quality."),
    click.option("--crf", type=int, help="Quality of the picture, 0 (best) to 51."),
    click.option("--preset", metavar="NAME", help="x264's preset, ultrafast to veryslow."),
    click.option("--container", metavar="mp4|webm", help="The kind of file to make."),
    click.option("--hw", type=click.Choice(["auto", "cpu"]), default="auto", help="What encodes the picture."),
    click.option("--audio-lang", **_LANGUAGES, help="Languages of the sound, most wanted first."),
    click.option("--audio-track", type=int, help="The n-th sound track, from 0."),
    click.option("--audio-stream", type=int, help="The sound by its index in the file."),
    click.option("--subtitle-lang", **_LANGUAGES, help="Languages of subtitles to keep."),
    click.option("--subtitle-track", type=int, help="The n-th subtitle, from 0."),
    click.option("--no-subtitles", is_flag=True, default=None, help="Leave all subtitles out."),
    click.option("--keep-surround", is_flag=True, default=None, help="Keep 5.1: my TV or soundbar decodes it."),
    click.option("--force-h264", is_flag=True, default=None, help="H.264 even where the device plays the original."),
    click.option("--force-aac", is_flag=True, default=None, help="AAC even where the device plays the original."),
    click.option("--abr", type=_BitRate(), help="Bit rate of the sound, 64k to 640k."),
    click.option("--max-height", type=int, help="No more lines than this, 720 for example."),
)


def preference_options(command: _F) -> _F:
    """The command gets all of them as keyword arguments; ``wishes`` picks them out again."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wishes(arguments: dict[str, Any]) -> dict[str, object]:
    """What ``Preferences.from_options`` reads, of a command's keyword arguments."""
    return {name: arguments[name] for name in NAMES if arguments[name] is not None}
