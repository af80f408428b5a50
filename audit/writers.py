"""Each thread's own chain of entries: numbered without a gap, moved on only when the database has kept the entry.

A thread holds the tail of its writer. Before an insert the tail is *taken*; it is put back only when the insert, or
the transaction that the insert is part of, is known to be committed. Whatever happens otherwise (an error, a rollback,
a lost connection, a fork, a test that never commits), nothing is put back and the next entry begins a new writer. So a
writer may end anywhere, but its numbers have no gap unless somebody made one.

Inside a transaction the tail travels on the hooks that Django keeps for the commit. Rolling back to a savepoint
discards the hooks registered since, and so exactly the entries that the database discards. (Savepoints made by hand,
with ``transaction.savepoint()``, are unknown to those hooks; a test sees to it that nobody makes any.)
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.db import Error, connection, transaction

from audit import chain, rows, signing


class LogUnavailable(Exception):
    """The log cannot be written: whatever was to be recorded must not happen."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a writer stands: its last number and code, the key of its codes, the life of the process it belongs to."""

    writer: str
    key: bytes
    life: str
    seq: int = 0
    mac: bytes = chain.FIRST


@dataclass(slots=True, eq=False)
class Settlement:
    """Runs after the commit: gives the thread its tail back, unless a later entry of the transaction took it on."""

    tail: Tail
    thread: int
    is_followed: bool = False

    def __call__(self) -> None:
        """Put the tail back; not while a test merely plays the commit."""
        if not self.is_followed and not connection.in_atomic_block:
            _here.tail = self.tail


class _Here(threading.local):
    tail: Tail | None = None


_here = _Here()
_life = uuid4().hex


def begin_anew() -> None:
    """Let every thread begin a new writer: a forked process must not go on where its parent stands."""
    global _life
    _life = uuid4().hex


os.register_at_fork(after_in_child=begin_anew)


def append(fields: dict[str, Any]) -> int:
    """Write one entry behind the thread's last one; return its id.

    Raises:
        LogUnavailable: if it could not be written; the transaction around it, if any, will be rolled back.
    """
    try:
        return _append_in_transaction(fields) if connection.in_atomic_block else _append_alone(fields)
    except transaction.TransactionManagementError:
        raise  # the transaction is already lost, and Django says so better
    except Error as fault:
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        raise LogUnavailable("the access log cannot be written") from fault


def is_in_transaction() -> bool:
    """Say whether a rollback could still undo what is written now; a test case's own transaction does not count."""
    blocks = connection.atomic_blocks
    if blocks:
        return not blocks[-1]._from_testcase  # type: ignore[attr-defined]
    try:
        return not connection.get_autocommit()
    except Error as fault:
        raise LogUnavailable("the database cannot be reached") from fault


def _append_alone(fields: dict[str, Any]) -> int:
    tail, ident = _write(_take(), fields)
    _here.tail = tail
    return ident


def _append_in_transaction(fields: dict[str, Any]) -> int:
    previous = _pending()
    tail, ident = _write(_going_on(previous.tail) if previous else _take(), fields)
    if previous:
        previous.is_followed = True
    transaction.on_commit(Settlement(tail, threading.get_ident()))
    return ident


def _write(tail: Tail, fields: dict[str, Any]) -> tuple[Tail, int]:
    values = rows.values_of(fields | {"writer": tail.writer, "seq": tail.seq + 1})
    code = chain.mac(tail.key, tail.mac, chain.canonical(values))
    ident = rows.insert(values, fields["at"], code)
    return replace(tail, seq=tail.seq + 1, mac=code), ident


def _take() -> Tail:
    """Return the thread's tail and leave none behind."""
    tail, _here.tail = _here.tail, None
    return _going_on(tail)


def _going_on(tail: Tail | None) -> Tail:
    """Return the tail if its writer may go on, else that of a new writer."""
    key = _key()
    if tail is None or (tail.key, tail.life) != (key, _life):
        return Tail(uuid4().hex, key, _life)
    return tail


def _pending() -> Settlement | None:
    """Return the settlement of this transaction's last entry that no savepoint has discarded."""
    for _, hook, *_ in reversed(connection.run_on_commit):
        if isinstance(hook, Settlement) and hook.thread == threading.get_ident():
            return hook
    return None


def _key() -> bytes:
    try:
        return signing.mac_key()
    except Exception as fault:  # whatever keeps the key from us, without it nothing can be recorded
        raise LogUnavailable("the key of the access log cannot be read") from fault
