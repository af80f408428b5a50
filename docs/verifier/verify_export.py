#!/usr/bin/env python3
"""Verify an export of the access log against a checkpoint that was kept. Needs Python 3.8 or later, nothing else.

    verify_export.py EXPORT CHECKPOINT [--public-key FILE] [--openssl DIRECTORY]

EXPORT is what ``manage.py verify_audit --export`` wrote; CHECKPOINT is the text that the log's owner handed over at
some time, and that was kept. Shown is that every entry of the export up to that time is exactly what the checkpoint
was made over: none edited, deleted, inserted, moved or cut off. Entries after it are compared with the checkpoints
inside the export. The codes by which each writer chains its entries need a secret key, and are not looked at here.

This file shares no code with the exchange, on purpose: it is a second opinion, short enough to be read before use.
Ends with 0 if all is well, 1 if not, 2 if it could not be tried.
"""

import argparse
import base64
import hashlib
import json
import struct
import sys
from pathlib import Path

ED25519_DER = bytes.fromhex("302a300506032b6570032100")


class Wrong(Exception):
    """What does not fit."""


def main():
    parser = argparse.ArgumentParser(description="Verify an export of the access log against a kept checkpoint.")
    parser.add_argument("export", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--public-key", type=Path, help="the log's key as it was kept (name+id+key)")
    parser.add_argument("--openssl", type=Path, help="write there what OpenSSL needs to check the signature")
    options = parser.parse_args()
    try:
        head, text, signatures = read_checkpoint(options.checkpoint.read_text(encoding="utf-8"))
        say_signature(head, text, signatures, options)
        with options.export.open(encoding="utf-8") as lines:
            verify(lines, head)
    except (OSError, KeyError, TypeError, ValueError) as fault:
        print("This cannot be read:", repr(fault))
        return 2
    except Wrong as fault:
        print("NOT WHOLE:", fault)
        return 1
    return 0


def verify(lines, head):
    """Rebuild the tree from the entries; compare it with the checkpoint, and with those on the way."""
    first = json.loads(next(lines, "null"))
    if not isinstance(first, dict) or first.get("format") != "exchange audit export 1":
        raise ValueError("not an export of the access log")
    origin, size, _ = head
    peaks, count, last, unsealed, was_compared = [], 0, {}, 0, False
    for line in lines:
        record = json.loads(line)
        if "checkpoint" in record:
            compare(read_checkpoint(record["checkpoint"])[0], origin, count, peaks)
            continue
        entry = dict(zip(first["fields"], record["values"]))  # noqa: B905  (older Pythons know no strict)
        check_number(record, entry, last)
        if record["leaf"] is None:
            unsealed += 1
            continue
        if record["leaf"] != count or unsealed:
            raise Wrong(f"sealed entry {count} is missing; entry {record['id']} stands in its place")
        add(peaks, count, leaf(first, record))
        count += 1
        if count == size:
            compare(head, origin, count, peaks)
            was_compared = True
    if not was_compared:
        raise Wrong(f"the checkpoint states {size} entries, the export has {count}: cut off")
    print(f"Whole: the first {size} entries are those of the checkpoint of {origin}.")
    print(f"{count - size} sealed after it, {unsealed} not sealed yet.")


def check_number(record, entry, last):
    """Within one writer, numbers run from 1 without a gap; unsealed entries come last."""
    expected = last.get(entry["writer"], 0) + 1
    if entry["seq"] != expected:
        raise Wrong(f"entry {record['id']} is number {entry['seq']} of its writer, not {expected}")
    last[entry["writer"]] = expected


def leaf(first, record):
    """Each value behind its length in four bytes (four bytes of ones for none), then the code; RFC 6962 leaf hash."""
    values = [None if value is None else str(value).encode() for value in record["values"]]
    framed = [b"\xff" * 4 if value is None else struct.pack(">I", len(value)) + value for value in values]
    code = bytes.fromhex(record["mac"])
    return sha256(b"\x00", first["entry"].encode(), *framed, struct.pack(">I", len(code)), code)


def add(peaks, count, node):
    """Add a leaf to the roots of the complete subtrees of a tree of ``count`` leaves."""
    while count & 1:
        node, count = sha256(b"\x01", peaks.pop(), node), count >> 1
    peaks.append(node)


def compare(head, origin, count, peaks):
    if head[1] != count:
        raise Wrong(f"a checkpoint over {head[1]} entries stands behind {count}: some are missing")
    node = peaks[-1] if peaks else sha256()
    for peak in reversed(peaks[:-1]):
        node = sha256(b"\x01", peak, node)
    if head != (origin, count, node):
        raise Wrong(f"the first {count} entries are not those of the checkpoint of {head[0]} over {head[1]}")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def read_checkpoint(note):
    """Return (origin, size, root), the text, and the signatures as (name, key id, bytes)."""
    text, _, lines = note.rpartition("\n\n")
    origin, size, root = text.split("\n")[:3]
    signatures = []
    for line in lines.splitlines():
        _, name, encoded = line.split(" ")
        blob = base64.b64decode(encoded)
        signatures.append((name, blob[:4], blob[4:]))
    return (origin, int(size), base64.b64decode(root)), text + "\n", signatures


def say_signature(head, text, signatures, options):
    """Say what is known of the signature; without a library it cannot be checked, OpenSSL can."""
    if not options.public_key:
        print("Not checked: whose checkpoint it is (name the key you kept with --public-key).")
        return
    stated = options.public_key.read_text(encoding="utf-8").strip()
    name, _, encoded = stated.split("+", 2)
    typed = base64.b64decode(encoded)
    wanted = (name, sha256(name.encode(), b"\n", typed)[:4])
    found = [blob for signer, key_id, blob in signatures if (signer, key_id) == wanted]
    if not found or head[0] != name:
        raise Wrong("the checkpoint is not signed by the key you kept")
    print("The checkpoint names the key you kept. Its Ed25519 signature was NOT checked: Python has no means for it.")
    if not options.openssl:
        print("With OpenSSL 3 it can be: run again with --openssl DIRECTORY.")
        return
    for file, content in (("text", text.encode()), ("signature", found[0]), ("key.der", ED25519_DER + typed[1:])):
        (options.openssl / file).write_bytes(content)
    print(f"To check it, in {options.openssl}:")
    print("openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature")


if __name__ == "__main__":
    sys.exit(main())
