"""The running program as its clients meet it, however it is put together."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil


class Program(ABC):
    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def said(self) -> str:
        """Its logs, for whoever asks why a test failed."""

    @abstractmethod
    def encoders(self, job_id: str) -> list[int]:
        """The processes, whoever's children they are, that work on the job's files."""

    def encoder_states(self, job_id: str) -> set[str]:
        """Of those encoders that have not ended meanwhile."""
        return {state for pid in self.encoders(job_id) if (state := _state(pid))}

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60)

    def upload(self, path: Path, **fields: str) -> dict[str, Any]:
        with self.client() as client, path.open("rb") as file:
            response = client.post("/api/upload/", data=fields, files={"file": (path.name, file)})
        assert response.status_code == 201, response.text
        job: dict[str, Any] = response.json()
        return job

    def jobs(self) -> list[dict[str, Any]]:
        """All there are, however many pages they fill."""
        found, page = list[dict[str, Any]](), "/api/jobs/?page_size=100"
        with self.client() as client:
            while page:
                told = client.get(page).raise_for_status().json()
                found, page = found + told["results"], told["next"]
        return found

    def job(self, job_id: str) -> dict[str, Any]:
        with self.client() as client:
            job: dict[str, Any] = client.get(f"/api/jobs/{job_id}/").raise_for_status().json()
            return job

    def wait_for(self, job_id: str, *statuses: str, seconds: float = 90) -> dict[str, Any]:
        """The job once it has one of ``statuses``."""
        end = time.monotonic() + seconds
        while (job := self.job(job_id))["status"] not in statuses:
            assert time.monotonic() < end, f"still {job['status']}: {job['error']}\n{self.said()}"
            time.sleep(0.05)
        return job

    def wait_until(self, condition: Callable[[], object], seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"it did not happen\n{self.said()}"
            time.sleep(0.02)


def _state(pid: int) -> str | None:
    """``None``: it has ended."""
    try:
        return psutil.Process(pid).status()
    except psutil.NoSuchProcess:
        return None
