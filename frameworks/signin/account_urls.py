"""Addresses that django-allauth names: those of its pages that this site uses, with our views, and no others.

No sign-up, no code by mail, no page about mail addresses, no password reset by mail, no other identity provider.
"""

from django.urls import path

from audit.marks import all_hold_no_information
from frameworks.signin.methods import only_get_and_post
from frameworks.signin.views import confirming, doors, passwords, second_factor

urlpatterns = all_hold_no_information(
    only_get_and_post(
        [
            path("", doors.SignIn.as_view(), name="account_login"),
            path("out/", doors.SignOut.as_view(), name="account_logout"),
            path("sign-up/", doors.no_sign_up, name="account_signup"),
            path("second-step/", doors.SecondStep.as_view(), name="mfa_authenticate"),
            path("passkey/", doors.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
            path("confirm/password/", confirming.PasswordAgain.as_view(), name="account_reauthenticate"),
            path("confirm/code/", confirming.CodeAgain.as_view(), name="mfa_reauthenticate"),
            path("confirm/passkey/", confirming.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
            path("password/", passwords.NewPassword.as_view(), name="account_change_password"),
            path("factors/", second_factor.Factors.as_view(), name="mfa_index"),
            path("factors/app/", second_factor.EnrolApp.as_view(), name="mfa_activate_totp"),
            path("factors/app/remove/", second_factor.RemoveApp.as_view(), name="mfa_deactivate_totp"),
            path("factors/passkeys/", second_factor.Passkeys.as_view(), name="mfa_list_webauthn"),
            path("factors/passkeys/add/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
            path("factors/passkeys/<int:pk>/name/", second_factor.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
            path(
                "factors/passkeys/<int:pk>/remove/", second_factor.RemovePasskey.as_view(), name="mfa_remove_webauthn"
            ),
        ]
    )
)
