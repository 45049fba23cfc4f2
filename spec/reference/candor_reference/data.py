"""Batch data: from the chunks on L1 to arrivals and the L2 block header, and back (protocol.md section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import zstandard

VERSION = 0x01
MAX_WINDOW_BYTES = 8 * 1024 * 1024
MAX_CHUNK_BYTES = 96 * 1024
MAX_CHUNKS = 64
MIN_RAW_ALLOWANCE_BYTES = 65_536
PER_ARRIVAL_ALLOWANCE_BYTES = 32
HEADER_ALLOWANCE_BYTES = 2_048
MAX_MILLIS = 2**63 - 1

_MAGIC = bytes.fromhex("28b52ffd")


class DataError(ValueError):
    """The data does not decode: the batch is INVALID."""


@dataclass(frozen=True)
class PostedArrival:
    """One arrival as the data has it: raw bytes, or a reference to an earlier seq, or neither (EMPTY)."""

    seq: int
    received_at_millis: int
    raw: bytes
    duplicate_of: int | None

    @property
    def is_empty(self) -> bool:
        return not self.raw and self.duplicate_of is None


def content_bound(max_bytes: int, seq_count: int) -> int:
    """The largest content a decoder accepts."""
    allowance = max(max_bytes, MIN_RAW_ALLOWANCE_BYTES) + HEADER_ALLOWANCE_BYTES
    return allowance + PER_ARRIVAL_ALLOWANCE_BYTES * seq_count


def decode(data: bytes, max_bytes: int, first_seq: int, seq_count: int, sealed_at_millis: int):
    """(arrivals, RLP of the L2 block header) of the joined chunks."""
    content = decompress(data, content_bound(max_bytes, seq_count))
    return decode_content(content, first_seq, seq_count, sealed_at_millis)


def decompress(data: bytes, bound: int) -> bytes:
    """The content of 0x01 ‖ zstd frame, its size checked against `bound` before anything is allocated."""
    if not data or data[0] != VERSION:
        raise DataError("expected version byte 0x01")
    frame = data[1:]
    size = _content_size(frame)
    if size > bound:
        raise DataError(f"expected at most {bound} bytes of content, found {size} declared")
    decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompressobj()
    try:
        content = decompressor.decompress(frame)
    except zstandard.ZstdError as failure:
        raise DataError(f"the frame does not decompress: {failure}") from failure
    if not decompressor.eof:
        raise DataError("the frame is cut short")
    if decompressor.unused_data:
        raise DataError("bytes follow the frame")
    if len(content) != size:
        raise DataError(f"expected {size} bytes of content, found {len(content)}")
    return content


def compress(content: bytes, level: int = 3) -> bytes:
    return bytes([VERSION]) + zstandard.ZstdCompressor(level=level, write_content_size=True).compress(content)


def _content_size(frame: bytes) -> int:
    """Reads the frame header (RFC 8878 section 3.1.1.1) and returns its content size."""
    if frame[:4] != _MAGIC:
        raise DataError("expected the magic number of a zstd frame")
    if len(frame) < 6:
        raise DataError("the frame header is cut short")
    descriptor = frame[4]
    single_segment = descriptor >> 5 & 1
    size_flag = descriptor >> 6
    if descriptor & 0b11:
        raise DataError("a dictionary is named")
    if descriptor & 0b1000:
        raise DataError("the reserved bit is set")
    if size_flag == 0 and not single_segment:
        raise DataError("the content size is absent")
    start = 5 if single_segment else 6
    width = 1 << size_flag
    if len(frame) < start + width:
        raise DataError("the frame header is cut short")
    size = int.from_bytes(frame[start : start + width], "little") + (256 if size_flag == 1 else 0)
    if not single_segment:
        exponent, mantissa = frame[5] >> 3, frame[5] & 7
        window = (1 << 10 + exponent) // 8 * (8 + mantissa)
    else:
        window = size
    if window > MAX_WINDOW_BYTES:
        raise DataError(f"expected a window of at most {MAX_WINDOW_BYTES} bytes, found {window}")
    return size


def decode_content(content: bytes, first_seq: int, seq_count: int, sealed_at_millis: int):
    """(arrivals, RLP of the L2 block header)."""
    position, time, arrivals = 0, sealed_at_millis, []
    for seq in range(first_seq, first_seq + seq_count):
        delta, position = decode_varint(content, position)
        length, position = decode_varint(content, position)
        raw, duplicate_of = b"", None
        if length:
            if position + length > len(content):
                raise DataError(f"arrival {seq} runs over the end")
            raw, position = content[position : position + length], position + length
        else:
            distance, position = decode_varint(content, position)
            if distance == 0:
                if delta != 0:
                    raise DataError(f"arrival {seq} is EMPTY and has a time")
                arrivals.append(PostedArrival(seq, 0, b"", None))
                continue
            if distance > seq:
                raise DataError(f"arrival {seq} is a duplicate of one before 0")
            duplicate_of = seq - distance
        time += unzigzag(delta)
        if not 0 <= time <= MAX_MILLIS:
            raise DataError(f"arrival {seq} has the time {time}")
        arrivals.append(PostedArrival(seq, time, raw, duplicate_of))
    if position == len(content):
        raise DataError("the L2 block header is missing")
    return arrivals, content[position:]


def encode_content(arrivals: Sequence[PostedArrival], sealed_at_millis: int, header_rlp: bytes) -> bytes:
    out, time = [], sealed_at_millis
    for item in arrivals:
        if item.is_empty:
            out.append(bytes(3))
            continue
        out.append(encode_varint(zigzag(item.received_at_millis - time)))
        time = item.received_at_millis
        if item.duplicate_of is None:
            out.append(encode_varint(len(item.raw)) + item.raw)
        else:
            out.append(b"\x00" + encode_varint(item.seq - item.duplicate_of))
    return b"".join(out) + header_rlp


def split(data: bytes, size: int = MAX_CHUNK_BYTES) -> list[bytes]:
    """Cuts data into chunks; any cut into 1 to 64 chunks of 1 to 98,304 bytes is valid."""
    return [data[i : i + size] for i in range(0, len(data), size)]


def join(chunks: Sequence[bytes]) -> bytes:
    if not 1 <= len(chunks) <= MAX_CHUNKS:
        raise DataError(f"expected 1 to {MAX_CHUNKS} chunks, found {len(chunks)}")
    for chunk in chunks:
        if not 1 <= len(chunk) <= MAX_CHUNK_BYTES:
            raise DataError(f"expected a chunk of 1 to {MAX_CHUNK_BYTES} bytes, found {len(chunk)}")
    return b"".join(chunks)


def encode_varint(value: int) -> bytes:
    """Unsigned LEB128, minimal."""
    if not 0 <= value < 2**64:
        raise ValueError(f"expected an integer below 2^64, found {value}")
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def decode_varint(data: bytes, position: int) -> tuple[int, int]:
    """(value, next position); refuses what is not minimal or not below 2^64."""
    value = shift = 0
    while True:
        if position >= len(data):
            raise DataError("a varint runs over the end")
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            if byte == 0 and shift:
                raise DataError("a varint is not minimal")
            if value >= 2**64:
                raise DataError("a varint is not below 2^64")
            return value, position
        shift += 7
        if shift > 63:
            raise DataError("a varint is not below 2^64")


def zigzag(value: int) -> int:
    """0, -1, 1, -2 … become 0, 1, 2, 3 …"""
    if not -(2**63) <= value < 2**63:
        raise ValueError(f"expected a signed 64-bit integer, found {value}")
    return value << 1 if value >= 0 else (-value << 1) - 1


def unzigzag(value: int) -> int:
    return value >> 1 if value & 1 == 0 else -(value + 1 >> 1)
