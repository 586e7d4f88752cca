"""What is told by the texts of subtitles themselves."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castengine import Tools, probe
from castengine.media import Container, MediaInfo, StreamIndex, SubtitleKind, SubtitleStream
from castengine.probe.encodings import encoding_of
from castengine.probe.hexdump import bytes_of
from castengine.probe.styling import has_effects
from castengine.probe.teletext import page_of
from castengine.probe.texts import places_to_read, with_texts

from ..conftest import MakeClip

ASS = SubtitleStream(index=StreamIndex(0), codec="ass", form=SubtitleKind.TEXT)
LINES = {
    "fr": ("cp1252", "Où est passé l’été ? À bientôt, ça ne m’a pas gêné.", "Cœur brisé, forêt brûlée."),
    "pl": ("cp1250", "Zażółć gęślą jaźń. Nie wiem, dokąd poszła.", "Źle się czuję, proszę pani."),
    "cs": ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy.", "Kde je můj šálek čaje?"),
    "ru": ("cp1251", "Я не знаю, куда она ушла. Где ты была вчера вечером?", "До свидания, мой друг."),
    "el": ("cp1253", "Δεν ξέρω πού πήγε. Καλημέρα σας, φίλε μου.", "Πού ήσουν χθες το βράδυ;"),
    "tr": ("cp1254", "Bugün hava çok güzel, değil mi? Şimdi gidiyoruz.", "İyi akşamlar, nasılsınız?"),
    "ja": ("cp932", "おはようございます。今日はいい天気ですね。", "ありがとう、またあした会いましょう。"),
}


@pytest.mark.parametrize("language", LINES)
def test_the_letters_of_a_language_are_read_back(language: str) -> None:
    encoding, *lines = LINES[language]
    found = encoding_of([line.encode(encoding) for line in lines], language)
    assert found is not None
    assert [line.encode(encoding).decode(found) for line in lines] == lines


def test_without_a_language_the_letters_tell() -> None:
    encoding, *lines = LINES["ru"]
    assert encoding_of([line.encode(encoding) for line in lines * 4], None) == "cp1251"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"Only English letters.", id="ASCII"),
        pytest.param("Où est passé l’été ?".encode(), id="UTF-8"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_utf_8_needs_no_name(line: bytes) -> None:
    assert encoding_of([line], "fr") is None


@given(st.lists(st.binary(max_size=60), max_size=4), st.sampled_from([None, "fr", "ja", "x"]))
def test_any_bytes_are_some_text_or_none(lines: list[bytes], language: str | None) -> None:
    found = encoding_of(lines, language)
    assert found is None or b"".join(lines).decode(found, errors="replace") is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(rb"Hello there", False, id="plain words"),
        pytest.param(rb"{\i1}Hello{\i0} {\b1}there", False, id="italics and bold are kept or missed by nobody"),
        pytest.param(rb"{\fad(200,200)}{\c&H00FFFF&}Hello", False, id="a fade and a color are decoration"),
        pytest.param(rb"{\an8}Hello", False, id="at the upper edge"),
        pytest.param(rb"{\pos(320,40)}EXIT", True, id="a sign in its place"),
        pytest.param(rb"{\an5\move(0,0,10,10)}EXIT", True, id="a sign that moves"),
        pytest.param(rb"{\k20}Ka{\kf30}ra{\ko10}oke", True, id="karaoke"),
        pytest.param(rb"{\p1}m 0 0 l 100 0 100 100{\p0}", True, id="a drawing"),
        pytest.param(rb"{\p0}Hello", False, id="the end of a drawing is none"),
        pytest.param(rb"{\clip(0,0,10,10)}EXIT", True, id="cut to a part of the picture"),
        pytest.param(rb"{\frz45}EXIT", True, id="turned"),
    ],
)
def test_what_would_be_lost_as_text(text: bytes, expected: bool) -> None:
    assert has_effects([b"0,0,Default,,0,0,0,," + text]) == expected


def test_a_scrolling_line_says_so_in_its_field() -> None:
    assert has_effects([b"0,0,Default,,0,0,0,Banner;10,News of the day"])


def test_a_dump_is_read_back() -> None:
    content = bytes(range(37))
    lines = [content[i : i + 16] for i in range(0, len(content), 16)]
    dump = "".join(f"{i * 16:08x}: {line.hex(' ', -2)}  junk\n" for i, line in enumerate(lines))
    assert bytes_of("\n" + dump) == content


@given(st.text(max_size=80))
def test_what_is_no_dump_is_nothing(junk: str) -> None:
    assert isinstance(bytes_of(junk), bytes)


@pytest.mark.parametrize("report", [None, [], {"packets": 3}, {"packets": [{"stream_index": 0, "data": 7}, {}]}])
def test_junk_changes_nothing(report: object) -> None:
    media = MediaInfo(container=Container.MATROSKA, format_name="matroska", streams=(ASS,))
    assert with_texts(media, report) == media


@pytest.mark.parametrize(("seconds", "places"), [(90, "%+600"), (6000, "300%+120,2400%+120,4200%+120")])
def test_a_long_film_is_read_in_three_places(seconds: int, places: str) -> None:
    media = MediaInfo(container=Container.MATROSKA, format_name="m", streams=(ASS,), duration=Fraction(seconds))
    assert places_to_read(media) == places


@pytest.mark.parametrize(
    ("announced", "page"),
    [
        pytest.param(b"\x10\x88", "888", id="magazine 8 is counted as 0"),
        pytest.param(b"\x09\x00\x29\x50\x11\x99", "199", id="not the first page, and for everybody if there is one"),
        pytest.param(b"\x09\x00\x29\x50", "150", id="for the hard of hearing"),
        pytest.param(b"\x09\x00", None, id="news only"),
        pytest.param(b"\x10", None, id="cut off"),
        pytest.param(b"", None, id="nothing is announced"),
    ],
)
def test_the_page_of_the_subtitles(announced: bytes, page: str | None) -> None:
    assert page_of(announced) == page


def test_a_real_film_tells(make_clip: MakeClip, tools: Tools, tmp_path: Path) -> None:
    encoding, *lines = LINES["pl"]
    old = tmp_path / "old.srt"
    cues = [f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\n{line}\n" for i, line in enumerate(lines)]
    old.write_bytes("\n".join(cues).encode(encoding))
    sign = tmp_path / "sign.ass"
    sign.write_text(
        "[Script Info]\nPlayResX: 160\nPlayResY: 90\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n"
        "Style: Default,Arial,12\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:00.50,0:00:01.00,Default,,0,0,0,,{\\pos(20,20)}EXIT\n"
    )
    film = make_clip(
        "texts.mkv",
        *("-f", "lavfi", "-i", "color=s=160x90:r=10:d=2", "-i", f"file:{old}", "-i", f"file:{sign}"),
        *("-map", "0", "-map", "1", "-map", "2", "-c:v", "mpeg4", "-c:s", "copy", "-metadata:s:s:0", "language=pol"),
    )
    polish, styled = probe(film, tools).subtitles
    assert (polish.encoding, polish.styled) == ("cp1250", None)
    assert (styled.encoding, styled.styled) == (None, True)
