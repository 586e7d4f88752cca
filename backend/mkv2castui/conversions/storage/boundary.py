"""What the program needs from the place of its films, whether that is a folder or an object store.

A job's files have the same names everywhere::

    jobs/<job id>/source                the upload, kept until the job is deleted
    jobs/<job id>/still.jpg             a picture of the film
    jobs/<job id>/out/<attempt>/<name>  the results of one attempt, known to the world once they have rows

``path`` is a name below ``jobs/<job id>/``. No name that a user chose ever becomes a directory.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from mkv2castui.conversions.storage.spool import Ticket

SOURCE = "source"
STILL = "still.jpg"

Check = Callable[[], None]
"""Called often during long transfers; raises what ends them."""


class Incoming(Protocol):
    """An upload on its way to its place. Used by one thread at a time."""

    def write(self, *chunks: bytes | bytearray) -> None:
        """Raises :class:`~.errors.StorageError`."""

    def finish(self) -> None:
        """All bytes have come: once this returns they outlive a power cut. Raises ``StorageError``."""

    def abandon(self) -> None:
        """Leave no trace. After ``finish`` it does nothing."""


class Writing(Protocol):
    """The end of an upload in pieces, in the hands of one request."""

    @property
    def offset(self) -> int:
        """Where the next byte goes."""

    def write(self, *chunks: bytes | bytearray) -> None:
        """Raises ``StorageError``, and ``Locked`` when the upload has gone into other hands."""

    def keep(self) -> None:
        """What was written outlives a power cut once this returns. Raises as :meth:`write`."""

    def take_back(self) -> None:
        """What was written, and can still be taken back, has not come."""

    def close(self) -> None: ...


class Arrivals(Protocol):
    """Uploads in pieces on their way. ``root``: a folder of this machine, there or not."""

    @property
    def root(self) -> Path: ...

    def create(self, ticket: Ticket) -> None:
        """Raises ``StorageError``."""

    def find(self, upload_id: uuid.UUID) -> Ticket | None: ...

    def of_owner(self, owner: str) -> list[Ticket]:
        """All of theirs, of which some may have gone to their place."""

    def offset(self, ticket: Ticket) -> int:
        """Bytes that are kept, whatever happens to this process; all, of one that has gone to its place."""

    def expires(self, ticket: Ticket) -> datetime: ...

    def open(self, ticket: Ticket, *, all_or_nothing: bool = False) -> Writing:
        """The upload's end, for one at a time until it is closed. Raises ``Locked``, ``Moved``.

        With ``all_or_nothing`` nothing that is written counts until it is kept.
        """

    def ending(self, ticket: Ticket) -> AbstractContextManager[None]:
        """For one at a time, while nobody writes. Raises ``Locked``, also for one that was removed."""

    def joined(self, ticket: Ticket) -> Ticket | None:
        """The upload that its owner has begun to put together from the same parts."""

    def join(self, parts: Sequence[uuid.UUID], whole: Ticket) -> None:
        """Fill ``whole`` with the bytes of ``parts``, which go. Where it was cut off it goes on; done, it does nothing.

        Raises ``StorageError``; ``SourceGone`` when a part is no longer there; ``Locked`` while one is written to.
        """

    def room_to_join(self, parts: Sequence[Ticket]) -> int:
        """Bytes that must be free while ``parts`` are put together."""

    def head(self, ticket: Ticket) -> Path | None:
        """The film's first bytes as a file of this machine, for an early look; ``None`` where they are not at hand."""

    def data(self, upload_id: str) -> Path:
        """Its bytes as a file that grows; there is none of an upload to a bucket."""

    def was_taken_back(self, upload_id: str) -> bool:
        """Whether bytes that could be read in :meth:`data` were none of the film's."""

    def tail(self, upload_id: str) -> Path:
        """Where the film's last bytes lie, on this machine, if they were sent ahead."""

    def beside(self, upload_id: str, kind: str) -> Path:
        """A new name for a ``tail`` on its way, or a ``look``."""

    def end_looks(self, upload_id: str) -> None:
        """Remove what only an early look is for."""

    def remove(self, upload_id: str) -> None:
        """Forget it, and what has come of it."""

    def free_bytes(self) -> int | None:
        """Room for them; ``None``: as much as one wants."""

    def promised(self) -> int:
        """Bytes of that room that announced uploads will still bring."""

    def sweep(self) -> None:
        """Forget the uploads of which nothing has come for long."""


class Results(Protocol):
    """Where one attempt writes what it makes."""

    @property
    def directory(self) -> Path:
        """A folder of this machine, empty at first."""

    def path_of(self, file: Path) -> str:
        """The ``path`` of a file in :attr:`directory`."""

    def publish(self, check: Check) -> None:
        """Take all files of :attr:`directory` to their place. Raises ``StorageError`` and what ``check`` raises."""

    def keep(self) -> None:
        """They have rows now: they are not to be removed at the end of the attempt."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """Can be read here."""

    path: Path


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """Can be fetched by whoever asks, for a while: ``url`` answers ``Range``, ``head_url`` the method ``HEAD``."""

    url: str
    head_url: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Something that is stored. ``attempt``: the folder in ``out/`` that holds it; ``None`` for all else."""

    job_id: uuid.UUID
    attempt: str | None


class Storage(Protocol):
    def incoming(self, job_id: uuid.UUID, announced: int | None) -> Incoming:
        """A place for the job's source. ``announced``: how many bytes will come at most, if that is known."""

    def source_file(self, job_id: uuid.UUID, check: Check) -> AbstractContextManager[Path]:
        """The source as a file of this machine, for reading only.

        Raises ``SourceGone``, ``NoSpace``, ``StorageUnavailable`` and what ``check`` raises.
        """

    def release_source(self, job_id: uuid.UUID) -> None:
        """Nobody here needs the source soon: a copy on this machine may go."""

    def adopt(self, job_id: uuid.UUID, ticket: Ticket) -> None:
        """Make an upload that has come whole the job's source; it moves there. Once more, it changes nothing.

        Raises ``StorageError``.
        """

    def discard_source(self, job_id: uuid.UUID) -> None:
        """Nobody will ask for the job's source again. Whom it is shared with keeps it. Raises ``StorageError``."""

    def has_source(self, job_id: uuid.UUID) -> bool: ...

    def share_source(self, origin: uuid.UUID, job_id: uuid.UUID) -> None:
        """Give ``job_id`` the source of ``origin``; each may be deleted without the other. Raises ``SourceGone``."""

    def results(
        self, job_id: uuid.UUID, token: uuid.UUID, former: Collection[uuid.UUID]
    ) -> AbstractContextManager[Results]:
        """Room for the attempt of ``token``; what the ``former`` ones left is removed first.

        When the block ends and the results were not kept, nothing of them is left.
        """

    def still(self, job_id: uuid.UUID) -> AbstractContextManager[Path]:
        """A place to write the film's picture to; stored at the end of the block when something was written."""

    def place(self, job_id: uuid.UUID, path: str, *, name: str, disposition: str, content_type: str) -> Place | None:
        """Where a client gets the file; ``None`` when it isn't there. The rest is what the answer's headers say."""

    def read(self, job_id: uuid.UUID, path: str, start: int = 0) -> Generator[bytes]:
        """The file's bytes from ``start``, block by block. Raises ``SourceGone``."""

    def free_bytes(self) -> int | None:
        """Room for uploads; ``None``: as much as one wants."""

    def discard(self, job_id: uuid.UUID) -> None:
        """Remove all of the job's files, unfinished ones too."""

    def holdings(self) -> Iterator[Holding]:
        """All that is stored, unfinished transfers too; one holding may come several times."""

    def discard_attempt(self, job_id: uuid.UUID, attempt: str) -> None:
        """Remove what one attempt left."""

    def sweep(self) -> None:
        """Remove what no job can name: deleted things half taken apart, transfers to this machine that broke off."""


Place = LocalFile | RemoteFile


def attempt_name(token: uuid.UUID) -> str:
    """The folder in ``out/`` of the attempt that holds ``token``: a worker without its lease spoils nothing."""
    return token.hex[:12]
