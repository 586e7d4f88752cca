"""``mkv2castui convert``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

import castengine
from castengine import DeviceProfile, Plan, Preferences, Tools, find_device, make_plan, probe
from castengine.devices import DEFAULT_DEVICE
from castengine.errors import Cancelled, CastEngineError, ConversionError
from castengine.media import MediaInfo
from mkv2castui.cli.failures import status_of, worst
from mkv2castui.cli.preferences import preference_options, wishes
from mkv2castui.cli.reporting import JsonReporter, Reporter, text_reporter
from mkv2castui.cli.toolbox import capabilities, tools


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all files of a run."""

    device: DeviceProfile
    preferences: Preferences
    tools: Tools
    directory: Path | None  # None: beside each source
    suffix: str
    overwrite: bool
    dryrun: bool
    verbose: bool


@click.command(short_help="Make files that play on a device.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--device", default=DEFAULT_DEVICE, show_default=True, metavar="ID", help="What it shall play on.")
@click.option("--output-dir", type=click.Path(path_type=Path), help="Where to write. Default: beside each source.")
@click.option("--suffix", default=".cast", show_default=True, help="What a result's name has more than its source's.")
@click.option("--overwrite", is_flag=True, help="Replace an existing result instead of adding a number.")
@click.option("--dryrun", "-n", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: plan, progress, done, error.")
@click.option("--verbose", is_flag=True, help="Show the traceback of a mistake of this program.")
@preference_options
def convert(
    files: tuple[Path, ...],
    device: str,
    output_dir: Path | None,
    suffix: str,
    overwrite: bool,
    dryrun: bool,
    as_json: bool,
    verbose: bool,
    **options: Any,
) -> int:
    """Make of each FILE one that plays on the device. What plays already is not converted; the source is never
    changed; a result appears under its name only once it has been checked."""
    if any(part in suffix for part in ("/", "\0")):
        raise click.BadParameter("a suffix is a part of a file's name.", param_hint="--suffix")
    reporter: Reporter = JsonReporter() if as_json else text_reporter()
    try:
        settings = Settings(
            device=find_device(device),
            preferences=Preferences.from_options(wishes(options)),
            tools=tools(),
            directory=output_dir,
            suffix=suffix,
            overwrite=overwrite,
            dryrun=dryrun,
            verbose=verbose,
        )
        _make_directory(settings)
    except Exception as error:
        if verbose:
            raise
        reporter.failed(None, error)
        return status_of(error)
    return worst([_one(file, settings, reporter) for file in files])


def _one(file: Path, settings: Settings, reporter: Reporter) -> int:
    try:
        media, plan = _decide(file, settings)
        reporter.planned(file, media, plan, settings.device)
        if not settings.dryrun:
            _perform(file, media, plan, settings, reporter)
    except KeyboardInterrupt:
        reporter.failed(file, Cancelled("The conversion was interrupted."))
        raise
    except Exception as error:
        # One bad file must not stop the others; a mistake of ours is told as such, without a traceback.
        if settings.verbose and not isinstance(error, CastEngineError):
            raise
        reporter.failed(file, error)
        return status_of(error)
    return 0


def _decide(file: Path, settings: Settings) -> tuple[MediaInfo, Plan]:
    media = probe(file, settings.tools)
    return media, make_plan(media, settings.device, settings.preferences, capabilities(settings.tools))


def _perform(file: Path, media: MediaInfo, plan: Plan, settings: Settings, reporter: Reporter) -> None:
    with reporter.progress(file) as on_progress:
        outcome = castengine.convert(
            file,
            media,
            plan,
            directory=settings.directory or file.absolute().parent,
            stem=file.stem,
            tools=settings.tools,
            preferences=settings.preferences,
            overwrite=settings.overwrite,
            suffix=settings.suffix,
            on_progress=on_progress,
        )
    reporter.done(file, outcome)


def _make_directory(settings: Settings) -> None:
    if settings.directory is None or settings.dryrun:
        return
    try:
        settings.directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConversionError(f"{settings.directory} cannot be made: {error.strerror}.") from error
