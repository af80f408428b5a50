"""How the token of the machine interface stands in its schema; drf-spectacular finds it once this is imported."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the token to the schema."""

    target_class = "frameworks.signin.api.OfficialTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Return the scheme as OpenAPI writes it."""
        prefix = self.target.authenticate_header("")
        return dict(build_bearer_security_scheme_object(header_name="Authorization", token_prefix=prefix))


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the session of a page to the schema."""

    target_class = "frameworks.signin.api.OfficialSessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Return the scheme as OpenAPI writes it."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
