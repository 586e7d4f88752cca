"""An upload that goes to the bucket part by part, in constant memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkv2castui.conversions.storage.bucket import MEGABYTE, Bucket, as_storage_error

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import CompletedPartTypeDef

_SMALLEST = 8 * MEGABYTE
_MOST_PARTS = 10_000  # of one object, by S3's rules
_SAME_SIZE = 1000  # parts after which they become larger, when nobody has said how many bytes will come


class S3Incoming:
    def __init__(self, bucket: Bucket, key: str, announced: int | None) -> None:
        self._bucket = bucket
        self._key = key
        self._announced = announced
        self._buffer = bytearray()
        self._parts: list[CompletedPartTypeDef] = []
        with as_storage_error():
            answer = bucket.client.create_multipart_upload(Bucket=bucket.name, Key=key)
        self._upload: str | None = answer["UploadId"]

    def write(self, *chunks: bytes | bytearray) -> None:
        for chunk in chunks:
            self._buffer += chunk
            while len(self._buffer) >= (size := part_size(len(self._parts), self._announced)):
                part = bytes(self._buffer[:size])
                del self._buffer[:size]
                self._send(part)

    def finish(self) -> None:
        assert self._upload is not None
        self._send(bytes(self._buffer))  # the last part may be of any size, even none
        with as_storage_error():
            self._bucket.client.complete_multipart_upload(
                Bucket=self._bucket.name,
                Key=self._key,
                UploadId=self._upload,
                MultipartUpload={"Parts": self._parts},
            )
        self._upload = None

    def abandon(self) -> None:
        if self._upload is not None:
            self._bucket.abort(self._key, self._upload)
            self._upload = None

    def _send(self, part: bytes) -> None:
        assert self._upload is not None
        number = len(self._parts) + 1
        with as_storage_error():
            answer = self._bucket.client.upload_part(
                Bucket=self._bucket.name, Key=self._key, UploadId=self._upload, PartNumber=number, Body=part
            )
        self._parts.append({"PartNumber": number, "ETag": answer["ETag"]})


def part_size(sent: int, announced: int | None) -> int:
    """Of the part that follows ``sent`` others, in bytes.

    All the same when the size is known, because some stores ask for that; else growing, so that the parts suffice.
    """
    if announced is None:
        return int(_SMALLEST << (sent // _SAME_SIZE))
    return max(_SMALLEST, -(-announced // (_MOST_PARTS * MEGABYTE)) * MEGABYTE)
