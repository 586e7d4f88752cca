"""Whatever a report holds, it is read without an error."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from castengine.media import StreamIndex
from castengine.media.as_json import media_as_json, media_from_json
from castengine.probe.frames import with_first_frame
from castengine.probe.parse import FileFacts, last_moment, parse_media

NO_FACTS = FileFacts()
NOTHING = StreamIndex(0)

TEXTS = ["", "-1/0", "0:1", "N/A", "und", "video", "audio", "subtitle", "1e999999999", "\ud800"]
KEYS = [
    *("streams", "format", "chapters", "frames", "codec_type", "index", "width", "level", "avg_frame_rate", "tags"),
    *("disposition", "side_data_list", "side_data_type", "duration", "start_time", "language", "dv_profile"),
]
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(TEXTS)
keys = st.sampled_from(KEYS)


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6)


junk = st.recursive(leaves, _nested, max_leaves=30)
streams = st.lists(st.dictionaries(keys, junk, max_size=8), max_size=3)
reports = st.fixed_dictionaries({"streams": streams}, optional={"format": junk, "chapters": junk, "frames": junk})


@given(junk | reports)
def test_junk_never_raises_and_is_still_json(report: object) -> None:
    media = with_first_frame(parse_media(report, NO_FACTS), NOTHING, report)
    last_moment(report)
    assert media_from_json(json.loads(json.dumps(media_as_json(media)))) == media
