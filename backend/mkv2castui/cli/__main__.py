"""``python -m mkv2castui.cli``."""

from mkv2castui.cli import main

if __name__ == "__main__":
    main()
