"""arrivals.json: records of the arrivals topic and the promises that they make."""

from __future__ import annotations

from ..arrival_records import ArrivalRecord, include_by, promise
from ..hashing import to_hex
from ..policy import policy_hash
from . import jsonform
from .eip712_vectors import DOMAIN
from .ordering_vectors import CHAIN_ID, SEALED_AT_MILLIS, transfer
from .small_vectors import DEVNET_POLICY


def file() -> dict:
    times = (SEALED_AT_MILLIS, SEALED_AT_MILLIS + 1, SEALED_AT_MILLIS + 999, 0, 1)
    cases = [(seq, nonce, millis) for seq, (nonce, millis) in enumerate(zip((0, 1, 2, 3, 0), times))]
    cases.append((2**64 - 2, 2, SEALED_AT_MILLIS))
    return {
        "cases": [_case(*case) for case in cases],
        "invalid": [{"reason": reason, "record": to_hex(record)} for record, reason in _invalid()],
        "rollupId": str(CHAIN_ID),
    }


def _record(nonce: int, millis: int) -> ArrivalRecord:
    delay = DEVNET_POLICY["inclusionDelaySeconds"]
    return ArrivalRecord(millis, include_by(millis, delay), policy_hash(DEVNET_POLICY), transfer(1, nonce))


def _case(seq: int, nonce: int, millis: int) -> dict:
    record = _record(nonce, millis)
    made = promise(record, CHAIN_ID, seq)
    return {
        "digest": to_hex(DOMAIN.digest("InclusionPromise", made)),
        "inclusionDelaySeconds": str(DEVNET_POLICY["inclusionDelaySeconds"]),
        "promise": jsonform.message("InclusionPromise", made),
        "record": to_hex(record.encode()),
        "seq": str(seq),
    }


def _invalid():
    good = _record(0, SEALED_AT_MILLIS).encode()
    yield b"", "no bytes"
    yield good[:48], "policy hash cut short"
    yield good[:49], "no transaction"
    yield b"\x00" + good[1:], "version 0"
    yield b"\x02" + good[1:], "version 2"
    yield good[:1] + b"\x80" + bytes(7) + good[9:], "receivedAtMillis of 2^63"
    yield good[:-1], "a transaction that does not decode"
    yield good + b"\x00", "a byte after the transaction"
