"""Reference data over the API: the same for both sides, nothing of accounts, each look on record."""

import json

import pytest
from rest_framework.test import APIClient

from audit.models import Entry
from tests.cast import designated, official

pytestmark = pytest.mark.django_db

ADDRESSES = ("participants", "frameworks", "classification", "authorities", "annex")


@pytest.fixture
def client_of(cast):
    def client_of(who):
        client = APIClient()
        client.force_authenticate(who)
        return client

    return client_of


def got(client, name):
    answer = client.get(f"/api/v1/{name}")
    assert answer.status_code == 200
    return json.loads(answer.content)


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_look_is_on_record(cast, client_of, name):
    got(client_of(cast.mallory), name)
    entry = Entry.objects.filter(kind="access", actor="mallory").latest("id")
    assert (entry.outcome, entry.name.split(".")[0]) == ("permitted", "frameworks")


@pytest.mark.parametrize("name", ADDRESSES)
def test_nobody_unknown_gets_anything(cast, name):
    assert APIClient().get(f"/api/v1/{name}").status_code == 401


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_can_be_changed_here(cast, client_of, name):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client_of(cast.olivia), method)(f"/api/v1/{name}", {}).status_code == 405


def test_participants(cast, client_of):
    assert {each["code"]: each["time_zone"] for each in got(client_of(cast.aroha), "participants")} == {
        "NZ": "Pacific/Auckland",
        "JP": "Asia/Tokyo",
    }


def test_frameworks_with_their_terms(cast, client_of):
    (framework,) = got(client_of(cast.aroha), "frameworks")
    assert framework["is_in_force"]
    assert sorted(framework["participants"]) == ["JP", "NZ"]
    assert [ground["paragraph"] for ground in framework["refusal_grounds"]] == ["4(a)", "4(b)", "4(c)", "4(d)"]
    targets = {target["kind"]: target for target in framework["targets"]}
    assert targets["answer"]["working_days"] == {"urgent": 3, "priority": 10, "routine": 30}
    assert (targets["first-incident-notice"]["hours"], targets["first-incident-notice"]["working_days"]) == (24, None)


def test_classification_says_what_is_provisional(cast, client_of):
    found = got(client_of(cast.kenji), "classification")
    assert [ladder["participant"] for ladder in found["ladders"]] == ["JP", "NZ"]
    (table,) = found["equivalences"]
    assert table["is_provisional"]
    assert {"level": "NZ:CONFIDENTIAL", "corresponds_to": "JP:HI"} in table["rows"]
    sensitive = next(level for level in found["ladders"][1]["levels"] if level["code"] == "NZ:SENSITIVE")
    assert [rule["act"] for rule in sensitive["handling_rules"]] == ["transmit", "store", "dispose"]


def test_authorities_with_their_ceilings(cast, client_of):
    found = got(client_of(cast.kenji), "authorities")
    assert found[0]["country"] == "JP"
    assert {each["code"]: each["ceiling"] for each in found}["NZ-COURTS"] == "NZ:SENSITIVE"


def test_the_annex_names_officials_and_nothing_of_their_accounts(cast, client_of):
    (annex,) = got(client_of(cast.aroha), "annex")
    assert [side["participant"] for side in annex["sides"]] == ["NZ", "JP"]
    kenji = next(line for line in annex["sides"][1]["officials"] if line["username"] == "kenji")
    assert kenji == {
        "name": "Kenji",
        "username": "kenji",
        "office": "",
        "is_intake": True,
        "valid_from": "2020-01-01",
        "valid_until": None,
        "standing": "current",
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_number_of_queries_does_not_grow(cast, client_of, name, django_assert_max_num_queries):
    for number in range(15):
        designated(official(f"person{number}", "NZ"))
    client = client_of(cast.aroha)
    with django_assert_max_num_queries(9):
        got(client, name)
