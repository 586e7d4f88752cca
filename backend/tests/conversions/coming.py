"""A film that is still coming."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mkv2castui.conversions import storage
from mkv2castui.conversions.models import Job
from mkv2castui.conversions.storage.spool import Ticket
from mkv2castui.uploads.tus import registry


@dataclass
class Upload:
    """A film that comes bit by bit; half of it is there."""

    film: Path
    ticket: Ticket
    data: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.data = self.film.read_bytes()
        self.come(0.5)

    @property
    def job(self) -> Job:
        return Job.objects.get(pk=self.ticket.id)

    def come(self, share: float) -> None:
        with storage.spool().data(self.ticket.id).open("ab") as file:
            file.write(self.data[file.tell() : round(len(self.data) * share)])

    def come_whole(self) -> None:
        self.come(1)
        registry.finish(self.ticket)

    def is_ahead(self) -> bool:
        return self.job.ahead_token is not None

    def token(self) -> uuid.UUID:
        token = self.job.ahead_token
        assert token is not None
        return token


MakeUpload = Callable[..., Upload]
