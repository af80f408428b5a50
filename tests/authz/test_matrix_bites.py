"""The matrix would notice: each rule that is made to permit everything turns cells into unexpected ones.

A table that expects what the code happens to do proves nothing. So one rule after another is taken away here, wherever it
is used, and the cells that rest on it are asked again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db.models import Q

import frameworks.administering
import frameworks.rules
import requests.access.deciding
import requests.rules
from audit import middleware as access_log
from audit.verdict import permitted
from frameworks.signin import middleware, stepup
from tests.authz import asking
from tests.authz.asking import Browsers, Cell, Tally, faults
from tests.authz.matrix import Matrix
from tests.authz.people import ACTORS
from tests.authz.places import PLACES, Place
from tests.authz.world import World

ROOMS = ("exchange", "requests", "caveats", "frameworks", "vault", "audit")
BY_LABEL = {place.label: place for place in PLACES}
CASE, API_CASE = "requests:case", "api:requests-api:case"


def yes(*args: Any, **kwargs: Any) -> Any:
    """Permit whatever is asked."""
    return permitted("whatever")


@dataclass(frozen=True)
class Mutant:
    """A rule, what stands in its place, and where that must be noticed, by which method and in which relations."""

    rule: Callable[..., Any]
    instead: Callable[..., Any]
    places: tuple[str, ...]
    method: str = "GET"
    relations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule.__module__}.{self.rule.__qualname__}"

    def cells(self, place: Place) -> list[Cell]:
        """Return the cells of a place that rest on the rule."""
        return [
            Cell(place, self.method, actor)
            for actor in ACTORS[place.kind]
            if (not self.relations or actor.relation in self.relations) and (not self.roles or actor.role in self.roles)
        ]


MUTANTS = [
    Mutant(requests.rules.need_to_know, yes, (CASE, API_CASE), relations=("own-side", "ended", "not-begun")),
    Mutant(requests.rules.may_assign, yes, ("requests:assign",), "POST", ("author", "granted-requested")),
    Mutant(
        requests.rules.may_reply, yes, ("requests:answer", "api:requests-api:answer"), "POST", ("granted-requested",)
    ),
    Mutant(requests.rules.may_withdraw, yes, ("requests:act/withdraw",), "POST", ("assignee", "granted-requested")),
    Mutant(requests.rules.may_close, yes, ("api:requests-api:close",), "POST", ("assignee",)),
    Mutant(requests.rules.may_acknowledge_receipt, yes, ("requests:receive",), "POST", ("assignee",)),
    Mutant(requests.rules.may_grant, yes, ("requests:withdraw_grant",), "POST", ("self",)),
    Mutant(requests.rules.may_file, yes, ("requests:begin",), "POST", ("lapsed",)),
    Mutant(requests.rules._in_hand, yes, ("requests:refuse", "requests:answer"), "POST", ("granted-requested",)),
    Mutant(requests.rules._of_side, yes, ("requests:act/withdraw",), "POST", ("assignee", "granted-requested")),
    Mutant(
        requests.access.deciding.stated,
        yes,
        ("requests:answer", API_CASE),
        roles=("official-unstated", "token-unstated"),
    ),
    Mutant(
        requests.access.deciding.active_grants, lambda at: Q(), ("requests:cases",), relations=("withdrawn", "ended")
    ),
    Mutant(frameworks.rules.is_designated, yes, (CASE, API_CASE), relations=("lapsed", "undesignated")),
    Mutant(frameworks.rules.holds_clearance_for, yes, (CASE,), relations=("uncleared-other",)),
    Mutant(frameworks.rules.is_supervisor, yes, ("overview", "requests:grant"), relations=("author", "own-side")),
    Mutant(frameworks.rules.is_administrator, yes, ("frameworks:accounts", "frameworks:account"), roles=("official",)),
    Mutant(frameworks.rules.is_auditor, yes, ("audit:log", "audit:entry", "api:access_log"), roles=("official",)),
    Mutant(frameworks.administering.may_administer, yes, ("frameworks:act_on_account/disable",), "POST", ("self",)),
    Mutant(
        stepup.is_fresh,
        yes,
        ("requests:grant", "audit:export"),
        roles=("supervisor-unconfirmed", "auditor-unconfirmed"),
    ),
    Mutant(
        middleware.SecondFactorMiddleware.process_view,
        lambda *args: None,
        ("work_list", CASE, "frameworks:annex", "audit:log"),
        roles=("anonymous", "password-only", "password-only-new"),
    ),
    Mutant(
        access_log._is_told, lambda *args: True, ("account_login", "requests:find"), roles=("anonymous", "official")
    ),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_a_rule_that_is_gone_is_missed(
    mutant: Mutant, world: World, matrix: Matrix, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally.taken_away += 1
    replace_everywhere(monkeypatch, mutant.rule, mutant.instead)
    monkeypatch.setattr(asking, "BROWSERS", Browsers())  # middleware is put together when a browser is made
    apart = replace(world, twins={}, digested=set())
    for label in mutant.places:
        place = BY_LABEL[label]
        cells = mutant.cells(place)
        found = [fault for cell in cells for fault in faults(apart, cell, _expected(matrix, cell), Tally())]
        assert found, f"nothing at {label} rests on {mutant}"
    tally.noticed += 1


def _expected(matrix: Matrix, cell: Cell) -> str:
    return matrix.expected(cell.place.label, cell.method, cell.actor.role, cell.actor.relation)


def replace_everywhere(monkeypatch: pytest.MonkeyPatch, rule: Any, instead: Any) -> None:
    """Put something else in the place of a rule: in its class or module, and wherever it was taken along to."""
    owner, _, name = rule.__qualname__.rpartition(".")
    if owner:
        monkeypatch.setattr(getattr(sys.modules[rule.__module__], owner), name, instead)
        return
    for module in [found for key, found in sys.modules.items() if key.partition(".")[0] in ROOMS]:
        for attribute, value in list(vars(module).items()):
            if value is rule:
                monkeypatch.setattr(module, attribute, instead)
            elif isinstance(value, dict):
                for key in [key for key, held in value.items() if held is rule]:
                    monkeypatch.setitem(value, key, instead)
