"""``mkv2castui analyze``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from castengine import Preferences, find_device, make_plan, media_as_json, plan_as_json, probe
from castengine.devices import DEFAULT_DEVICE
from mkv2castui.cli.failures import error_as_json, status_of
from mkv2castui.cli.output import say, say_json
from mkv2castui.cli.preferences import preference_options, wishes
from mkv2castui.cli.toolbox import capabilities, tools


@click.command(short_help="What is in a file, and what would be done with it.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--device", default=DEFAULT_DEVICE, show_default=True, metavar="ID", help="What it shall play on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--verbose", is_flag=True, help="Show the traceback of a mistake of this program.")
@preference_options
def analyze(file: Path, device: str, as_json: bool, verbose: bool, **options: Any) -> int:
    """What is in FILE and, for the device, what would be done with each track and why. Changes nothing."""
    try:
        return _analyze(file, device, options, as_json=as_json)
    except Exception as error:
        if verbose or not as_json:
            raise
        say_json({"event": "error", "file": str(file), **error_as_json(error)})
        return status_of(error)


def _analyze(file: Path, device: str, options: dict[str, Any], *, as_json: bool) -> int:
    profile, preferences = find_device(device), Preferences.from_options(wishes(options))
    found = tools()
    media = probe(file, found)
    plan = make_plan(media, profile, preferences, capabilities(found))
    if as_json:
        facts = media_as_json(media)
        say_json(
            {
                "file": str(file),
                "device": profile.id,
                "media": facts,
                "streams": facts["streams"],
                "plan": plan_as_json(plan),
            }
        )
        return 0
    from mkv2castui.cli.description import describe

    for line in describe(file, media, plan, profile):
        say(line)
    return 0
