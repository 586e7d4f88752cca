"""A person's own tokens for scripts."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.accounts import api_tokens, audit, proof
from mkv2castui.accounts.api.forms import MadeToken, NewToken, TokenView
from mkv2castui.accounts.asking import Asker, person
from mkv2castui.common import clock
from mkv2castui.common.problems import not_found


class _OfAccounts(APIView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raises the 404 problem besides: without sign-in nobody needs a token."""
        super().initial(request, *args, **kwargs)
        if not settings.REQUIRE_AUTH:
            raise not_found()


class Tokens(_OfAccounts):
    @extend_schema(operation_id="tokens", tags=["accounts"], responses=TokenView(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return Response(TokenView(api_tokens.tokens_of(person(request)), many=True).data)

    @extend_schema(operation_id="token_create", tags=["accounts"], request=NewToken, responses={201: MadeToken})
    def post(self, request: Request) -> Response:
        """Its text is told this once. It outlives the session in which it is made, so that wants a proof of the last
        minutes: 403 `proof_needed`, whose `flows` name what would do."""
        form = NewToken(data=request.data)
        form.is_valid(raise_exception=True)
        asker = request.auth
        assert isinstance(asker, Asker)
        proof.require(asker)
        said, user = form.validated_data, person(request)
        days = said.get("expires_in_days")
        expires_at = None if days is None else clock.now() + timedelta(days=days)
        token, text = api_tokens.create(user, said["name"], said["scopes"], expires_at)
        audit.note("token_made", user, request._request, name=token.name, prefix=token.prefix, scopes=token.scopes)
        return Response({**TokenView(token).data, "token": text}, status=201)

    @extend_schema(
        operation_id="tokens_revoke", tags=["accounts"], responses={204: OpenApiResponse(description="All are void")}
    )
    def delete(self, request: Request) -> Response:
        """All of them: a new password leaves them as they are."""
        for token_id in api_tokens.revoke_all(person(request)):
            audit.note("token_revoked", person(request), request._request, id=str(token_id))
        return Response(status=204)


class OneToken(_OfAccounts):
    @extend_schema(
        operation_id="token_revoke", tags=["accounts"], responses={204: OpenApiResponse(description="It is void")}
    )
    def delete(self, request: Request, token_id: uuid.UUID) -> Response:
        """From now on nothing is answered to it."""
        api_tokens.revoke(person(request), token_id)
        audit.note("token_revoked", person(request), request._request, id=str(token_id))
        return Response(status=204)
