"""Root of the Merkle Patricia trie over a list, as block headers have it (Yellow Paper, appendix D)."""

from __future__ import annotations

from typing import Sequence

from . import rlp
from .blocks import EMPTY_TRIE_ROOT
from .hashing import keccak256


def list_root(items: Sequence[bytes]) -> bytes:
    """Root over items under the keys rlp(0), rlp(1), …"""
    if not items:
        return EMPTY_TRIE_ROOT
    pairs = sorted((_nibbles(rlp.encode(rlp.encode_int(i))), item) for i, item in enumerate(items))
    return keccak256(rlp.encode(_node(pairs, 0)))


def _node(pairs: Sequence[tuple[bytes, bytes]], depth: int) -> list:
    """The node over sorted (key, value) pairs that agree in their first `depth` nibbles."""
    first, last = pairs[0][0], pairs[-1][0]
    if len(pairs) == 1:
        return [_compact(first[depth:], True), pairs[0][1]]
    common = depth
    while common < min(len(first), len(last)) and first[common] == last[common]:
        common += 1
    if common > depth:
        return [_compact(first[depth:common], False), _reference(_node(pairs, common))]
    children, start, value = [b""] * 16, 0, b""
    if len(first) == depth:
        start, value = 1, pairs[0][1]
    while start < len(pairs):
        nibble, end = pairs[start][0][depth], start
        while end < len(pairs) and pairs[end][0][depth] == nibble:
            end += 1
        children[nibble] = _reference(_node(pairs[start:end], depth + 1))
        start = end
    return children + [value]


def _reference(node: list):
    encoded = rlp.encode(node)
    return node if len(encoded) < 32 else keccak256(encoded)


def _compact(nibbles: bytes, is_leaf: bool) -> bytes:
    odd = len(nibbles) % 2
    flag = 2 * is_leaf + odd
    padded = bytes([flag]) + nibbles if odd else bytes([flag, 0]) + nibbles
    return bytes(padded[i] << 4 | padded[i + 1] for i in range(0, len(padded), 2))


def _nibbles(key: bytes) -> bytes:
    return bytes(part for byte in key for part in (byte >> 4, byte & 15))
