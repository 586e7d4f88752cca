"""``mkv2castui up``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Run the whole application in one process.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder for everything it stores.")
def up(host: str, port: int, data: Path | None) -> int:
    """The whole application in one process. Prints its address once it answers; Ctrl-C stops it."""
    from mkv2castui.project.server import run

    return run(host=host, port=port, data=data)
