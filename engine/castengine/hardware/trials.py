"""Trying hardware encoders: a driver may list what the chip lacks, and a chip may be there without its driver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from castengine.ffmpeg.hardware_encoders import hardware_devices, hardware_encoder, upload
from castengine.hardware.candidates import Candidate, candidates
from castengine.plan.capabilities import HardwareFamily
from castengine.process import ProcessTimedOut, run_captured
from castengine.tools import Tools

_SECONDS: Final = 20.0
_LIST_SECONDS: Final = 20.0
_ENCODER: Final = re.compile(r"^ V\S{5} (\S+)", re.MULTILINE)
_ADDRESS: Final = re.compile(r" @ 0x[0-9a-f]+")
_NOISE: Final = ("task finished", "terminating thread", "nothing was written", "could not open encoder")
_SAID: Final = 300  # characters


@dataclass(frozen=True, slots=True)
class EncoderTrial:
    """``problem``: what ffmpeg said, in one line; ``None``: it works."""

    family: HardwareFamily
    codec: str
    encoder: str
    bit_depth: int
    device: str | None
    problem: str | None

    @property
    def works(self) -> bool:
        return self.problem is None


def try_encoders(tools: Tools) -> tuple[EncoderTrial, ...]:
    """Encode a few frames with each hardware encoder of this ffmpeg. Takes seconds where there is much hardware.

    A family that fails at its plainest (H.264, 8 bits) is not asked for more. Raises ``ToolMissing``.
    """
    found: list[EncoderTrial] = []
    dead: dict[tuple[HardwareFamily, str | None], str] = {}
    for candidate in candidates(listed_encoders(tools.ffmpeg), render_nodes()):
        key = (candidate.family, candidate.device)
        problem = dead.get(key) or _problem(tools.ffmpeg, candidate)
        if problem is not None and candidate.codec == "h264":
            dead[key] = problem
        found.append(_trial(candidate, problem))
    return tuple(found)


def listed_encoders(ffmpeg: Path) -> frozenset[str]:
    """All video encoders that this ffmpeg was built with. Raises ``ToolMissing``."""
    answer = run_captured([str(ffmpeg), "-hide_banner", "-encoders"], timeout=_LIST_SECONDS)
    return frozenset(_ENCODER.findall(answer.stdout.decode(errors="replace")))


def render_nodes() -> tuple[str, ...]:
    """The graphics devices of this host that programs may compute with (Linux)."""
    return tuple(sorted(str(path) for path in Path("/dev/dri").glob("renderD*")))


def trial_argv(ffmpeg: Path, candidate: Candidate) -> list[str]:
    """Ten frames of the target's kind, encoded as a film would be, and thrown away."""
    target = candidate.target()
    picture = f"testsrc2=s={target.width}x{target.height}:r=25:d=0.4"
    chain = ",".join([f"format={target.pixel_format}", *upload(target)])
    return [
        *(str(ffmpeg), "-nostdin", "-hide_banner", "-loglevel", "error"),
        *hardware_devices(target),
        *("-f", "lavfi", "-i", picture, "-filter:v:0", chain),
        *hardware_encoder(target),
        *("-f", "null", "-"),
    ]


def reason(stderr: str) -> str:
    """The line of ffmpeg's complaint that says why, without the memory addresses that change each time."""
    lines = [_ADDRESS.sub("", line).strip() for line in stderr.splitlines() if line.strip()]
    telling = [line for line in lines if not any(noise in line.lower() for noise in _NOISE)]
    return (telling or lines or ["ffmpeg failed without a word"])[0][:_SAID]


def _problem(ffmpeg: Path, candidate: Candidate) -> str | None:
    try:
        answer = run_captured(trial_argv(ffmpeg, candidate), timeout=_SECONDS)
    except ProcessTimedOut as error:
        return str(error)
    return None if answer.returncode == 0 else reason(answer.stderr)


def _trial(candidate: Candidate, problem: str | None) -> EncoderTrial:
    return EncoderTrial(
        family=candidate.family,
        codec=candidate.codec,
        encoder=candidate.encoder,
        bit_depth=candidate.bit_depth,
        device=candidate.device,
        problem=problem,
    )
