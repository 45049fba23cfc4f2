"""The part of Solidity's ABI encoding that Candor's objects use: static words, and structs of evidence."""

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


def encode_struct(members: list, values: dict) -> bytes:
    """abi.encode of one struct of (kind, name); a kind is a static type, "bytes", "bytes32[]" or the members of a struct."""
    return _tuple([members], [values])


def type_text(kind) -> str:
    """The ABI type: a struct is the tuple of its members' types."""
    return kind if isinstance(kind, str) else "(" + ",".join(type_text(member) for member, _ in kind) + ")"


def _is_dynamic(kind) -> bool:
    return kind in ("bytes", "bytes32[]") if isinstance(kind, str) else any(_is_dynamic(member) for member, _ in kind)


def _member(kind, value) -> bytes:
    if not isinstance(kind, str):
        return _tuple([member for member, _ in kind], [value[name] for _, name in kind])
    if kind == "bytes":
        return word("uint256", len(value)) + value + bytes(-len(value) % 32)
    if kind == "bytes32[]":
        return word("uint256", len(value)) + b"".join(word("bytes32", item) for item in value)
    return word(kind, value)


def _tuple(kinds: list, values: list) -> bytes:
    encoded = [_member(kind, value) for kind, value in zip(kinds, values, strict=True)]
    dynamic = [_is_dynamic(kind) for kind in kinds]
    offset = sum(32 if late else len(part) for part, late in zip(encoded, dynamic))
    head, tail = b"", b""
    for part, late in zip(encoded, dynamic):
        head += word("uint256", offset + len(tail)) if late else part
        tail += part if late else b""
    return head + tail
