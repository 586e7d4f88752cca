"""A bucket of an S3-compatible store: the calls this program needs, with its errors."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, cast
from weakref import WeakSet

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.response import StreamingBody
from s3transfer.exceptions import RetriesExceededError
from s3transfer.manager import TransferConfig, TransferManager

from mkv2castui.conversions.storage.boundary import Check, RemoteFile
from mkv2castui.conversions.storage.errors import SourceGone, StorageUnavailable, full_disk_as_no_space

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef

    Body = bytes | IO[bytes]

MEGABYTE = 1024 * 1024
_TRANSFERS = TransferConfig(multipart_chunksize=16 * MEGABYTE, multipart_threshold=16 * MEGABYTE)
_COPIES = TransferConfig(multipart_chunksize=512 * MEGABYTE, multipart_threshold=4096 * MEGABYTE)  # the limit is 5 GB
_LOOK_EVERY = 0.05  # seconds
_VALID = 3600  # seconds; a player asks our own address again for each part it wants
LEAST = 5 * MEGABYTE
"""Of every part but the last, by S3's rules."""

_MISSING = frozenset({"404", "NoSuchKey", "NotFound", "NoSuchUpload"})


class S3Settings(Protocol):
    """``endpoint_url``: ``None`` for AWS. ``public_endpoint_url``: under which browsers reach the same."""

    @property
    def bucket(self) -> str: ...
    @property
    def endpoint_url(self) -> str | None: ...
    @property
    def public_endpoint_url(self) -> str | None: ...
    @property
    def access_key_id(self) -> str | None: ...
    @property
    def secret_access_key(self) -> str | None: ...
    @property
    def region(self) -> str | None: ...
    def __hash__(self) -> int: ...


@cache
def client_for(settings: S3Settings, endpoint: str | None) -> S3Client:
    """Usable from any thread."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=settings.region or ("us-east-1" if endpoint else None),
        aws_access_key_id=settings.access_key_id,
        aws_secret_access_key=settings.secret_access_key,
        config=Config(
            signature_version="s3v4",
            # Other stores seldom have a name in the DNS for each bucket, and know fewer checksums than AWS.
            s3={"addressing_style": "path" if endpoint else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"mode": "standard", "total_max_attempts": 5},
            connect_timeout=5,
            read_timeout=60,
            max_pool_connections=32,
        ),
    )


@contextmanager
def as_storage_error() -> Iterator[None]:
    """The library's errors become this program's."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _MISSING:
            raise SourceGone("The file is no longer in the object store.", detail=str(error)) from error
        raise StorageUnavailable("The object store refused a request.", detail=str(error)) from error
    except (BotoCoreError, RetriesExceededError) as error:
        raise StorageUnavailable("The object store does not answer.", detail=str(error)) from error


class Bucket:
    def __init__(self, settings: S3Settings) -> None:
        self.name = settings.bucket
        self.client = client_for(settings, settings.endpoint_url)
        self._public = client_for(settings, settings.public_endpoint_url or settings.endpoint_url)

    def size(self, key: str) -> int:
        """In bytes. Raises ``SourceGone``."""
        with as_storage_error():
            return self.client.head_object(Bucket=self.name, Key=key)["ContentLength"]

    def fetch(self, key: str, file: Path, check: Check) -> None:
        with (
            full_disk_as_no_space(file.parent, 0),
            as_storage_error(),
            file.open("wb") as target,
            closing(_Reading(self.client)) as client,
            TransferManager(cast("S3Client", client), _TRANSFERS) as manager,
        ):
            _wait(manager.download(self.name, key, target), check)

    def send(self, file: Path, key: str, check: Check) -> None:
        """What is cut off by ``check`` is taken back."""
        with as_storage_error(), TransferManager(self.client, _TRANSFERS) as manager:
            _wait(manager.upload(str(file), self.name, key), check)

    def copy(self, key: str, to: str) -> None:
        """Within the store; no byte passes through here."""
        with as_storage_error(), TransferManager(self.client, _COPIES) as manager:
            manager.copy({"Bucket": self.name, "Key": key}, self.name, to).result()

    def put(self, key: str, content: Body) -> None:
        with as_storage_error():
            self.client.put_object(Bucket=self.name, Key=key, Body=content)

    def begin(self, key: str) -> str:
        """An upload in parts; its id."""
        with as_storage_error():
            return self.client.create_multipart_upload(Bucket=self.name, Key=key)["UploadId"]

    def put_part(self, key: str, upload: str, number: int, content: Body) -> str:
        """The part's ETag. All parts but the last need :data:`LEAST` bytes."""
        with as_storage_error():
            return self.client.upload_part(Bucket=self.name, Key=key, UploadId=upload, PartNumber=number, Body=content)[
                "ETag"
            ]

    def copy_part(self, key: str, upload: str, number: int, source: str, span: range) -> str:
        """As :meth:`put_part`, with a ``span`` of another object, of 5 GB at most; no byte passes through here."""
        with as_storage_error():
            answer = self.client.upload_part_copy(
                Bucket=self.name,
                Key=key,
                UploadId=upload,
                PartNumber=number,
                CopySource={"Bucket": self.name, "Key": source},
                CopySourceRange=f"bytes={span.start}-{span.stop - 1}",
            )
        return answer["CopyPartResult"]["ETag"]

    def complete(self, key: str, upload: str, parts: Iterable[tuple[int, str]], size: int) -> None:
        """One object of ``size`` bytes from parts, by number and ETag. Done already, it changes nothing."""
        listed: list[CompletedPartTypeDef] = [{"PartNumber": number, "ETag": tag} for number, tag in parts]
        try:
            with as_storage_error():
                self.client.complete_multipart_upload(
                    Bucket=self.name, Key=key, UploadId=upload, MultipartUpload={"Parts": listed}
                )
        except SourceGone:
            if self.size(key) != size:
                raise

    def read(self, key: str, start: int) -> Generator[bytes]:
        """Nothing, from where it ends on."""
        with as_storage_error():
            try:
                answer = self.client.get_object(Bucket=self.name, Key=key, Range=f"bytes={start}-")
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") == "InvalidRange":
                    return
                raise
            with closing(answer["Body"]) as body:
                yield from body.iter_chunks(MEGABYTE)

    def read_span(self, key: str, span: range) -> bytes:
        """For spans of a few megabytes."""
        with as_storage_error():
            asked = f"bytes={span.start}-{span.stop - 1}"
            return self.client.get_object(Bucket=self.name, Key=key, Range=asked)["Body"].read()

    def keys(self, prefix: str) -> Iterator[str]:
        with as_storage_error():
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix):
                yield from (entry["Key"] for entry in page.get("Contents", ()))

    def unfinished(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Key and id of uploads in parts that were neither completed nor aborted.

        MinIO lists them only for a ``prefix`` that is a whole key, and removes what is a day old by itself.
        """
        with as_storage_error():
            for page in self.client.get_paginator("list_multipart_uploads").paginate(Bucket=self.name, Prefix=prefix):
                yield from ((entry["Key"], entry["UploadId"]) for entry in page.get("Uploads", ()))

    def remove(self, prefix: str) -> None:
        """All objects below ``prefix``, one by one: not every store takes a list."""
        for key, upload in list(self.unfinished(prefix)):
            self.abort(key, upload)
        self.forget(list(self.keys(prefix)))

    def forget(self, keys: Iterable[str]) -> None:
        for key in keys:
            with as_storage_error():
                self.client.delete_object(Bucket=self.name, Key=key)

    def abort(self, key: str, upload: str) -> None:
        try:
            with as_storage_error():
                self.client.abort_multipart_upload(Bucket=self.name, Key=key, UploadId=upload)
        except SourceGone:
            return  # somebody else was faster

    def address(self, key: str, *, disposition: str, content_type: str) -> RemoteFile:
        """Valid for an hour. A signature covers the method, so there are two."""
        wanted = {"Bucket": self.name, "Key": key}
        headers = {"ResponseContentDisposition": disposition, "ResponseContentType": content_type}
        return RemoteFile(self._signed("get_object", {**wanted, **headers}), self._signed("head_object", wanted))

    def _signed(self, method: str, parameters: dict[str, str]) -> str:
        return self._public.generate_presigned_url(method, Params=parameters, ExpiresIn=_VALID)


class _Reading:
    """A client that can close what it gave to read: the library leaves the answer of a transfer that ended early, with
    its socket, to the garbage collector."""

    def __init__(self, client: S3Client) -> None:
        self._client = client
        self._bodies = WeakSet[StreamingBody]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def get_object(self, **wanted: Any) -> Any:
        answer = self._client.get_object(**wanted)
        self._bodies.add(answer["Body"])
        return answer

    def close(self) -> None:
        """Once nobody reads any more."""
        for body in list(self._bodies):
            body.close()


def _wait(future: Any, check: Check) -> None:
    """An error of ``check`` leaves through the manager, which then ends the transfer and clears up after it."""
    while not future.done():
        check()
        time.sleep(_LOOK_EVERY)
    future.result()
