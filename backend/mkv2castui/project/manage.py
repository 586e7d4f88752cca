"""Django's management commands: ``python -m mkv2castui.project.manage spectacular``."""

from __future__ import annotations

import os
import sys

from mkv2castui.project.env import InvalidSetting


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mkv2castui.project.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["manage", *arguments])
    except InvalidSetting as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
