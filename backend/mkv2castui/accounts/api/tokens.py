"""A person's own tokens for scripts."""

from __future__ import annotations

import uuid
from datetime import timedelta

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mkv2castui.accounts import api_tokens, audit
from mkv2castui.accounts.api.forms import MadeToken, NewToken, TokenView
from mkv2castui.accounts.asking import person
from mkv2castui.common import clock


class Tokens(APIView):
    @extend_schema(operation_id="tokens", tags=["accounts"], responses=TokenView(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return Response(TokenView(api_tokens.tokens_of(person(request)), many=True).data)

    @extend_schema(operation_id="token_create", tags=["accounts"], request=NewToken, responses={201: MadeToken})
    def post(self, request: Request) -> Response:
        """Its text is told this once."""
        form = NewToken(data=request.data)
        form.is_valid(raise_exception=True)
        said, user = form.validated_data, person(request)
        days = said.get("expires_in_days")
        expires_at = None if days is None else clock.now() + timedelta(days=days)
        token, text = api_tokens.create(user, said["name"], said["scopes"], expires_at)
        audit.note("token_made", user, request._request, name=token.name, prefix=token.prefix, scopes=token.scopes)
        return Response({**TokenView(token).data, "token": text}, status=201)


class OneToken(APIView):
    @extend_schema(
        operation_id="token_revoke", tags=["accounts"], responses={204: OpenApiResponse(description="It is void")}
    )
    def delete(self, request: Request, token_id: uuid.UUID) -> Response:
        """From now on nothing is answered to it."""
        api_tokens.revoke(person(request), token_id)
        audit.note("token_revoked", person(request), request._request, id=str(token_id))
        return Response(status=204)
