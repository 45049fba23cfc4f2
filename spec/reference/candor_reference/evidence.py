"""Evidence of faults as the checkers on L1 take it (evidence.md): the structs and their encodings."""

from __future__ import annotations

from . import abi
from .eip712 import TYPES
from .hashing import keccak256
from .policy import POLICY_MEMBERS


def _object(name: str) -> tuple:
    return TYPES[name].members


CUT_LEAF = (
    ("uint64", "seq"),
    ("bytes32", "txHash"),
    ("address", "sender"),
    ("uint64", "nonce"),
    ("uint64", "receivedAtMillis"),
    ("uint64", "duplicateOf"),
)
ORDER_LEAF = (
    ("uint32", "position"),
    ("uint8", "kind"),
    ("uint64", "seqOrForcedIndex"),
    ("bytes32", "txHash"),
    ("address", "sender"),
    ("uint64", "nonce"),
    ("bytes32", "sortKey"),
)
SIGNED_HEADER = ((_object("BatchHeader"), "header"), ("bytes", "signature"))
SIGNED_PROMISE = ((_object("InclusionPromise"), "promised"), ("bytes", "signature"))
PAIR = (
    ("bytes32", "typeHash"),
    ("bytes", "first"),
    ("bytes", "firstSignature"),
    ("bytes", "second"),
    ("bytes", "secondSignature"),
)

# By kind of fault.
STRUCTS = {
    1: PAIR,
    2: (("bool", "forced"), ("uint64", "forcedIndex"), (SIGNED_PROMISE, "promised"), (POLICY_MEMBERS, "policy")),
    3: (
        (SIGNED_PROMISE, "promised"),
        (SIGNED_HEADER, "batch"),
        (CUT_LEAF, "leaf"),
        ("bool", "inArrivalTree"),
        ("uint32", "position"),
        ("bytes32[]", "proof"),
    ),
    4: ((SIGNED_HEADER, "batch"), ("uint8", "variant"), ("bytes", "proof")),
    5: ((SIGNED_HEADER, "batch"), ("bytes", "beaconSignature")),
    6: ((SIGNED_PROMISE, "promised"), (SIGNED_HEADER, "batch"), (POLICY_MEMBERS, "policy")),
    7: (
        (SIGNED_HEADER, "batch"),
        (_object("BatchHeader"), "parent"),
        ("uint32", "position"),
        (ORDER_LEAF, "leaf"),
        ("bytes32[]", "proof"),
    ),
    10: (
        (_object("LogCheckpoint"), "older"),
        ("bytes", "olderSignature"),
        (_object("LogCheckpoint"), "newer"),
        ("bytes", "newerSignature"),
        ("bytes32[]", "nodes"),
    ),
    11: (("uint64", "seatId"), (PAIR, "pair")),
}

# F4's proofs by variant.
ORDER_PROOFS = {
    1: (
        ("uint32", "position"),
        (ORDER_LEAF, "first"),
        ("bytes32[]", "firstProof"),
        (ORDER_LEAF, "second"),
        ("bytes32[]", "secondProof"),
    ),
    2: ((POLICY_MEMBERS, "policy"), ("uint32", "position"), (ORDER_LEAF, "leaf"), ("bytes32[]", "proof")),
    3: (
        ("uint64", "index"),
        (CUT_LEAF, "cutLeaf"),
        ("bytes32[]", "cutProof"),
        (CUT_LEAF, "arrivalLeaf"),
        ("uint32", "arrivalPosition"),
        ("bytes32[]", "arrivalProof"),
    ),
    4: (("uint64", "index"), (CUT_LEAF, "leaf"), ("uint32", "position"), ("bytes32[]", "proof")),
    5: (
        ("uint32", "position"),
        (ORDER_LEAF, "orderLeaf"),
        ("bytes32[]", "orderProof"),
        ("uint64", "index"),
        (CUT_LEAF, "arrivalLeaf"),
        ("uint32", "arrivalPosition"),
        ("bytes32[]", "arrivalProof"),
    ),
    6: (
        ("uint64", "index"),
        (CUT_LEAF, "leaf"),
        ("bool", "inArrivalTree"),
        ("uint32", "position"),
        ("bytes32[]", "proof"),
        ("bytes", "rawTx"),
    ),
    7: (("uint32", "position"), (ORDER_LEAF, "leaf"), ("bytes32[]", "proof"), ("bytes", "rawTx")),
    8: (
        ("uint64", "index"),
        (CUT_LEAF, "leaf"),
        ("bytes32[]", "proof"),
        (SIGNED_HEADER, "earlierBatch"),
        ("uint64", "earlierIndex"),
        (CUT_LEAF, "earlierLeaf"),
        ("bytes32[]", "earlierProof"),
    ),
}


def encode(kind: int, value: dict) -> bytes:
    """What the checker of this kind is given."""
    return abi.encode_struct(STRUCTS[kind], value)


def encode_order_proof(variant: int, value: dict) -> bytes:
    return abi.encode_struct(ORDER_PROOFS[variant], value)


def fault_id(kind: int, accused: bytes, rollup_id: int, slot: bytes) -> bytes:
    """One penalty per id, whoever proves it."""
    members = (("uint8", "kind"), ("bytes32", "accused"), ("uint64", "rollupId"), ("bytes", "slot"))
    values = {"kind": kind, "accused": accused, "rollupId": rollup_id, "slot": slot}
    # Four values, not one struct: without the struct's own offset.
    return keccak256(abi.encode_struct(members, values)[32:])
