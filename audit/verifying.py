"""Is the log whole? Each code, leaf, root and signature, from the first entry to the last. Para 3(g).

An entry that was edited, deleted, inserted, reordered or cut off is found and named. What cannot be found from here:
a log rolled back together with its checkpoints (hold it against one that the other Participant kept), and the last
entries of a writer cut off before they were sealed (about a second).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import DatabaseError, connection

from audit import append_only, chain, notes, reading, signing, tree
from audit.models import Checkpoint
from audit.reading import Row, SealedRow

MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: where, and what."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(slots=True)
class Findings:
    """What was looked at, and what is wrong. ``weight`` sums up the further references seen (`_references`)."""

    entries: int = 0
    writers: int = 0
    sealed: int = 0
    checkpoints: int = 0
    weight: int = 0
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0

    def note(self, faults: Iterator[Fault]) -> None:
        """Keep the faults that one check finds, the first hundred in words and the others as a number."""
        try:
            for fault in faults:
                self._keep(fault)
        except (TypeError, ValueError, DatabaseError) as nonsense:  # SQLite keeps anything anywhere
            self._keep(Fault("Reading", f"stopped at what cannot have been written here: {nonsense}"))

    def _keep(self, fault: Fault) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.more_faults += 1


@dataclass(frozen=True, slots=True)
class Trusted:
    """Whose checkpoints count: the name of the log and its public key."""

    name: str
    key: bytes


def verify(*, kept: notes.Note | None = None, trusted: Trusted | None = None) -> Findings:
    """Verify the whole log; with a checkpoint that was ``kept``, also that the log still begins with what it states."""
    signer = signing.signer()
    trusted = trusted or Trusted(signer.name, signer.public_key())
    findings = Findings()
    with reading.at_leisure():
        leaves, stated = reading.ends()
        findings.note(_fence(leaves, stated))
        findings.note(_writers(findings))
        findings.note(_tree(findings, stated, kept, trusted))
        findings.note(_references(findings, stated))
    return findings


def _fence(leaves: int, stated: int) -> Iterator[Fault]:
    for name in append_only.missing(connection):
        yield Fault(f"Trigger {name}", "is missing or switched off: rows could be changed")
    if leaves != stated:
        yield Fault("Sealed order", f"it holds {leaves} entries, and the last checkpoint states {stated}")


def _writers(findings: Findings) -> Iterator[Fault]:
    """Follow each writer's chain from its first entry; of each writer, its last entry is remembered."""
    last: dict[str, Row] = {}
    for row in reading.entries():
        yield from _link(last.get(row.value("writer")), row)
        last[row.value("writer")] = row
        findings.entries, findings.writers = findings.entries + 1, len(last)


def _link(last: Row | None, row: Row) -> Iterator[Fault]:
    """Compare an entry with the one before it in its writer's chain."""
    expected = int(last.value("seq")) + 1 if last else 1
    if row.value("seq") != expected:
        yield Fault(_place(row), f"before it, number {expected} of its writer is missing")
    elif not chain.is_next(signing.mac_key(), last.code if last else chain.FIRST, row.bytes, row.code):
        yield Fault(_place(row), "its content or its code was changed")
    if last and row.leaf is not None and last.leaf is None:
        yield Fault(_place(last), "was left out of the seal")
    elif last and row.leaf is not None and last.leaf is not None and row.leaf < last.leaf:
        yield Fault(_place(row), f"was sealed as {row.leaf}, before the entry that it follows")


def _tree(findings: Findings, stated: int, kept: notes.Note | None, trusted: Trusted) -> Iterator[Fault]:
    """Grow the tree again leaf by leaf, and hold it to each checkpoint on the way."""
    frontier, waiting = tree.Frontier(), reading.checkpoints(stated)
    checkpoint, before = next(waiting, None), None
    for sealed in reading.by_leaf(stated):
        if sealed.index != frontier.size:
            yield Fault(f"Sealed entry {frontier.size}", "is missing from the sealed order, with all that rests on it")
            return
        yield from _leaf(sealed)
        frontier.append(sealed.hash)
        findings.sealed, findings.weight = frontier.size, findings.weight + _weight_of(sealed.row)
        if checkpoint and checkpoint.size == frontier.size:
            yield from _checkpoint(checkpoint, before, frontier, sealed.entry, trusted)
            findings.checkpoints += 1
            checkpoint, before = next(waiting, None), checkpoint
        if kept and kept.head.size == frontier.size:
            yield from _kept(kept, frontier, trusted)
    if kept and kept.head.size > frontier.size:
        yield Fault(
            "Kept checkpoint", f"it states {kept.head.size} entries; {frontier.size} are left: the log was cut off"
        )


def _leaf(sealed: SealedRow) -> Iterator[Fault]:
    if sealed.row is None:
        yield Fault(f"Entry {sealed.entry}", f"was sealed as {sealed.index} and is gone")
    elif tree.leaf_hash(chain.sealable(sealed.row.bytes, sealed.row.code)) != sealed.hash:
        yield Fault(_place(sealed.row), f"is not what was sealed as {sealed.index}")
    elif sealed.is_event != (sealed.row.value("kind") == "event"):
        yield Fault(_place(sealed.row), "its leaf hides or feigns an event")


def _checkpoint(
    checkpoint: Checkpoint, before: Checkpoint | None, frontier: tree.Frontier, entry: int, trusted: Trusted
) -> Iterator[Fault]:
    place, root = f"Checkpoint {checkpoint.size}", frontier.root()
    since = before.size if before else 0
    if bytes(checkpoint.root) != root or bytes(checkpoint.frontier) != frontier.packed():
        yield Fault(place, f"the entries sealed as {since} to {checkpoint.size - 1} are not those it was made over")
    if checkpoint.last_entry != entry or (before and before.at > checkpoint.at):
        yield Fault(place, "its place in the log was changed")
    try:
        note = notes.read(checkpoint.note)
    except notes.Malformed as fault:
        yield Fault(place, f"its text was changed: {fault}")
        return
    if note.head != notes.Head(trusted.name, checkpoint.size, root):
        yield Fault(place, "its text states something else")
    yield from _signatures(place, note, trusted, int(checkpoint.at.timestamp()))


def _signatures(place: str, note: notes.Note, trusted: Trusted, seconds: int | None) -> Iterator[Fault]:
    """Check the log's own signatures under a note: over the text, and over the time with the text."""
    plain = note.by(trusted.name, notes.ED25519, trusted.key)
    timed = note.by(trusted.name, notes.COSIGNATURE, trusted.key)
    if not plain or not timed:
        yield Fault(place, "is not signed by the key of this log")
        return
    stated, signature = notes.time_and_signature(timed.blob)
    if not signing.holds(note.text.encode(), plain.blob, trusted.key):
        yield Fault(place, "its signature does not hold")
    elif not signing.holds(notes.timed_message(note.text, stated), signature, trusted.key):
        yield Fault(place, "the signature over its time does not hold")
    elif seconds is not None and seconds != stated:
        yield Fault(place, "its time was changed")


def _kept(kept: notes.Note, frontier: tree.Frontier, trusted: Trusted) -> Iterator[Fault]:
    """Hold the log to a checkpoint that was kept elsewhere."""
    yield from _signatures("Kept checkpoint", kept, trusted, None)
    if kept.head != notes.Head(trusted.name, frontier.size, frontier.root()):
        yield Fault("Kept checkpoint", f"the first {frontier.size} entries are not those that it was signed over")


def _references(findings: Findings, stated: int) -> Iterator[Fault]:
    """Compare the list of further references, by which accesses are found, with the entries it was made from."""
    listed = 0
    for entry, reference, leaf in reading.stream(reading.REFERENCES):
        listed += _weight(entry, reference) if leaf is None or leaf < stated else 0
    if listed != findings.weight:
        yield Fault("References", "the list by which accesses are found does not agree with the entries")


def _weight_of(row: Row | None) -> int:
    first, *further = (json.loads(row.value("subjects")) if row else []) or [""]
    return sum(_weight(row.ident, reference) for reference in {*further} - {first}) if row else 0


def _weight(entry: int, reference: str) -> int:
    """Return a number for a pair; sums of them agree only where the same pairs were summed, in whatever order."""
    return int.from_bytes(sha256(f"{entry} {reference}".encode()).digest(), "big")


def _place(row: Row) -> str:
    return f"Entry {row.ident} (writer {row.value('writer')}, number {row.value('seq')}, {row.value('at')})"
