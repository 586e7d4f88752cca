"""A real S3-compatible server as a process."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from testing.live_server import free_port


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


@dataclass
class ObjectStore:
    """``log``: where its output goes."""

    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ObjectStore:
        """Returns once it answers."""
        command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)
        return self

    def new_bucket(self) -> BucketSettings:
        """An empty bucket."""
        settings = BucketSettings(bucket=f"films-{uuid.uuid4().hex[:12]}", endpoint_url=self.url)
        httpx.put(f"{self.url}/{settings.bucket}", headers=_ANYBODY).raise_for_status()
        return settings

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/moto-api/", timeout=1).is_success
        except httpx.TransportError:
            return False


_ANYBODY = {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request"}
