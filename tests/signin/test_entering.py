"""Coming in: password, second step, and nothing before both. A1."""

from __future__ import annotations

import pytest
from django.urls import reverse

from audit.models import Entry
from frameworks.models import Session
from tests.cast import PASSWORD
from tests.signin.browser import Browser, code_now, enrol_app

pytestmark = pytest.mark.django_db


def test_password_and_code_open_the_exchange(aroha, browser):
    enrol_app(aroha)
    assert browser.type_password("aroha").url == reverse("mfa_authenticate")
    assert not browser.is_in()
    browser.type_code(code_now())
    assert browser.is_in()
    assert Session.objects.get(official=aroha).ended_at is None
    assert Entry.objects.filter(name="frameworks.session.started", actor="aroha").count() == 1
