"""Who uses the program, what they may, and what is remembered of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q

from mkv2castui.common.searching import searchable


class Role(models.TextChoices):
    USER = "user"
    ADMIN = "admin"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who signs in by e-mail; without a password nobody can sign in as them by one."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """``is_local_owner``: whose all is while the program runs without sign-in; the first administrator takes it over.

    ``quota_*``: ``None`` is what :class:`Policy` says. Bytes, and numbers of jobs.
    ``leaving_at``: since when the account is being deleted. Nobody is in it; the row stays as long as its films.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_local_owner = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    leaving_at = models.DateTimeField(null=True, editable=False)
    search_text = models.TextField(default="", editable=False)  # of the name and the address, searching.searchable

    quota_storage = models.BigIntegerField(null=True, blank=True)
    quota_file = models.BigIntegerField(null=True, blank=True)
    quota_running = models.PositiveIntegerField(null=True, blank=True)
    quota_month = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_local_owner"], condition=Q(is_local_owner=True), name="one_local_owner")
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.search_text = f"{searchable(self.name)} {searchable(self.email)}"
        if update_fields is not None and not {"name", "email"}.isdisjoint(update_fields):
            update_fields = {*update_fields, "search_text"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def role(self) -> Role:
        return Role.ADMIN if self.is_superuser else Role.USER


class SecondFactor(models.TextChoices):
    """Of whom a second factor is required."""

    OPTIONAL = "optional"
    ADMINS = "admins"
    EVERYBODY = "everybody"


class Policy(models.Model):
    """The one row of what holds for all accounts. ``set_up_at``: when the first administrator was made; since then
    set-up is closed. ``quota_*``: of who has none of their own; ``None`` is without limit."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    set_up_at = models.DateTimeField(null=True)
    second_factor = models.CharField(max_length=16, choices=SecondFactor, default=SecondFactor.OPTIONAL)
    quota_storage = models.BigIntegerField(null=True)
    quota_file = models.BigIntegerField(null=True)
    quota_running = models.PositiveIntegerField(null=True)
    quota_month = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return "set up" if self.set_up_at else "new"


class Invitation(models.Model):
    """To sign up, once. Only the digest of what the link holds is kept. ``email``: who is meant; empty: anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=16, choices=Role, default=Role.USER)
    created_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.email or "anybody"


class ApiToken(models.Model):
    """For a script of its user's. Only the digest is kept; ``prefix``, the token's beginning, tells it from others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class ProviderKind(models.TextChoices):
    GOOGLE = "google", "Google"
    GITHUB = "github", "GitHub"
    OIDC = "oidc", "OpenID Connect"


class SignInProvider(models.Model):
    """Who vouches for people, set on the page. ``id``, its part of addresses, is what accounts are linked to: it never
    changes, nor does ``kind``. ``sealed_secret``: accounts/sealing.py. ``issuer``, ``groups_claim``, ``admin_group``:
    of OpenID Connect alone; whom that claim puts in that group is an administrator, nobody by an empty one."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=16, choices=ProviderKind)
    name = models.CharField(max_length=40)
    client_id = models.CharField(max_length=191)
    sealed_secret = models.TextField()
    issuer = models.CharField(max_length=500, blank=True, default="")
    groups_claim = models.CharField(max_length=100, default="groups")
    admin_group = models.CharField(max_length=200, blank=True, default="")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class MonthlyUse(models.Model):
    """How many films a user has begun in the month that starts at ``month``."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="monthly_use")
    month = models.DateField()
    films = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "month"], name="one_count_per_user_and_month")]

    def __str__(self) -> str:
        return f"{self.films} in {self.month:%Y-%m}"


class AuditEntry(models.Model):
    """What happened to accounts and what administrators did. ``actor``: who did it, ``None`` when nobody signed in or
    the account is gone. ``about``: what belongs to the ``kind``."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True, default="")
    about = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["actor", "-at"], name="audit_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
