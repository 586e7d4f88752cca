"""Who could no longer sign in if a provider went."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef

from mkv2castui.accounts.models import User


def left_out_without(provider_id: str, others: Collection[str]) -> list[User]:
    """Those linked to it who have no password, no passkey, and are linked to none of ``others``."""
    elsewhere = SocialAccount.objects.filter(user=OuterRef("pk"), provider__in=others)
    linked = User.objects.filter(is_active=True, socialaccount__provider=provider_id).distinct()
    found = list(linked.filter(~Exists(elsewhere), password__startswith=UNUSABLE_PASSWORD_PREFIX))
    keys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, user__in=found)
    with_passkey = {key.user_id for key in keys if key.wrap().is_passwordless}
    return [user for user in found if user.pk not in with_passkey]
