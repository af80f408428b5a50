"""Accounts are opened, changed and closed by an administrator of the same side, never by oneself. Paras 3(g), 3(h), 7."""

from datetime import date

import pytest
from django.contrib.auth.hashers import is_password_usable

from audit.models import Entry
from audit.verdict import Denied
from frameworks.actions import accounts
from frameworks.actions.accounts import Person, Powers, Taken
from frameworks.administering import Roles
from frameworks.models import Level, Official, Session
from tests.cast import designated, official

pytestmark = pytest.mark.django_db

UNTIL = date(2027, 3, 31)


def person(username="hinemoa", **values):
    return Person(username=username, name="Hinemoa Te Rangi", email=f"{username}@example.org", **values)


def refusal(act, **values):
    with pytest.raises(Denied) as denied:
        act(**values)
    return denied.value.verdict.reasons[0].code


def last(name):
    return Entry.objects.filter(name=name).latest("id")


class TestOpening:
    def test_in_the_own_participant_without_a_password(self, cast):
        made = accounts.create_official(by=cast.olivia, person=person(), powers=Powers())
        stored = Official.objects.get(username="hinemoa")
        assert stored.participant_id == made.participant_id == "NZ"
        assert not is_password_usable(stored.password)
        assert (last("frameworks.account.created").actor, last("frameworks.account.created").subject) == (
            "olivia",
            "official:hinemoa",
        )

    def test_the_name_is_kept_in_one_spelling(self, cast):
        made = accounts.create_official(by=cast.olivia, person=person("ＨＩＮＥＭＯＡ"), powers=Powers())
        assert made.username == "hinemoa"

    @pytest.mark.parametrize("taken", [{"username": "aroha"}, {"username": "kenji"}])
    def test_a_name_is_given_once(self, cast, taken):
        with pytest.raises(Taken):
            accounts.create_official(by=cast.olivia, person=person(**taken), powers=Powers())

    def test_a_mail_address_is_given_once(self, cast):
        twin = Person(username="twin", name="Twin", email="aroha@example.org")
        with pytest.raises(Taken):
            accounts.create_official(by=cast.olivia, person=twin, powers=Powers())
        assert not Official.objects.filter(username="twin").exists()

    @pytest.mark.parametrize("name", ["aroha", "wiremu", "tama"])
    def test_only_by_an_administrator(self, cast, name):
        by = getattr(cast, name)
        assert refusal(accounts.create_official, by=by, person=person(), powers=Powers()) == "not_administrator"

    def test_the_log_holds_codes_and_no_personal_data(self, cast):
        accounts.create_official(by=cast.olivia, person=person(telephone="555"), powers=Powers(Roles(supervisor=True)))
        assert last("frameworks.account.created").detail == {
            "roles": ["supervisor"],
            "clearance": "",
            "clearance_until": "",
        }


class TestChanging:
    def test_roles_and_clearance(self, cast):
        level = Level.objects.get(pk="NZ:RESTRICTED")
        powers = Powers(Roles(supervisor=True), level, UNTIL)
        accounts.change_roles(by=cast.olivia, official=cast.aroha, powers=powers)
        cast.aroha.refresh_from_db()
        assert cast.aroha.is_supervisor
        assert (cast.aroha.clearance_id, cast.aroha.clearance_until) == ("NZ:RESTRICTED", UNTIL)
        detail = last("frameworks.account.changed").detail
        assert detail["before"]["roles"] == []
        assert detail["after"] == {
            "roles": ["supervisor"],
            "clearance": "NZ:RESTRICTED",
            "clearance_until": "2027-03-31",
        }

    def test_taking_the_clearance_away_takes_its_end_away(self, cast):
        accounts.change_roles(by=cast.olivia, official=cast.aroha, powers=Powers(clearance_until=UNTIL))
        cast.aroha.refresh_from_db()
        assert (cast.aroha.clearance_id, cast.aroha.clearance_until) == (None, None)

    def test_nobody_changes_themselves(self, cast):
        powers = Powers(Roles(administrator=True, supervisor=True))
        assert refusal(accounts.change_roles, by=cast.olivia, official=cast.olivia, powers=powers) == "own_account"

    def test_nobody_changes_the_other_side(self, cast):
        assert refusal(accounts.change_roles, by=cast.olivia, official=cast.kenji, powers=Powers()) == "other_side"

    @pytest.mark.parametrize("other", ["supervisor", "administrator"])
    def test_an_auditor_holds_no_other_role(self, cast, other):
        powers = Powers(Roles.named(["auditor", other]))
        assert refusal(accounts.change_roles, by=cast.olivia, official=cast.wiremu, powers=powers) == "auditor_alone"

    def test_an_auditor_is_not_in_the_annex(self, cast):
        powers = Powers(Roles(auditor=True))
        assert refusal(accounts.change_roles, by=cast.olivia, official=cast.aroha, powers=powers) == "auditor_in_annex"

    def test_who_has_left_the_annex_may_become_an_auditor(self, cast):
        former = designated(official("former", "NZ"), until=date(2025, 12, 31))
        accounts.change_roles(by=cast.olivia, official=former, powers=Powers(Roles(auditor=True)))
        assert Official.objects.get(pk=former.pk).is_auditor

    def test_a_clearance_is_for_the_own_ladder_and_says_until_when(self, cast):
        foreign, own = Level.objects.get(pk="JP:HI"), Level.objects.get(pk="NZ:SECRET")
        assert (
            refusal(accounts.change_roles, by=cast.olivia, official=cast.aroha, powers=Powers(clearance=foreign))
            == "other_ladder"
        )
        assert (
            refusal(accounts.change_roles, by=cast.olivia, official=cast.aroha, powers=Powers(clearance=own))
            == "clearance_without_end"
        )


class TestClosing:
    def test_sessions_end_and_the_account_is_closed(self, cast, open_session):
        row = open_session(cast.aroha)
        accounts.disable(by=cast.olivia, official=cast.aroha)
        row.refresh_from_db()
        assert not Official.objects.get(pk=cast.aroha.pk).is_active
        assert (row.ended_because, row.session_data) == ("disabled", "")
        assert last("frameworks.account.disabled").actor == "olivia"

    def test_doing_it_twice_is_on_record_once(self, cast):
        for _ in range(2):
            accounts.disable(by=cast.olivia, official=cast.aroha)
        assert Entry.objects.filter(name="frameworks.account.disabled").count() == 1
        for _ in range(2):
            accounts.enable(by=cast.olivia, official=cast.aroha)
        assert Entry.objects.filter(name="frameworks.account.enabled").count() == 1
        assert Official.objects.get(pk=cast.aroha.pk).is_active

    @pytest.mark.parametrize(
        "act", [accounts.disable, accounts.enable, accounts.end_sessions, accounts.unlock, accounts.invite]
    )
    def test_only_by_an_administrator_of_the_same_side_and_never_oneself(self, cast, act):
        assert refusal(act, by=cast.wiremu, official=cast.aroha) == "not_administrator"
        assert refusal(act, by=cast.ryota, official=cast.aroha) == "other_side"
        assert refusal(act, by=cast.olivia, official=cast.olivia) == "own_account"

    def test_one_session_or_all(self, cast, open_session):
        one, other = open_session(cast.aroha), open_session(cast.aroha)
        assert accounts.end_sessions(by=cast.olivia, official=cast.aroha, key=one.pk) == 1
        assert Session.objects.get(pk=other.pk).ended_at is None
        assert accounts.end_sessions(by=cast.olivia, official=cast.aroha) == 1
        assert Session.objects.get(pk=other.pk).ended_because == "ended by an administrator"

    def test_a_session_of_somebody_else_is_not_found(self, cast, open_session):
        foreign = open_session(cast.mallory)
        assert accounts.end_sessions(by=cast.olivia, official=cast.aroha, key=foreign.pk) == 0
        assert Session.objects.get(pk=foreign.pk).ended_at is None


def test_the_code_is_given_back_and_the_link_goes_by_mail(cast, mailoutbox):
    code = accounts.invite(by=cast.olivia, official=cast.aroha)
    assert code
    assert last("frameworks.activation.started").actor == "olivia"
    assert all(code not in message.body for message in mailoutbox)
