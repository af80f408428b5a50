"""Signing in at the machine interface: a token, or the session of a page. Para 3(h); A1, S5.

Neither is a way around what a page asks: a session counts with its second factor alone, and a token, which can confirm
nothing, is refused where confirming is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from rest_framework import authentication, exceptions, permissions
from rest_framework.request import Request

from audit.wording import say
from frameworks.models import Official
from frameworks.signin import factors, stepup

if TYPE_CHECKING:
    from rest_framework.views import APIView


class OfficialTokenAuthentication(TokenAuthentication):
    """``Authorization: Bearer …``: one query, and nothing for a token that ended or an account that is closed."""

    def authenticate_credentials(self, token: bytes) -> tuple[Official, AuthToken]:
        """Return the official and the token; every refusal reads alike."""
        found = self._found(token)
        if found is None or not found.user.is_active:
            raise exceptions.AuthenticationFailed(_("This token is not valid."))
        return found.user, found

    @staticmethod
    def _found(token: bytes) -> AuthToken | None:
        try:
            digest = hash_token(token.decode("ascii"))
        except UnicodeDecodeError:
            return None
        held = AuthToken.objects.filter(digest=digest, expiry__gt=timezone.now())
        return held.select_related("user__participant", "user__clearance").first()


class OfficialSessionAuthentication(authentication.SessionAuthentication):
    """The session of a page, for the interface's own pages; only with a second factor."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """Return the official of the session, if there is one that is enough."""
        found = super().authenticate(request)
        if found is not None and not factors.is_shown(request._request):
            raise exceptions.PermissionDenied(_("A second factor is needed."))
        return found


class RecentlyConfirmed(permissions.BasePermission):
    """Asks what `stepup.recently_confirmed` asks of pages; a token never has it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say whether the session behind ``request`` was confirmed just now."""
        verdict = stepup.is_fresh(request._request)
        self.message = "" if verdict else say(verdict.reasons[0])
        return bool(verdict) and request.auth is None
