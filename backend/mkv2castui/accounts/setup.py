"""The first administrator. The local owner becomes it, so all that was made without sign-in stays theirs."""

from __future__ import annotations

import base64
import ipaddress

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from mkv2castui.accounts import audit
from mkv2castui.accounts.models import Policy, User
from mkv2castui.accounts.services import local_owner
from mkv2castui.common import clock
from mkv2castui.common.problems import ApiCode, Problem

_FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def is_open() -> bool:
    """Until there is an administrator, or was one."""
    return not (
        Policy.objects.filter(pk=Policy.THE_ONE, set_up_at__isnull=False).exists()
        or User.objects.filter(is_superuser=True).exists()
    )


def code() -> str:
    """What whoever reads the log can type in. The same for all processes that share a ``SECRET_KEY``."""
    digest = salted_hmac("mkv2castui.setup", "", algorithm="sha256").digest()
    text = base64.b32encode(digest)[:16].decode()
    return "-".join(text[n : n + 4] for n in range(0, 16, 4))


def needs_code(request: HttpRequest) -> bool:
    """Not for who sits at the machine: an address of its own, called by a name of its own, with no sign of a proxy."""
    try:
        alone = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return True
    name = request.get_host().rpartition(":")[0] or request.get_host()
    forwarded = any(request.headers.get(header) for header in _FORWARDED)
    return not alone or name not in _LOOPBACK_NAMES or forwarded


def check_code(request: HttpRequest, said: str) -> None:
    """Raises the 403 problem."""
    if needs_code(request) and not constant_time_compare(said.strip().upper(), code()):
        raise Problem(
            403,
            ApiCode.FORBIDDEN,
            "This is not the code of this server.",
            hint="The server's log says it at each start.",
        )


@transaction.atomic
def set_up(email: str, password: str, name: str = "", *, request: HttpRequest | None = None) -> User:
    """Raises the 409 problem once it is closed, and ``ValidationError`` for a weak password."""
    _close()
    user = _become(local_owner(), email, password, name)
    audit.note("set_up", user, request, email=user.email)
    return user


def add_admin(email: str, password: str, name: str = "") -> User:
    """By whoever can run commands on the server, at any time. Raises ``ValidationError``."""
    if is_open():
        return set_up(email, password, name)
    with transaction.atomic():
        found = User.objects.select_for_update().filter(email__iexact=email).first()
        user = _become(found or User(email=email), email, password, name)
        audit.note("admin_made", user, None, email=user.email)
        return user


def _close() -> None:
    Policy.objects.get_or_create(pk=Policy.THE_ONE)
    closed = Policy.objects.select_for_update().filter(pk=Policy.THE_ONE, set_up_at=None)
    if not is_open() or not closed.update(set_up_at=clock.now()):
        raise Problem(409, ApiCode.CONFLICT, "This server has been set up already.", hint="Sign in.")


def _become(user: User, email: str, password: str, name: str) -> User:
    user.email, user.name = email.lower(), name or user.name
    user.is_active = user.is_staff = user.is_superuser = True
    validate_password(password, user)
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise ValidationError("Somebody has this address already.")
    user.set_password(password)
    user.save()
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
