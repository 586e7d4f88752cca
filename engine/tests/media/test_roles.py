"""What a track is for, by the words of its title."""

from __future__ import annotations

import pytest

from castengine.media import Disposition
from castengine.media.roles import roles_of_sound, roles_of_subtitle

COMMENT, DESCRIPTION = Disposition.COMMENT, Disposition.VISUAL_IMPAIRED
FORCED, SDH = Disposition.FORCED, Disposition.HEARING_IMPAIRED


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Director's Commentary", COMMENT),
        ("Commentaire audio du réalisateur", COMMENT),
        ("Audiokommentar", COMMENT),
        ("Comentarios del director", COMMENT),
        ("Commento del regista", COMMENT),
        ("Комментарии режиссёра", COMMENT),
        ("Audio Description", DESCRIPTION),
        ("English (Descriptive)", DESCRIPTION),
        ("Audiodescription", DESCRIPTION),
        ("Hörfilm", DESCRIPTION),
        ("Audiodescripción", DESCRIPTION),
        ("Audiodescrizione", DESCRIPTION),
        ("Surround 5.1", None),
        ("English", None),
        (None, None),
    ],
)
def test_of_sound(title: str | None, role: Disposition | None) -> None:
    assert roles_of_sound(title) == (frozenset() if role is None else frozenset({role}))


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("English (Forced)", FORCED),
        ("Français forcés", FORCED),
        ("Deutsch (erzwungen)", FORCED),
        ("Español forzados", FORCED),
        ("Italiano forzati", FORCED),
        ("Signs & Songs", FORCED),
        ("English SDH", SDH),
        ("English [CC]", SDH),
        ("Sourds et malentendants", SDH),
        ("Deutsch für Hörgeschädigte", SDH),
        ("Español para sordos", SDH),
        ("Italiano non udenti", SDH),
        ("Director's Commentary", COMMENT),
        ("Full", None),
        ("Accents", None),
        (None, None),
    ],
)
def test_of_subtitles(title: str | None, role: Disposition | None) -> None:
    assert roles_of_subtitle(title) == (frozenset() if role is None else frozenset({role}))
