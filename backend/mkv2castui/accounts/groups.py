"""An administrator by a group at the provider: looked at with each sign-in there."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mkv2castui.accounts import audit, people
from mkv2castui.accounts.models import User


def apply(request: Any, sociallogin: Any, user: User) -> None:
    """Give or take the right, as the provider's groups say, where one of them is named for it. The last
    administrator keeps it."""
    options = sociallogin.account.get_provider().app.settings
    group = options.get("admin_group")
    if group is None:
        return
    wanted = group in _groups(sociallogin.account.extra_data, options["groups_claim"])
    if wanted != user.is_superuser:
        _turn(request, user, wanted, group)


@transaction.atomic
def _turn(request: Any, user: User, wanted: bool, group: str) -> None:
    if not wanted and set(people.locked_administrators()) <= {user}:
        return
    user.is_superuser = user.is_staff = wanted
    user.save(update_fields=["is_superuser", "is_staff"])
    audit.note("admin_by_group" if wanted else "no_admin_by_group", user, request, group=group)


def scope(request: Any, provider: Any) -> list[str]:
    """What we ask the provider to tell of somebody: of their groups too, where they matter and it has a scope of the
    claim's name (Authelia: `groups`)."""
    asked, options = list(provider.get_scope()), provider.app.settings
    if options.get("admin_group") is None:
        return asked
    claim, document = options["groups_claim"], provider.get_oauth2_adapter(request).openid_config
    return [*asked, claim] if claim in document.get("scopes_supported", []) and claim not in asked else asked


def _groups(told: dict[str, Any], claim: str) -> list[str]:
    """Of the ID token and of the provider's answer about the user, or of the claims themselves as a token of an app's
    brings them; a single group may stand alone."""
    found: list[str] = []
    for source in (told, told.get("id_token"), told.get("userinfo")):
        value = (source or {}).get(claim) or []
        found += [str(group) for group in (value if isinstance(value, list) else [value])]
    return found
