"""Subtitles drawn into the picture: texts by libass, pictures by laying one over the other.

Text is first copied out of the source, fonts too, into a private folder in which ffmpeg then runs: so the filter gets
plain relative names, whatever the film is called, and opens nothing but what this program wrote.
"""

from __future__ import annotations

from typing import Final

from castengine.ffmpeg.filters import overlaid_filters
from castengine.media import MediaInfo, SubtitleKind, SubtitleStream, VideoStream
from castengine.plan.actions import BurnIn, Plan, TranscodeVideo, VideoTarget

LINES: Final = "lines.ass"
FONTS: Final = "fonts"
DRAWN: Final = "[drawn]"


def lettering(plan: Plan) -> str | None:
    """The filter that draws the text subtitle of the plan; ``None`` when there is none."""
    texts = [a for a in plan.only(BurnIn) if a.form is SubtitleKind.TEXT]
    return f"subtitles=filename={LINES}:fontsdir={FONTS}" if texts else None


def is_drawn_over(plan: Plan) -> bool:
    """Whether the picture comes out of a graph of two inputs."""
    return any(a.form is SubtitleKind.BITMAP for a in plan.only(BurnIn))


def graph(media: MediaInfo, plan: Plan) -> list[str]:
    """The graph that lays a subtitle of pictures over the film; nothing where the plan has none."""
    drawn = [a for a in plan.only(BurnIn) if a.form is SubtitleKind.BITMAP]
    if not drawn:
        return []
    (action,) = plan.only(TranscodeVideo)
    picture, subtitle = media.stream(action.stream), media.stream(drawn[0].stream)
    if not isinstance(picture, VideoStream) or not isinstance(subtitle, SubtitleStream):
        raise ValueError("the plan does not belong to this file")
    below, above, after = overlaid_filters(picture, action.target, _fitted(picture, subtitle, action.target))
    layers = f"[0:{picture.index}]{below}[below];[0:{subtitle.index}]{above}[above]"
    # From the bottom, where subtitles stand: a canvas may be higher than a film whose black bars were cut off.
    return ["-filter_complex", f"{layers};[below][above]overlay=x=(W-w)/2:y=H-h:eof_action=pass,{after}{DRAWN}"]


def _fitted(picture: VideoStream, subtitle: SubtitleStream, target: VideoTarget) -> str:
    width, height = subtitle.width or picture.width, subtitle.height or picture.height
    is_same_shape = abs(width * picture.height - height * picture.width) * 50 <= height * picture.width
    across = -(-target.width * height // width // 2) * 2
    return f"scale=w={target.width}:h={target.height if is_same_shape else across}"
