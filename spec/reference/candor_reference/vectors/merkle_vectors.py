"""merkle-keccak.json and merkle-sha256.json."""

from __future__ import annotations

from .. import merkle
from ..hashing import keccak256, sha256, to_hex

# The eight leaves of Certificate Transparency's reference tree.
CT_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = CT_LEAVES + [f"leaf {i}".encode() for i in range(8, 33)]
INCLUSION_SIZES = (1, 2, 3, 5, 6, 7, 8, 13, 33)
CONSISTENCY_PAIRS = [(old, new) for new in range(0, 9) for old in range(0, new + 1)] + [
    (old, new) for new in (13, 33) for old in (0, 1, 2, 3, 8, 9, 12, 13, 16, 17, 32, 33) if old <= new
]


def keccak_file() -> dict:
    return _file("keccak256", keccak256)


def sha256_file() -> dict:
    document = _file("sha256", sha256)
    document["thirdParty"] = {
        "origin": "Certificate Transparency reference tree of 8 leaves (RFC 6962 section 2.1.3; the constants of"
        " google/certificate-transparency and transparency-dev/merkle)",
        "licence": "Apache-2.0; only the published constants are quoted",
        "roots": [{"root": "0x" + root, "size": str(size)} for size, root in enumerate(CT_ROOTS)],
    }
    return document


def _file(name: str, hash_) -> dict:
    return {
        "consistency": _consistency(hash_),
        "hash": name,
        "inclusion": _inclusion(hash_),
        "leaves": [to_hex(leaf) for leaf in LEAVES],
        "roots": [
            {"root": to_hex(merkle.root(hash_, LEAVES[:size])), "size": str(size)} for size in range(len(LEAVES) + 1)
        ],
    }


def _inclusion(hash_) -> list[dict]:
    cases = []
    for size in INCLUSION_SIZES:
        for index in range(size):
            cases.append(_inclusion_case(hash_, index, size))
    return cases + [_bad_inclusion(hash_, *change) for change in _inclusion_changes(hash_)]


def _inclusion_case(hash_, index: int, size: int) -> dict:
    leaves = LEAVES[:size]
    return {
        "index": str(index),
        "leaf": to_hex(leaves[index]),
        "proof": [to_hex(node) for node in merkle.inclusion_proof(hash_, leaves, index)],
        "reason": "",
        "root": to_hex(merkle.root(hash_, leaves)),
        "size": str(size),
        "valid": True,
    }


def _inclusion_changes(hash_):
    """(index, size, change, reason); `change` gets the valid case and returns the members to replace."""
    other = to_hex(hash_(b"other"))
    yield 2, 5, lambda c: {"leaf": "0xff"}, "another leaf"
    yield 2, 5, lambda c: {"root": other}, "another root"
    yield 2, 5, lambda c: {"index": "3"}, "another index"
    yield 2, 5, lambda c: {"index": "5"}, "index equals size"
    yield 2, 5, lambda c: {"index": "18446744073709551615"}, "index far beyond size"
    yield 2, 5, lambda c: {"size": "0", "index": "0"}, "size 0"
    yield 2, 5, lambda c: {"size": "9"}, "another size with a longer path"
    yield 4, 5, lambda c: {"size": "8"}, "last leaf of an unbalanced tree, claimed for a balanced one"
    yield 2, 5, lambda c: {"proof": c["proof"][:-1]}, "last node missing"
    yield 2, 5, lambda c: {"proof": c["proof"][1:]}, "first node missing"
    yield 2, 5, lambda c: {"proof": c["proof"] + [other]}, "one node too many"
    yield 2, 5, lambda c: {"proof": c["proof"][::-1]}, "nodes in reverse"
    yield 2, 5, lambda c: {"proof": [other] + c["proof"][1:]}, "one node changed"
    yield 0, 1, lambda c: {"proof": [other]}, "tree of one leaf with a node"
    yield 0, 1, lambda c: {"leaf": to_hex(bytes.fromhex("00") + LEAVES[0])}, "leaf already carries the prefix"
    left, right = (merkle.leaf_hash(hash_, leaf) for leaf in LEAVES[:2])
    yield 0, 1, lambda c: {
        "leaf": to_hex(left + right),
        "root": to_hex(merkle.node_hash(hash_, left, right)),
    }, "an inner node passed as a leaf"


def _bad_inclusion(hash_, index: int, size: int, change, reason: str) -> dict:
    case = _inclusion_case(hash_, index, size)
    return case | change(case) | {"reason": reason, "valid": False}


def _consistency(hash_) -> list[dict]:
    cases = [_consistency_case(hash_, old, new) for old, new in CONSISTENCY_PAIRS]
    return cases + [_bad_consistency(hash_, *change) for change in _consistency_changes(hash_)]


def _consistency_case(hash_, old: int, new: int) -> dict:
    return {
        "newRoot": to_hex(merkle.root(hash_, LEAVES[:new])),
        "newSize": str(new),
        "oldRoot": to_hex(merkle.root(hash_, LEAVES[:old])),
        "oldSize": str(old),
        "proof": [to_hex(node) for node in merkle.consistency_proof(hash_, LEAVES[:new], old)],
        "reason": "",
        "valid": True,
    }


def _consistency_changes(hash_):
    other = to_hex(hash_(b"other"))
    yield 3, 7, lambda c: {"oldRoot": other}, "another old root"
    yield 3, 7, lambda c: {"newRoot": other}, "another new root"
    yield 3, 7, lambda c: {"proof": []}, "no proof"
    yield 3, 7, lambda c: {"proof": c["proof"][:-1]}, "last node missing"
    yield 3, 7, lambda c: {"proof": c["proof"][1:]}, "first node missing"
    yield 3, 7, lambda c: {"proof": c["proof"] + [other]}, "one node too many"
    yield 3, 7, lambda c: {"proof": c["proof"][::-1]}, "nodes in reverse"
    yield 3, 7, lambda c: {"oldSize": "4"}, "another old size"
    yield 3, 7, lambda c: {"newSize": "9"}, "another new size"
    yield 3, 7, lambda c: {"oldSize": "7", "newSize": "3"}, "sizes exchanged"
    yield 4, 8, lambda c: {"proof": []}, "no proof from a full subtree"
    yield 4, 8, lambda c: {"proof": [c["oldRoot"]] + c["proof"]}, "old root repeated in the proof"
    yield 0, 5, lambda c: {"proof": [other]}, "a proof from the empty tree"
    yield 0, 5, lambda c: {"oldRoot": other}, "the empty tree with another root"
    yield 5, 5, lambda c: {"proof": [other]}, "a proof between equal sizes"
    yield 5, 5, lambda c: {"oldRoot": other}, "equal sizes, different roots"


def _bad_consistency(hash_, old: int, new: int, change, reason: str) -> dict:
    case = _consistency_case(hash_, old, new)
    return case | change(case) | {"reason": reason, "valid": False}
