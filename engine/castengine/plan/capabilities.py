"""What the host can encode with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

_SOFTWARE: Final = {"h264": "libx264", "aac": "aac", "opus": "libopus"}


@dataclass(frozen=True, slots=True)
class Capabilities:
    """``encoders``: codec and the encoder to use for it, in pairs."""

    encoders: tuple[tuple[str, str], ...]

    @classmethod
    def software(cls) -> Self:
        """What every host can do."""
        return cls(tuple(_SOFTWARE.items()))

    def encoder_for(self, codec: str) -> str:
        """The software encoder where nothing better is known."""
        return dict(self.encoders).get(codec) or _SOFTWARE[codec]
