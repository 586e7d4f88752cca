"""Trials are remembered until something that they depend on changes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from castengine.hardware.reshaping import try_reshaping
from castengine.hardware.trials import EncoderTrial, render_nodes, try_encoders
from castengine.plan.capabilities import HardwareFamily
from castengine.tools import Tools, version_of

# Where drivers say their version or leave traces of being replaced.
_DRIVERS: Final = (
    "/proc/driver/nvidia/version",
    "/sys/module/i915/version",
    "/sys/module/amdgpu/version",
    "/usr/lib/x86_64-linux-gnu/dri",
    "/usr/lib/aarch64-linux-gnu/dri",
    "/usr/lib64/dri",
    "/usr/share/vulkan/icd.d",
    "/etc/vulkan/icd.d",
)
_FORMAT: Final = 1  # of the file


def remembered_trials(tools: Tools, folder: Path) -> tuple[EncoderTrial, ...]:
    """The trials of this host, its drivers and this ffmpeg: from ``folder``, or made now and kept there.

    A folder that cannot be written costs time, nothing else. Raises ``ToolMissing``.
    """
    place = folder / f"encoders-{fingerprint(tools)}.json"
    remembered = _read(place)
    if remembered is not None:
        return remembered
    trials = try_encoders(tools)
    _write(place, {"trials": [asdict(trial) for trial in trials]})
    return trials


def remembered_reshaping(tools: Tools, folder: Path) -> str | None:
    """What keeps this host from computing Dolby Vision's own colors (``None``: nothing), remembered in the same way."""
    place = folder / f"reshaping-{fingerprint(tools)}.json"
    try:
        stored = _stored(place)["problem"]
    except (OSError, ValueError, KeyError, TypeError):
        stored = ""
    if stored is None or (isinstance(stored, str) and stored != ""):
        return stored
    problem = try_reshaping(tools)
    _write(place, {"problem": problem})
    return problem


def fingerprint(tools: Tools) -> str:
    """Changes with the host's name, kernel, drivers, graphics devices and with ffmpeg."""
    facts = [platform.node(), platform.release(), str(tools.ffmpeg), version_of(tools.ffmpeg)]
    facts += [*render_nodes(), *_rights(), *_driver_facts()]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _rights() -> Iterator[str]:
    """A device that this user may not open is none."""
    for node in render_nodes():
        yield f"{node} {os.access(node, os.R_OK | os.W_OK)}"


def _driver_facts() -> Iterator[str]:
    for name in _DRIVERS:
        path = Path(name)
        with contextlib.suppress(OSError):
            yield f"{name} {path.stat().st_mtime_ns if path.is_dir() else path.read_text(errors='replace')}"


def _read(place: Path) -> tuple[EncoderTrial, ...] | None:
    """``None`` for a file that is not there, or not what was written."""
    try:
        found = _stored(place)["trials"]
        return tuple(EncoderTrial(**{**item, "family": HardwareFamily(item["family"])}) for item in found)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stored(place: Path) -> Any:
    """Raises ``OSError``; and ``ValueError``, ``KeyError`` or ``TypeError`` for what was written by another program."""
    stored = json.loads(place.read_text(encoding="utf-8"))
    if stored["format"] != _FORMAT:
        raise ValueError("another format")
    return stored


def _write(place: Path, found: dict[str, Any]) -> None:
    content = json.dumps({"format": _FORMAT, **found})
    with contextlib.suppress(OSError):  # see remembered_trials
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(place)
