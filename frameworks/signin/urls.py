"""Addresses of signing in that are our own."""

from django.urls import path

from audit.marks import all_hold_no_information
from frameworks.signin import schema  # noqa: F401  (registers itself)
from frameworks.signin.methods import only_get_and_post
from frameworks.signin.views import belongings, confirming, passwords, second_factor

app_name = "signin"
urlpatterns = all_hold_no_information(
    only_get_and_post(
        [
            path("confirm/", confirming.confirm, name="confirm"),
            path("carry-on/", confirming.carry_on, name="carry_on"),
            path("activate/<str:link>/", passwords.Activate.as_view(), name="activate"),
            path("factors/app/picture.svg", second_factor.totp_picture, name="totp_picture"),
            path("factors/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
            path("sessions/", belongings.Sessions.as_view(), name="sessions"),
            path("tokens/", belongings.Tokens.as_view(), name="tokens"),
            path("tokens/revoke/", belongings.revoke_token, name="revoke_token"),
        ]
    )
)
