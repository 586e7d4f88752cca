"""What administrators do with the providers of the page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from django.db import IntegrityError, transaction

from mkv2castui.accounts import audit, discovery, people, providers, sealing, ways_in
from mkv2castui.accounts.models import ProviderKind, SignInProvider, User
from mkv2castui.accounts.providers import Known
from mkv2castui.common import clock
from mkv2castui.common.problems import ApiCode, Problem, not_found

_OF_OIDC = frozenset({"id", "name", "issuer", "groups_claim", "admin_group"})


def add(by: User, request: Any, *, kind: str, secret: str, **said: str) -> Known:
    """``client_id``; of OpenID Connect also ``id``, ``name``, ``issuer``, perhaps ``groups_claim``, ``admin_group``.

    Raises the 422 problem; its ``codes`` say what is wrong with which field.
    """
    _check_fields(kind, said)
    made = SignInProvider(kind=kind, sealed_secret=sealing.seal(secret), added_at=clock.now(), **_named(kind, said))
    if made.pk in _taken_ids(kind):
        raise _taken()
    if kind == ProviderKind.OIDC:
        made.issuer = _issuer(made.issuer)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _forget_earlier(made)
            audit.note("provider_added", by, request, id=made.pk, client_id=made.client_id, issuer=made.issuer)
    except IntegrityError:
        raise _taken() from None
    return providers.of_page(made, _linked(made.pk))


def change(provider_id: str, by: User, request: Any, *, secret: str | None = None, **said: str) -> Known:
    """Raises the 404 and 422 problems, and the 409 problem for one of variables, and for another issuer while people
    are linked: what one issuer calls somebody may be somebody else at another."""
    found = _ours(provider_id)
    _check_fields(found.kind, said)
    if "issuer" in said:
        said["issuer"] = _other_issuer(found, said["issuer"])
    changes = {name: value for name, value in said.items() if value != getattr(found, name)}
    if secret is not None:
        changes["sealed_secret"] = sealing.seal(secret)
    if changes:
        _store(provider_id, changes, by, request)
    found.refresh_from_db()
    return providers.of_page(found, _linked(provider_id))


def _store(provider_id: str, changes: dict[str, str], by: User, request: Any) -> None:
    with transaction.atomic():
        if not SignInProvider.objects.filter(pk=provider_id).update(**changes):
            raise not_found()  # somebody else was faster
        told = [name.removeprefix("sealed_") for name in changes]
        audit.note("provider_changed", by, request, id=provider_id, changed=told)


@transaction.atomic
def remove(provider_id: str, by: User, request: Any, *, force: bool) -> None:
    """With what links people to it: who comes by the same id later may be somebody else.

    Raises the 404 problem, and the 409 problem for one of variables, when no administrator could sign in any more,
    and, unless ``force``, when some of the ``people`` could not.
    """
    administrators = people.locked_administrators()
    found = _ours(provider_id)
    left_out = ways_in.left_out_without(provider_id, _others(provider_id))
    if administrators and set(administrators) <= set(left_out):
        raise Problem(
            409,
            ApiCode.LAST_ADMINISTRATOR,
            "No administrator could sign in without this provider.",
            hint="Set a password or a passkey first.",
        )
    if left_out and not force:
        raise _people_left_out(len(left_out))
    unlinked, _ = SocialAccount.objects.filter(provider=provider_id).delete()
    found.delete()
    audit.note("provider_removed", by, request, id=provider_id, unlinked=unlinked, left_out=len(left_out))


def _check_fields(kind: str, said: Collection[str]) -> None:
    """Google and GitHub are what they are."""
    if kind == ProviderKind.OIDC:
        return
    for name in _OF_OIDC.intersection(said):
        raise _refused(name, "not_of_this_kind", "Only an OpenID Connect provider has it.")


def _named(kind: str, said: dict[str, str]) -> dict[str, str]:
    if kind != ProviderKind.OIDC:
        return {"id": kind, "name": ProviderKind(kind).label, **said}
    for name in ("id", "name", "issuer"):
        if not said.get(name):
            raise _refused(name, "required", "This is needed.")
    return said


def _forget_earlier(made: SignInProvider) -> None:
    """Whoever was linked under this id, while another was being removed, was somebody at that one's issuer."""
    if made.kind == ProviderKind.OIDC:
        SocialAccount.objects.filter(provider=made.pk).delete()


def _taken_ids(kind: str) -> set[str]:
    """An OpenID provider must not be called what something else is called, now or once variables name it."""
    taken = {known.id for known in providers.everyone()}
    return taken if kind != ProviderKind.OIDC else taken | {providers.OF_VARIABLES} | set(registry.provider_map)


def _issuer(typed: str) -> str:
    try:
        return discovery.issuer_at(typed)
    except discovery.Unfit as error:
        raise _refused("issuer", error.code, str(error), issuer=error.issuer) from error


def _other_issuer(provider: SignInProvider, typed: str) -> str:
    if typed.strip().rstrip("/") == provider.issuer.rstrip("/"):
        return provider.issuer
    if linked := _linked(provider.pk):
        raise Problem(
            409,
            ApiCode.CONFLICT,
            "People are linked to this provider by what its issuer calls them.",
            hint="Add the other issuer as a provider of its own.",
            linked=linked,
        )
    return _issuer(typed)


def _ours(provider_id: str) -> SignInProvider:
    if provider_id in {providers.id_of(app) for app in providers.of_variables()}:
        raise Problem(
            409,
            ApiCode.CONFLICT,
            "This provider is set by variables of the server.",
            hint="Whoever runs the server changes it there.",
        )
    found = SignInProvider.objects.filter(pk=provider_id).first()
    if found is None:
        raise not_found()
    return found


def _others(provider_id: str) -> set[str]:
    return {providers.id_of(app) for app in providers.apps()} - {provider_id}


def _linked(provider_id: str) -> int:
    return int(SocialAccount.objects.filter(provider=provider_id).count())


def _people_left_out(count: int) -> Problem:
    return Problem(
        409,
        ApiCode.PEOPLE_LEFT_OUT,
        f"{count} of those who sign in by this provider have no other way in.",
        hint="Let them set a password or a passkey first, or repeat with ?force=true.",
        people=count,
    )


def _taken() -> Problem:
    return _refused("id", "taken", "There is a provider of this name.")


def _refused(field: str, code: str, message: str, issuer: str | None = None) -> Problem:
    return Problem(
        422,
        ApiCode.INVALID_REQUEST,
        "The provider can't be used like this.",
        errors={field: [message]},
        codes={field: [code]},
        **({} if issuer is None else {"issuer": issuer}),
    )
