"""ffmpeg's reports, however the pipe cuts them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from castengine.ffmpeg.progress import Report, ReportParser

FIRST = b"frame=12\nfps=24.5\ntotal_size=48\nout_time_us=500000\nspeed=1.5x\nprogress=continue\n"
LAST = b"frame=24\nfps=25.0\ntotal_size=9000\nout_time_us=1000000\nspeed=   2x\nprogress=end\n"
REPORTS = [
    Report(out_time=Fraction(1, 2), frame=12, fps=24.5, speed=1.5, size=48, ended=False),
    Report(out_time=Fraction(1), frame=24, fps=25.0, speed=2.0, size=9000, ended=True),
]


@pytest.mark.parametrize("length", [1, 2, 7, 64, 1000])
def test_reports_are_the_same_however_they_are_cut(length: int) -> None:
    parser = ReportParser()
    text = FIRST + LAST
    pieces = [text[start : start + length] for start in range(0, len(text), length)]
    assert [report for piece in pieces for report in parser.feed(piece)] == REPORTS


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(b"out_time_us=N/A\n", None, id="no time yet"),
        pytest.param(b"", None, id="no such line (sound alone has no frames)"),
        pytest.param(b"out_time_us=-40000\n", Fraction(0), id="a time before the start is the start"),
        pytest.param(b"out_time_us=rubbish\n", None, id="rubbish is no time"),
    ],
)
def test_what_is_not_known_is_none(line: bytes, expected: Fraction | None) -> None:
    (report,) = ReportParser().feed(line + b"progress=continue\n")
    assert report == Report(out_time=expected, frame=None, fps=None, speed=None, size=None, ended=False)
