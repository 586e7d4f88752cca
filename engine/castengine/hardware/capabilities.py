"""Trials become capabilities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from castengine.hardware.cache import remembered_reshaping, remembered_trials
from castengine.hardware.trials import EncoderTrial
from castengine.plan.capabilities import Capabilities, HardwareEncoder
from castengine.tools import Tools


def find_capabilities(tools: Tools, folder: Path) -> Capabilities:
    """What this host can do; see ``remembered_trials`` and ``remembered_reshaping``."""
    found = capabilities_of(remembered_trials(tools, folder))
    return replace(found, reshapes_dolby_vision=remembered_reshaping(tools, folder) is None)


def capabilities_of(trials: Iterable[EncoderTrial]) -> Capabilities:
    """Software for everything, and the hardware that proved itself, the best first."""
    depths: dict[tuple[str, str | None], HardwareEncoder] = {}
    for trial in trials:
        if trial.works:
            key = (trial.encoder, trial.device)
            known = depths.get(key)
            found = HardwareEncoder(trial.family, trial.codec, trial.encoder, (trial.bit_depth,), trial.device)
            depths[key] = replace(known, bit_depths=(*known.bit_depths, trial.bit_depth)) if known else found
    return replace(Capabilities.software(), hardware=tuple(depths.values()))
