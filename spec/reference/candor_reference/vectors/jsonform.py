"""How values look in the vector files (protocol.md section 1)."""

from __future__ import annotations

from typing import Mapping

from ..eip712 import TYPES
from ..hashing import checksum_address, keccak256, to_hex

SMALL_BITS = 32


def value(kind: str, item):
    """uint64 and larger as decimal strings, smaller as numbers, addresses checksummed, bytes as hex."""
    if kind == "address":
        return checksum_address(item)
    if kind.startswith("uint"):
        return item if int(kind[4:]) <= SMALL_BITS else str(item)
    return to_hex(item)


def message(type_name: str, item: Mapping) -> dict:
    """A signed object as JSON."""
    return {name: value(kind, item[name]) for kind, name in TYPES[type_name].members}


def sample_bytes(label: str, size: int = 32) -> bytes:
    """Bytes that look random and are the same in every run."""
    out, counter = b"", 0
    while len(out) < size:
        out += keccak256(f"candor vector {label} {counter}".encode())
        counter += 1
    return out[:size]


def sample_int(label: str, below: int) -> int:
    return int.from_bytes(sample_bytes(label), "big") % below


def secret(label: str) -> bytes:
    """A secp256k1 key for vectors; everybody knows it."""
    return sample_bytes(f"key {label}")
