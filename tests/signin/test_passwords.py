"""What a password must be, and how it is stored. A2, A3, A4."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from exchange import settings as own
from frameworks.models import Official
from frameworks.signin import passwords
from frameworks.signin.hashing import NormalisedPBKDF2
from tests.cast import PASSWORD
from tests.signin.browser import Browser, code_now

GOOD = "seven green kites over the harbour"


def person() -> Official:
    return Official(
        username="takahashi.hanako", name="高橋 花子", email="hanako@example.org", office="Nagoya 税関 Narcotics"
    )


def code_of(password: str) -> str:
    """Return why ``password`` is refused; empty if it is not."""
    try:
        validate_password(password, person())
    except ValidationError as refused:
        return refused.error_list[0].code
    return ""


ALLOWED = [
    GOOD,
    "blue-kettle-rain-9",
    "つきのひかりにてらされたみずうみのほとり",
    "🐙 eight arms, three hearts",
    "abcdef and then some other words",
    "Takahashi likes to swim at dawn",
    "x" * 3 + " ordinary words but no rule",
    "q7#Vn2!kPz0&Lw9$",
    "only lower case letters here",
]
REFUSED = {
    "fifteen chars ok": "",
    "fifteen charsok": "password_too_short",
    "short": "password_too_short",
    "①②③④⑤⑥⑦⑧⑨①②③④⑤⑥⑦": "password_pattern",
    "a" * 129: "password_too_long",
    "passwordpassword": "password_common",
    "PasswordPassword2026!": "password_common",
    "p@ssw0rdp@ssw0rd": "password_common",
    "Qwertyuiopasdfgh": "password_pattern",
    "correct horse battery staple": "password_common",
    "Correct-Horse-Battery-Staple1!": "password_common",
    "abxabxabxabxabxabx": "password_pattern",
    "1234567890123456": "password_common",
    "8765432109876543": "password_pattern",
    "aaaaaaaaaaaaaaaab": "password_pattern",
    "bcdefghijklmnopqr": "password_pattern",
    "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ": "password_common",
    "takahashi hanako 2026": "password_context",
    "hanako-nagoya-税関-1": "password_context",
    "zeikan customs 日本 #1": "password_context",
    "CustomsExchange-2026": "password_context",
}


@pytest.mark.parametrize("password", ALLOWED)
def test_it_may_be(password):
    assert code_of(password) == ""


@pytest.mark.parametrize(("password", "code"), REFUSED.items())
def test_it_may_not_be(password, code):
    assert code_of(password) == code


def test_length_is_counted_in_code_points_after_normalising():
    assert code_of("㍿㍿㍿㍿ and more") == ""  # one sign that stands for four
    assert code_of("か" + "\u3099" + "く" * 3 + "x") == "password_too_short"
    long = "e\u0301ve blue kettles in the rain, " * 4
    assert code_of(long + "and so o") == ""
    assert code_of(long + "and so on") == "password_too_long"


def test_the_shipped_list_is_long_and_none_of_it_is_accepted():
    lines = [line for line in passwords.LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
    assert len(lines) >= 3000
    assert min(map(len, lines)) >= 16
    assert len(set(lines)) == len(lines)
    validator = passwords.CommonValidator()
    accepted = []
    for line in lines:
        try:
            validator.validate(line)
            accepted.append(line)
        except ValidationError:
            continue
    assert accepted == []


def test_the_list_says_what_it_is_and_is_what_its_rule_makes():
    script = passwords.LIST.parent / "make_long_common_passwords.py"
    made = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout
    assert made == passwords.LIST.read_text(encoding="utf-8")
    assert "not a breach corpus" in made.splitlines()[2]


def test_there_is_no_rule_about_kinds_of_characters():
    names = {entry["NAME"] for entry in site.AUTH_PASSWORD_VALIDATORS}
    assert names == {
        f"frameworks.signin.passwords.{kind}Validator" for kind in ("Length", "Common", "Pattern", "Context")
    }


def test_in_service_it_is_hashed_a_million_times():
    assert own.PASSWORD_HASHERS == ["frameworks.signin.hashing.NormalisedPBKDF2"]
    assert NormalisedPBKDF2.iterations >= 1_000_000
    assert NormalisedPBKDF2.algorithm == "pbkdf2_sha256"


def test_width_and_composition_do_not_lock_anybody_out(aroha):
    aroha.set_password("ガラスの くつ と Kettle 42")
    for typed in ("ｶﾞﾗｽの　くつ　と　Ｋｅｔｔｌｅ　４２", unicodedata.normalize("NFD", "ガラスの くつ と Kettle 42")):
        assert aroha.check_password(typed)
    assert not aroha.check_password("ガラスの くつ と kettle 42")


@pytest.mark.django_db
def test_a_password_set_full_width_opens_half_width(aroha, visitor):
    aroha.set_password("ｓｅｖｅｎ　ｇｒｅｅｎ　ｋｉｔｅｓ")
    aroha.save()
    assert identify_hasher(aroha.password).algorithm == "pbkdf2_sha256"
    assert visitor.type_password("aroha", "seven green kites").status_code == 302


@pytest.mark.django_db
def test_it_does_not_grow_old_by_itself(aroha):
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert Browser().sign_in(aroha).is_in()


@pytest.mark.django_db
def test_a_site_may_let_it_grow_old(aroha, settings):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    assert Browser().sign_in(aroha).is_in()
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        visitor = Browser().sign_in(aroha)
        assert visitor.get(reverse("signin:sessions")).url.startswith(reverse("account_change_password"))
        change(visitor)
        assert visitor.is_in()


def change(visitor: Browser, new: str = GOOD, old: str = PASSWORD):
    """Change the password on its page."""
    return visitor.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.django_db
def test_who_must_change_it_gets_nowhere_else_until_it_is_done(aroha, visitor, mailoutbox):
    visitor.sign_in(aroha)
    aroha.must_change_password = True
    aroha.save()
    assert visitor.get(reverse("signin:sessions")).url.startswith(reverse("account_change_password"))
    assert visitor.get(reverse("account_change_password")).status_code == 200
    change(visitor)
    assert visitor.is_in()
    aroha.refresh_from_db()
    assert aroha.check_password(GOOD)
    assert not aroha.must_change_password
    assert Entry.objects.filter(name="frameworks.password.changed", actor="aroha").count() == 1
    assert [message.subject for message in mailoutbox] == ["Notice about your account in the customs exchange"]


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["short", "passwordpassword", "aroha aroha aroha!", "税関税関税関税関税関税関税関税関"])
def test_a_guessable_new_password_is_refused_on_the_page(aroha, visitor, bad):
    visitor.sign_in(aroha)
    answer = change(visitor, bad)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert bad not in answer.content.decode()
    aroha.refresh_from_db()
    assert aroha.check_password(PASSWORD)


@pytest.mark.django_db
def test_the_present_password_is_asked_behind_the_lock(aroha, visitor):
    visitor.sign_in(aroha)
    for _ in range(3):
        assert change(visitor, old="something else entirely").status_code == 200
    assert "Too many attempts" in change(visitor).content.decode()
    aroha.refresh_from_db()
    assert aroha.check_password(PASSWORD)


@pytest.mark.django_db
def test_no_password_ever_stands_in_the_log(aroha, visitor):
    visitor.sign_in(aroha)
    visitor.type_password("aroha", "canary-in-the-log-1")
    change(visitor, "canary-in-the-log-2 and more words")
    with override_settings(DEMO=False):
        everything = " ".join(str(vars(entry)) for entry in Entry.objects.all())
    assert "canary" not in everything
    assert PASSWORD not in everything
    assert code_now() not in everything
