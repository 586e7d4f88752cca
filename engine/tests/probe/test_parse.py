"""ffprobe's JSON becomes types; what is absent is ``None``."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from castengine.media import (
    AudioStream,
    Chapter,
    Color,
    Container,
    DolbyVision,
    DynamicRange,
    FieldOrder,
    MediaInfo,
    OtherStream,
    StreamIndex,
    SubtitleStream,
    VideoStream,
)
from castengine.probe.frames import with_first_frame
from castengine.probe.parse import FileFacts, last_moment, parse_media

NO_FACTS = FileFacts()
NOTHING = StreamIndex(0)


def dolby_vision(profile: int, compatibility_id: int) -> dict[str, Any]:
    record = {"side_data_type": "DOVI configuration record", "dv_profile": profile, "dv_level": 6}
    return {"side_data_list": [{**record, "dv_bl_signal_compatibility_id": compatibility_id}]}


def media_of(*streams: dict[str, Any], **shape: Any) -> MediaInfo:
    return parse_media({"streams": list(streams), "format": shape}, NO_FACTS)


def video_of(**fields: Any) -> VideoStream:
    (stream,) = media_of({"codec_type": "video", **fields}).streams
    assert isinstance(stream, VideoStream)
    return stream


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ({"level": -99}, "level", None),
        ({"level": 41}, "level", 41),
        ({"profile": "unknown"}, "codec_profile", None),
        ({"codec_tag_string": "[0][0][0][0]"}, "codec_tag", None),
        ({"sample_aspect_ratio": "0:1"}, "sample_aspect_ratio", Fraction(1)),
        ({"sample_aspect_ratio": "16:11"}, "sample_aspect_ratio", Fraction(16, 11)),
        ({"avg_frame_rate": "0/0"}, "frame_rate", None),
        ({"avg_frame_rate": "90000/1"}, "frame_rate", None),
        ({"avg_frame_rate": "30000/1001"}, "frame_rate", Fraction(30000, 1001)),
        ({"field_order": "tb"}, "field_order", FieldOrder.BOTTOM_FIRST),
        ({"field_order": "bt"}, "field_order", FieldOrder.TOP_FIRST),
        ({"field_order": "unknown"}, "field_order", None),
        ({"pix_fmt": "yuv420p10le"}, "bit_depth", 10),
        ({"pix_fmt": "yuv422p"}, "chroma", "4:2:2"),
        ({"width": "x"}, "width", 0),
        ({"disposition": {"attached_pic": 1}}, "is_cover_art", True),
        ({"tags": {"BPS": "5000000"}}, "bit_rate", 5_000_000),
        ({"tags": {"DURATION": "00:00:02.500000000"}}, "duration", Fraction(5, 2)),
        ({"tags": {"language": "ger"}}, "language", "de"),
        ({"tags": {"language": "und"}}, "language", None),
        ({"codec_tag_string": "encv"}, "encrypted", True),
        ({"side_data_list": [{"side_data_type": "Encryption info"}]}, "encrypted", True),
        ({}, "codec", None),
        ({}, "dolby_vision", None),
        ({}, "color", Color()),
    ],
)
def test_a_field_of_a_video_stream(fields: dict[str, Any], attribute: str, value: object) -> None:
    assert getattr(video_of(**fields), attribute) == value


PQ = {"codec_name": "hevc", "pix_fmt": "yuv420p10le", "color_transfer": "smpte2084"}
HLG = {**PQ, "color_transfer": "arib-std-b67"}
SDR = {**PQ, "color_transfer": "bt709"}


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        pytest.param({}, DynamicRange.SDR, id="no tags"),
        pytest.param(PQ, DynamicRange.HDR10, id="PQ"),
        pytest.param(HLG, DynamicRange.HLG, id="HLG"),
        pytest.param(SDR, DynamicRange.SDR, id="10-bit SDR"),
        pytest.param({**PQ, "pix_fmt": "yuv420p"}, DynamicRange.HDR10, id="8-bit PQ of a careless converter"),
        pytest.param({**PQ, "pix_fmt": "yuv420p", "codec_name": "mpeg4"}, DynamicRange.SDR, id="a PQ tag on MPEG-4"),
        pytest.param({**PQ, **dolby_vision(8, 1)}, DynamicRange.HDR10, id="Dolby Vision 8.1"),
        pytest.param({**PQ, **dolby_vision(5, 0)}, DynamicRange.DOLBY_VISION, id="Dolby Vision 5"),
        pytest.param({**SDR, **dolby_vision(8, 2)}, DynamicRange.SDR, id="Dolby Vision 8.2"),
        pytest.param({**HLG, **dolby_vision(8, 4)}, DynamicRange.HLG, id="Dolby Vision 8.4"),
    ],
)
def test_the_dynamic_range(fields: dict[str, Any], shown: DynamicRange) -> None:
    assert video_of(**fields).dynamic_range is shown


def test_the_dolby_vision_record() -> None:
    stream = video_of(**dolby_vision(8, 1))
    assert stream.dolby_vision == DolbyVision(profile=8, level=6, compatibility_id=1)


FRAME = {"stream_index": 0, "color_transfer": "smpte2084", "color_primaries": "bt2020"}
HDR10_PLUS = {"side_data_type": "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)"}


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        pytest.param(FRAME, DynamicRange.HDR10, id="the frame knows the transfer function"),
        pytest.param({**FRAME, "side_data_list": [HDR10_PLUS]}, DynamicRange.HDR10_PLUS, id="HDR10+ is in the frames"),
        pytest.param({**FRAME, "stream_index": 1}, DynamicRange.SDR, id="a frame of another stream tells nothing"),
        pytest.param(
            {"stream_index": 0, "side_data_list": [{"side_data_type": "Dolby Vision Metadata"}]},
            DynamicRange.DOLBY_VISION,
            id="Dolby Vision 5 without a record",
        ),
    ],
)
def test_the_first_frame_tells_the_dynamic_range(frame: dict[str, Any], shown: DynamicRange) -> None:
    media = media_of({"codec_type": "video", "index": 0, "codec_name": "hevc", "pix_fmt": "yuv420p10le"})
    (stream,) = with_first_frame(media, NOTHING, {"frames": [frame]}).video
    assert stream.dynamic_range is shown


@pytest.mark.parametrize(
    ("codec", "frame", "references"),
    [
        pytest.param("h264", {"stream_index": 0}, 4, id="H.264"),
        pytest.param("hevc", {"stream_index": 0}, None, id="another codec, of which ffprobe does not know it"),
        pytest.param("h264", {"stream_index": 1}, None, id="no frame, so no more than a default"),
    ],
)
def test_reference_frames(codec: str, frame: dict[str, Any], references: int | None) -> None:
    report = {"streams": [{"codec_type": "video", "index": 0, "codec_name": codec, "refs": 4}], "frames": [frame]}
    (stream,) = with_first_frame(parse_media(report, NO_FACTS), NOTHING, report).video
    assert stream.reference_frames == references


@pytest.mark.parametrize(
    ("header", "frame", "order"),
    [
        (None, {"interlaced_frame": 1, "top_field_first": 1}, FieldOrder.TOP_FIRST),
        (None, {"interlaced_frame": 1, "top_field_first": 0}, FieldOrder.BOTTOM_FIRST),
        (None, {"interlaced_frame": 0}, None),
        ("progressive", {"interlaced_frame": 1}, FieldOrder.PROGRESSIVE),
    ],
)
def test_the_frame_tells_the_field_order_when_the_header_does_not(
    header: str | None, frame: dict[str, Any], order: FieldOrder | None
) -> None:
    media = media_of({"codec_type": "video", "index": 0, "field_order": header})
    (stream,) = with_first_frame(media, NOTHING, {"frames": [{"stream_index": 0, **frame}]}).video
    assert stream.field_order is order


@pytest.mark.parametrize(
    ("shape", "facts", "container"),
    [
        ({"format_name": "matroska,webm"}, NO_FACTS, Container.MATROSKA),
        ({"format_name": "matroska,webm"}, FileFacts(is_webm=True), Container.WEBM),
        ({"format_name": "mov,mp4,m4a,3gp,3g2,mj2", "tags": {"major_brand": "isom"}}, NO_FACTS, Container.MP4),
        ({"format_name": "mov,mp4,m4a,3gp,3g2,mj2", "tags": {"major_brand": "qt  "}}, NO_FACTS, Container.QUICKTIME),
        ({"format_name": "mov,mp4,m4a,3gp,3g2,mj2"}, NO_FACTS, Container.QUICKTIME),
        ({"format_name": "mpegts"}, NO_FACTS, Container.MPEG_TS),
        ({"format_name": "mxf"}, NO_FACTS, Container.OTHER),
        ({}, NO_FACTS, Container.OTHER),
    ],
)
def test_the_container(shape: dict[str, Any], facts: FileFacts, container: Container) -> None:
    assert parse_media({"format": shape}, facts).container is container


def test_box_facts_count_for_mp4_only() -> None:
    facts = FileFacts(index_in_front=False, fragmented=True)
    media = parse_media({"format": {"format_name": "matroska,webm"}}, facts)
    assert (media.index_in_front, media.fragmented) == (None, False)


@pytest.mark.parametrize(
    ("shape", "duration"),
    [
        ({"duration": "5.5"}, Fraction(11, 2)),
        ({"duration": "0.000000"}, Fraction(3)),
        ({"duration": "-1"}, Fraction(3)),
        ({}, Fraction(3)),
    ],
)
def test_the_duration_falls_back_to_the_longest_stream(shape: dict[str, Any], duration: Fraction) -> None:
    streams = (
        {"codec_type": "video", "index": 0, "duration": "3"},
        {"codec_type": "audio", "index": 1, "duration": "2"},
    )
    assert media_of(*streams, **shape).duration == duration


def test_no_duration_is_none() -> None:
    assert media_of({"codec_type": "video"}).duration is None


def test_the_last_packet_tells_the_end() -> None:
    packets = [{"pts_time": "4.8", "duration_time": "0.1"}, {"pts_time": "4.7"}, {"pts_time": "N/A"}]
    assert last_moment({"packets": packets}) == Fraction(49, 10)
    assert last_moment(None) is None


def test_the_kinds_of_streams() -> None:
    media = media_of(
        {"codec_type": "audio", "channels": 6, "sample_rate": "48000"},
        {"codec_type": "subtitle", "codec_name": "subrip", "index": 1},
        {"codec_type": "attachment", "tags": {"filename": "a.ttf", "mimetype": "font/ttf"}, "index": 2},
        {"codec_type": "data", "index": 3},
        {"codec_type": "smell", "index": 4},
        {"index": 5},
    )
    kinds = (AudioStream, SubtitleStream, OtherStream, OtherStream, OtherStream, OtherStream)
    assert tuple(type(stream) for stream in media.streams) == kinds


@pytest.mark.parametrize(
    ("codec", "form"),
    [
        ("subrip", "text"),
        ("mov_text", "text"),
        ("eia_608", "text"),
        ("hdmv_pgs_subtitle", "bitmap"),
        ("xsub", "bitmap"),
        ("dvb_teletext", "text"),
        ("ttml", None),
        (None, None),
    ],
)
def test_the_form_of_subtitles(codec: str | None, form: str | None) -> None:
    (stream,) = media_of({"codec_type": "subtitle", "codec_name": codec}).subtitles
    assert stream.form == form


def test_two_streams_of_one_index_are_one() -> None:
    assert len(media_of({"index": 3}, {"index": 3}).streams) == 1


def test_chapters_are_read_and_those_without_a_start_left_out() -> None:
    raw = [
        {"start_time": "0.0", "end_time": "1.5", "tags": {"title": "One"}},
        {"end_time": "2"},
        {"start_time": "2", "end_time": "1"},
    ]
    media = parse_media({"chapters": raw}, NO_FACTS)
    first = Chapter(Fraction(0), Fraction(3, 2), "One")
    assert media.chapters == (first, Chapter(Fraction(2), Fraction(2), None))


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ({"title": "Comments"}, "Comments"),
        ({"handler_name": "SoundHandler", "name": "Comments"}, "Comments"),
        ({"handler_name": "Director's comments"}, "Director's comments"),
        ({"handler_name": "SoundHandler"}, None),
        ({"handler_name": "Core Media Audio"}, None),
        ({"handler_name": "ISO Media file produced by Google Inc."}, None),
        ({"handler_name": "Stereo"}, None),
        ({"handler_name": "*srt@GPAC0.5.1-DEV-rev5456"}, None),
        ({"handler_name": "#video 1"}, None),
    ],
)
def test_the_title_of_a_track(named: dict[str, str], title: str | None) -> None:
    (stream,) = media_of({"codec_type": "audio", "tags": named}).audio
    assert stream.title == title
