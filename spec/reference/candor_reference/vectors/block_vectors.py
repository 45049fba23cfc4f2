"""block-attributes.json: what a batch decides of its L2 block, and whole block headers."""

from __future__ import annotations

from dataclasses import replace

from .. import blocks, rlp
from ..blocks import EMPTY_OMMERS_HASH, EMPTY_REQUESTS_HASH, EMPTY_TRIE_ROOT, BlockHeader
from ..eip712 import TYPES
from ..hashing import checksum_address, to_hex
from . import jsonform
from .eip712_vectors import DOMAIN, typical

GAS_LIMIT = 30_000_000
FEE_RECIPIENT = jsonform.sample_bytes("fee recipient", 20)
PARENT_BLOCK = jsonform.sample_bytes("parent block")


def file() -> dict:
    cases = [_case(*item) for item in _cases()]
    return {"cases": cases, "invalid": list(_invalid())}


def _batch_header(sealed_at_millis: int, number: int) -> dict:
    header = typical("BatchHeader") | {"sealedAtMillis": sealed_at_millis, "number": number}
    assert set(header) == {name for _, name in TYPES["BatchHeader"].members}
    return header


def _cases():
    """(name, sealedAtMillis, number, parent's timestamp)."""
    yield "seal later than the parent", 1_795_370_401_999, 42, 1_795_370_400
    yield "seal in the parent's second", 1_795_370_401_999, 43, 1_795_370_401
    yield "seal earlier than the parent", 1_795_370_401_000, 44, 1_795_370_500
    yield "seal at a full second", 1_795_370_402_000, 45, 1_795_370_401
    yield "first block", 1_795_370_401_000, 1, 0


def sample_header(sealed_at_millis: int = 1_795_370_401_999, number: int = 42, parent_timestamp: int = 0) -> BlockHeader:
    """A complete Prague header that belongs to `_batch_header` of the same numbers."""
    header = _batch_header(sealed_at_millis, number)
    wanted = blocks.attributes(
        header, DOMAIN.digest("BatchHeader", header), parent_timestamp, GAS_LIMIT, FEE_RECIPIENT
    )
    return BlockHeader(
        parent_hash=PARENT_BLOCK,
        ommers_hash=EMPTY_OMMERS_HASH,
        fee_recipient=FEE_RECIPIENT,
        state_root=jsonform.sample_bytes("state"),
        transactions_root=jsonform.sample_bytes("transactions"),
        receipts_root=jsonform.sample_bytes("receipts"),
        logs_bloom=jsonform.sample_bytes("bloom", 256),
        difficulty=0,
        number=number,
        gas_limit=GAS_LIMIT,
        gas_used=546_000,
        timestamp=wanted["timestamp"],
        extra_data=wanted["extraData"],
        prev_randao=wanted["prevRandao"],
        nonce=bytes(8),
        base_fee_per_gas=7,
        withdrawals_root=EMPTY_TRIE_ROOT,
        blob_gas_used=0,
        excess_blob_gas=0,
        parent_beacon_block_root=wanted["parentBeaconBlockRoot"],
        requests_hash=EMPTY_REQUESTS_HASH,
    )


def _case(name: str, sealed_at_millis: int, number: int, parent_timestamp: int) -> dict:
    header = _batch_header(sealed_at_millis, number)
    batch_hash = DOMAIN.digest("BatchHeader", header)
    wanted = blocks.attributes(header, batch_hash, parent_timestamp, GAS_LIMIT, FEE_RECIPIENT)
    block = sample_header(sealed_at_millis, number, parent_timestamp)
    return {
        "attributes": {
            "extraData": to_hex(wanted["extraData"]),
            "feeRecipient": checksum_address(FEE_RECIPIENT),
            "gasLimit": str(GAS_LIMIT),
            "number": str(number),
            "parentBeaconBlockRoot": to_hex(wanted["parentBeaconBlockRoot"]),
            "parentHash": to_hex(PARENT_BLOCK),
            "prevRandao": to_hex(wanted["prevRandao"]),
            "timestamp": str(wanted["timestamp"]),
        },
        "batchHash": to_hex(batch_hash),
        "block": block_json(block),
        "blockHash": to_hex(block.hash),
        "blockRlp": to_hex(block.encode()),
        "feeRecipient": checksum_address(FEE_RECIPIENT),
        "genesisGasLimit": str(GAS_LIMIT),
        "header": jsonform.message("BatchHeader", header),
        "name": name,
        "parentBlockHash": to_hex(PARENT_BLOCK),
        "parentTimestamp": str(parent_timestamp),
    }


def block_json(block: BlockHeader) -> dict:
    """The fields under the names of eth_getBlockByNumber, integers as decimal strings."""
    return {
        "baseFeePerGas": str(block.base_fee_per_gas),
        "blobGasUsed": str(block.blob_gas_used),
        "difficulty": str(block.difficulty),
        "excessBlobGas": str(block.excess_blob_gas),
        "extraData": to_hex(block.extra_data),
        "gasLimit": str(block.gas_limit),
        "gasUsed": str(block.gas_used),
        "logsBloom": to_hex(block.logs_bloom),
        "miner": checksum_address(block.fee_recipient),
        "mixHash": to_hex(block.prev_randao),
        "nonce": to_hex(block.nonce),
        "number": str(block.number),
        "parentBeaconBlockRoot": to_hex(block.parent_beacon_block_root),
        "parentHash": to_hex(block.parent_hash),
        "receiptsRoot": to_hex(block.receipts_root),
        "requestsHash": to_hex(block.requests_hash),
        "sha3Uncles": to_hex(block.ommers_hash),
        "stateRoot": to_hex(block.state_root),
        "timestamp": str(block.timestamp),
        "transactionsRoot": to_hex(block.transactions_root),
        "withdrawalsRoot": to_hex(block.withdrawals_root),
    }


def _invalid():
    """Block headers that do not belong to the first case, or are no Prague headers."""
    name, sealed_at_millis, number, parent_timestamp = next(_cases())
    good = sample_header(sealed_at_millis, number, parent_timestamp)
    other = jsonform.sample_bytes("other")
    changes = [
        ("parent_hash", other, "another parent"),
        ("number", number + 1, "another number"),
        ("timestamp", good.timestamp + 1, "one second late"),
        ("prev_randao", other, "another prevRandao"),
        ("parent_beacon_block_root", other, "another parentBeaconBlockRoot"),
        ("extra_data", other, "another batch hash"),
        ("extra_data", b"", "no batch hash"),
        ("gas_limit", GAS_LIMIT + 1, "another gas limit"),
        ("fee_recipient", bytes(20), "another fee recipient"),
        ("difficulty", 1, "difficulty 1"),
        ("nonce", b"\x01" * 8, "a nonce"),
        ("ommers_hash", other, "uncles"),
        ("withdrawals_root", other, "withdrawals"),
        ("blob_gas_used", 131_072, "blobs"),
        ("excess_blob_gas", 131_072, "excess blob gas"),
        ("requests_hash", other, "execution requests"),
    ]
    for field, value, reason in changes:
        yield {"blockRlp": to_hex(replace(good, **{field: value}).encode()), "case": name, "reason": reason}
    items = rlp.decode(good.encode())
    shapes = [
        (items[:20], "20 fields: before Prague"),
        (items + [b""], "22 fields"),
        (items[:8] + [b"\x00" + items[8]] + items[9:], "number with a leading zero byte"),
        (items[:12] + [bytes(33)] + items[13:], "extraData of 33 bytes"),
        (items[:2] + [bytes(19)] + items[3:], "fee recipient of 19 bytes"),
        (items[:6] + [bytes(255)] + items[7:], "logs bloom of 255 bytes"),
        (items[:10] + [bytes([1]) + bytes(8)] + items[11:], "gas used of nine bytes"),
        (items[:0] + [[]] + items[1:], "parent hash is a list"),
    ]
    for fields, reason in shapes:
        yield {"blockRlp": to_hex(rlp.encode(fields)), "case": name, "reason": reason}
    yield {"blockRlp": to_hex(good.encode() + b"\x00"), "case": name, "reason": "a byte after the header"}
