"""Filter chains for sound: between decoder and encoder."""

from __future__ import annotations

from castengine.media import AudioStream
from castengine.plan.actions import AudioTarget

LOUDNESS = -23.0  # LUFS: EBU R 128

# ATSC A/52 7.8.2 (Lo/Ro): center and surround at -3 dB, all of it 3 dB down, and a limiter for what is still too loud.
# ffmpeg's default would be 7.7 dB down, which is why downmixed films are so often too quiet. It would also drop the
# low frequency channel, and with it explosions that are nowhere else: at -6 dB they are heard and do not boom.
_LO_RO = "out_sample_fmt=fltp:rematrix_volume=0.707:lfe_mix_level=0.5"
_LIMITER = "alimiter=limit=0.9:level=false:latency=true"  # 0.9 leaves AAC its overshoot

# Half a second a frame, smoothed over fifteen: speech is raised by 18 dB at most, and no single bang is followed.
_NIGHT = "dynaudnorm=framelen=500:gausssize=15:peak=0.7:maxgain=8:threshold=0.003"


def audio_filters(stream: AudioStream, target: AudioTarget, gain: float | None = None) -> str:
    """The chain for ``-filter:a``: sound starts with the film and keeps in step, then the channels are mixed.

    ``gain``: dB to the wished loudness, as measured of what :func:`measuring_filters` leaves.
    """
    return ",".join([*_mixed(stream, target), *_louder(gain), *_in_step(target)])


def measuring_filters(stream: AudioStream, target: AudioTarget) -> str:
    """The same sound without a gain, measured (EBU R 128); the result is said at the end."""
    return ",".join([*_mixed(stream, target), "ebur128=framelog=quiet"])


def _mixed(stream: AudioStream, target: AudioTarget) -> list[str]:
    night = [_NIGHT, _LIMITER] if target.night_mode else []
    return [*_channels(stream, target), *night]


def _channels(stream: AudioStream, target: AudioTarget) -> list[str]:
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[target.channels]
    if stream.channels == 1 and target.channels == 2:
        return ["pan=stereo|c0=c0|c1=c0"]  # the resampler would make it 3 dB quieter
    if stream.channels is None or stream.channels <= target.channels:
        return [f"aformat=channel_layouts={layout}"]
    if target.channels > 2:
        return [f"aformat=sample_fmts=fltp:channel_layouts={layout}", _LIMITER]
    return [f"aresample=out_chlayout={layout}:{_LO_RO}", _LIMITER]


def _louder(gain: float | None) -> list[str]:
    # One gain for the whole film, which leaves its dynamics alone (loudnorm in one pass would not).
    return [] if gain is None else ["aformat=sample_fmts=fltp", f"volume={gain:.2f}dB", _LIMITER]


def _in_step(target: AudioTarget) -> list[str]:
    # Silence before a late start and in gaps instead of edit lists and holes, which receivers treat differently. Up to
    # 1000 samples a second are stretched or squeezed: async=1 would let the sound drift 100 ms before it acts.
    return [f"aresample={target.sample_rate}:async=1000:first_pts=0"]
