"""Writing a film while its source is still on its way.

What is known of such a source was read from its beginning. Whether that was the truth is known at its end: then
``FilmAhead.reading`` gives the film to whoever would write exactly the same, and nothing to anybody else.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from castengine.cancellation import Cancellation
from castengine.errors import CastEngineError, SourceUnreadable
from castengine.feed import Feed
from castengine.ffmpeg.argv import conversion_argv
from castengine.ffmpeg.progress import Report
from castengine.job import Job
from castengine.media import MediaInfo
from castengine.plan.actions import Plan
from castengine.probe.in_order import says_the_same_in_order
from castengine.publish import Workspace, base_name
from castengine.tools import Tools
from castengine.writing import Reading, film_path, read_once, read_together

_TELL_EVERY: Final = 0.4  # seconds


@dataclass(frozen=True, slots=True)
class Arriving:
    """A source on its way. ``length``: bytes that it will have, at least one. ``media``: what is known of it so far;
    ``None`` for a duration that only the end tells.

    It is opened once: it may get another name meanwhile.
    """

    path: Path
    length: int
    media: MediaInfo


class FilmAhead:
    """A film on its way in step with its source."""

    def __init__(
        self, arriving: Arriving, feed: Feed, plan: Plan, tools: Tools, cancellation: Cancellation, stall_seconds: float
    ) -> None:
        self._feed = feed
        self._report: Report | None = None
        self._written: Future[Reading] = Future()
        media = replace(arriving.media, size=arriving.length)
        self._job = Job(arriving.path, media, plan, tools, cancellation, stall_seconds, self._see, feed)

    @property
    def share(self) -> float:
        """Of the source's bytes, 0 to 1: so many have been taken."""
        return self._feed.share

    @property
    def is_waiting(self) -> bool:
        """For more of the source."""
        return self._feed.is_waiting and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Nothing of it runs any more."""
        return self._written.done()

    @property
    def problem(self) -> BaseException | None:
        """Why there will be no film."""
        return self._written.exception() if self.has_ended else None

    def reading(self, job: Job, on_report: Callable[[Report], None]) -> Reading | None:
        """For ``job``, whose source is the whole file: what it would have written, once it is written; ``None`` when it
        would have written anything else, or when there is no film. ``on_report`` is called from this thread.

        Raises ``Cancelled`` when the job was cancelled.
        """
        is_wanted = _words(job) == _words(self._job) and says_the_same_in_order(job.source, job.tools)
        if not is_wanted:
            self._feed.give_up()
        reading = self._ended(on_report)
        job.cancellation.check()
        if is_wanted or reading is None:
            return reading
        reading.film.unlink()  # the disk may have room for one film only
        return None

    def _ended(self, on_report: Callable[[Report], None]) -> Reading | None:
        while True:
            try:
                return self._written.result(_TELL_EVERY)
            except NotYet:
                if self._report is not None:
                    on_report(self._report)
            except CastEngineError:
                return None

    def write(self, workspace: Workspace) -> None:
        """Ends with the source, or when the film can't be written; the outcome is kept."""
        try:
            job = self._job
            film = film_path(workspace, job.plan)
            self._written.set_result(read_once(job, workspace, film, read_together(job.media, job.plan)))
        except BaseException as error:  # noqa: BLE001 - told to whoever asks for the film
            self._written.set_exception(error)

    def _see(self, report: Report) -> None:
        self._report = report


def _words(job: Job) -> list[str]:
    """What ffmpeg is told, but for names of files and the room for an index, which is a guess in any case."""
    places = {action.stream: Path(f"{action.stream}.vtt") for action in read_together(job.media, job.plan)}
    return conversion_argv(Path("ffmpeg"), None, job.media, job.plan, Path("film"), places)


@contextlib.contextmanager
def written_ahead(
    arriving: Arriving,
    plan: Plan,
    *,
    directory: Path,
    stem: str,
    tools: Tools,
    suffix: str = ".cast",
    cancellation: Cancellation | None = None,
    stall_seconds: float = 120,
) -> Iterator[FilmAhead]:
    """Begin to carry out a plan that can be read in order (``plan.in_order``). ``convert`` takes the film over, given
    the same ``cancellation`` and ``directory``.

    At the end of the block the cancellation is cancelled, nothing runs, and nothing is left that was not published.

    Raises ``SourceUnreadable``.
    """
    stop = cancellation or Cancellation()
    with _opened(arriving.path) as file, Workspace(directory, base_name(stem, suffix)) as workspace:
        film = FilmAhead(arriving, Feed(file.fileno(), arriving.length), plan, tools, stop, stall_seconds)
        thread = threading.Thread(target=film.write, args=(workspace,), name="film-ahead", daemon=True)
        thread.start()
        try:
            yield film
        finally:
            stop.cancel()  # what is paused would not hear anything else
            thread.join()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceUnreadable("The film can't be read while it comes.", detail=str(error)) from error
