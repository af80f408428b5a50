"""Para 3(g): one hash stands for the whole log, and shows what it contains and how it began (RFC 6962)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import tree

# The leaves and roots of the reference test of the Certificate Transparency project.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
KNOWN = [tree.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]

logs = st.lists(st.binary(max_size=4).map(tree.leaf_hash), min_size=1, max_size=40)


def by_definition(leaves):
    """The root as RFC 6962, 2.1 defines it, without a thought for speed."""
    if not leaves:
        return tree.EMPTY
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return tree.node_hash(by_definition(leaves[:middle]), by_definition(leaves[middle:]))


def test_an_empty_log_has_the_root_of_the_rfc():
    assert tree.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_leaves_have_the_known_roots(size):
    assert tree.root(KNOWN[:size]).hex() == ROOTS[size - 1]


def test_the_proofs_of_the_rfc_are_the_known_ones():
    assert [step.hex() for step in tree.inclusion_proof(KNOWN, 5)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [step.hex() for step in tree.consistency_proof(KNOWN, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(logs)
def test_growing_leaf_by_leaf_gives_the_defined_root(leaves):
    assert tree.root(leaves) == by_definition(leaves)


@given(logs, logs)
def test_a_kept_frontier_goes_on_as_if_never_put_away(first, more):
    frontier = tree.Frontier()
    for leaf in first:
        frontier.append(leaf)
    again = tree.Frontier.of(frontier.size, frontier.packed())
    for leaf in more:
        again.append(leaf)
    assert (again.size, again.root()) == (len(first + more), by_definition(first + more))


def test_a_frontier_that_does_not_fit_its_size_is_refused():
    with pytest.raises(ValueError, match="3 leaves does not have 1"):
        tree.Frontier.of(3, b"x" * 32)


@given(logs, st.data())
def test_every_leaf_is_shown_to_be_included(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = tree.inclusion_proof(leaves, index)
    here = {"index": index, "size": len(leaves), "proof": proof, "root": tree.root(leaves)}
    assert tree.is_included(leaves[index], **here)
    assert not tree.is_included(tree.leaf_hash(b"another leaf"), **here)
    assert not tree.is_included(leaves[index], **here | {"root": tree.EMPTY})
    assert not tree.is_included(leaves[index], **here | {"proof": [*proof, tree.EMPTY]})
    assert not tree.is_included(leaves[index], **here | {"index": len(leaves)})
    if proof:
        assert not tree.is_included(leaves[index], **here | {"proof": proof[:-1]})
        assert not tree.is_included(leaves[index], **here | {"proof": [tree.EMPTY, *proof[1:]]})


@given(logs, st.data())
def test_every_beginning_is_shown_to_be_one(leaves, data):
    earlier = data.draw(st.integers(1, len(leaves)))
    proof = tree.consistency_proof(leaves, earlier)
    here = {"earlier": earlier, "earlier_root": tree.root(leaves[:earlier]), "size": len(leaves)}
    here |= {"root": tree.root(leaves), "proof": proof}
    assert tree.is_consistent(**here)
    assert not tree.is_consistent(**here | {"earlier_root": tree.EMPTY})
    assert not tree.is_consistent(**here | {"root": tree.EMPTY})
    assert not tree.is_consistent(**here | {"proof": [*proof, tree.EMPTY]})
    assert not tree.is_consistent(**here | {"earlier": len(leaves) + 1})
    assert not tree.is_consistent(**here | {"earlier": 0})
    if proof:
        assert not tree.is_consistent(**here | {"proof": proof[:-1]})


def test_without_a_proof_nothing_is_shown():
    whole = {"earlier": 3, "earlier_root": tree.root(KNOWN[:3]), "size": 8, "root": tree.root(KNOWN)}
    assert not tree.is_consistent(**whole, proof=[])
    assert not tree.is_included(KNOWN[0], index=0, size=8, proof=[], root=tree.root(KNOWN))


@given(logs, st.data())
def test_a_rewritten_beginning_has_no_proof(leaves, data):
    earlier = data.draw(st.integers(1, len(leaves)))
    at = data.draw(st.integers(0, earlier - 1))
    forged = [*leaves[:at], tree.leaf_hash(b"rewritten"), *leaves[at + 1 :]]
    assert not tree.is_consistent(
        earlier=earlier,
        earlier_root=tree.root(leaves[:earlier]),
        size=len(forged),
        root=tree.root(forged),
        proof=tree.consistency_proof(forged, earlier),
    )


@pytest.mark.parametrize("index", [-1, 8])
def test_a_leaf_that_is_not_there_has_no_proof(index):
    with pytest.raises(ValueError, match="no leaf"):
        tree.inclusion_proof(KNOWN, index)


@pytest.mark.parametrize("earlier", [0, 9])
def test_a_beginning_that_is_not_there_has_no_proof(earlier):
    with pytest.raises(ValueError, match="no beginning"):
        tree.consistency_proof(KNOWN, earlier)
