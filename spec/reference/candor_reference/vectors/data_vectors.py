"""data-encoding.json: content, frames, and what a decoder must refuse."""

from __future__ import annotations

import zlib

import zstandard

from .. import data
from ..data import PostedArrival
from ..hashing import to_hex
from . import block_vectors
from .ordering_vectors import SEALED_AT_MILLIS, transfer

MAX_BYTES = 100_000
MAGIC = bytes.fromhex("28b52ffd")
NONE = 2**64 - 1


def file() -> dict:
    return {
        "cases": [_case(*item) for item in _cases()],
        "invalid": list(_invalid_frames()) + list(_invalid_contents()),
        "invalidVarints": [
            {"encoded": to_hex(encoded), "reason": reason}
            for encoded, reason in (
                (b"", "no byte"),
                (b"\x80", "cut short"),
                (b"\x80\x00", "0 in two bytes"),
                (b"\xff\x00", "127 in two bytes"),
                (b"\xff" * 9 + b"\x02", "2^64 and more"),
                (b"\xff" * 10 + b"\x01", "eleven bytes"),
            )
        ],
        "varints": [
            {"encoded": to_hex(data.encode_varint(value)), "value": str(value)}
            for value in (0, 1, 127, 128, 300, 16_383, 16_384, 2**32, 2**63, 2**64 - 1)
        ],
        "zigzag": [
            {"signed": str(value), "unsigned": str(data.zigzag(value))}
            for value in (0, -1, 1, -2, 2, 1_000, -1_000, 2**63 - 1, -(2**63))
        ],
    }


def _arrivals(first_seq: int, parts: list) -> list[PostedArrival]:
    """Parts: None for EMPTY, (time, raw) or (time, duplicateOf)."""
    out = []
    for seq, part in enumerate(parts, first_seq):
        if part is None:
            out.append(PostedArrival(seq, 0, b"", None))
        elif isinstance(part[1], bytes):
            out.append(PostedArrival(seq, part[0], part[1], None))
        else:
            out.append(PostedArrival(seq, part[0], b"", part[1]))
    return out


def _cases():
    """(name, firstSeq, sealedAtMillis, parts)."""
    t = SEALED_AT_MILLIS
    yield "no arrival", 10, t, []
    yield "one arrival", 0, t, [(t - 12, transfer(1, 0))]
    yield "all four types, times going back and forth", 7, t, [
        (t - 900 + jitter, transfer(2, nonce)) for nonce, jitter in enumerate((0, 5, -7, 300, 300, -900))
    ]
    yield "empty arrivals first, between and last", 20, t, [
        None, None, (t - 5, transfer(3, 0)), None, (t - 4, transfer(3, 1)), None,
    ]
    yield "only empty arrivals", 5, t, [None] * 3
    yield "duplicates near and far", 5_000_000_000, t, [
        (t - 9, transfer(4, 0)), (t - 8, 5_000_000_000), (t - 7, 0), None, (t - 6, 4_999_999_999),
    ]
    yield "times far from the seal", 0, t, [(0, transfer(5, 0)), (data.MAX_MILLIS, transfer(5, 1)), (1, transfer(5, 2))]
    yield "many arrivals that compress", 1_000, t, [(t - 1_000 + i, transfer(6, i)) for i in range(120)]


def _case(name: str, first_seq: int, sealed: int, parts: list) -> dict:
    arrivals = _arrivals(first_seq, parts)
    header_rlp = block_vectors.sample_header().encode()
    content = data.encode_content(arrivals, sealed, header_rlp)
    return {
        "arrivals": [
            {
                "duplicateOf": str(NONE if item.duplicate_of is None else item.duplicate_of),
                "raw": to_hex(item.raw),
                "receivedAtMillis": str(item.received_at_millis),
                "seq": str(item.seq),
            }
            for item in arrivals
        ],
        "content": to_hex(content),
        "contentBound": str(data.content_bound(MAX_BYTES, len(arrivals))),
        "data": to_hex(data.compress(content)),
        "firstSeq": str(first_seq),
        "l2Header": to_hex(header_rlp),
        "maxBytes": MAX_BYTES,
        "name": name,
        "sealedAtMillis": str(sealed),
        "seqCount": str(len(arrivals)),
    }


def _good_content() -> bytes:
    arrivals = _arrivals(0, [(SEALED_AT_MILLIS - 1, transfer(1, 0))])
    return data.encode_content(arrivals, SEALED_AT_MILLIS, block_vectors.sample_header().encode())


def raw_frame(content: bytes, descriptor: int, middle: bytes) -> bytes:
    """A frame with one raw block: magic, descriptor, `middle` (window, dictionary, size), block."""
    block = (len(content) << 3 | 1).to_bytes(3, "little")
    return MAGIC + bytes([descriptor]) + middle + block + content


def _size(content: bytes, extra: int = 0) -> bytes:
    return (len(content) + extra).to_bytes(4, "little")


def _invalid_frames():
    content = _good_content()
    good = zstandard.ZstdCompressor(level=3).compress(content)
    checked = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(content)
    bound = data.content_bound(MAX_BYTES, 1)
    skippable = bytes.fromhex("502a4d18") + (4).to_bytes(4, "little") + b"skip"
    cases = [
        (b"", "no bytes"),
        (good, "version byte missing"),
        (b"\x00" + good, "version 0"),
        (b"\x02" + good, "version 2"),
        (b"\x01", "no frame"),
        (b"\x01" + good[:-1], "frame cut short"),
        (b"\x01" + good + b"\x00", "a byte after the frame"),
        (b"\x01" + good + good, "two frames"),
        (b"\x01" + skippable + good, "a skippable frame first"),
        (b"\x01" + good + skippable, "a skippable frame last"),
        (b"\x01" + zlib.compress(content), "zlib"),
        (b"\x01" + content, "not compressed"),
        (b"\x01" + zstandard.ZstdCompressor(write_content_size=False).compress(content), "content size absent"),
        (b"\x01" + raw_frame(content, 0b10100001, b"\x07" + _size(content)), "a dictionary is named"),
        (b"\x01" + raw_frame(content, 0b10100001, b"\x00" + _size(content)), "dictionary 0 is named"),
        (b"\x01" + raw_frame(content, 0b10101000, _size(content)), "reserved bit set"),
        (b"\x01" + raw_frame(content, 0b10000000, b"\x69" + _size(content)), "window of 9 MiB"),
        (b"\x01" + raw_frame(content, 0b10000000, b"\x70" + _size(content)), "window of 16 MiB"),
        (b"\x01" + raw_frame(content, 0b10100000, _size(content, 1)), "declared size one too large"),
        (b"\x01" + raw_frame(content, 0b10100000, _size(content, -1)), "declared size one too small"),
        (b"\x01" + raw_frame(content, 0b10100000, (bound + 1).to_bytes(4, "little")), "declared size over the bound"),
        (b"\x01" + raw_frame(content, 0b11100000, (2**64 - 1).to_bytes(8, "little")), "declared size 2^64 - 1"),
        (b"\x01" + data.compress(bytes(bound + 1))[1:], "content one byte over the bound"),
        (b"\x01" + checked[:-1] + bytes([checked[-1] ^ 1]), "wrong checksum"),
    ]
    for frame, reason in cases:
        yield _invalid(frame, "frame", reason)


def _invalid_contents():
    header = block_vectors.sample_header().encode()
    raw = transfer(1, 0)
    length = data.encode_varint(len(raw))
    one = b"\x01" + length + raw
    cases = [
        (header[:0], "no bytes"),
        (one, "no L2 block header"),
        (b"\x00\x00", "duplicate distance missing"),
        (b"\x81\x00" + length + raw + header, "a time that is not minimal"),
        (b"\x01" + length[:-1] + bytes([length[-1] | 0x80, 0]) + raw + header, "a length that is not minimal"),
        (b"\xff" * 9 + b"\x02" + length + raw + header, "a time of 2^64 and more"),
        (b"\x01" + data.encode_varint(2**64 - 1) + raw, "a length over the end"),
        (b"\x01" + data.encode_varint(len(raw) + len(header) + 1) + raw + header, "a length one over the end"),
        (b"\x01\x00\x00" + header, "EMPTY with a time"),
        (b"\x01\x00\x65" + header, "duplicate of an arrival before 0"),
        (data.encode_varint(data.zigzag(-SEALED_AT_MILLIS - 1)) + length + raw + header, "a time before 0"),
        (data.encode_varint(data.zigzag(2**63 - 1)) + length + raw + header, "a time of 2^63 and more"),
        (one + header[:-1], "L2 block header cut short"),
        (one + header + b"\x00", "a byte after the L2 block header"),
        (one + one + header, "one arrival more than the header says"),
        (one + b"\xc0", "L2 block header without fields"),
    ]
    for content, reason in cases:
        yield _invalid(data.compress(content), "content", reason)


def _invalid(encoded: bytes, stage: str, reason: str) -> dict:
    return {
        "data": to_hex(encoded),
        "firstSeq": "100",
        "maxBytes": MAX_BYTES,
        "reason": reason,
        "sealedAtMillis": str(SEALED_AT_MILLIS),
        "seqCount": "1",
        "stage": stage,
    }
