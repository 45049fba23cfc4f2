"""Calls and logs of the contracts: selectors, and decoding of what they carry (Solidity ABI)."""

from __future__ import annotations

from dataclasses import dataclass

from .eip712 import TYPES
from .hashing import keccak256
from .policy import POLICY_MEMBERS

MAX_ITEMS = 10_000


class AbiError(ValueError):
    """The bytes are not an encoding of the expected types."""


@dataclass(frozen=True)
class Struct:
    """A tuple with named members; decoded to a dict."""

    members: tuple

    @staticmethod
    def of(type_name: str) -> "Struct":
        return Struct(tuple((name, kind) for kind, name in TYPES[type_name].members))


@dataclass(frozen=True)
class Array:
    """A dynamic array; decoded to a list."""

    item: object


HEADER, STATEMENT = Struct.of("BatchHeader"), Struct.of("ExecutionStatement")
PARENT_BATCH = Struct(
    (
        ("header", HEADER),
        ("executionHash", "bytes32"),
        ("dataHash", "bytes32"),
        ("postedAt", "uint64"),
        ("challengeWindow", "uint64"),
    )
)
POSTED_BATCH = Struct(
    (
        ("header", HEADER),
        ("headerSignature", "bytes"),
        ("beaconSignature", "bytes"),
        ("statement", STATEMENT),
        ("statementSignature", "bytes"),
        ("dataHashes", Array("bytes32")),
        ("dataSignature", "bytes"),
    )
)
POLICY = Struct(tuple((name, kind) for kind, name in POLICY_MEMBERS))

POST_BATCHES = Struct((("parent", PARENT_BATCH), ("batches", Array(POSTED_BATCH))))
POST_DATA = Struct((("chunk", "bytes"),))


def canonical(kind) -> str:
    """The type's name in a signature."""
    if isinstance(kind, Struct):
        return "(" + ",".join(canonical(item) for _, item in kind.members) + ")"
    if isinstance(kind, Array):
        return canonical(kind.item) + "[]"
    return kind


def selector(name: str, arguments: Struct = Struct(())) -> bytes:
    return keccak256((name + canonical(arguments)).encode())[:4]


def topic(signature: str) -> bytes:
    return keccak256(signature.encode())


def decode_call(name: str, arguments: Struct, data: bytes) -> dict:
    """Arguments of a call, by name."""
    if data[:4] != selector(name, arguments):
        raise AbiError(f"expected a call of {name}, found selector 0x{data[:4].hex()}")
    return decode(arguments, data[4:])


def decode(kind, data: bytes):
    """The value that abi.encode made of a top-level struct of arguments or results."""
    return _decode(kind, data, 0)


def is_dynamic(kind) -> bool:
    if isinstance(kind, Struct):
        return any(is_dynamic(item) for _, item in kind.members)
    return isinstance(kind, Array) or kind == "bytes"


def head_size(kind) -> int:
    if is_dynamic(kind) or not isinstance(kind, Struct):
        return 32
    return sum(head_size(item) for _, item in kind.members)


def _decode(kind, data: bytes, start: int):
    if isinstance(kind, Struct):
        values, position = {}, start
        for name, item in kind.members:
            place = start + _length(data, position) if is_dynamic(item) else position
            values[name] = _decode(item, data, place)
            position += head_size(item)
        return values
    if isinstance(kind, Array):
        count = _length(data, start)
        if count > MAX_ITEMS:
            raise AbiError(f"expected at most {MAX_ITEMS} items, found {count}")
        names = tuple((i, kind.item) for i in range(count))
        return list(_decode(Struct(names), data, start + 32).values())
    if kind == "bytes":
        size = _length(data, start)
        return _slice(data, start + 32, size)
    return _static(kind, _slice(data, start, 32))


def _static(kind: str, word: bytes):
    if kind == "bytes32":
        return word
    value = int.from_bytes(word, "big")
    bits = 160 if kind == "address" else int(kind[4:])
    if value >> bits:
        raise AbiError(f"expected a {kind}, found 0x{word.hex()}")
    return word[12:] if kind == "address" else value


def _length(data: bytes, start: int) -> int:
    value = int.from_bytes(_slice(data, start, 32), "big")
    if value > len(data):
        raise AbiError(f"expected an offset or length within {len(data)} bytes, found {value}")
    return value


def _slice(data: bytes, start: int, size: int) -> bytes:
    if start + size > len(data):
        raise AbiError(f"expected {size} bytes at {start}, found the end at {len(data)}")
    return data[start : start + size]
