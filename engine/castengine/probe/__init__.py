"""Reading a file's facts: ffprobe's words at the border, :class:`~castengine.media.MediaInfo` inside."""

from castengine.probe.ffprobe import can_never_be_read, probe, probe_beginning, probe_headers
from castengine.probe.parse import FileFacts, parse_media

__all__ = ["FileFacts", "can_never_be_read", "parse_media", "probe", "probe_beginning", "probe_headers"]
