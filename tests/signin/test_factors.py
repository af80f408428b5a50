"""An official's own second factors: enrolling, taking away, being told. A8."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import Session, UsedCode
from frameworks.signin import factors, recovery, seeds, totp
from tests.cast import official
from tests.signin.browser import SECRET, Browser, code_now, enrol_app
from vault.models import Sealed

pytestmark = pytest.mark.django_db


def secret_on(page: str) -> str:
    """Return the secret that the enrolment page offers as text."""
    return re.search(r'<code class="exchange-text">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")


def code_of(secret: str) -> str:
    return totp.code_at(secret, int(timezone.now().timestamp()) // totp.STEP_SECONDS)


@pytest.fixture
def enrolling(aroha, visitor) -> Browser:
    """Aroha, who has signed in with her password and has no second factor yet."""
    visitor.type_password("aroha")
    return visitor


def enrol(browser: Browser) -> str:
    """Enrol an app on its page; return its secret."""
    secret = secret_on(browser.get(reverse("mfa_activate_totp")).content.decode())
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("signin:recovery_codes")
    return secret


def test_enrolling_an_app_opens_the_exchange_and_leads_to_recovery_codes(enrolling, aroha, mailoutbox):
    enrol(enrolling)
    assert enrolling.is_in()
    page = enrolling.post(reverse("signin:recovery_codes")).content.decode()
    codes = re.findall(r'<code class="exchange-reference">([a-z2-9-]{19})</code>', page)
    assert len(set(codes)) == recovery.COUNT
    assert codes[0] not in enrolling.get(reverse("signin:recovery_codes")).content.decode()
    assert recovery.use(aroha, codes[0])


def test_each_change_is_told_by_one_mail_that_says_nothing_else(enrolling, mailoutbox, settings):
    settings.PUBLIC_URL = "https://exchange.example"
    enrol(enrolling)
    enrolling.post(reverse("signin:recovery_codes"))
    assert len(mailoutbox) == 2
    for message in mailoutbox:
        assert message.to == ["aroha@example.org"]
        assert not re.search(r"aroha|app|code|passkey|127\.0\.0\.1", message.subject + message.body, re.IGNORECASE)


def test_the_mail_is_in_the_language_of_its_reader(framework, mailoutbox):
    from frameworks.signin import notices

    kenji = official("kenji", "JP")
    assert notices.tell(kenji, notices.FACTORS)
    assert mailoutbox[0].to == ["kenji@example.org"]


def test_a_mail_server_that_is_away_holds_nobody_up(enrolling, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    enrol(enrolling)
    assert enrolling.is_in()


def test_the_seed_is_sealed_and_stands_nowhere_in_the_clear(enrolling, aroha):
    page = enrolling.get(reverse("mfa_activate_totp")).content.decode()
    offered = secret_on(page)
    assert_nowhere(offered)
    enrolling.post(reverse("mfa_activate_totp"), {"code": code_of(offered)})
    assert_nowhere(offered)
    row = Authenticator.objects.get(user=aroha)
    assert Sealed.objects.get(pk=row.data["secret"]).kind == seeds.KIND


def assert_nowhere(secret: str) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert secret not in str(cursor.fetchall()), table
    store = [Session.objects.first()]
    from frameworks.signin.sessions import SessionStore

    assert secret not in str(SessionStore().decode(store[0].session_data))


def test_reading_the_seed_is_on_record_and_covered_by_a_receipt(aroha, unwraps):
    Browser().sign_in(aroha)
    looked = Entry.objects.filter(name="signin.check_code", actor="aroha")
    assert looked.count() == len(unwraps) == 1


def test_the_secret_stays_the_same_until_it_is_enrolled_and_no_longer(enrolling):
    address = reverse("mfa_activate_totp")
    first = secret_on(enrolling.get(address).content.decode())
    enrolling.post(address, {"code": "000000"})
    assert secret_on(enrolling.get(address).content.decode()) == first
    other = Browser()
    other.type_password("aroha")
    assert secret_on(other.get(address).content.decode()) != first


def test_the_picture_says_the_same_as_the_text(enrolling):
    enrolling.get(reverse("mfa_activate_totp"))
    picture = enrolling.get(reverse("signin:totp_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert b"style" not in picture.content
    assert "no-store" in picture["Cache-Control"]


def test_the_code_that_enrolled_an_app_opens_no_door(enrolling, aroha):
    with time_machine.travel(timezone.now(), tick=False):
        secret = enrol(enrolling)
        other = Browser()
        other.type_password("aroha")
        other.type_code(code_of(secret))
        assert not other.is_in()


@pytest.mark.parametrize("code", ["000000", "", "x" * 41, "12345６7", "\x00"])
def test_a_wrong_code_enrols_nothing(enrolling, aroha, code):
    answer = enrolling.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_enrolling_ends_the_other_sessions(aroha, settings):
    settings.DEMO = True
    other, here = Browser(), Browser()
    other.type_password("aroha")
    here.type_password("aroha")
    enrol(here)
    assert here.is_in()
    assert not other.is_in()
    assert Session.objects.get(official=aroha, ended_because="factor changed")


def test_the_only_factor_stays(aroha, visitor):
    visitor.sign_in(aroha)
    answer = visitor.post(reverse("mfa_deactivate_totp"))
    assert "only second factor" in answer.content.decode()
    assert Authenticator.objects.filter(user=aroha).count() == 1


def test_an_app_can_be_taken_away_where_there_is_a_passkey(aroha, visitor, mailoutbox):
    visitor.sign_in(aroha)
    Authenticator.objects.create(user=aroha, type="webauthn", data={"name": "Blue key", "credential": {}})
    visitor.post(reverse("mfa_deactivate_totp"))
    assert [factor.type for factor in factors.factors_of(aroha)] == ["webauthn"]
    assert not Sealed.objects.filter(kind=seeds.KIND).exists()
    assert Entry.objects.get(name="frameworks.factor.removed").detail == {"kind": "totp"}
    assert len(mailoutbox) == 1


def test_a_passkey_can_be_renamed_and_taken_away_but_not_the_last(aroha, visitor):
    visitor.sign_in(aroha)
    passkey = Authenticator.objects.create(user=aroha, type="webauthn", data={"name": "Blue key", "credential": {}})
    visitor.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "赤い鍵"})
    assert "赤い鍵" in visitor.get(reverse("mfa_list_webauthn")).content.decode()
    assert Entry.objects.filter(name="frameworks.factor.renamed", actor="aroha").count() == 1
    visitor.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_supervisors_last_passkey_stays_although_there_is_an_app(framework, visitor, settings):
    wiremu = official("wiremu", "NZ", is_supervisor=True)
    settings.SIGN_IN_PASSKEY_FOR_POWERS = False
    visitor.sign_in(wiremu)
    passkey = Authenticator.objects.create(user=wiremu, type="webauthn", data={"name": "Blue key", "credential": {}})
    settings.SIGN_IN_PASSKEY_FOR_POWERS = True
    wiremu.refresh_from_db()
    from frameworks.signin.adapter import FactorAdapter

    assert not FactorAdapter().can_delete_authenticator(passkey)


def test_nobody_touches_the_passkey_of_somebody_else(aroha, visitor):
    hemi = official("hemi", "NZ")
    passkey = Authenticator.objects.create(user=hemi, type="webauthn", data={"name": "Blue key", "credential": {}})
    visitor.sign_in(aroha)
    for route in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert visitor.get(reverse(route, args=[passkey.pk])).status_code == 404
        assert visitor.post(reverse(route, args=[passkey.pk]), {"name": "mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


@pytest.mark.parametrize("body", ["{}", "[]", "5", "nonsense", '{"id": 1}', '{"response": []}', ""])
def test_what_is_no_passkey_enrols_nothing_and_breaks_nothing(aroha, visitor, body):
    visitor.sign_in(aroha)
    visitor.get(reverse("mfa_add_webauthn"))
    answer = visitor.post(reverse("mfa_add_webauthn"), {"credential": body, "name": "x"})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_used_steps_are_forgotten_when_they_can_no_longer_be_used(aroha):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Browser().sign_in(aroha)
        assert factors.forget_codes() == 0
        clock.shift(timedelta(hours=1, seconds=1))
        assert factors.forget_codes() == 1
    assert not UsedCode.objects.exists()


VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("moment", "code"), VECTORS)
def test_codes_are_those_of_rfc_6238(moment, code):
    secret = totp.secret_from(b"12345678901234567890")
    assert totp.code_at(secret, moment // 30) == code[-6:]


def test_the_account_and_the_exchange_stand_in_what_the_app_reads():
    address = totp.address(SECRET, issuer="Customs Exchange", account="aroha")
    assert address == f"otpauth://totp/Customs%20Exchange%3Aaroha?secret={SECRET}&issuer=Customs%20Exchange"


def test_enrolling_is_helped_by_nothing_that_runs_on_the_page(aroha, visitor):
    enrol_app(aroha)
    visitor.type_password("aroha")
    page = visitor.get(reverse("mfa_authenticate")).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
    assert " style=" not in page
    assert code_now() not in page
