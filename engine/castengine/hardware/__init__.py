"""Encoders outside the processor: found by encoding with them, remembered for this host, driver and ffmpeg."""

from castengine.hardware.as_json import capabilities_as_json, capabilities_from_json
from castengine.hardware.cache import remembered_reshaping, remembered_trials
from castengine.hardware.capabilities import capabilities_of, find_capabilities
from castengine.hardware.trials import EncoderTrial, try_encoders

__all__ = [
    "EncoderTrial",
    "capabilities_as_json",
    "capabilities_from_json",
    "capabilities_of",
    "find_capabilities",
    "remembered_reshaping",
    "remembered_trials",
    "try_encoders",
]
