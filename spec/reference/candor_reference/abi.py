"""The part of Solidity's ABI encoding that Candor's objects use: static words only."""

from .hashing import keccak256


def word(kind: str, value) -> bytes:
    """One 32-byte word for a static type; refuses a value that its type cannot hold."""
    if kind == "address":
        if len(value) != 20:
            raise ValueError(f"expected an address of 20 bytes, found {len(value)}")
        return bytes(12) + bytes(value)
    if kind == "bytes32":
        if len(value) != 32:
            raise ValueError(f"expected 32 bytes, found {len(value)}")
        return bytes(value)
    if kind == "bool":
        return int(bool(value)).to_bytes(32, "big")
    if kind.startswith("uint"):
        bits = int(kind[4:])
        if not 0 <= value < 1 << bits:
            raise ValueError(f"expected a {kind}, found {value}")
        return value.to_bytes(32, "big")
    raise ValueError(f"no static type {kind}")


def encode(kinds: list[str], values: list) -> bytes:
    """abi.encode of static values."""
    if len(kinds) != len(values):
        raise ValueError(f"expected {len(kinds)} values, found {len(values)}")
    return b"".join(word(kind, value) for kind, value in zip(kinds, values))


def encode_hash(kinds: list[str], values: list) -> bytes:
    """keccak256(abi.encode(…)) of static values."""
    return keccak256(encode(kinds, values))
