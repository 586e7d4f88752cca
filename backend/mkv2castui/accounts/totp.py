"""Codes of an authenticator app, each of which works once.

A phone's clock is never quite ours, so the codes of the half minutes before and after count as well. allauth remembers
a used code for one half minute, in the cache: so long it would work again, and sooner when the cache is lost. The row
of the app keeps the newest half minute whose code was used; that code and all before it are over.
"""

from __future__ import annotations

from collections.abc import Iterator

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction

from mkv2castui.accounts import sealing

_NEWEST_USED = "newest_used"


@transaction.atomic
def use(app: Authenticator, code: str) -> bool:
    """``False`` when it, or a later one, was used before, in whichever process, or when it is none of now."""
    row = Authenticator.objects.select_for_update().get(pk=app.pk)
    newest = row.data.get(_NEWEST_USED, 0)
    fresh = next((at for at in _half_minutes(sealing.unseal(row.data["secret"]), code) if at > newest), None)
    if fresh is None:
        return False
    row.data[_NEWEST_USED] = fresh
    row.save(update_fields=["data"])
    return True


def _half_minutes(secret: str, code: str) -> Iterator[int]:
    """Those near now whose code it is, since 1970, the earliest first."""
    for at in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, at))):
            yield at
