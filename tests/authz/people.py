"""Who asks, in which capacity, and how each stands to what is asked for: the two axes of the matrix that are people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at the door: ``role`` and ``relation`` as the matrix names them, the person, and how they come.

    ``way`` is ``ready`` (a session with a second factor shown just now and a purpose stated), ``unstated`` (no purpose),
    ``unconfirmed`` (the second factor was shown a while ago), ``password`` (none was shown), ``token``, ``no-purpose``
    (a token, no purpose), ``expired`` (a token past its end) or ``nobody``.
    """

    role: str
    relation: str
    name: str = ""
    way: str = "ready"

    def __str__(self) -> str:
        return f"{self.role}/{self.relation}"

    @property
    def has_token(self) -> bool:
        """Say whether they come with a token rather than with a session."""
        return self.way in ("token", "no-purpose", "expired")


def officials(way: str, role: str, **relations: str) -> list[Actor]:
    """Return officials of one role, each relation with the names that stand in it."""
    return [
        Actor(role, relation.replace("_", "-"), name, way)
        for relation, names in relations.items()
        for name in names.split()
    ]


# What decides nothing but that a door is shut: who is not signed in, not enough, or not any more.
SHUT_OUT = [
    Actor("anonymous", "none", way="nobody"),
    *officials("ready", "disabled", granted_requesting="anahera"),
    *officials("token", "disabled", granted_requesting="anahera"),
    *officials("password", "password-only", author="aroha"),
    *officials("password", "password-only-new", assignee="haruka"),
    *officials("expired", "expired-token", author="aroha"),
]

# The case lies between New Zealand, which asks, and Japan. Aroha filed it, Haruka has it in hand. XX is no party.
CASE = [
    *SHUT_OUT,
    *officials(
        "ready",
        "official",
        author="aroha",
        assignee="haruka",
        granted_requesting="ngaire",
        granted_requested="sora",
        withdrawn="tui",
        ended="yui",
        not_begun="pania",
        lapsed="mei",
        uncleared_own="kahu",
        uncleared_other="riku",
        own_side="mallory daichi",
        third="xena",
    ),
    *officials("unstated", "official-unstated", author="aroha", assignee="haruka", own_side="mallory"),
    *officials("unconfirmed", "official-unconfirmed", author="aroha", own_side="mallory"),
    *officials("ready", "intake", waiting="kenji", assigned_away="kenji", own_side="hemi"),
    *officials(
        "ready", "supervisor", own_side="wiremu misaki", undesignated="rangi", granted_requesting="mere", third="xavier"
    ),
    *officials("unconfirmed", "supervisor-unconfirmed", own_side="wiremu"),
    *officials("ready", "auditor", own_side="tama", undesignated="toa"),
    *officials("ready", "administrator", own_side="ryota", undesignated="moana"),
    *officials(
        "token",
        "token",
        author="aroha",
        assignee="haruka",
        granted_requesting="ngaire",
        withdrawn="tui",
        ended="yui",
        lapsed="mei",
        uncleared_other="riku",
        own_side="mallory",
    ),
    *officials("no-purpose", "token-unstated", author="aroha", own_side="mallory"),
    *officials("token", "supervisor-token", own_side="wiremu", undesignated="rangi"),
]

# Lists: intake keeps seeing what waits, so that what was assigned is looked for with `waiting` alone.
LIST = [actor for actor in CASE if actor.relation != "assigned-away"]

# Who withdraws a grant: besides the above, a supervisor with another's grant, and one with the own.
GRANT = [*CASE, *officials("ready", "supervisor", crossed="misaki", other_case="wiremu", self="mere")]

# A draft is its author's. Hinemoa is designated no longer.
DRAFT = [
    *(actor for actor in SHUT_OUT if actor.role != "disabled"),
    *officials("ready", "disabled", author="anahera"),
    *officials("ready", "official", author="aroha", lapsed="hinemoa", other="ngaire mallory haruka", third="xena"),
    *officials("unconfirmed", "official-unconfirmed", author="aroha"),
    *officials("ready", "intake", other="hemi kenji"),
    *officials("ready", "supervisor", other="wiremu misaki"),
    *officials("ready", "auditor", other="tama"),
    *officials("ready", "administrator", other="olivia"),
    *officials("token", "token", author="aroha"),
]

# Pages about no object at all.
PLAIN = [
    Actor("anonymous", "none", way="nobody"),
    *officials("ready", "disabled", none="anahera"),
    *officials("token", "disabled", none="anahera"),
    *officials("password", "password-only", none="aroha"),
    *officials("password", "password-only-new", none="haruka"),
    *officials("expired", "expired-token", none="aroha"),
    *officials("ready", "official", none="aroha", lapsed="hinemoa", third="xena"),
    *officials("unconfirmed", "official-unconfirmed", none="aroha"),
    *officials("ready", "intake", none="kenji"),
    *officials("ready", "supervisor", none="wiremu"),
    *officials("unconfirmed", "supervisor-unconfirmed", none="wiremu"),
    *officials("ready", "auditor", none="tama"),
    *officials("ready", "administrator", none="olivia"),
    *officials("unconfirmed", "administrator-unconfirmed", none="olivia"),
    *officials("unconfirmed", "auditor-unconfirmed", none="tama"),
    *officials("token", "token", none="aroha", lapsed="hinemoa"),
    *officials("token", "auditor-token", none="tama"),
]

# Accounts and lines of the Annex: Mallory's on New Zealand's side, Daichi's on Japan's; an administrator's own is `self`.
KEPT = [
    Actor("anonymous", "none", way="nobody"),
    *officials("ready", "disabled", own_side="anahera"),
    *officials("password", "password-only", own_side="aroha"),
    *officials("password", "password-only-new", other_side="haruka"),
    *officials("expired", "expired-token", own_side="aroha"),
    *officials("ready", "official", own_side="aroha", other_side="haruka", self="mallory", third="xena"),
    *officials("unconfirmed", "official-unconfirmed", own_side="aroha"),
    *officials("ready", "intake", own_side="hemi"),
    *officials("ready", "supervisor", own_side="wiremu", other_side="misaki"),
    *officials("ready", "auditor", own_side="tama"),
    *officials("ready", "administrator", own_side="olivia", other_side="ryota", self="kiri", third="xoan"),
    *officials("unconfirmed", "administrator-unconfirmed", own_side="olivia", other_side="ryota"),
    *officials("token", "token", own_side="aroha"),
]

# A passkey is its official's.
PASSKEY = [
    *(actor for actor in PLAIN if actor.relation == "none" and actor.role.partition("-")[0] not in ("official",)),
    *officials("ready", "official", own="aroha", other="mallory"),
    *officials("unconfirmed", "official-unconfirmed", own="aroha"),
]

# The log: entries about the own side's officials, about what the own side provided, and about neither.
LOG = [
    *(actor for actor in PLAIN if actor.role != "auditor"),
    *officials("ready", "auditor", own_side="tama sakura", provided="tama", other_side="tama sakura"),
]

ACTORS = {
    "plain": PLAIN,
    "case": CASE,
    "list": LIST,
    "grant": GRANT,
    "draft": DRAFT,
    "drafts": DRAFT,
    "account": KEPT,
    "line": KEPT,
    "passkey": PASSKEY,
    "log": LOG,
    "entry": LOG,
}
KNOWING = {"author", "assignee", "granted-requesting", "granted-requested", "uncleared-own", "waiting"}
"""The relations in which somebody needs to know the case, and may be shown what it says."""
