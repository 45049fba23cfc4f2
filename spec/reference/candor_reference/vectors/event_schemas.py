"""JSON Schemas (draft 2020-12) of the events' values, signed objects taken from their EIP-712 types."""

from __future__ import annotations

from ..eip712 import TYPES
from . import finding_events
from .jsonform import SMALL_BITS

DEFINITIONS = {
    "uint64": {
        "description": "Unsigned 64-bit integer in decimal, without leading zeros.",
        "pattern": "^(0|[1-9][0-9]{0,19})$",
        "type": "string",
    },
    "hash32": {"description": "32 bytes in lower-case hex.", "pattern": "^0x[0-9a-f]{64}$", "type": "string"},
    "address": {"description": "20 bytes, checksummed (ERC-55).", "pattern": "^0x[0-9a-fA-F]{40}$", "type": "string"},
    "signature": {"description": "r‖s‖v, 65 bytes.", "pattern": "^0x[0-9a-f]{128}(1b|1c)$", "type": "string"},
    "bytes": {"description": "Any bytes in lower-case hex.", "pattern": "^0x([0-9a-f]{2})*$", "type": "string"},
}


def _ref(name: str) -> dict:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: dict, description: str = "") -> dict:
    made = {"additionalProperties": False, "properties": properties, "required": sorted(properties), "type": "object"}
    return made | ({"description": description} if description else {})


def _member(kind: str) -> dict:
    if kind in ("bytes32", "address"):
        return _ref("hash32" if kind == "bytes32" else "address")
    bits = int(kind[4:])
    if bits <= SMALL_BITS:
        return {"maximum": 2**bits - 1, "minimum": 0, "type": "integer"}
    return _ref("uint64")


def _signed_object(type_name: str) -> dict:
    struct = TYPES[type_name]
    return _object({name: _member(kind) for kind, name in struct.members}, f"EIP-712: {struct.encode_type}")


def _l1_reference() -> dict:
    properties = {
        "blockHash": _ref("hash32"),
        "blockNumber": _ref("uint64"),
        "logIndex": {"minimum": 0, "type": "integer"},
        "transactionHash": _ref("hash32"),
    }
    return _object(properties, "The L1 log that this event rests on.")


REASON_NAMES = [
    "MALFORMED", "WRONG_CHAIN", "BAD_SIGNATURE", "TYPE_NOT_SUPPORTED", "TOO_LARGE", "INTRINSIC_GAS", "GAS_LIMIT",
    "NONCE_TOO_LOW", "NONCE_GAP", "INSUFFICIENT_FUNDS", "FEE_TOO_LOW", "KNOWN", "BUSY", "RATE_LIMITED",
    "ROLLING_BACK", "NONCE_USED", "TOO_MANY_PENDING", "AUTHORITY_PENDING",
]

BEACON_SIGNATURE = {
    "description": "96 bytes, G1 x‖y; empty for beacon kind 0.",
    "pattern": "^0x([0-9a-f]{192})?$",
    "type": "string",
}

COMMITMENT = _object(
    {
        "batchHash": _ref("hash32"),
        "challengeWindow": _ref("uint64"),
        "dataHash": _ref("hash32"),
        "executionHash": _ref("hash32"),
        "postedAt": _ref("uint64"),
    },
    "The five fields behind the commitment stored on L1; times in seconds.",
)

EVENTS = {
    "PromiseIssued": (
        "A transaction was admitted and its inclusion promised.",
        {"promise": _signed_object("InclusionPromise"), "rawTx": _ref("bytes"), "signature": _ref("signature")},
    ),
    "AdmissionRefused": (
        "A transaction was refused at the door.",
        {
            "reasonName": {"enum": REASON_NAMES},
            "refusal": _signed_object("AdmissionRefusal"),
            "signature": _ref("signature"),
        },
    ),
    "BatchSealed": (
        "The order of a batch is fixed and its header signed.",
        {
            "batchHash": _ref("hash32"),
            "beaconSignature": BEACON_SIGNATURE,
            "cutHash": _ref("hash32"),
            "cutSignature": _ref("signature"),
            "header": _signed_object("BatchHeader"),
            "headerSignature": _ref("signature"),
        },
    ),
    "BatchExecuted": (
        "The L2 block of a batch was built and the statement about it signed.",
        {
            "executionHash": _ref("hash32"),
            "number": _ref("uint64"),
            "outcomes": _ref("bytes") | {"description": "Per position: uint8 outcome, gas used as minimal LEB128."},
            "statement": _signed_object("ExecutionStatement"),
            "statementSignature": _ref("signature"),
        },
    ),
    "BatchPosted": (
        "A batch is on L1 and confirmed.",
        {
            "commitment": COMMITMENT,
            "commitmentHash": _ref("hash32"),
            "dataHashes": {"items": _ref("hash32"), "maxItems": 64, "minItems": 1, "type": "array"},
            "l1": _l1_reference(),
            "number": _ref("uint64"),
        },
    ),
    "BatchFinalized": (
        "The final floor on L1 has reached a batch.",
        {"batchHash": _ref("hash32"), "l1": _l1_reference(), "number": _ref("uint64")},
    ),
    "BatchVoided": (
        "A rollback on L1 voided a batch; `generation` is the one that ended.",
        {
            "anchorNumber": _ref("uint64"),
            "batchHash": _ref("hash32"),
            "faultId": _ref("hash32"),
            "l1": _l1_reference(),
            "newGeneration": _ref("uint64"),
            "number": _ref("uint64"),
        },
    ),
}


EVENTS |= {
    "CheckpointAnchored": (
        "A checkpoint of the log is on L1 and confirmed.",
        {
            "l1": _l1_reference(),
            "origin": {"type": "string"},
            "originHash": _ref("hash32"),
            "root": _ref("hash32"),
            "size": _ref("uint64"),
        },
    ),
    "CheckpointPublished": (
        "A checkpoint of the log has the cosignatures of a quorum of witnesses.",
        {
            "note": {"description": "The signed note with the cosignatures by then (log.md section 4).", "type": "string"},
            "origin": {"type": "string"},
            "originHash": _ref("hash32"),
            "publishedAtMillis": _ref("uint64"),
            "root": _ref("hash32"),
            "size": _ref("uint64"),
        },
    ),
}

EVENTS |= finding_events.schemas(_ref, _object)

# The log outlives generations: what it says about itself belongs to none.
OF_NO_GENERATION = {"CheckpointAnchored", "CheckpointPublished"}


def schema(name: str) -> dict:
    """The schema of one event's value, complete in itself."""
    description, properties = EVENTS[name]
    common = {"rollupId": _ref("uint64")} | ({} if name in OF_NO_GENERATION else {"generation": _ref("uint64")})
    return {
        "$defs": DEFINITIONS,
        "$id": f"urn:candor:event:{name}:v1",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
    } | _object(common | properties, description)
