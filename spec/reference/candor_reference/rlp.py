"""Strict RLP (Ethereum Yellow Paper, appendix B): one encoding per value, anything else is refused."""

from __future__ import annotations

Item = "bytes | list[Item]"

MAX_DEPTH = 8


class RlpError(ValueError):
    """The bytes are not the one canonical encoding of an item."""


def encode(item) -> bytes:
    """Encodes bytes, or a list of items; integers go through `encode_int` first."""
    if isinstance(item, (bytes, bytearray)):
        data = bytes(item)
        if len(data) == 1 and data[0] < 0x80:
            return data
        return _prefix(len(data), 0x80) + data
    body = b"".join(encode(part) for part in item)
    return _prefix(len(body), 0xC0) + body


def encode_int(value: int) -> bytes:
    """Big-endian bytes without leading zeros; zero is the empty string."""
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def decode_int(data: bytes, max_bytes: int) -> int:
    """The integer behind a byte string that is at most `max_bytes` long and has no leading zero."""
    if not isinstance(data, bytes):
        raise RlpError("expected an integer, found a list")
    if len(data) > max_bytes:
        raise RlpError(f"expected an integer of at most {max_bytes} bytes, found {len(data)}")
    if data and data[0] == 0:
        raise RlpError("expected an integer without leading zero bytes")
    return int.from_bytes(data, "big")


def decode(data: bytes):
    """Decodes exactly one item that fills `data`."""
    item, end = _decode_at(data, 0, len(data), 0)
    if end != len(data):
        raise RlpError(f"expected the item to end at byte {len(data)}, found its end at {end}")
    return item


def _prefix(length: int, offset: int) -> bytes:
    if length <= 55:
        return bytes([offset + length])
    size = encode_int(length)
    return bytes([offset + 55 + len(size)]) + size


def _decode_at(data: bytes, start: int, limit: int, depth: int):
    if start >= limit:
        raise RlpError(f"expected an item at byte {start}, found the end")
    if depth > MAX_DEPTH:
        raise RlpError(f"lists are nested deeper than {MAX_DEPTH}")
    first = data[start]
    if first < 0x80:
        return data[start : start + 1], start + 1
    if first < 0xC0:
        begin, end = _payload(data, start, limit, 0x80)
        if end - begin == 1 and data[begin] < 0x80:
            raise RlpError("a single byte below 0x80 must stand for itself")
        return data[begin:end], end
    begin, end = _payload(data, start, limit, 0xC0)
    items, position = [], begin
    while position < end:
        item, position = _decode_at(data, position, end, depth + 1)
        items.append(item)
    return items, end


def _payload(data: bytes, start: int, limit: int, offset: int) -> tuple[int, int]:
    short = data[start] - offset
    if short <= 55:
        begin, length = start + 1, short
    else:
        size = short - 55
        begin = start + 1 + size
        if begin > limit:
            raise RlpError("the length runs over the end")
        if data[start + 1] == 0:
            raise RlpError("the length has a leading zero byte")
        length = int.from_bytes(data[start + 1 : begin], "big")
        if length <= 55:
            raise RlpError("a length of at most 55 must be in the first byte")
    if begin + length > limit:
        raise RlpError("the payload runs over the end")
    return begin, begin + length
