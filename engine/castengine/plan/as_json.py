"""A plan as JSON. The inverse is in ``from_json``."""

from __future__ import annotations

from collections.abc import Sequence

from castengine.media.as_json import JsonObject, exact
from castengine.plan.actions import (
    Action,
    AudioTarget,
    BurnIn,
    Copy,
    Plan,
    Sidecar,
    TranscodeAudio,
    TranscodeVideo,
    VideoTarget,
)
from castengine.plan.from_json import plan_from_json
from castengine.plan.reasons import Reason

__all__ = ["plan_as_json", "plan_from_json"]


def plan_as_json(plan: Plan) -> JsonObject:
    return {
        "device": plan.device,
        "delivery": str(plan.delivery),
        "container": str(plan.container),
        "container_reasons": _reasons(plan.container_reasons),
        "actions": [_action(action) for action in plan.actions],
        "silence": None if plan.silence is None else _audio(plan.silence),
        "keep_metadata": plan.keep_metadata,
        "keep_chapters": plan.keep_chapters,
    }


def _action(action: Action) -> JsonObject:
    return {
        "stream": int(action.stream),
        "kind": action.kind,
        "action": action.action,
        **_details(action),
        "reasons": _reasons(action.reasons),
    }


def _details(action: Action) -> JsonObject:
    match action:
        case TranscodeVideo():
            return {"target": _video(action.target)}
        case TranscodeAudio():
            return {"target": _audio(action.target)}
        case Sidecar():
            return {"suffix": action.suffix, "embed": action.embed}
        case Copy():
            return {"level": action.level}
        case BurnIn():
            return {"form": str(action.form)}
        case _:
            return {}


def _video(target: VideoTarget) -> JsonObject:
    return {
        "codec": target.codec,
        "encoder": target.encoder,
        "codec_profile": target.codec_profile,
        "level": target.level,
        "width": target.width,
        "height": target.height,
        "pixel_format": target.pixel_format,
        **exact("frame_rate", target.frame_rate),
        "crf": target.crf,
        "preset": target.preset,
        "max_bit_rate": target.max_bit_rate,
        "buffer_size": target.buffer_size,
        "gop_seconds": target.gop_seconds,
        "deinterlace": target.deinterlace,
        "inverse_telecine": target.inverse_telecine,
        "reshape": target.reshape,
        "tone_map": target.tone_map,
        "dynamic_range": str(target.dynamic_range),
        "bit_rate": target.bit_rate,
        "quality": target.quality,
        "device": target.device,
    }


def _audio(target: AudioTarget) -> JsonObject:
    return {
        "codec": target.codec,
        "encoder": target.encoder,
        "channels": target.channels,
        "sample_rate": target.sample_rate,
        "bit_rate": target.bit_rate,
        "normalize": target.normalize,
        "night_mode": target.night_mode,
    }


def _reasons(reasons: Sequence[Reason]) -> list[JsonObject]:
    return [reason.as_json() for reason in reasons]
