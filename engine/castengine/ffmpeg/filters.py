"""Filter chains for pictures: between decoder and encoder."""

from __future__ import annotations

from fractions import Fraction

from castengine.ffmpeg.color import ColorTags, assumed_color, needs_gamut_conversion, target_color
from castengine.ffmpeg.hardware_encoders import upload
from castengine.media import DynamicRange, FieldOrder, VideoStream
from castengine.plan.actions import VideoTarget

_WHITE = 150  # cd/m2 of what SDR calls white: between films graded for 100 and those for 203 (ITU-R BT.2408)
_PARITY = {FieldOrder.TOP_FIRST: "tff", FieldOrder.BOTTOM_FIRST: "bff"}


def video_filters(stream: VideoStream, target: VideoTarget, lettering: str | None = None) -> str:
    """The chain for ``-filter:v``: fields, rate, color and size, lettering, pixel shape, tags, in this order.

    ``lettering``: the filter that draws text subtitles. ffmpeg itself turns and mirrors pictures before the chain
    ("autorotate"), so sizes here are those after turning.
    """
    letters = [] if lettering is None else [lettering]
    return ",".join([*_shaped(stream, target), *letters, *_finished(stream, target)])


def overlaid_filters(stream: VideoStream, target: VideoTarget, canvas: str) -> tuple[str, str, str]:
    """Chains of a graph that draws one picture on the other: below, above, and after both are one.

    ``canvas``: the filter that fits the upper picture to the lower.
    """
    return ",".join(_shaped(stream, target)), canvas, ",".join(_finished(stream, target))


def _shaped(stream: VideoStream, target: VideoTarget) -> list[str]:
    return [
        *([] if target.reshape else _assume(stream)),
        *_progressive(stream, target),
        *_frame_rate(target),
        *_picture(stream, target, target_color(stream, target)),
    ]


def _finished(stream: VideoStream, target: VideoTarget) -> list[str]:
    tags = target_color(stream, target)
    return [
        f"format={target.pixel_format}",
        "setsar=1",
        # FFmpeg 7 and later ignore -color_primaries and its like on the output; the frames must carry the tags.
        f"setparams=range=tv:color_primaries={tags.primaries}:color_trc={tags.transfer}:colorspace={tags.matrix}",
        *upload(target),
    ]


def still_filters(stream: VideoStream, width: int, darkest: int | None) -> str:
    """A JPEG's picture, ``width`` wide in the film's true shape; only frames whose mean luma is over ``darkest``."""
    height = max(2, round(width / _shown_ratio(stream) / 2) * 2)
    bright = f"signalstats,metadata=mode=select:key=lavfi.signalstats.YAVG:value={darkest}:function=greater"
    return ",".join(
        [
            *_assume(stream),
            *_still_picture(stream, width, height),
            "format=yuv420p",
            *([bright] if darkest is not None else []),
            "scale=out_range=pc:out_color_matrix=bt601",
            "format=yuvj420p",
            "setsar=1",
        ]
    )


def _assume(stream: VideoStream) -> list[str]:
    color = assumed_color(stream)
    said = {
        "color_primaries": color.primaries,
        "color_trc": color.transfer,
        "colorspace": color.matrix,
    }
    pairs = [f"{name}={value}" for name, value in said.items() if value is not None]
    return [f"setparams={':'.join(pairs)}"] if pairs else []


def _progressive(stream: VideoStream, target: VideoTarget) -> list[str]:
    if target.inverse_telecine:
        return _inverse_telecine(stream)
    if not target.deinterlace:
        return []
    mode = "send_field" if _wants_one_frame_a_field(stream, target) else "send_frame"
    return [f"bwdif=mode={mode}:parity={_parity(stream, 'auto')}:deint=all"]


def _inverse_telecine(stream: VideoStream) -> list[str]:
    # Fields of one film picture find each other again; what is left of combs (cuts between fields) is deinterlaced;
    # of five pictures the doubled one goes.
    parity = _parity(stream, "auto")
    rest = f"bwdif=mode=send_frame:parity={parity}:deint=interlaced"
    return [f"fieldmatch=order={parity}:combmatch=full", rest, "decimate"]


def _parity(stream: VideoStream, unknown: str) -> str:
    order = stream.measured_field_order or stream.field_order
    return _PARITY.get(order, unknown) if order else unknown


def _wants_one_frame_a_field(stream: VideoStream, target: VideoTarget) -> bool:
    if target.frame_rate is None or stream.frame_rate is None:
        return False
    return target.frame_rate > stream.frame_rate * 3 / 2


def _frame_rate(target: VideoTarget) -> list[str]:
    return [] if target.frame_rate is None else [f"fps={target.frame_rate}"]


def _picture(stream: VideoStream, target: VideoTarget, tags: ColorTags) -> list[str]:
    if target.reshape:
        return [reshaping(target.width, target.height)]
    if target.tone_map:
        return _tone_map(stream, target.width, target.height)
    if needs_gamut_conversion(stream) and target.dynamic_range is DynamicRange.SDR:
        size = f"w={target.width}:h={target.height}:filter=lanczos"
        return [*_even(stream), f"zscale={size}:p=bt709:t=bt709:m=bt709:r=tv:dither=error_diffusion"]
    return [
        f"scale=w={target.width}:h={target.height}:flags=lanczos+accurate_rnd+full_chroma_int"
        f":out_color_matrix={tags.matrix}:out_range=tv"
    ]


def _still_picture(stream: VideoStream, width: int, height: int) -> list[str]:
    if stream.dynamic_range is DynamicRange.DOLBY_VISION:
        return [f"scale=w={width}:h={height}", "format=gray"]  # its luma is right without the missing color space
    if stream.dynamic_range is not DynamicRange.SDR:
        return _tone_map(stream, width, height)
    return [f"scale=w={width}:h={height}:flags=lanczos:out_color_matrix=bt709:out_range=tv"]


def _shown_ratio(stream: VideoStream) -> Fraction:
    """Width by height as a player shows it: pixel shape and rotation applied."""
    ratio = Fraction(stream.width, stream.height) * stream.sample_aspect_ratio
    return 1 / ratio if stream.rotation in (90, 270) else ratio


def reshaping(width: int, height: int) -> str:
    """Dolby Vision's own colors to BT.709 SDR by its notes on each picture, on a Vulkan device."""
    bt709 = "colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    return f"libplacebo=w={width}:h={height}:{bt709}:apply_dolbyvision=true:tonemapping=bt.2390:format=yuv420p10le"


def _tone_map(stream: VideoStream, width: int, height: int) -> list[str]:
    """HDR to BT.709 on the CPU. Scaled first: tone mapping in float is the slowest step, so it gets fewer pixels.

    The curve is the one that measured best of those that need no graphics card (docs/adr/0005-tone-mapping.md).
    """
    return [
        *_even(stream),
        f"zscale=w={width}:h={height}:filter=lanczos:t=linear:npl={_WHITE}",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=tonemap=mobius:param=0.3:desat=0",
        "zscale=t=bt709:m=bt709:r=tv:dither=error_diffusion",
    ]


def _even(stream: VideoStream) -> list[str]:
    # zscale refuses sizes that subsampled chroma does not divide.
    return ["format=yuv444p12"] if stream.width % 2 or stream.height % 2 else []
