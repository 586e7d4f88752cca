"""Reading a form as it streams in."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from mkv2castui.uploads.form import Form, FormError

TYPE = "multipart/form-data; boundary=XX"


@dataclass
class Memory:
    names: list[str] = field(default_factory=list)
    content: bytes = b""

    def open(self, filename: str) -> None:
        self.names.append(filename)

    def write(self, data: bytes) -> None:
        self.content += data


def part(name: str, value: bytes, filename: str | None = None) -> bytes:
    extra = "" if filename is None else f'; filename="{filename}"'
    return f'--XX\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"


def read(body: bytes, step: int = 7) -> tuple[Form, Memory]:
    sink = Memory()
    form = Form(TYPE, sink)
    for start in range(0, len(body), step):
        form.feed(body[start : start + step])
    form.finish()
    return form, sink


FILE = part("file", b"\r\n--X not the end\r\n", "film.mkv")
END = b"--XX--\r\n"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(part("start", b"false") + FILE + END, id="field before the file"),
        pytest.param(FILE + part("start", b"false") + END, id="field after the file"),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_fields_and_file_in_any_order_and_any_pieces(body: bytes, step: int) -> None:
    form, sink = read(body, step)
    assert form.fields == {"start": "false"}
    assert (sink.names, sink.content) == (["film.mkv"], b"\r\n--X not the end\r\n")


def test_names_are_utf8() -> None:
    assert read(part("file", b"", "Amélie.mkv") + END)[1].names == ["Amélie.mkv"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(FILE, "ended before the file did", id="the end is missing"),
        pytest.param(part("start", b"true") + END, "no field named file", id="the file is missing"),
        pytest.param(FILE + FILE + END, "one file at a time", id="two files"),
        pytest.param(part("file", b"x") + END, "must be a file with a name", id="a file without a name"),
        pytest.param(b"hello" + END, "not a well-formed form", id="something else"),
        pytest.param(part("options", b"x" * 70_000) + FILE + END, "options is too long", id="an endless field"),
        pytest.param(
            b"".join(part(f"f{n}", b"") for n in range(20)) + FILE + END, "too many fields", id="endless fields"
        ),
        pytest.param(b"--XX\r\nX: y\r\n\r\n\r\n" + END, "has no name", id="a part without a name"),
    ],
)
def test_what_is_no_upload(body: bytes, message: str) -> None:
    with pytest.raises(FormError, match=message):
        read(body, 1000)


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", ""])
def test_only_forms_are_read(kind: str) -> None:
    with pytest.raises(FormError, match="must be multipart"):
        Form(kind, Memory())
