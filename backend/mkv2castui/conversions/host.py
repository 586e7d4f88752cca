"""Facts about this server."""

from __future__ import annotations

import os
import shutil
from typing import Any

from django.conf import settings

from mkv2castui.conversions import engine


def devices() -> list[dict[str, Any]]:
    return [
        {
            "id": device.id,
            "name": device.name,
            "summary": device.summary,
            "source": device.source,
            "checked": str(device.checked),
            "max_width": device.max_width,
            "max_height": device.max_height,
            "video_codecs": list(device.video_codecs),
            "dynamic_ranges": list(device.dynamic_ranges),
            "icon": device.icon,
            "is_default": device.id == engine.DEFAULT_DEVICE,
        }
        for device in engine.devices().values()
    ]


def hardware() -> dict[str, Any]:
    usage = shutil.disk_usage(settings.DATA)
    return {
        "ffmpeg_version": None,
        "ffprobe_version": None,
        "encoders": [],
        "cpu_count": os.cpu_count() or 1,
        "worker_concurrency": settings.WORKER_CONCURRENCY,
        "disk_total": usage.total,
        "disk_free": usage.free,
        "max_upload_size": settings.MAX_UPLOAD_SIZE,
    }
