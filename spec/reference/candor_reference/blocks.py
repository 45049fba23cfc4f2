"""The L2 block of a batch: attributes, header, hash (protocol.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Mapping

from . import rlp
from .hashing import keccak256

EMPTY_OMMERS_HASH = keccak256(rlp.encode([]))
EMPTY_TRIE_ROOT = keccak256(rlp.encode(b""))
EMPTY_REQUESTS_HASH = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")


class HeaderError(ValueError):
    """The bytes are not a Prague header, or one that does not belong to its batch."""


@dataclass(frozen=True)
class BlockHeader:
    """The 21 fields of a Prague block header in RLP order; integers as numbers, the rest as bytes."""

    parent_hash: bytes
    ommers_hash: bytes
    fee_recipient: bytes
    state_root: bytes
    transactions_root: bytes
    receipts_root: bytes
    logs_bloom: bytes
    difficulty: int
    number: int
    gas_limit: int
    gas_used: int
    timestamp: int
    extra_data: bytes
    prev_randao: bytes
    nonce: bytes
    base_fee_per_gas: int
    withdrawals_root: bytes
    blob_gas_used: int
    excess_blob_gas: int
    parent_beacon_block_root: bytes
    requests_hash: bytes

    def encode(self) -> bytes:
        values = [getattr(self, name) for name in FIELD_NAMES]
        return rlp.encode([rlp.encode_int(value) if isinstance(value, int) else value for value in values])

    @property
    def hash(self) -> bytes:
        return keccak256(self.encode())


FIELD_NAMES = tuple(item.name for item in fields(BlockHeader))
INTEGER_BYTES = {
    "difficulty": 32,
    "number": 8,
    "gas_limit": 8,
    "gas_used": 8,
    "timestamp": 8,
    "base_fee_per_gas": 32,
    "blob_gas_used": 8,
    "excess_blob_gas": 8,
}
FIXED_BYTES = {"fee_recipient": 20, "logs_bloom": 256, "nonce": 8}


def decode_header(data: bytes) -> BlockHeader:
    """Strictly decodes the RLP of a Prague header and nothing after it."""
    try:
        items = rlp.decode(data)
        if not isinstance(items, list) or len(items) != len(FIELD_NAMES):
            raise rlp.RlpError(f"expected a list of {len(FIELD_NAMES)} fields")
        return BlockHeader(*[_field(name, item) for name, item in zip(FIELD_NAMES, items)])
    except rlp.RlpError as failure:
        raise HeaderError(str(failure)) from failure


def attributes(header: Mapping, batch_hash: bytes, parent_timestamp: int, gas_limit: int, fee_recipient: bytes) -> dict:
    """What the batch alone decides of its block; everything else follows from Ethereum's rules."""
    return {
        "number": header["number"],
        "timestamp": max(parent_timestamp + 1, header["sealedAtMillis"] // 1000),
        "prevRandao": header["seed"],
        "parentBeaconBlockRoot": header["l1OriginHash"],
        "extraData": batch_hash,
        "gasLimit": gas_limit,
        "feeRecipient": fee_recipient,
    }


def check_attributes(block: BlockHeader, expected: Mapping, parent_hash: bytes) -> None:
    """Raises HeaderError naming the first field of the block header that is not the batch's."""
    wanted = {
        "parent_hash": parent_hash,
        "number": expected["number"],
        "timestamp": expected["timestamp"],
        "prev_randao": expected["prevRandao"],
        "parent_beacon_block_root": expected["parentBeaconBlockRoot"],
        "extra_data": expected["extraData"],
        "gas_limit": expected["gasLimit"],
        "fee_recipient": expected["feeRecipient"],
        "ommers_hash": EMPTY_OMMERS_HASH,
        "difficulty": 0,
        "nonce": bytes(8),
        "withdrawals_root": EMPTY_TRIE_ROOT,
        "blob_gas_used": 0,
        "excess_blob_gas": 0,
        "requests_hash": EMPTY_REQUESTS_HASH,
    }
    for name, value in wanted.items():
        found = getattr(block, name)
        if found != value:
            raise HeaderError(f"expected {name} {_show(value)}, found {_show(found)}")


def _show(value) -> str:
    return "0x" + value.hex() if isinstance(value, bytes) else str(value)


def _field(name: str, item):
    if name in INTEGER_BYTES:
        return rlp.decode_int(item, INTEGER_BYTES[name])
    if not isinstance(item, bytes):
        raise rlp.RlpError(f"expected bytes in {name}, found a list")
    if name == "extra_data":
        if len(item) > 32:
            raise rlp.RlpError(f"expected at most 32 bytes of extra_data, found {len(item)}")
        return item
    size = FIXED_BYTES.get(name, 32)
    if len(item) != size:
        raise rlp.RlpError(f"expected {size} bytes in {name}, found {len(item)}")
    return item
