"""What administrators alone may: accounts/scopes.py says so for all addresses below ``/api/admin/``."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from mkv2castui.accounts import audit, invitations, people
from mkv2castui.accounts.api.forms import (
    AuditView,
    InvitationView,
    MadeInvitation,
    NewInvitation,
    Person,
    PolicyView,
)
from mkv2castui.accounts.asking import person
from mkv2castui.accounts.models import AuditEntry, Role, User
from mkv2castui.common.pagination import CursorPages


class Invitations(APIView):
    @extend_schema(operation_id="invitations", tags=["admin"], responses=InvitationView(many=True))
    def get(self, request: Request) -> Response:
        """Those that nobody has used yet, newest first."""
        return Response(InvitationView(invitations.open_ones(), many=True).data)

    @extend_schema(
        operation_id="invitation_create", tags=["admin"], request=NewInvitation, responses={201: MadeInvitation}
    )
    def post(self, request: Request) -> Response:
        """What the link has to hold is told this once."""
        said = _said(NewInvitation, request.data)
        life = timedelta(days=said["days"])
        made, text = invitations.create(person(request), said["email"], Role(said["role"]), life)
        audit.note("invited", person(request), request._request, email=made.email, role=made.role)
        return Response({**InvitationView(made).data, "invitation": text}, status=201)


class OneInvitation(APIView):
    @extend_schema(
        operation_id="invitation_withdraw", tags=["admin"], responses={204: OpenApiResponse(description="It is void")}
    )
    def delete(self, request: Request, invitation_id: uuid.UUID) -> Response:
        """As if it had never been made."""
        invitations.withdraw(invitation_id)
        audit.note("invitation_withdrawn", person(request), request._request, id=str(invitation_id))
        return Response(status=204)


class _ByJoining(CursorPages):
    ordering = ("date_joined", "id")


class People(ListAPIView[User]):
    serializer_class = Person
    pagination_class = _ByJoining

    def get_queryset(self) -> QuerySet[User]:
        return people.everybody(self.request.query_params.get("search", ""))

    @extend_schema(
        operation_id="people",
        tags=["admin"],
        parameters=[OpenApiParameter("search", OpenApiTypes.STR, description="Words of the name or the address")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Everybody who has an account, whoever came first before the others."""
        return super().get(request, *args, **kwargs)


class OnePerson(APIView):
    @extend_schema(operation_id="person_change", tags=["admin"], request=Person, responses=Person)
    def patch(self, request: Request, user_id: uuid.UUID) -> Response:
        """Role, name, quotas, and whether they may sign in. 409 when nobody would be administrator."""
        said = _said(Person, request.data, partial=True)
        return Response(Person(people.change(user_id, person(request), request._request, **said)).data)


class PolicyOfAll(APIView):
    @extend_schema(operation_id="policy", tags=["admin"], responses=PolicyView)
    def get(self, request: Request) -> Response:
        """What holds for all accounts."""
        return Response(PolicyView(people.policy()).data)

    @extend_schema(operation_id="policy_change", tags=["admin"], request=PolicyView, responses=PolicyView)
    def patch(self, request: Request) -> Response:
        """Of whom a second factor is required: until they have one, nothing but its set-up is answered to them."""
        said = _said(PolicyView, request.data, partial=True)
        return Response(PolicyView(people.set_policy(person(request), request._request, **said)).data)


class _Newest(CursorPages):
    ordering = ("-at", "-id")


class Audit(ListAPIView[AuditEntry]):
    serializer_class = AuditView
    pagination_class = _Newest
    queryset = AuditEntry.objects.select_related("actor")

    @extend_schema(operation_id="audit", tags=["admin"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Sign-ins, and what administrators did; newest first."""
        return super().get(request, *args, **kwargs)


def _said(form_class: type[Serializer[Any]], data: Any, *, partial: bool = False) -> dict[str, Any]:
    form = form_class(data=data, partial=partial)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
