"""Para 3(g): auditors read what their officials accessed, and who accessed what their side provided, and are recorded."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import include, path

from audit import notes, presenting, queries, record, sealing, stored
from audit.models import Checkpoint, Entry, Leaf
from audit.verdict import permitted, prohibited
from exchange import urls as site
from tests.audit.conftest import Person
from tests.audit.signer import TestSigner
from tests.door import signed_in

urlpatterns = [
    path("log/", include("audit.urls")),
    *(each for each in site.urlpatterns if getattr(each, "app_name", "") != "audit"),
]
handler404 = site.handler404
handler500 = site.handler500
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def look(by, *what, verdict=permitted("granted"), provider="", **more):  # noqa: B008  (a verdict does not change)
    arguments = {"by": by, "action": "requests.case.open", "subjects": what or ["X-1"], "verdict": verdict}
    return record.access(**arguments, provider=provider, **more).entry


@pytest.fixture
def tama(cast):
    return signed_in(cast.tama)


@pytest.fixture
def of(cast):
    """Entries of either side, by what they are."""
    nz, jp = Person("aroha", "NZ"), Person("kenji", "JP")
    refused = prohibited("need_to_know", "3(g)", "No.")
    made = {
        "own": look(nz, "X-1", provider="JP", case="X-1"),
        "refused": look(nz, "X-2", verdict=refused),
        "provided": look(jp, "X-3", provider="NZ"),
        "theirs": look(jp, "X-4", provider="JP"),
        "list": look(nz, "X-5", "X-1", "X-6"),
    }
    with transaction.atomic():
        made["event"] = record.event("requests.request.submitted", by=nz, subject="X-7", case="X-1")
    sealing.seal()
    return made | {"size": queries.last_checkpoint().size}


def shown(client, address="/log/", **given):
    """Return which of the entries a page shows, without those that only looking at it made."""
    response = client.get(address, given)
    assert response.status_code == 200
    return [entry.pk for entry in response.context["found"].entries if not entry.name.startswith(("audit.", "http"))]


def names(of, found):
    by_entry = {entry: name for name, entry in of.items() if name != "size"}
    return [by_entry[entry] for entry in found]


def test_an_auditor_sees_what_concerns_the_own_side_newest_first(tama, of):
    assert names(of, shown(tama)) == ["event", "list", "provided", "refused", "own"]


def test_the_auditor_of_the_other_side_sees_the_other_half(cast, of):
    assert names(of, shown(signed_in(cast.sakura))) == ["theirs", "provided", "own"]


NARROWED = [
    ({"scope": "own"}, ["event", "list", "refused", "own"]),
    ({"scope": "provided"}, ["provided"]),
    ({"official": "aroha"}, ["event", "list", "refused", "own"]),
    ({"official": "ＡＲＯＨＡ"}, ["event", "list", "refused", "own"]),
    ({"official": "kenji"}, ["provided"]),
    ({"official": "nobody"}, []),
    ({"reference": "X-1"}, ["event", "list", "own"]),
    ({"reference": "X-6"}, ["list"]),
    ({"reference": "X-4"}, []),
    ({"reference": "X"}, []),
    ({"outcome": "refused"}, ["refused"]),
    ({"outcome": "permitted"}, ["list", "provided", "own"]),
    ({"door": "command"}, ["event", "list", "provided", "refused", "own"]),
    ({"door": "api"}, []),
    ({"since": "2000-01-01", "until": "2000-12-31"}, []),
    ({"since": "2000-01-01"}, ["event", "list", "provided", "refused", "own"]),
    ({"until": "9999-12-31"}, ["event", "list", "provided", "refused", "own"]),
    ({"reference": "X-1", "outcome": "permitted", "official": "aroha", "scope": "own"}, ["list", "own"]),
]


def test_the_list_can_be_narrowed_down(tama, of):
    assert [(wanted, names(of, shown(tama, **wanted))) for wanted, _ in NARROWED] == NARROWED


def test_days_are_those_of_the_reader_and_the_last_is_included(cast, time_machine):
    """Auckland is thirteen hours ahead in November: its 20th ends before UTC's noon."""
    made = []
    for hours in (-25.5, -25, -1.5, -1):
        time_machine.move_to(NOON + timedelta(hours=hours), tick=False)
        made.append(look(Person("aroha", "NZ")))
    time_machine.move_to(NOON, tick=False)
    day = {"since": "2026-11-20", "until": "2026-11-20"}
    assert shown(signed_in(cast.tama), **day, official="aroha") == [made[2], made[1]]
    for extreme in ("0001-01-01", "9999-12-31"):
        assert shown(signed_in(cast.tama), since=extreme, until=extreme, official="aroha") == []


def test_a_wrong_filter_is_said_and_shows_nothing(tama, of):
    for wrong in ({"since": "yesterday"}, {"official": "\0"}, {"outcome": "maybe"}, {"reference": "x" * 200}):
        response = tama.get("/log/", wrong)
        assert (response.status_code, response.context["found"]) == (200, None)
        assert b"There is a problem" in response.content


def test_a_key_that_is_none_is_passed_over(tama, of):
    for value in ("x", "1", "1-", "-1-1", "9" * 40 + "-1", "1-" + "9" * 40, "１-１", "0-0", "1;DROP"):
        assert [tama.get("/log/", {key: value}).status_code for key in ("after", "before")] == [200, 200]


def test_pages_go_on_and_back_without_a_gap(tama, monkeypatch, time_machine):
    monkeypatch.setattr(queries, "PAGE", 3)
    time_machine.move_to(NOON, tick=False)  # all at the same moment: the id decides
    made = [look(Person("aroha", "NZ"), f"X-{number}") for number in range(8)][::-1]
    first = tama.get("/log/", {"official": "aroha"})
    second = tama.get("/log/" + first.context["older"])
    third = tama.get("/log/" + second.context["older"])
    pages = [[entry.pk for entry in page.context["found"].entries] for page in (first, second, third)]
    assert pages == [made[:3], made[3:6], made[6:]]
    assert (first.context["newer"], third.context["older"]) == ("", "")
    back = tama.get("/log/" + third.context["newer"])
    assert [entry.pk for entry in back.context["found"].entries] == made[3:6]
    first_again = tama.get("/log/" + back.context["newer"])
    assert [entry.pk for entry in first_again.context["found"].entries] == made[:3]
    assert first_again.context["newer"] == ""


def test_counting_stops(tama, monkeypatch, of):
    monkeypatch.setattr(queries, "MOST_COUNTED", 3)
    assert b"More than 3 entries" in tama.get("/log/").content
    assert b"1 entry" in tama.get("/log/", {"reference": "X-6"}).content


def test_the_list_keeps_its_budget_whatever_is_looked_for(tama, of, django_assert_max_num_queries):
    tama.get("/log/")
    for _ in range(30):
        look(Person("aroha", "NZ"), "X-1")
    for wanted in ({}, {"reference": "X-1", "official": "aroha", "outcome": "permitted"}):
        with django_assert_max_num_queries(8):
            tama.get("/log/", wanted)


ADDRESSES = ["/log/", "/log/export/", "/log/checkpoints/", "/log/entries/{own}/", "/log/checkpoints/{size}/"]


def test_the_auditors_own_reading_is_recorded(tama, of):
    for address in ADDRESSES:
        response = tama.get(address.format(**of), {"reference": "X-1"} if address == "/log/" else {})
        b"".join(response.streaming_content) if response.streaming else None
        entry = Entry.objects.latest("id")
        assert (entry.kind, entry.actor, entry.outcome, entry.door) == ("access", "tama", "permitted", "page")
        assert entry.name.startswith("audit.")
        if address == "/log/":
            assert (entry.name, entry.subject, entry.detail) == ("audit.log.read", "log", {"reference": "X-1"})


@pytest.mark.parametrize("who", ["aroha", "wiremu", "olivia", "mallory"])
def test_to_everybody_else_the_log_does_not_exist(cast, of, who):
    client = signed_in(getattr(cast, who))
    nowhere = client.get("/no/such/page/")
    for address in [*ADDRESSES, "/log/entries/999999/"]:
        refused = client.get(address.format(**of))
        assert refused.status_code == nowhere.status_code == 404
        assert refused.content == nowhere.content
        entry = Entry.objects.latest("id")
        assert (entry.actor, entry.outcome) == (who, "prohibited")
        assert entry.name.startswith("audit.")


def test_without_a_rule_nobody_reads(tama, settings):
    settings.AUDIT_READER_RULE = ""
    assert tama.get("/log/").status_code == 404


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, of):
    assert client.get("/log/").status_code == 302


def test_nothing_can_be_changed(tama, of):
    for address in ADDRESSES:
        for method in ("post", "put", "patch", "delete"):
            assert getattr(tama, method)(address.format(**of)).status_code == 405


def test_an_entry_says_everything_and_whether_it_is_sealed(tama, of):
    page = tama.get(f"/log/entries/{of['refused']}/").content.decode()
    for word in ("aroha", "X-2", "Not permitted", "3(g)", "need_to_know", "requests.case.open"):
        assert word in page
    assert f"Sealed as number {Leaf.objects.get(entry=of['refused']).index}," in page
    waiting = look(Person("aroha", "NZ"))
    assert "Waits for its seal" in tama.get(f"/log/entries/{waiting}/").content.decode()


def test_an_entry_of_the_other_side_looks_like_none(tama, of):
    absent = tama.get("/log/entries/999999999999999999999999/")
    theirs = tama.get(f"/log/entries/{of['theirs']}/")
    assert absent.status_code == theirs.status_code == 404
    assert absent.content == theirs.content
    assert Entry.objects.latest("id").outcome == "prohibited"


def exported(client, **given):
    response = client.get("/log/export/", given)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_export_is_headed_by_what_it_is_and_holds_what_was_looked_for(tama, of):
    heading, columns, *rows = exported(tama, official="aroha")
    assert heading[0].startswith("Access log for the auditors of NZ only. Made at ")
    assert columns[:4] == ["Entry", "When", "User name", "Participant"]
    assert names(of, [int(row[0]) for row in rows]) == ["event", "list", "refused", "own"]
    assert all(row[2] == "aroha" for row in rows)


def test_the_export_says_where_it_was_cut(tama, of, monkeypatch):
    monkeypatch.setattr(queries, "MOST_EXPORTED", 2)
    *_, last = exported(tama, official="aroha")
    assert last[0].startswith("There are more entries.")


def test_no_cell_is_a_formula(tama):
    plain = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("x")']
    for formula in [*plain, "＝1+1", "＋1", "－1", "＠SUM", "　＝1"]:
        look(Person(formula, "NZ"), formula, purpose=formula, detail={formula: formula})
        row = exported(tama, scope="own")[3]
        assert stored.word(formula) in [cell.removeprefix("'") for cell in row]
        assert not [cell for cell in row if cell.lstrip(" \u3000").startswith(presenting.FORMULAS)]


def test_ordinary_cells_stay_as_they_are():
    assert presenting.harmless("NZ-JP-2026-482137") == "NZ-JP-2026-482137"
    assert presenting.harmless("") == ""


def test_the_checkpoints_are_the_same_for_both_participants(cast, of):
    pages = [signed_in(person, language="en").get("/log/checkpoints/") for person in (cast.tama, cast.sakura)]
    seen = [(page.context["checkpoints"], page.context["key"]) for page in pages]
    assert seen[0] == seen[1]
    assert seen[0][1] == notes.verifier_key(TestSigner.name, TestSigner().public_key())
    note = signed_in(cast.sakura).get(f"/log/checkpoints/{of['size']}/")
    assert note.content.decode() == Checkpoint.objects.get(size=of["size"]).note
    assert notes.read(note.content.decode()).head.size == of["size"]
    assert note["Content-Disposition"] == f'attachment; filename="checkpoint-{of["size"]}.txt"'
    assert note["Content-Type"] == "text/plain; charset=utf-8"


def test_a_checkpoint_that_was_never_made_is_not_there(tama, of):
    assert tama.get(f"/log/checkpoints/{of['size'] - 1}/").status_code == 404
    assert tama.get(f"/log/checkpoints/{'9' * 30}/").status_code == 404


def test_the_page_of_seals_says_when_the_sealer_is_behind(tama, of, time_machine):
    assert b"No entry has waited for its seal longer than 10 seconds." in tama.get("/log/checkpoints/").content
    waiting = Entry.objects.filter(leaf=None).earliest("id").at
    time_machine.move_to(datetime.now(UTC) + timedelta(seconds=11))
    page = tama.get("/log/checkpoints/")
    assert page.context["waiting_since"] == waiting
    assert b"The oldest entry that waits for its seal is from:" in page.content


def test_older_checkpoints_are_a_page_further(tama, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for _ in range(3):
        look(Person("aroha", "NZ"))
        sealing.seal()
    sizes = list(Checkpoint.objects.order_by("-size").values_list("size", flat=True))
    first = tama.get("/log/checkpoints/")
    assert [row.size for row, _ in first.context["checkpoints"]] == sizes[:2]
    second = tama.get("/log/checkpoints/" + first.context["older"])
    assert [row.size for row, _ in second.context["checkpoints"]] == sizes[2:4]
    assert tama.get("/log/checkpoints/", {"before": "x"}).status_code == 200


def test_nothing_sealed_is_said_too(tama):
    assert b"Nothing has been sealed yet." in tama.get("/log/checkpoints/").content


def test_what_was_typed_is_shown_as_text(tama):
    look(Person("<script>alert(1)</script>", "NZ"), '"><svg onload=alert(1)>', "\u202egnp.exe")
    pages = [tama.get("/log/").content, tama.get(f"/log/entries/{Entry.objects.latest('id').pk - 2}/").content]
    for page in pages:
        assert b"<script>alert" not in page
        assert b"<svg" not in page
        assert "\u202e".encode() not in page


def test_every_page_opens_in_japanese(cast, of):
    client = signed_in(cast.tama, language="ja")
    for address in ADDRESSES[:1] + ADDRESSES[2:4]:
        page = client.get(address.format(**of))
        assert page.status_code == 200
        assert 'lang="ja"' in page.content.decode()
