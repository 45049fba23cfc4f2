"""Records of the arrivals topic and the promises that follow from them (protocol.md section 3, events.md section 3)."""

from __future__ import annotations

from dataclasses import dataclass

from .transactions import decode

VERSION = 1
HEAD_BYTES = 49
MAX_MILLIS = 2**63 - 1


class RecordError(ValueError):
    """The bytes are no arrival record: their seq becomes EMPTY."""


@dataclass(frozen=True)
class ArrivalRecord:
    """What the intake appended."""

    received_at_millis: int
    include_by: int
    policy_hash: bytes
    raw: bytes

    def encode(self) -> bytes:
        times = self.received_at_millis.to_bytes(8, "big") + self.include_by.to_bytes(8, "big")
        return bytes([VERSION]) + times + self.policy_hash + self.raw


def decode_record(value: bytes) -> ArrivalRecord:
    """uint8 version ‖ uint64 receivedAtMillis ‖ uint64 includeBy ‖ bytes32 policyHash ‖ rawTx, big-endian."""
    if len(value) <= HEAD_BYTES or value[0] != VERSION:
        raise RecordError(f"expected version {VERSION} and more than {HEAD_BYTES} bytes, found {len(value)} bytes")
    received = int.from_bytes(value[1:9], "big")
    if received > MAX_MILLIS:
        raise RecordError(f"expected receivedAtMillis below 2^63, found {received}")
    return ArrivalRecord(received, int.from_bytes(value[9:17], "big"), value[17:HEAD_BYTES], value[HEAD_BYTES:])


def promise(record: ArrivalRecord, rollup_id: int, seq: int) -> dict:
    """The InclusionPromise that a record at a seq makes; raises Undecodable for what is no transaction here."""
    transaction = decode(record.raw, rollup_id)
    return {
        "rollupId": rollup_id,
        "seq": seq,
        "txHash": transaction.hash,
        "sender": transaction.sender,
        "nonce": transaction.nonce,
        "receivedAtMillis": record.received_at_millis,
        "includeBy": record.include_by,
        "policyHash": record.policy_hash,
    }


def include_by(received_at_millis: int, inclusion_delay_seconds: int) -> int:
    """Seconds: ceil(receivedAtMillis / 1000) + inclusionDelaySeconds."""
    return -(-received_at_millis // 1000) + inclusion_delay_seconds
