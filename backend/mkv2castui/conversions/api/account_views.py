"""The end of accounts, whose films go with them."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mkv2castui.accounts import proof
from mkv2castui.accounts.api import account, administration
from mkv2castui.accounts.asking import Asker, person
from mkv2castui.common.problems import ApiCode, Problem
from mkv2castui.conversions import departures
from mkv2castui.conversions.api.views import problem

_ENDS = {
    202: OpenApiResponse(
        description="Nobody is in it any more; its last films go as soon as their conversion has ended"
    ),
    204: OpenApiResponse(description="Gone, with all its films"),
    (409, "application/problem+json"): problem("The last administrator stays; `last_administrator`"),
}


class Account(account.Account):
    @extend_schema(
        operation_id="account_delete",
        tags=["accounts"],
        request=None,
        responses={**_ENDS, (403, "application/problem+json"): problem("`proof_needed`; `flows` name what would do")},
    )
    def delete(self, request: Request) -> Response:
        """One's own account with all that is in it, for who has just proven once more who they are."""
        asker = request.auth
        assert isinstance(asker, Asker)
        proof.require(asker)
        gone = departures.leave(asker.user.pk, asker.user, request._request)
        request._request.session.flush()
        return Response(status=204 if gone else 202)


class OnePerson(administration.OnePerson):
    @extend_schema(operation_id="person_delete", tags=["admin"], request=None, responses=_ENDS)
    def delete(self, request: Request, user_id: uuid.UUID) -> Response:
        """Somebody else's account with all that is in it."""
        if user_id == person(request).pk:
            raise Problem(409, ApiCode.CONFLICT, "This is your own account.", hint="Delete it on your own page.")
        gone = departures.leave(user_id, person(request), request._request)
        return Response(status=204 if gone else 202)
