"""The administrator's pages and the reference pages: who sees what, what is on record, what is kept."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import Designation, Official, Session, SignInGuard
from frameworks.signin import names
from tests.cast import designated, official
from tests.signin.browser import Browser

pytestmark = pytest.mark.django_db

REFERENCE = {
    "annex": [],
    "classification": [],
    "authorities": [],
    "calendars": [],
    "calendar": ["JP", "2026-2030"],
    "terms": ["JP-NZ-2014"],
}
ADMINISTRATION = {
    "administration": [],
    "accounts": [],
    "new_account": [],
    "account": ["aroha"],
    "change_account": ["aroha"],
    "activate_account": ["aroha"],
    "designate": [],
}


def address(name, *arguments):
    return reverse(f"frameworks:{name}", args=arguments)


@pytest.fixture
def come_in(cast, settings):
    settings.SIGN_IN_PASSKEY_FOR_POWERS = False
    cache.clear()  # no limit on signing in left over from another test
    return lambda who: Browser().sign_in(who)


@pytest.fixture
def olivia(cast, come_in):
    return come_in(cast.olivia)


def last_access(action):
    return Entry.objects.filter(kind="access", name=action).latest("id")


class TestWhoSeesWhat:
    @pytest.mark.parametrize(("name", "arguments"), REFERENCE.items())
    @pytest.mark.parametrize("who", ["mallory", "tama", "ryota"])
    def test_reference_data_is_open_to_everybody_signed_in(self, cast, come_in, name, arguments, who):
        answer = come_in(getattr(cast, who)).get(address(name, *arguments))
        assert answer.status_code == 200
        entry = Entry.objects.filter(kind="access", actor=who, name__startswith="frameworks.").latest("id")
        assert entry.outcome == "permitted"

    @pytest.mark.parametrize(("name", "arguments"), ADMINISTRATION.items())
    def test_administration_tells_others_why_not(self, cast, come_in, name, arguments):
        answer = come_in(cast.wiremu).get(address(name, *arguments))
        assert answer.status_code == 403
        assert "Only an administrator may do this" in answer.content.decode()
        assert "(paragraph 7)" in answer.content.decode()
        entry = Entry.objects.filter(kind="access", actor="wiremu").latest("id")
        assert entry.outcome == "prohibited"

    @pytest.mark.parametrize(("name", "arguments"), ADMINISTRATION.items())
    def test_administrators_see_it(self, olivia, name, arguments):
        assert olivia.get(address(name, *arguments)).status_code == 200

    @pytest.mark.parametrize("name", ["account", "change_account", "activate_account"])
    def test_an_account_of_the_other_side_looks_like_none(self, olivia, name):
        foreign, none = olivia.get(address(name, "kenji")), olivia.get(address(name, "nobody"))
        assert (foreign.status_code, none.status_code) == (404, 404)
        assert foreign.content.replace(b"kenji", b"nobody") == none.content

    def test_a_line_of_the_other_side_looks_like_none(self, cast, olivia):
        theirs = Designation.objects.get(official=cast.kenji)
        assert olivia.get(address("end_designation", theirs.pk)).status_code == 404
        assert olivia.post(address("end_designation", theirs.pk)).status_code == 404
        theirs.refresh_from_db()
        assert theirs.ended_at is None

    def test_a_stranger_is_led_to_the_door(self, cast):
        for name, arguments in (ADMINISTRATION | REFERENCE).items():
            assert Browser().get(address(name, *arguments)).status_code == 302, name

    @pytest.mark.parametrize("name", ["disable", "enable", "unlock", "end-sessions"])
    def test_no_act_for_others(self, cast, come_in, name):
        answer = come_in(cast.wiremu).post(address("act_on_account", "aroha", name))
        assert answer.status_code == 403
        assert Official.objects.get(username="aroha").is_active

    def test_no_unknown_act(self, olivia):
        assert olivia.post(address("act_on_account", "aroha", "promote")).status_code == 404

    def test_what_is_not_there_is_not_found(self, olivia):
        assert olivia.get(address("calendar", "JP", "1999")).status_code == 404
        assert olivia.get(address("terms", "AANZFTA")).status_code == 404


class TestAccounts:
    def typed(self, **values):
        return {
            "username": "hinemoa",
            "name": "Hinemoa Te Rangi",
            "email": "hinemoa@example.org",
            "language": "en",
            "roles": ["supervisor"],
            "clearance": "NZ:SENSITIVE",
            "clearance_until_day": "31",
            "clearance_until_month": "3",
            "clearance_until_year": "2028",
        } | values

    def test_opened_with_a_code_shown_once(self, olivia):
        answer = olivia.post(address("new_account"), self.typed())
        made = Official.objects.get(username="hinemoa")
        assert answer.status_code == 200
        assert answer.context["code"] in answer.content.decode()
        assert (made.is_supervisor, made.clearance_id, made.clearance_until) == (
            True,
            "NZ:SENSITIVE",
            date(2028, 3, 31),
        )
        assert last_access("frameworks.account.create").outcome == "permitted"

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("username", ""),
            ("username", "hine moa"),
            ("username", "hine/moa"),
            ("username", "ひねもあ"),
            ("username", "aroha"),
            ("name", "x" * 121),
            ("name", "a\x00b"),
            ("name", "a\ufffdb"),
            ("email", "nowhere"),
            ("language", "mi"),
            ("roles", ["auditor", "supervisor"]),
            ("roles", ["emperor"]),
            ("clearance", "JP:HI"),
            ("clearance_until_month", "13"),
            ("clearance_until_year", ""),
        ],
    )
    def test_bad_input_is_said_beside_the_field_and_kept(self, olivia, field, typed):
        before = Official.objects.count()
        answer = olivia.post(address("new_account"), self.typed(**{field: typed}))
        assert answer.status_code == 422
        assert field.removesuffix("_month").removesuffix("_year") in answer.context["form"].errors
        assert "hinemoa@example.org" in answer.content.decode() or field == "email"
        assert Official.objects.count() == before

    def test_names_are_kept_in_either_script_and_what_cannot_be_seen_is_shown(self, olivia):
        olivia.post(address("new_account"), self.typed(name="髙﨑 Tāne\u202e"))
        page = olivia.get(address("account", "hinemoa")).content.decode()
        assert "髙﨑 Tāne⟦U+202E⟧" in page

    def test_changed(self, olivia, cast):
        typed = {"roles": ["supervisor", "administrator"]}
        answer = olivia.post(address("change_account", "aroha"), typed)
        assert answer.status_code == 302
        cast.aroha.refresh_from_db()
        assert (cast.aroha.is_supervisor, cast.aroha.is_administrator, cast.aroha.clearance_id) == (True, True, None)

    def test_a_change_that_does_not_go_together_is_said_beside_the_field(self, olivia):
        answer = olivia.post(address("change_account", "aroha"), {"clearance": "NZ:SECRET"})
        assert answer.status_code == 422
        assert "clearance_until" in answer.context["form"].errors

    def test_what_the_rules_refuse_is_said_with_its_paragraph(self, olivia):
        answer = olivia.post(address("change_account", "aroha"), {"roles": ["auditor"]})
        assert answer.status_code == 403
        assert "An auditor is not in the Annex" in answer.content.decode()

    def test_the_own_account_is_shown_without_acts(self, olivia):
        page = olivia.get(address("account", "olivia")).content.decode()
        assert "Nobody changes their own account or designation" in page
        assert address("change_account", "olivia") not in page
        assert olivia.post(address("act_on_account", "olivia", "disable")).status_code == 403

    @pytest.mark.parametrize(("act", "is_active"), [("disable", False), ("enable", True)])
    def test_closed_and_opened_again(self, olivia, act, is_active):
        Official.objects.filter(username="aroha").update(is_active=not is_active)
        assert olivia.get(address("act_on_account", "aroha", act)).status_code == 200
        assert olivia.post(address("act_on_account", "aroha", act)).status_code == 302
        assert Official.objects.get(username="aroha").is_active is is_active

    def test_a_closed_account_is_out_at_the_next_step(self, olivia, cast, come_in):
        aroha = come_in(cast.aroha)
        assert aroha.get(address("annex")).status_code == 200
        olivia.post(address("act_on_account", "aroha", "disable"))
        assert aroha.get(address("annex")).status_code == 302

    def test_sessions_are_seen_and_ended(self, olivia, cast, come_in):
        come_in(cast.aroha)
        row = Session.objects.get(official=cast.aroha, ended_at=None)
        assert row.pk in olivia.get(address("account", "aroha")).content.decode()
        olivia.post(address("end_session", "aroha"), {"session": row.pk})
        row.refresh_from_db()
        assert row.ended_because == "ended by an administrator"

    def test_let_in_again_after_too_many_failures(self, olivia, cast, settings):
        settings.SIGN_IN_LOCKS_BEFORE_RESET = 1
        guard = SignInGuard.objects.create(name=names.digest("aroha"), locks=1)
        assert "Let the official try again" in olivia.get(address("account", "aroha")).content.decode()
        assert "Locked" in olivia.get(address("accounts")).content.decode()
        assert olivia.post(address("act_on_account", "aroha", "unlock")).status_code == 302
        assert not SignInGuard.objects.filter(pk=guard.pk).exists()

    def test_all_sessions_are_ended(self, olivia, cast, open_session):
        open_session(cast.aroha), open_session(cast.aroha)
        assert olivia.post(address("act_on_account", "aroha", "end-sessions")).status_code == 302
        assert not Session.objects.filter(official=cast.aroha, ended_at=None).exists()

    @pytest.mark.parametrize("typed", [{}, {"session": ""}, {"session": "nonsense"}])
    def test_ending_no_session_ends_none(self, olivia, cast, come_in, typed):
        come_in(cast.aroha)
        answer = olivia.post(address("end_session", "aroha"), typed)
        assert [str(message) for message in get_messages(answer.wsgi_request)] == ["The session had ended already."]
        assert Session.objects.filter(official=cast.aroha, ended_at=None).count() == 1

    def test_a_new_link(self, olivia):
        answer = olivia.post(address("activate_account", "aroha"), {})
        assert answer.context["code"] in answer.content.decode()
        assert Entry.objects.get(name="frameworks.activation.started").detail == {"factors_forgotten": False}
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_list_of_any_length_costs_the_same(self, olivia, django_assert_max_num_queries):
        for number in range(12):
            designated(official(f"person{number}", "NZ"))
        with django_assert_max_num_queries(8):
            olivia.get(address("accounts"))


class TestStepUp:
    POSTS = (
        ("new_account", []),
        ("change_account", ["aroha"]),
        ("activate_account", ["aroha"]),
        ("act_on_account", ["aroha", "disable"]),
        ("end_session", ["aroha"]),
        ("designate", []),
    )

    @pytest.mark.parametrize(("name", "arguments"), POSTS)
    def test_every_change_asks_for_a_fresh_confirmation(self, olivia, monkeypatch, name, arguments):
        monkeypatch.setattr("frameworks.signin.stepup._last_at", lambda request: 0.0)
        before = Entry.objects.filter(kind="event", name__startswith="frameworks.").count()
        answer = olivia.post(address(name, *arguments), {"roles": ["supervisor"]})
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("signin:confirm"))
        assert Entry.objects.filter(kind="event", name__startswith="frameworks.").count() == before

    def test_ending_a_designation_does_as_well(self, olivia, cast, monkeypatch):
        monkeypatch.setattr("frameworks.signin.stepup._last_at", lambda request: 0.0)
        line = Designation.objects.get(official=cast.aroha)
        answer = olivia.post(address("end_designation", line.pk))
        assert answer.url.startswith(reverse("signin:confirm"))
        line.refresh_from_db()
        assert line.ended_at is None

    def test_what_was_typed_comes_back(self, olivia, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr("frameworks.signin.stepup._last_at", lambda request: 0.0)
            olivia.post(address("new_account"), {"username": "hinemoa", "name": "Hinemoa Te Rangi"})
        assert "Hinemoa Te Rangi" in olivia.get(address("new_account")).content.decode()


class TestAnnex:
    def test_both_lists_the_own_first_and_only_the_own_to_change(self, olivia, cast):
        page = olivia.get(address("annex")).content.decode()
        assert page.index("New Zealand Customs Service</caption>") < page.index("Japan Customs</caption>")
        own, theirs = (Designation.objects.get(official=who) for who in (cast.aroha, cast.kenji))
        assert address("end_designation", own.pk) in page
        assert address("end_designation", theirs.pk) not in page

    def test_an_official_reads_and_changes_nothing(self, cast, come_in):
        page = come_in(cast.aroha).get(address("annex")).content.decode()
        assert "Kenji" in page
        assert address("designate") not in page
        assert "end_designation" not in page

    def test_ended_lines_are_gone_and_closed_accounts_are_said_to_be(self, olivia, cast):
        designated(official("former", "NZ"), until=date(2025, 1, 1))
        designated(official("closed", "NZ", is_active=False))
        page = olivia.get(address("annex")).content.decode()
        assert "Former" not in page
        assert "Account closed" in page

    def typed(self, who, **values):
        today = timezone.now()
        return {
            "framework": "JP-NZ-2014",
            "official": who.pk,
            "valid_from_day": "1",
            "valid_from_month": "1",
            "valid_from_year": str(today.year + 1),
        } | values

    def test_designated(self, olivia):
        newcomer = official("newcomer", "NZ")
        assert olivia.get(address("designate") + "?official=newcomer").status_code == 200
        assert olivia.post(address("designate"), self.typed(newcomer, is_intake="on")).status_code == 302
        assert Designation.objects.get(official=newcomer).is_intake

    def test_what_the_rules_refuse_stands_above_the_form_with_what_was_typed(self, olivia, cast):
        answer = olivia.post(address("designate"), self.typed(cast.aroha))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "The official is in the Annex for part of that time already (paragraph 7)" in page
        assert f'value="{timezone.now().year + 1}"' in page

    @pytest.mark.parametrize("name", ["kenji", "tama"])
    def test_nobody_of_the_other_side_and_no_auditor_is_offered(self, olivia, cast, name):
        answer = olivia.post(address("designate"), self.typed(getattr(cast, name)))
        assert "official" in answer.context["form"].errors

    def test_ended_at_once(self, olivia, cast):
        line = Designation.objects.get(official=cast.aroha)
        assert olivia.get(address("end_designation", line.pk)).status_code == 200
        assert olivia.post(address("end_designation", line.pk)).status_code == 302
        line.refresh_from_db()
        assert line.ended_by == "olivia"

    def test_a_day_that_does_not_exist_is_said_beside_the_field(self, olivia, cast):
        line = Designation.objects.get(official=cast.aroha)
        typed = {"last_day_day": "31", "last_day_month": "2", "last_day_year": "2030"}
        answer = olivia.post(address("end_designation", line.pk), typed)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["last_day"])
        assert 'value="31"' in answer.content.decode()

    def test_a_designation_without_an_official_is_refused(self, olivia):
        answer = olivia.post(address("designate"), {"framework": "JP-NZ-2014"})
        assert answer.status_code == 422
        assert {"official", "valid_from"} <= set(answer.context["form"].errors)

    def test_a_last_day_that_has_passed_is_refused_beside_the_form(self, olivia, cast):
        line = Designation.objects.get(official=cast.aroha)
        typed = {"last_day_day": "1", "last_day_month": "1", "last_day_year": "2025"}
        answer = olivia.post(address("end_designation", line.pk), typed)
        assert answer.status_code == 422
        assert "The last day is today or later" in answer.content.decode()


class TestReference:
    def test_the_equivalence_is_marked_provisional(self, cast, come_in):
        page = come_in(cast.aroha).get(address("classification")).content.decode()
        assert "Provisional: this table was not agreed between the two sides." in page
        assert "review pending" in page
        assert page.count("(provisional)") == 3

    def test_the_own_ladder_comes_first(self, cast, come_in):
        new_zealand, japan = (
            come_in(who).get(address("classification")).context["ladders"] for who in (cast.aroha, cast.kenji)
        )
        assert [ladder.pk for ladder in new_zealand] == ["NZ", "JP"]
        assert [ladder.pk for ladder in japan] == ["JP", "NZ"]

    def test_japanese_readers_read_japanese(self, cast, come_in):
        browser = come_in(cast.kenji)
        for name, words in {
            "authorities": "海上保安庁",
            "classification": "閲覧できる者",
            "annex": "協力枠組み",
            "calendars": "ニュージーランド税関",
        }.items():
            page = browser.get(address(name), headers={"Accept-Language": "ja"}).content.decode()
            assert words in page, name
        page = browser.get(
            address("calendar", "NZ-AUK", "2026-2030"), headers={"Accept-Language": "ja"}
        ).content.decode()
        assert "オークランド記念日" in page
        assert "2027年2月1日(月)" in page

    def test_the_terms_show_targets_and_the_english_words(self, cast, come_in):
        page = come_in(cast.kenji).get(address("terms", "JP-NZ-2014")).content.decode()
        assert "Nothing in this Cooperative Framework will be construed" in page
        assert "3 / 10 / 30" in page

    def test_lapsed_assessments_say_so(self, cast, come_in, monkeypatch):
        from frameworks.models import Authority

        Authority.objects.filter(pk="NZ-POLICE").update(assessment_valid_until=date(2025, 1, 1))
        assert come_in(cast.aroha).get(address("authorities")).content.decode().count("Lapsed") == 1


def test_moments_on_pages_are_on_the_readers_clock(cast, come_in):
    Session.objects.filter(official=cast.aroha).update(started_at=datetime(2026, 6, 10, 11, 30, tzinfo=UTC))
    browser = come_in(cast.olivia)
    page = browser.get(address("calendars")).content.decode()
    assert "NZDT" in page or "NZST" in page
