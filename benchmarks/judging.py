"""What an output is worth: how like the source it looks, and whether a device would play it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from benchmarks.films import Made
from castengine import Cancellation, Capabilities, Preferences, Tools, find_device, make_plan, probe
from castengine.errors import CastEngineError
from castengine.plan import Delivery
from castengine.verify.decoding import check_decoding

# Otherwise an untagged picture would be taken for BT.601, and the tagged one converted to it before they are compared.
_UNTAGGED = "setparams=range=unknown:color_primaries=unknown:color_trc=unknown:colorspace=unknown"


def vmaf(output: Path, film: Made, tools: Tools) -> float | None:
    """Mean VMAF against the source, at the source's size; ``None`` where that would say nothing."""
    if not film.rated:
        return None
    # By number: the clocks of Matroska (milliseconds) and MP4 pair neighbours where frames are meant to meet.
    with tempfile.NamedTemporaryFile(suffix=".json") as log:
        graph = (
            f"[1:v]{_UNTAGGED},format=yuv420p,settb=AVTB,setpts=N/25/TB[r];[0:v]{_UNTAGGED},settb=AVTB,setpts=N/25/TB[o];"
            "[o][r]scale2ref=flags=bicubic[s][t];[s]format=yuv420p[d];"
            f"[d][t]libvmaf=n_threads=2:n_subsample=4:log_fmt=json:log_path={log.name}:shortest=1"
        )
        inputs = ["-i", f"file:{output}", "-i", f"file:{film.path}"]
        argv = [str(tools.ffmpeg), "-v", "error", "-nostdin", *inputs, "-lavfi", graph, "-f", "null", "-"]
        if subprocess.run(argv, capture_output=True, check=False).returncode != 0:
            return None
        return round(float(json.loads(Path(log.name).read_text())["pooled_metrics"]["vmaf"]["mean"]), 2)


def is_accepted(output: Path, source: Path, device: str, tools: Tools) -> tuple[bool, str]:
    """Whether the device plays the file as it is by our rules, and all of it decodes; and what stands against it.

    Asked of everybody's output alike: not whether it is what *our* plan says, but whether anything would be left to do.
    """
    try:
        media = probe(output, tools)
        plan = make_plan(media, find_device(device), Preferences(), Capabilities.software())
    except CastEngineError as error:
        return False, error.code
    if plan.delivery is not Delivery.AS_IS:
        reasons = [r.code for r in plan.container_reasons]
        reasons += [r.code for a in plan.actions for r in a.reasons if a.action in ("transcode",)]
        return False, ", ".join(dict.fromkeys(str(reason) for reason in reasons))
    lasts, expected = float(media.duration or 0), float(probe(source, tools).duration or 0)
    if abs(lasts - expected) > 0.25:
        return False, f"lasts {lasts:.2f} s of {expected:.2f} s"
    indices = frozenset(s.index for s in media.streams)
    findings = [f for f in check_decoding(output, media, indices, tools, Cancellation()) if not f.is_warning]
    return not findings, "; ".join(map(str, findings))
