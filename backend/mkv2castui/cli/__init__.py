"""The ``mkv2castui`` command.

Exit status: 0 all well, 1 a file failed, 2 usage, 3 not a media file or nothing to convert, 130 interrupted.
Each command lives in a module of its own that is imported when it is asked for, so that ``devices`` does not wait for
the web application.
"""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Mapping, Sequence

import click

from mkv2castui import __version__
from mkv2castui.cli.failures import INTERRUPTED, USAGE, explain, status_of
from mkv2castui.cli.signals import interruptible

_COMMANDS: Mapping[str, str] = {
    "up": "mkv2castui.cli.up:up",
    "devices": "mkv2castui.cli.devices:devices",
    "analyze": "mkv2castui.cli.analyze:analyze",
    "convert": "mkv2castui.cli.convert:convert",
    "doctor": "mkv2castui.cli.doctor:doctor",
    "web": "mkv2castui.cli.roles:web",
    "websocket": "mkv2castui.cli.roles:websocket",
    "worker": "mkv2castui.cli.roles:worker",
    "beat": "mkv2castui.cli.roles:beat",
    "migrate": "mkv2castui.cli.roles:migrate",
    "createadmin": "mkv2castui.cli.createadmin:createadmin",
    "alive": "mkv2castui.cli.roles:alive",
}


class _Commands(click.Group):
    """Imports a command when it is named (or listed by ``--help``)."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mkv2castui")
def command_line() -> None:
    """Turns films into files that play on Chromecast and on TVs with Google Cast."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit status. Nothing but ``SystemExit`` of the interpreter's own escapes."""
    _accept_any_file_name()
    verbose = "--verbose" in (sys.argv if arguments is None else arguments)
    try:
        with interruptible():
            status = command_line.main(args=arguments, prog_name="mkv2castui", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Nothing unfinished was left behind.", err=True)
        return INTERRUPTED
    except BrokenPipeError:  # `mkv2castui devices | head`
        _silence_stdout()
        return 0
    except Exception as error:
        if verbose:
            raise
        click.echo(explain(error), err=True)
        return status_of(error)
    return status if isinstance(status, int) else 0


def _accept_any_file_name() -> None:
    """File names may hold bytes that are no text; printing one must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _silence_stdout() -> None:
    """Python flushes standard output once more at its end, into the closed pipe."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
