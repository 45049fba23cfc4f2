"""Positional Merkle trees (protocol.md section 2; RFC 6962 section 2.1, RFC 9162 sections 2.1.3 and 2.1.4).

Roots and proofs are made by the recursive definition, verified by the iterative algorithm, so that the two
check each other.
"""

from __future__ import annotations

from typing import Callable, Sequence

Hash = Callable[[bytes], bytes]


def leaf_hash(hash_: Hash, leaf: bytes) -> bytes:
    return hash_(b"\x00" + leaf)


def node_hash(hash_: Hash, left: bytes, right: bytes) -> bytes:
    return hash_(b"\x01" + left + right)


def root(hash_: Hash, leaves: Sequence[bytes]) -> bytes:
    """Root over leaf *contents*, in order."""
    return _root(hash_, [leaf_hash(hash_, leaf) for leaf in leaves])


def inclusion_proof(hash_: Hash, leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from the leaf up."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"expected an index below {len(leaves)}, found {index}")
    return _path(hash_, [leaf_hash(hash_, leaf) for leaf in leaves], index)


def consistency_proof(hash_: Hash, leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Proof that the first `old_size` leaves are a prefix; empty for 0 and for the whole tree."""
    if not 0 <= old_size <= len(leaves):
        raise ValueError(f"expected a size of at most {len(leaves)}, found {old_size}")
    if old_size in (0, len(leaves)):
        return []
    return _subproof(hash_, [leaf_hash(hash_, leaf) for leaf in leaves], old_size, True)


def verify_inclusion(
    hash_: Hash, leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    fn, sn, r = index, size - 1, leaf_hash(hash_, leaf)
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(hash_, p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(hash_, r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == expected_root


def verify_consistency(
    hash_: Hash, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """RFC 9162 section 2.1.4.2, with the sizes 0 and `new_size` settled by an empty proof."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == hash_(b"")
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path = [old_root] + path
    if not path:
        return False
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(hash_, c, fr), node_hash(hash_, c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(hash_, sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


def _split(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def _root(hash_: Hash, hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return hash_(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = _split(len(hashes))
    return node_hash(hash_, _root(hash_, hashes[:k]), _root(hash_, hashes[k:]))


def _path(hash_: Hash, hashes: Sequence[bytes], index: int) -> list[bytes]:
    if len(hashes) == 1:
        return []
    k = _split(len(hashes))
    if index < k:
        return _path(hash_, hashes[:k], index) + [_root(hash_, hashes[k:])]
    return _path(hash_, hashes[k:], index - k) + [_root(hash_, hashes[:k])]


def _subproof(hash_: Hash, hashes: Sequence[bytes], old_size: int, whole: bool) -> list[bytes]:
    if old_size == len(hashes):
        return [] if whole else [_root(hash_, hashes)]
    k = _split(len(hashes))
    if old_size <= k:
        return _subproof(hash_, hashes[:k], old_size, whole) + [_root(hash_, hashes[k:])]
    return _subproof(hash_, hashes[k:], old_size - k, False) + [_root(hash_, hashes[:k])]
