"""``mkv2castui createadmin``."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command(short_help="Make an administrator.")
@click.option("--email", prompt="E-mail", help="By which they sign in.")
@click.option("--name", default="", help="As others see it.")
@click.password_option(
    help="Asked for when it is missing; MKV2CASTUI_ADMIN_PASSWORD is safer in scripts.",
    envvar="MKV2CASTUI_ADMIN_PASSWORD",
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The program's folder.")
def createadmin(email: str, name: str, password: str, data: Path | None) -> int:
    """Make an administrator, or make one of who has the address already, with a new password and without
    their second factors and passkeys, which may be lost.

    The first one takes over everything that was made without sign-in. Works while the program runs.
    """
    from mkv2castui.project.administration import create_admin

    return create_admin(email, password, name, None if data is None else os.fspath(data))
