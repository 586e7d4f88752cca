"""A real S3-compatible server as a process."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

import httpx

from testing.ports import free_port
from testing.servers import s3


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketSettings:
    """In the shape of the program's own settings."""

    bucket: str
    endpoint_url: str | None
    public_endpoint_url: str | None = None
    access_key_id: str | None = "test"
    secret_access_key: str | None = "test"
    region: str | None = None

    def variables(self) -> dict[str, str]:
        """As the program takes them from its environment."""
        return {
            "S3_BUCKET": self.bucket,
            "S3_ENDPOINT_URL": self.endpoint_url or "",
            "S3_ACCESS_KEY_ID": self.access_key_id or "",
            "S3_SECRET_ACCESS_KEY": self.secret_access_key or "",
        }


class ObjectStore:
    """``log``: where its output goes."""

    def __init__(self, log: Path) -> None:
        self._port = free_port()
        self._process = s3(log, self._port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> ObjectStore:
        """Returns once it answers."""
        self._process.start()
        return self

    def new_bucket(self) -> BucketSettings:
        """An empty bucket."""
        settings = BucketSettings(bucket=f"films-{uuid.uuid4().hex[:12]}", endpoint_url=self.url)
        httpx.put(f"{self.url}/{settings.bucket}", headers=_ANYBODY).raise_for_status()
        return settings

    def end(self) -> None:
        self._process.kill()


_ANYBODY = {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request"}
