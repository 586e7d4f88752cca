"""Capabilities as JSON, for hosts that tell others what they can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from castengine.plan.capabilities import Capabilities, HardwareEncoder, HardwareFamily


def capabilities_as_json(capabilities: Capabilities) -> dict[str, Any]:
    """Without the software's encoders, which every host has."""
    return {
        "hardware": [asdict(encoder) for encoder in capabilities.hardware],
        "reshapes_dolby_vision": capabilities.reshapes_dolby_vision,
    }


def capabilities_from_json(told: Mapping[str, Any]) -> Capabilities:
    """The inverse. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for the words of another release."""
    return replace(
        Capabilities.software(),
        hardware=tuple(_encoder(item) for item in told["hardware"]),
        reshapes_dolby_vision=bool(told["reshapes_dolby_vision"]),
    )


def _encoder(told: Mapping[str, Any]) -> HardwareEncoder:
    fields = {**told, "family": HardwareFamily(told["family"]), "bit_depths": tuple(map(int, told["bit_depths"]))}
    return HardwareEncoder(**fields)
