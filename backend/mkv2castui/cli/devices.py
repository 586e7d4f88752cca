"""``mkv2castui devices``."""

from __future__ import annotations

import click

from castengine.devices import load_devices
from mkv2castui.cli.output import say, say_json


@click.command(short_help="The devices that films can be made for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def devices(as_json: bool) -> None:
    """The devices that films can be made for, with what they play."""
    profiles = list(load_devices().values())
    if as_json:
        say_json([profile.as_json() for profile in profiles])
        return
    width = max(len(profile.id) for profile in profiles)
    for profile in profiles:
        say(f"{profile.id:{width}}  {profile.name}")
        say(f"{'':{width}}  {profile.summary}")
