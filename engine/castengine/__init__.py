"""castengine: decides what a film needs to play on a Google Cast device, does it, and proves the result.

>>> tools = find_tools()
>>> media = probe(film, tools)
>>> plan = make_plan(media, find_device("chromecast-3"), Preferences(), Capabilities.software())
>>> outcome = convert(film, media, plan, directory=film.parent, stem=film.stem, tools=tools)

Everything here is stable; what is not named in ``__all__`` is not.
"""

from castengine.cancellation import Cancellation
from castengine.convert import convert
from castengine.devices import DeviceProfile, find_device, load_devices
from castengine.media import MediaInfo
from castengine.media.as_json import media_as_json, media_from_json
from castengine.outcome import Outcome, OutcomeStatus, SidecarFile
from castengine.plan import Capabilities, Plan, Preferences, make_plan
from castengine.plan.as_json import plan_as_json, plan_from_json
from castengine.probe import probe, probe_beginning
from castengine.progress import Progress, Stage
from castengine.still import take_still
from castengine.tools import Tools, find_tools
from castengine.verify.findings import Finding, FindingCode

__all__ = [
    "Cancellation",
    "Capabilities",
    "DeviceProfile",
    "Finding",
    "FindingCode",
    "MediaInfo",
    "Outcome",
    "OutcomeStatus",
    "Plan",
    "Preferences",
    "Progress",
    "SidecarFile",
    "Stage",
    "Tools",
    "convert",
    "find_device",
    "find_tools",
    "load_devices",
    "make_plan",
    "media_as_json",
    "media_from_json",
    "plan_as_json",
    "plan_from_json",
    "probe",
    "probe_beginning",
    "take_still",
]
