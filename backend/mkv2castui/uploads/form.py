"""A multipart body read as it comes: the file goes to a sink block by block, the few short fields are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

MOST_FIELDS = 16
LONGEST_FIELD = 64 * 1024  # bytes; options are JSON of a few hundred


class FormError(Exception):
    """The body is no form, or not one of ours. ``str()`` says why."""


class Sink(Protocol):
    """Where the file goes."""

    def open(self, filename: str) -> None: ...
    def write(self, data: bytes) -> None: ...


@dataclass
class _Part:
    name: str
    filename: str | None
    value: bytearray = field(default_factory=bytearray)


class Form:
    """Feed it with :meth:`feed`, end with :meth:`finish`; then ``fields`` and ``complete`` tell what came."""

    def __init__(self, content_type: str, sink: Sink) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise FormError("The body must be multipart/form-data with a boundary.")
        self.fields: dict[str, str] = {}
        self.has_file = False
        self.complete = False
        self._sink = sink
        self._headers: dict[bytes, bytes] = {}
        self._header = (bytearray(), bytearray())
        self._part: _Part | None = None
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._on_part_begin,
                "on_header_field": lambda data, a, b: self._header[0].extend(data[a:b]),
                "on_header_value": lambda data, a, b: self._header[1].extend(data[a:b]),
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_part_data": self._on_part_data,
                "on_part_end": self._on_part_end,
                "on_end": self._on_end,
            },
            max_header_size=LONGEST_FIELD,
        )

    def feed(self, data: bytes) -> None:
        """Raises :class:`FormError`."""
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise FormError(f"The body is not a well-formed form: {error}") from error

    def finish(self) -> None:
        """Raises :class:`FormError` when the body ended before the form did, or the file is missing."""
        if not self.complete:
            raise FormError("The upload ended before the file did.")
        if not self.has_file:
            raise FormError("The form has no field named file.")

    def _on_part_begin(self) -> None:
        self._headers = {}
        if len(self.fields) >= MOST_FIELDS:
            raise FormError("The form has too many fields.")

    def _on_header_end(self) -> None:
        name, value = self._header
        self._headers[bytes(name).lower()] = bytes(value)
        self._header = (bytearray(), bytearray())

    def _on_headers_finished(self) -> None:
        kind, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if kind != b"form-data" or b"name" not in options:
            raise FormError("A part of the form has no name.")
        filename = options.get(b"filename")
        self._part = _Part(_text(options[b"name"]), None if filename is None else _text(filename))
        if self._is_file(self._part):
            self._open(self._part)

    def _is_file(self, part: _Part) -> bool:
        return part.name == "file"

    def _open(self, part: _Part) -> None:
        if self.has_file:
            raise FormError("Send one file at a time.")
        if part.filename is None:
            raise FormError("The field file must be a file with a name.")
        self.has_file = True
        self._sink.open(part.filename)

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        assert self._part is not None
        if self._is_file(self._part):
            self._sink.write(data[start:end])
            return
        self._part.value += data[start:end]
        if len(self._part.value) > LONGEST_FIELD:
            raise FormError(f"The field {self._part.name} is too long.")

    def _on_part_end(self) -> None:
        assert self._part is not None
        if not self._is_file(self._part):
            self.fields[self._part.name] = _text(bytes(self._part.value))

    def _on_end(self) -> None:
        self.complete = True


def _text(value: bytes) -> str:
    """Browsers send UTF-8; a name in another encoding is kept as far as it can be read."""
    return value.decode("utf-8", errors="replace")
