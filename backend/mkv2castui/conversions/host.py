"""Facts about this server."""

from __future__ import annotations

import os
import shutil
from typing import Any

from django.conf import settings

from mkv2castui.conversions import engine


def devices() -> list[dict[str, Any]]:
    """The device profiles in short, in the shape of ``Device``, the one that suits all first."""
    return [
        {**device.as_json(), "is_default": device.id == engine.DEFAULT_DEVICE} for device in engine.devices().values()
    ]


def capabilities() -> engine.Capabilities:
    """What this machine can do: nothing when ffmpeg is missing."""
    try:
        return engine.capabilities()
    except engine.CastEngineError:
        return engine.Capabilities(())


def hardware() -> dict[str, Any]:
    """In the shape of ``Hardware``."""
    usage, versions = shutil.disk_usage(settings.DATA), _versions()
    return {
        "ffmpeg_version": versions.get("ffmpeg"),
        "ffprobe_version": versions.get("ffprobe"),
        "encoders": engine.encoders(capabilities()),
        "hardware_encoders": [_as_json(trial) for trial in engine.encoder_trials()] if versions else [],
        "cpu_count": os.cpu_count() or 1,
        "worker_concurrency": settings.WORKER_CONCURRENCY,
        "disk_total": usage.total,
        "disk_free": usage.free,
        "max_upload_size": settings.MAX_UPLOAD_SIZE,
    }


def _as_json(trial: engine.EncoderTrial) -> dict[str, Any]:
    """In the shape of ``HardwareEncoder``."""
    return {
        "family": str(trial.family),
        "codec": trial.codec,
        "encoder": trial.encoder,
        "bit_depth": trial.bit_depth,
        "device": trial.device,
        "works": trial.works,
        "problem": trial.problem,
    }


def _versions() -> dict[str, str]:
    """Empty when a tool is missing: then this server can't convert at all, and ``/health/`` says why."""
    try:
        return engine.versions()
    except engine.CastEngineError:
        return {}
