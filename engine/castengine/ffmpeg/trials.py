"""Trying each encoder and filter that conversions use: what ffmpeg lists and what works are two things."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from castengine.process import ProcessTimedOut, run_captured

_SECONDS = 30.0
_PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=0.2")
_HDR = (
    *("-f", "lavfi", "-i"),
    "testsrc2=s=320x180:r=25:d=0.2,format=yuv420p10le,"
    "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc",
)
_SURROUND = ("-f", "lavfi", "-i", "anullsrc=cl=5.1:r=48000:d=0.2")


@dataclass(frozen=True, slots=True)
class Trial:
    """``name``: stable, for programs. ``purpose``: for people."""

    name: str
    purpose: str
    arguments: tuple[str, ...]


def _picture(name: str, purpose: str, *arguments: str) -> Trial:
    return Trial(name, purpose, (*_PICTURE, *arguments))


TRIALS = (
    _picture("libx264", "H.264 pictures", "-c:v", "libx264", "-profile:v", "high", "-pix_fmt", "yuv420p"),
    Trial("aac", "AAC sound", (*_SURROUND, "-ac", "2", "-c:a", "aac")),
    Trial("libopus", "Opus sound, for WebM", (*_SURROUND, "-ac", "2", "-c:a", "libopus")),
    _picture("bwdif", "interlaced films", "-vf", "bwdif=mode=send_frame"),
    _picture("scale", "smaller pictures", "-vf", "scale=w=160:h=90:flags=lanczos,setsar=1"),
    Trial(
        "tone_mapping",
        "HDR films on other screens",
        (
            *_HDR,
            *("-vf", "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable,zscale=t=bt709:m=bt709"),
        ),
    ),
    Trial("downmix", "surround sound on two speakers", (*_SURROUND, "-af", "aresample=out_chlayout=stereo,alimiter")),
    _picture("mjpeg", "stills", "-frames:v", "1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
)


def run_trial(ffmpeg: Path, trial: Trial) -> str | None:
    """``None`` when it works, else what ffmpeg said."""
    head = (str(ffmpeg), "-nostdin", "-hide_banner", "-loglevel", "error")
    try:
        answer = run_captured([*head, *trial.arguments, "-f", "null", "-"], timeout=_SECONDS)
    except ProcessTimedOut as error:
        return str(error)
    return None if answer.returncode == 0 else answer.stderr.strip() or f"exit status {answer.returncode}"
