"""One world with everybody and everything in it, made once: cases in several states, and each official in a relation to
all of them. Sessions and tokens are opened once too; no cell leaves anything behind."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from fido2.webauthn import RegistrationResponse as Registration
from knox.models import AuthToken

from audit import record
from audit.models import Checkpoint
from audit.verdict import permitted
from frameworks.models import Designation, Official, Participant, Session
from frameworks.signin import tokens
from requests.actions import drafting
from requests.actions.granting import end, give
from requests.models import Case, Draft, Grant
from requests.values.fields import PURPOSES
from requests.views.purposes import KEY
from tests.authz.people import ACTORS, Actor
from tests.cast import Cast, assemble, designated, official
from tests.factories import case_at, information, para6
from tests.signin.browser import enrol_app

CANARY = "Kererū 鳩 consignment"
"""What the cases are about: whoever has no need to know meets these words nowhere."""
ITEM_CANARY = "Kōtuku 鷺 declaration"
STATES = ("submitted", "assigned", "acknowledged", "in_execution", "answered")
A_WHILE = 10 * 60
MISSING = "NZ-JP-2026-000024"
MATTERS = {"ours": "a-matter-of-ours", "theirs": "a-matter-of-theirs", "provided": "a-matter-provided"}


@dataclass
class World:
    """Everything that a cell may be about."""

    cast: Cast
    people: dict[str, Official] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    grants: dict[tuple[str, str], Grant] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    lines: dict[str, Designation] = field(default_factory=dict)
    passkeys: dict[str, Authenticator] = field(default_factory=dict)
    sessions: dict[tuple[str, str], str] = field(default_factory=dict)
    tokens: dict[tuple[str, str], str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    digest: str = ""
    digested: set[tuple[str, ...]] = field(default_factory=set)
    twins: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def case(self, state: str, actor: Actor) -> Case:
        """Return the case in ``state``, or for who waits at intake the one that nobody was given yet."""
        return self.cases["submitted" if actor.relation == "waiting" else state]

    def side(self, actor: Actor) -> str:
        """Return the Participant of an actor; New Zealand's where there is none."""
        return self.people[actor.name].participant_id if actor.name else "NZ"


def build() -> World:
    """Put everybody and everything in place."""
    world = World(assemble())
    world.people = {person.username: person for person in world.cast.everybody()}
    _people(world)
    for state in STATES:
        _case(world, state)
    _drafts(world)
    _factors(world)
    _credentials(world)
    _what_has_changed_since(world)
    _log(world)
    return world


def _people(world: World) -> None:
    third = Participant.objects.create(
        code="XX", name="Third", name_ja="第三", short_name="XXC", country="XX", time_zone="UTC", language="en"
    )
    roles = {
        "rangi": "supervisor",
        "mere": "supervisor",
        "toa": "auditor",
        "moana": "administrator",
        "kiri": "administrator",
    }
    nz = "ngaire tui pania hinemoa kahu anahera newcomer rangi mere toa moana kiri"
    for participant, names in (("NZ", nz), ("JP", "sora yui mei riku shinjin")):
        for name in names.split():
            values: dict[str, Any] = {f"is_{roles[name]}": True} if name in roles else {}
            values |= {"clearance_id": None} if name in ("kahu", "riku") else {}
            world.people[name] = official(name, participant, **values)
    for name, role in (("xena", ""), ("xavier", "supervisor"), ("xoan", "administrator")):
        values = {f"is_{role}": True} if role else {}
        world.people[name] = Official.objects.create(
            username=name, name=name.title(), email=f"{name}@example.org", participant=third, **values
        )
    undesignated = {
        "newcomer",
        "shinjin",
        "rangi",
        "toa",
        "moana",
        "xavier",
        "xoan",
        *(p.username for p in world.cast.everybody()),
    }
    for name, person in world.people.items():
        if name not in undesignated:
            designated(person)
    world.lines = {line.official.username: line for line in Designation.objects.select_related("official")}
    world.people["closed"] = official("closed", "NZ", is_active=False)


def _case(world: World, state: str) -> None:
    item = information(ITEM_CANARY, ITEM_CANARY)
    case = case_at(state, world.cast, information=item, subject=CANARY, reason=CANARY)
    world.cases[state] = case
    now, day = timezone.now(), timedelta(days=1)
    ways: dict[str, dict[str, Any]] = {
        "ngaire sora kahu riku mei anahera xena tui mere rangi toa moana": {"at": now - 2 * day},
        "yui": {"at": now - 2 * day, "ends_at": now - day},
        "pania": {"at": now + day},
    }
    for names, when in ways.items():
        for name in names.split():
            given = give(case=case, to=world.people[name], basis=Grant.Basis.GRANTED, by=world.cast.wiremu, **when)
            world.grants[state, name] = given
    end(world.grants[state, "tui"], by=world.cast.wiremu, at=now - day, because="not_needed")


def _drafts(world: World) -> None:
    for name in ("aroha", "hinemoa", "anahera"):
        by = world.people[name]
        draft = drafting.begin_draft(by=by, framework=world.cast.framework, requested=Participant.objects.get(pk="JP"))
        sections = para6(subject=CANARY).to_plain() | {"parties": [{"kind": "person", "name": "Someone"}]}
        drafting._store(by, draft, sections, draft.revision)
        world.drafts[name] = draft


def _factors(world: World) -> None:
    """Give everybody an authenticator app and a passkey, but Haruka, who has enrolled nothing yet."""
    for name, person in world.people.items():
        if name != "haruka":
            enrol_app(person)
            world.passkeys[name] = Authenticator.objects.create(
                user=person, type="webauthn", data={"name": "Key", "credential": _passkey()}
            )


def _passkey() -> dict[str, Any]:
    """Return what a browser sends for a new passkey; nobody holds its other half."""
    ident = uuid4().bytes
    held = AttestedCredentialData.create(b"\0" * 16, ident, ES256.from_ctap1(b"\4" + b"\1" * 64))
    data = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, held)
    response = {
        "clientDataJSON": CollectedClientData.create("webauthn.create", b"0" * 16, "https://exchange.example"),
        "attestationObject": AttestationObject.create("none", data, {}),
    }
    return json.loads(json.dumps(dict(Registration.from_dict({"id": ident, "rawId": ident, "response": response}))))


def _credentials(world: World) -> None:
    """Open each session and make each token that an actor comes with."""
    wanted = {(actor.name, actor.way) for actors in ACTORS.values() for actor in actors if actor.name}
    for name, way in sorted(wanted):
        person = world.people[name]
        if way in ("token", "no-purpose", "expired"):
            world.tokens[name, way] = tokens.issue(by=person, name=way, days=30)
        else:
            world.sessions[name, way] = _session(world, person, way)
    for name in sorted({name for name, _way in wanted}):
        held = tokens.tokens_of(world.people[name])
        world.marks[name] = tokens.mark(held[0].token) if held else ""


def _session(world: World, person: Official, way: str) -> str:
    client = Client()
    client.force_login(person)
    request = HttpRequest()
    request.user, request.session = person, client.session
    if way != "password":
        record_authentication(request, person, "mfa", type="webauthn")
    elif person.username == "haruka":
        record_authentication(request, person, "password")
    for step in request.session.get("account_authentication_methods", []):
        step["at"] = time.time() - A_WHILE if way == "unconfirmed" else time.time() + A_WHILE
    if way in ("ready", "unconfirmed"):
        purpose = PURPOSES[0][0]
        request.session[KEY] = {case.reference: purpose for case in world.cases.values()} | {MISSING: purpose}
    request.session.save()
    return str(client.session.session_key)


def _what_has_changed_since(world: World) -> None:
    """What ended after people came in: designations, a token, an account."""
    yesterday = timezone.now().date() - timedelta(days=2)
    Designation.objects.filter(official__username__in=["hinemoa", "mei"]).update(valid_until=yesterday)
    Official.objects.filter(username="anahera").update(is_active=False)
    Session.objects.update(last_seen_at=timezone.now() + timedelta(hours=1))  # however slow the machine, nobody idles
    for row in AuthToken.objects.filter(machine__name="expired"):
        row.expiry = timezone.now() - timedelta(seconds=1)
        row.save(update_fields=["expiry"])


def _log(world: World) -> None:
    """Entries of one side, of the other, and of the other about what this side provided; and one checkpoint."""
    aroha, haruka = world.cast.aroha, world.cast.haruka
    for name, by, provider in (("ours", aroha, "NZ"), ("theirs", haruka, "JP"), ("provided", haruka, "NZ")):
        receipt = record.access(
            by=by, action="requests.case.read", subjects=[MATTERS[name]], verdict=permitted("author"), provider=provider
        )
        world.entries[name] = receipt.entry
    Checkpoint.objects.create(
        size=1, root=b"0" * 32, at=timezone.now(), note="a note", frontier=b"", last_entry=1, last_transaction=0
    )
