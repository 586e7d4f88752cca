"""The results as files: the data plane's reads."""

from mkv2castui.conversions.downloads.endpoints import archive, download, output, still
from mkv2castui.conversions.downloads.own_data import own_data_of_who_asks

__all__ = ["archive", "download", "output", "own_data_of_who_asks", "still"]
