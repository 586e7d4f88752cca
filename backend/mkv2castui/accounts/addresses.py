"""Whose an e-mail address is: whoever has proven it."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from mkv2castui.accounts.models import User


def take_from_who_never_proved_it(proven: EmailAddress) -> None:
    """Accounts that were begun with the address of ``proven``, and in which nobody has been, give way."""
    have_proven = EmailAddress.objects.filter(verified=True).values("user")
    begun = User.objects.filter(email__iexact=proven.email, last_login=None, is_local_owner=False)
    begun.exclude(pk=proven.user_id).exclude(pk__in=have_proven).delete()
