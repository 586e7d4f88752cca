"""Of whom a second factor is required, and who has none yet."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from mkv2castui.accounts import audit
from mkv2castui.accounts.models import Policy, SecondFactor, User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_missing(user: User) -> bool:
    """Recovery codes alone are none: they only stand in for one."""
    return is_required(user) and not has_one(user)


def is_required(user: User) -> bool:
    policy = Policy.objects.filter(pk=Policy.THE_ONE).first()
    match policy and policy.second_factor:
        case SecondFactor.EVERYBODY:
            return True
        case SecondFactor.ADMINS:
            return user.is_superuser
        case _:
            return False


def has_one(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def take_off(user: User) -> bool:
    """By whoever runs the server: the person has lost them. ``False`` when there were none."""
    taken, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    if taken:
        audit.note("second_factor_removed", user, None)
    return bool(taken)
