"""Device profiles: what each device plays, with the source of each fact."""

from castengine.devices.loader import DEFAULT_DEVICE, TARGET_AUDIO, TARGET_VIDEO, find_device, load_devices
from castengine.devices.profile import AudioSupport, DeviceProfile, Icon, VideoMode, VideoSupport

__all__ = [
    "DEFAULT_DEVICE",
    "TARGET_AUDIO",
    "TARGET_VIDEO",
    "AudioSupport",
    "DeviceProfile",
    "Icon",
    "VideoMode",
    "VideoSupport",
    "find_device",
    "load_devices",
]
