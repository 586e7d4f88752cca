"""Real files of other people: each is planned for every device or refused for a reason.

``CORPUS`` names the folder; without it the tests are skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from castengine.devices import load_devices
from castengine.errors import SourceError
from castengine.media import MediaInfo
from castengine.media.as_json import media_as_json, media_from_json
from castengine.plan import Capabilities, Preferences, make_plan
from castengine.plan.as_json import plan_as_json, plan_from_json
from castengine.probe import probe
from castengine.tools import Tools

REPOSITORY = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("CORPUS", REPOSITORY / "../shared/corpus/files")).resolve()
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []


pytestmark = pytest.mark.skipif(not FILES, reason="there is no corpus")


@pytest.mark.parametrize("path", FILES, ids=lambda path: ascii(str(path.relative_to(CORPUS))))
def test_a_real_file_is_planned_or_refused(path: Path, tools: Tools) -> None:
    try:
        _check_plans(probe(path, tools))
    except SourceError as error:
        answer = error.as_json()
        assert answer["message"]
        assert answer["hint"]


def _check_plans(media: MediaInfo) -> None:
    """Raises NothingToPlay for a file without picture and sound."""
    assert media_from_json(json.loads(json.dumps(media_as_json(media)))) == media
    for device in load_devices().values():
        plan = make_plan(media, device, Preferences(), Capabilities.software())
        assert [(a.stream, a.kind) for a in plan.actions] == [(s.index, s.kind) for s in media.streams]
        assert plan_from_json(json.loads(json.dumps(plan_as_json(plan)))) == plan
