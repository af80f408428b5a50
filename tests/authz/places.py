"""How each route is asked for: an address that leads somewhere, its twin that leads nowhere, and what is sent there.

A place is a route, or one of several things that a route does (``requests:act/close``). What may be done there stands
in ``matrix.csv``, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from frameworks.models import CalendarVersion, Session
from tests.authz.people import Actor
from tests.authz.world import MISSING, World
from tests.factories import GROUND, INSTRUCTION, para6

Arguments = Callable[[World, Actor], list[Any]]
Body = Mapping[str, Any] | Callable[[World, Actor], Mapping[str, Any]]
NOBODY = "nobody-of-this-name"
NO_ROW = 987654
NO_DRAFT = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a route leads in the prepared world; ``changes`` says whether sending ``body`` there changes domain rows."""

    label: str
    kind: str
    arguments: Arguments
    nowhere: Arguments | None
    body: Body = field(default_factory=dict)
    changes: bool = True

    @property
    def route(self) -> str:
        """The route's name, without the act."""
        return self.label.partition("/")[0]

    @property
    def is_api(self) -> bool:
        """Say whether it takes and gives JSON."""
        return self.label.startswith("api:") and self.label != "api:explained"

    def path(self, world: World, actor: Actor) -> str:
        """Return the address as this actor asks for it."""
        return reverse(self.route, args=self.arguments(world, actor))

    def twin(self, world: World, actor: Actor) -> str:
        """Return the same address for something that is not there."""
        if self.nowhere is None:
            return reverse("api:requests-api:case", args=[MISSING]) if self.is_api else "/there/is/none/"
        return reverse(self.route, args=self.nowhere(world, actor))

    def sent(self, world: World, actor: Actor) -> Mapping[str, Any]:
        """Return what is sent along."""
        return self.body(world, actor) if callable(self.body) else self.body


def _plain(label: str, *arguments: Any, body: Body | None = None, changes: bool = False, kind: str = "plain") -> Place:
    """Return a page about no object, or about one that everybody may see: nothing to tell apart from what is not."""
    return Place(label, kind, lambda world, actor: list(arguments), None, body or {}, changes)


def _case(
    label: str, state: str, *rest: Any, body: Body | None = None, changes: bool = True, kind: str = "case"
) -> Place:
    return Place(
        label,
        kind,
        lambda world, actor: [world.case(state, actor).reference, *rest],
        lambda world, actor: [MISSING, *rest],
        body or {},
        changes,
    )


def _grant(world: World, actor: Actor) -> list[Any]:
    """The grant in question: one of the own side, another's where ids are crossed, or the own."""
    holder = {"self": "mere", "crossed": "ngaire"}.get(actor.relation) or {"JP": "sora"}.get(
        world.side(actor), "ngaire"
    )
    case = world.case("in_execution", actor)
    of = world.cases["answered"] if actor.relation == "other-case" else case
    state = next(state for state, row in world.cases.items() if row == of)
    return [case.reference, world.grants[state, holder].pk]


def _draft(label: str, *rest: Any, body: Body | None = None, changes: bool = True) -> Place:
    def mine(world: World, actor: Actor) -> list[Any]:
        return [world.drafts.get(actor.name, world.drafts["aroha"]).pk, *rest]

    return Place(label, "draft", mine, lambda world, actor: [NO_DRAFT, *rest], body or {}, changes)


def _kept(actor: Actor) -> str:
    return actor.name if actor.relation == "self" else "mallory"


def _account(label: str, *rest: Any, body: Body | None = None, changes: bool = True) -> Place:
    def account(world: World, actor: Actor) -> list[Any]:
        closed = rest == ("enable",) and actor.relation == "own-side" and actor.role.startswith("administrator")
        return ["closed" if closed else _kept(actor), *rest]

    return Place(label, "account", account, lambda world, actor: [NOBODY, *rest], body or {}, changes)


def _passkey(label: str, body: Body | None = None, changes: bool = True) -> Place:
    def passkey(world: World, actor: Actor) -> list[Any]:
        name = "daichi" if actor.relation == "other" or actor.name not in world.passkeys else actor.name
        return [world.passkeys[name].pk]

    return Place(label, "passkey", passkey, lambda world, actor: [NO_ROW], body or {}, changes)


def _one_more_party(world: World, actor: Actor) -> dict[str, Any]:
    return {"kind": "person", "name": "髙橋 美咲", "country": "JP", "revision": "2"}


def _to_colleague(japanese: str, other: str) -> Callable[[World, Actor], dict[str, Any]]:
    """Return a body that names an official of the actor's own side by key."""

    def body(world: World, actor: Actor) -> dict[str, Any]:
        chosen = world.people[japanese if world.side(actor) == "JP" else other]
        return {"to": str(chosen.pk), "reason": "assists"}

    return body


def _into_the_annex(world: World, actor: Actor) -> dict[str, Any]:
    chosen = world.people["shinjin" if world.side(actor) == "JP" else "newcomer"]
    first = {"valid_from_day": "27", "valid_from_month": "3", "valid_from_year": "2100"}
    return {"framework": world.cast.framework.pk, "official": str(chosen.pk), **first}


def _filing(world: World, actor: Actor) -> dict[str, Any]:
    own = world.side(actor)
    content = para6(level="JP:3" if own == "JP" else "NZ:SENSITIVE").to_plain()
    return {"framework": world.cast.framework.pk, "requested": "NZ" if own == "JP" else "JP", "content": content}


def _calendar() -> Place:
    def of_japan(world: World, actor: Actor) -> list[Any]:
        found = CalendarVersion.objects.order_by("pk").first()
        assert found is not None
        return [found.name, found.version]

    return Place("frameworks:calendar", "plain", of_japan, lambda world, actor: ["none", "0"])


def _channel(world: World, actor: Actor) -> dict[str, Any]:
    return {"channel": f"{world.cast.framework.pk}:{'NZ' if world.side(actor) == 'JP' else 'JP'}"}


def _session_of(world: World, actor: Actor) -> dict[str, Any]:
    row = Session.objects.filter(official__username=_kept(actor), ended_at=None).first()
    return {"session": row.pk if row else ""}


MARKED = {"level": "JP:3", "handled_as": "NZ:SENSITIVE", "handling_instruction": INSTRUCTION}
ITEM = {"title": "Sailing list", "text": "It sailed on time."}
REFUSAL = {"ground": GROUND, "reason": "It would."}
REASON = {"reason": "There are no such records."}
PURPOSE = {"purpose": "investigation"}
NEW_PASSWORD = {"oldpassword": "not this one", "password1": "x", "password2": "x"}
ACCOUNT = {"username": "wharau", "name": "Wharau", "email": "wharau@example.org", "language": "en"}
REQUEST_PAGE = {
    "priority": "urgent",
    "purpose": "investigation",
    "proceedings": "administrative",
    "subject": "Another subject",
    "reason": "Another reason",
    "revision": "2",
}

DOORS = [
    _plain("account_login", body={"login": "nobody", "password": "nothing"}),
    _plain("account_logout"),
    _plain("account_signup"),
    _plain("mfa_authenticate", body={"code": "000000"}),
    _plain("mfa_login_webauthn", body={"credential": "{}"}),
    _plain("set_language", body={"language": "en", "next": "/"}),
    _plain("signin:activate", "no-such-link", body={"code": "1", "password1": "x", "password2": "x"}),
]
OWN = [
    _plain("account_reauthenticate", body={"password": "not this one"}),
    _plain("mfa_reauthenticate", body={"code": "000000"}),
    _plain("mfa_reauthenticate_webauthn", body={"credential": "{}"}),
    _plain("account_change_password", body=NEW_PASSWORD),
    _plain("mfa_index"),
    _plain("mfa_activate_totp", body={"code": "000000"}),
    _plain("mfa_deactivate_totp", changes=True),
    _plain("mfa_list_webauthn"),
    _plain("mfa_add_webauthn", body={"name": "Key", "credential": "{}"}),
    _passkey("mfa_edit_webauthn", body={"name": "Blue key"}),
    _passkey("mfa_remove_webauthn", changes=False),
    _plain("signin:confirm"),
    _plain("signin:carry_on"),
    _plain("signin:totp_picture"),
    _plain("signin:recovery_codes", changes=True),
    _plain("signin:sessions"),
    _plain("signin:tokens", body={"name": "Night run", "days": "30"}, changes=True),
    Place(
        "signin:revoke_token",
        "plain",
        lambda world, actor: [],
        None,
        lambda world, actor: {"token": world.marks.get(actor.name, "")},
        changes=False,
    ),
]
LISTS = [
    _plain("work_list", kind="list"),
    _plain("overview", kind="list"),
    _plain("notices"),
    _plain("read_notices", body={"newest": "0"}),
    _plain("requests:cases", kind="list"),
    _plain("requests:drafts", kind="drafts"),
    _plain("requests:begin", body=_channel, changes=True),
    Place("requests:find", "plain", lambda world, actor: [], None),
]
DRAFTS = [
    _draft("requests:draft"),
    _draft("requests:check"),
    _draft("requests:discard"),
    _draft("requests:section", "request", body=REQUEST_PAGE),
    _draft("requests:section/list", "parties", changes=False),
    _draft("requests:entry/add", "parties", body=_one_more_party),
    _draft("requests:entry", "parties", 0, body=_one_more_party),
    _draft("requests:remove", "parties", 0, body={"revision": "2"}),
]
CASES = [
    _case("requests:case", "answered"),
    _case("requests:purpose", "in_execution", body=PURPOSE, changes=False),
    _case("requests:assign", "assigned", body=_to_colleague("sora", "ngaire")),
    _case("requests:answer", "in_execution", body=ITEM | MARKED | {"completes": "yes"}),
    _case("requests:refuse", "in_execution", body=REFUSAL),
    _case("requests:cannot_execute", "in_execution", body=REASON),
    _case("requests:act/acknowledge", "assigned", "acknowledge"),
    _case("requests:act/begin", "acknowledged", "begin"),
    _case("requests:act/withdraw", "in_execution", "withdraw"),
    _case("requests:act/close", "answered", "close"),
    _case("requests:receive", "answered", 1),
    _case("requests:who", "in_execution"),
    _case("requests:grant", "in_execution", body=_to_colleague("daichi", "mallory")),
    Place(
        "requests:withdraw_grant",
        "grant",
        _grant,
        lambda world, actor: [MISSING, NO_ROW],
        {"reason": "not_needed"},
    ),
]
ADMINISTRATION = [
    _plain("frameworks:annex"),
    _plain("frameworks:designate", body=_into_the_annex, changes=True),
    Place(
        "frameworks:end_designation",
        "line",
        lambda world, actor: [world.lines.get(_kept(actor), world.lines["mallory"]).pk],
        lambda world, actor: [NO_ROW],
    ),
    _plain("frameworks:classification"),
    _plain("frameworks:authorities"),
    _plain("frameworks:calendars"),
    _calendar(),
    _plain("frameworks:terms", "JP-NZ-2014"),
    _plain("frameworks:administration"),
    _plain("frameworks:accounts"),
    _plain("frameworks:new_account", body=ACCOUNT, changes=True),
    _account("frameworks:account"),
    _account("frameworks:change_account", body={"roles": ["supervisor"]}),
    _account("frameworks:activate_account"),
    _account("frameworks:end_session", body=_session_of, changes=False),
    _account("frameworks:act_on_account/disable", "disable"),
    _account("frameworks:act_on_account/enable", "enable"),
    _account("frameworks:act_on_account/unlock", "unlock", changes=False),
    _account("frameworks:act_on_account/end-sessions", "end-sessions", changes=False),
]


def _entry(world: World, actor: Actor) -> list[Any]:
    named = {"other-side": "theirs", "provided": "provided"}.get(actor.relation, "ours")
    mirrored = {"ours": "theirs", "theirs": "ours"}.get(named, named) if world.side(actor) == "JP" else named
    return [world.entries[mirrored]]


AUDITING = [
    _plain("audit:log", kind="log"),
    _plain("audit:export", kind="log"),
    _plain("export_access_log", kind="log"),
    Place("audit:entry", "entry", _entry, lambda world, actor: [NO_ROW]),
    _plain("audit:checkpoints"),
    Place("audit:checkpoint", "plain", lambda world, actor: [1], lambda world, actor: [NO_ROW]),
]
A = "api:requests-api:"
API = [
    _plain("api:schema"),
    _plain("api:explained"),
    _plain("api:work_list", kind="list"),
    _plain("api:notices"),
    _plain("api:access_log", kind="log"),
    _plain("api:frameworks-api:participants"),
    _plain("api:frameworks-api:frameworks"),
    _plain("api:frameworks-api:classification"),
    _plain("api:frameworks-api:authorities"),
    _plain("api:frameworks-api:annex"),
    _plain(f"{A}cases", kind="list", body=_filing, changes=True),
    _case(f"{A}case", "answered"),
    _case(f"{A}assign", "assigned", body={"to": "sora"}),
    _case(f"{A}acknowledge", "assigned"),
    _case(f"{A}begin", "acknowledged"),
    _case(f"{A}answer", "in_execution", body={"items": [ITEM | {"marking": MARKED}], "completes": True}),
    _case(f"{A}refuse", "in_execution", body=REFUSAL),
    _case(f"{A}cannot_execute", "in_execution", body=REASON),
    _case(f"{A}withdraw", "in_execution"),
    _case(f"{A}close", "answered"),
    _case(f"{A}receive", "answered", 1),
]
PLACES = [*DOORS, *OWN, *LISTS, *DRAFTS, *CASES, *ADMINISTRATION, *AUDITING, *API]
