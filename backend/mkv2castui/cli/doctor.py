"""``mkv2castui doctor``."""

from __future__ import annotations

import click

from mkv2castui.cli.checks import CHECKS, Check, State
from mkv2castui.cli.output import say, say_json

_MARKS = {State.OK: "ok     ", State.WARNING: "note   ", State.FAILED: "FAILED "}


@click.command(short_help="What works here, what does not, and how to mend it.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="The port it shall use.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def doctor(port: int, as_json: bool) -> int:
    """Try everything that the program needs: tools, each encoder and filter, the data folder, the port."""
    checks = [check for look in CHECKS for check in look(port)]
    healthy = all(check.state is not State.FAILED for check in checks)
    if as_json:
        say_json({"ok": healthy, "checks": [check.as_json() for check in checks]})
    else:
        for check in checks:
            _say(check)
    return 0 if healthy else 1


def _say(check: Check) -> None:
    say(f"{_MARKS[check.state]}{check.name}: {check.message}")
    if check.hint:
        say(f"{'':7}{check.hint}")
