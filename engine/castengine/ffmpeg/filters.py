"""Filter chains: what happens to pictures and sound between decoder and encoder."""

from __future__ import annotations

from fractions import Fraction

from castengine.errors import ConversionError
from castengine.ffmpeg.color import BT709, ColorTags, assumed_color, needs_gamut_conversion, output_color
from castengine.media import AudioStream, DynamicRange, FieldOrder, VideoStream
from castengine.plan.actions import AudioTarget, VideoTarget

_PARITY = {FieldOrder.TOP_FIRST: "tff", FieldOrder.BOTTOM_FIRST: "bff"}
_WITHOUT_BASE_LAYER = 5  # Dolby Vision profile


def video_filters(stream: VideoStream, target: VideoTarget) -> str:
    """The chain for ``-filter:v``: fields, rate, color and size, pixel shape, tags, in this order.

    ffmpeg itself turns rotated pictures before the chain ("autorotate"), so sizes here are those after turning.
    Raises ``ConversionError`` for pictures whose color cannot be computed here.
    """
    tags = BT709 if target.tone_map else output_color(stream)
    steps = [
        *_assume(stream),
        *_deinterlace(stream, target),
        *_frame_rate(target),
        *_picture(stream, target, tags),
        f"format={target.pixel_format}",
        "setsar=1",
        # FFmpeg 7 and later ignore -color_primaries and its like on the output; the frames must carry the tags.
        f"setparams=range=tv:color_primaries={tags.primaries}:color_trc={tags.transfer}:colorspace={tags.matrix}",
    ]
    return ",".join(steps)


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


def audio_filters(stream: AudioStream, target: AudioTarget) -> str:
    """The chain for ``-filter:a``: sound starts with the film and keeps in step, then the channels are mixed."""
    return ",".join([*_channels(stream, target), *_in_step(target)])


def _assume(stream: VideoStream) -> list[str]:
    color = assumed_color(stream)
    said = {
        "color_primaries": color.primaries,
        "color_trc": color.transfer,
        "colorspace": color.matrix,
    }
    pairs = [f"{name}={value}" for name, value in said.items() if value is not None]
    return [f"setparams={':'.join(pairs)}"] if pairs else []


def _deinterlace(stream: VideoStream, target: VideoTarget) -> list[str]:
    if not target.deinterlace:
        return []
    order = stream.measured_field_order or stream.field_order
    parity = _PARITY.get(order) if order else None
    mode = "send_field" if _wants_one_frame_a_field(stream, target) else "send_frame"
    return [f"bwdif=mode={mode}:parity={parity or 'auto'}:deint=all"]


def _wants_one_frame_a_field(stream: VideoStream, target: VideoTarget) -> bool:
    if target.frame_rate is None or stream.frame_rate is None:
        return False
    return target.frame_rate > stream.frame_rate * 3 / 2


def _frame_rate(target: VideoTarget) -> list[str]:
    return [] if target.frame_rate is None else [f"fps={target.frame_rate}"]


def _picture(stream: VideoStream, target: VideoTarget, tags: ColorTags) -> list[str]:
    if target.tone_map:
        return _tone_map(stream, target.width, target.height)
    if needs_gamut_conversion(stream):
        size = f"w={target.width}:h={target.height}:filter=lanczos"
        return [*_even(stream), f"zscale={size}:p=bt709:t=bt709:m=bt709:r=tv:dither=error_diffusion"]
    return [
        f"scale=w={target.width}:h={target.height}:flags=lanczos+accurate_rnd+full_chroma_int"
        f":out_color_matrix={tags.matrix}:out_range=tv"
    ]


def _still_picture(stream: VideoStream, width: int, height: int) -> list[str]:
    if _is_dolby_vision_only(stream):
        return [f"scale=w={width}:h={height}", "format=gray"]  # its luma is right without the missing color space
    if stream.dynamic_range is not DynamicRange.SDR:
        return _tone_map(stream, width, height)
    return [f"scale=w={width}:h={height}:flags=lanczos:out_color_matrix=bt709:out_range=tv"]


def _shown_ratio(stream: VideoStream) -> Fraction:
    """Width by height as a player shows it: pixel shape and rotation applied."""
    ratio = Fraction(stream.width, stream.height) * stream.sample_aspect_ratio
    return 1 / ratio if stream.rotation in (90, 270) else ratio


def _is_dolby_vision_only(stream: VideoStream) -> bool:
    return stream.dolby_vision is not None and stream.dolby_vision.profile == _WITHOUT_BASE_LAYER


def _tone_map(stream: VideoStream, width: int, height: int) -> list[str]:
    """HDR to BT.709 on the CPU. Scaled first: tone mapping in float is the slowest step, so it gets fewer pixels."""
    if _is_dolby_vision_only(stream):
        raise ConversionError(
            "The film is in Dolby Vision profile 5, which only a Dolby Vision device shows in true colors.",
            hint="Choose a device with Dolby Vision, or use another release of the film (HDR10 or SDR).",
        )
    return [
        *_even(stream),
        f"zscale=w={width}:h={height}:filter=lanczos:t=linear:npl=100",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=tonemap=hable:desat=0",
        "zscale=t=bt709:m=bt709:r=tv:dither=error_diffusion",
    ]


def _even(stream: VideoStream) -> list[str]:
    # zscale refuses sizes that subsampled chroma does not divide.
    return ["format=yuv444p12"] if stream.width % 2 or stream.height % 2 else []


def _channels(stream: AudioStream, target: AudioTarget) -> list[str]:
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[target.channels]
    if stream.channels == 1 and target.channels == 2:
        return ["pan=stereo|c0=c0|c1=c0"]  # the resampler would make it 3 dB quieter
    if stream.channels is None or stream.channels <= target.channels:
        return [f"aformat=channel_layouts={layout}"]
    if target.channels > 2:
        return [f"aformat=sample_fmts=fltp:channel_layouts={layout}", _LIMITER]
    # ATSC A/52 7.8.2 (Lo/Ro): center and surround at -3 dB, all of it 3 dB down, and a limiter for what is still too
    # loud. ffmpeg's default would be 7.7 dB down, which is why downmixed films are so often too quiet.
    return [f"aresample=out_chlayout={layout}:out_sample_fmt=fltp:rematrix_volume=0.707", _LIMITER]


_LIMITER = "alimiter=limit=0.9:level=false:latency=true"  # 0.9 leaves AAC its overshoot


def _in_step(target: AudioTarget) -> list[str]:
    # Silence before a late start and in gaps instead of edit lists and holes, which receivers treat differently.
    return [f"aresample={target.sample_rate}:async=1:first_pts=0"]
