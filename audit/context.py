"""Who acts, through which door, on whose behalf: what every log entry of one request or task shares. Para 3(g)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Check:
    """An entry made during this request: which one, of what kind and name, and whether it permitted."""

    entry: int
    kind: str
    name: str
    is_permitted: bool


@dataclass(slots=True)
class Context:
    """Where an act comes from. ``door`` is ``page``, ``api``, ``task`` or ``command``.

    Not frozen: the route and the person become known only while the request is under way.
    """

    actor: str = ""
    actor_participant: str = ""
    door: str = "command"
    method: str = ""
    route: str = ""
    request_id: str = ""
    address: str = ""
    checks: list[Check] = field(default_factory=list)


_context: ContextVar[Context | None] = ContextVar("audit_context", default=None)


def current() -> Context:
    """Return where we are; outside of any request or task, a command without a name."""
    return _context.get() or Context()


@contextmanager
def use(context: Context) -> Iterator[Context]:
    """Make ``context`` the current one for the length of a block."""
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)
