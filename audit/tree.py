"""The Merkle tree of RFC 6962 over the sealed entries. Para 3(g).

One hash stands for the whole log at a size. `Frontier` grows it leaf by leaf from a few dozen hashes, however long the
log is; a proof of consistency shows that a later log begins with an earlier one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, 2.1: prefix 0x00, so that no inner node can pass for a leaf)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962, 2.1: prefix 0x01)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the roots of its complete subtrees, largest first, one per bit of its size."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if size < 0 or len(self.peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves does not have {len(self.peaks)} complete subtrees")

    @classmethod
    def of(cls, size: int, packed: bytes) -> Frontier:
        """Return the frontier that `packed` gave."""
        return cls(size, (packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)))

    def packed(self) -> bytes:
        """Return the hashes in one piece, to be kept."""
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf; each complete pair becomes one subtree, as a binary counter carries."""
        for _ in range((~self.size & (self.size + 1)).bit_length() - 1):
            leaf = node_hash(self.peaks.pop(), leaf)
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the hash of the whole tree."""
        if not self.peaks:
            return EMPTY
        *larger, result = self.peaks
        for peak in reversed(larger):
            result = node_hash(peak, result)
        return result


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the hashes of ``leaves``."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """Return the largest power of two below ``size``, where RFC 6962 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf ``index`` to the root (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves has no leaf {index}")
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*inclusion_proof(leaves[:middle], index), root(leaves[middle:])]
    return [*inclusion_proof(leaves[middle:], index - middle), root(leaves[:middle])]


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return the hashes that show that the first ``earlier`` leaves begin this tree (RFC 6962, 2.1.2)."""
    if not 0 < earlier <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves has no beginning of {earlier}")
    return _subproof(leaves, earlier, is_known=True)


def _subproof(leaves: Sequence[bytes], earlier: int, *, is_known: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if is_known else [root(leaves)]
    middle = _split(len(leaves))
    if earlier <= middle:
        return [*_subproof(leaves[:middle], earlier, is_known=is_known), root(leaves[middle:])]
    return [*_subproof(leaves[middle:], earlier - middle, is_known=False), root(leaves[:middle])]


def is_included(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether ``proof`` leads from ``leaf`` at ``index`` to the root of a tree of ``size`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last = index, size - 1
    for step in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            leaf = node_hash(step, leaf)
            position, last = _up_to_right_child(position, last)
        else:
            leaf = node_hash(leaf, step)
        position, last = position >> 1, last >> 1
    return last == 0 and leaf == root


def is_consistent(*, earlier: int, earlier_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether ``proof`` shows that the log of size ``earlier`` begins the log of ``size`` (RFC 9162, 2.1.4.2)."""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not proof and earlier_root == root
    path = list(proof) if earlier.bit_count() > 1 else [earlier_root, *proof]
    if not path:
        return False
    position, last = earlier - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            position, last = _up_to_right_child(position, last)
        else:
            new = node_hash(new, step)
        position, last = position >> 1, last >> 1
    return last == 0 and old == earlier_root and new == root


def _up_to_right_child(position: int, last: int) -> tuple[int, int]:
    """Climb from a right edge without a sibling until the node is a right child, or the very top."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last
