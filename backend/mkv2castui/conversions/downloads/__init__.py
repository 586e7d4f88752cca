"""The results as files: the data plane's reads."""

from mkv2castui.conversions.downloads.endpoints import archive, download, output, still

__all__ = ["archive", "download", "output", "still"]
