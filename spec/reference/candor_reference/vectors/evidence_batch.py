"""The batch that evidence.json is about, and how a proof of each variant of F4 is made from it."""

from __future__ import annotations

from dataclasses import replace

from .. import abi, beacon, merkle, ordering, signing
from ..eip712 import cut_of_header
from ..hashing import ZERO_ADDRESS, keccak256
from ..policy import policy_hash
from ..transactions import decode
from . import jsonform
from .eip712_vectors import DOMAIN
from .ordering_vectors import BEACON_SECRET, CHAIN_ID, ORDER_KEY, SEALED_AT_MILLIS, transfer

FORCED_RAW = transfer(4, 0)
POLICY = {
    "version": 1,
    "ordering": 1,
    "beaconKinds": 7,
    "transactionTypes": 23,
    "batchIntervalMillis": 1_000,
    "maxGas": 30_000_000,
    "maxCount": 5_000,
    "maxBytes": 1_048_576,
    "forcedCap": 4,
    "inclusionDelaySeconds": 120,
    "maxOrderingDelayMillis": 30_000,
    "feeRecipient": ZERO_ADDRESS,
    "compensationWei": 10**15,
}
SENDERS = (1, 2, 3, 1, 2)


class Batch:
    """One batch that can be made wrong before it is sealed."""

    def __init__(self, beacon_kind: int = 1, forced: bool = False):
        self.beacon_kind = beacon_kind
        self.raws = [transfer(sender, index) for index, sender in enumerate(SENDERS)]
        self.cut = [
            ordering.arrival(seq, decode(raw, CHAIN_ID), SEALED_AT_MILLIS - 900 + seq, {})
            for seq, raw in enumerate(self.raws)
        ]
        self.header = {
            "rollupId": CHAIN_ID,
            "generation": 0,
            "number": 1,
            "parentHash": jsonform.sample_bytes("evidence parent"),
            "firstSeq": 0,
            "seqCount": len(self.cut),
            "cutRoot": ordering.cut_root(self.cut),
            "policyHash": policy_hash(POLICY),
            "sealedAtMillis": SEALED_AT_MILLIS,
            "forcedThrough": 1 if forced else 0,
            "depositsThrough": 0,
            "l1OriginNumber": 1_000,
            "l1OriginHash": jsonform.sample_bytes("evidence origin"),
        }
        cut_hash = DOMAIN.digest("Cut", cut_of_header(self.header))
        self.beacon_signature = b"" if beacon_kind == 0 else beacon.sign(BEACON_SECRET, cut_hash)
        seed = ordering.seed_of(self.beacon_signature, cut_hash)
        taken = [ordering.ForcedEntry(0, FORCED_RAW, 21_000)] if forced else []
        self.order = ordering.order(self.cut, taken, seed, POLICY["ordering"], beacon_kind, CHAIN_ID)
        self.positions = [
            int.from_bytes(leaf[-32:], "big") for leaf in ordering.arrival_leaves(self.cut, self.order)
        ]
        self.header |= {"seed": seed, "beaconKind": beacon_kind}

    def _arrival_leaves(self) -> list[bytes]:
        return [
            item.leaf() + abi.encode(["uint32"], [position]) for item, position in zip(self.cut, self.positions)
        ]

    def signed(self) -> dict:
        self.header |= {
            "txCount": len(self.order),
            "cutRoot": ordering.cut_root(self.cut),
            "arrivalRoot": merkle.root(keccak256, self._arrival_leaves()),
            "orderRoot": ordering.order_root(self.order),
        }
        digest = DOMAIN.digest("BatchHeader", self.header)
        return {"header": dict(self.header), "signature": signing.sign(ORDER_KEY, digest)}

    def cut_leaf(self, index: int) -> dict:
        item = self.cut[index]
        return dict(
            seq=item.seq,
            txHash=item.tx_hash,
            sender=item.sender,
            nonce=item.nonce,
            receivedAtMillis=item.received_at_millis,
            duplicateOf=item.duplicate_of,
        )

    def order_leaf(self, position: int) -> dict:
        item = self.order[position]
        return dict(
            position=item.position,
            kind=item.kind,
            seqOrForcedIndex=item.seq_or_forced_index,
            txHash=item.tx_hash,
            sender=item.sender,
            nonce=item.nonce,
            sortKey=item.sort_key,
        )

    def cut_proof(self, index: int) -> list[bytes]:
        return merkle.inclusion_proof(keccak256, [item.leaf() for item in self.cut], index)

    def arrival_proof(self, index: int) -> list[bytes]:
        return merkle.inclusion_proof(keccak256, self._arrival_leaves(), index)

    def order_proof(self, position: int) -> list[bytes]:
        return merkle.inclusion_proof(keccak256, [item.leaf() for item in self.order], position)

    def slot(self) -> bytes:
        return abi.encode(["uint64", "uint64"], [0, 1])


def inverted(batch: Batch, wrong: bool):
    if wrong:
        batch.order[1], batch.order[2] = replace(batch.order[2], position=1), replace(batch.order[1], position=2)
    return batch.signed(), {
        "position": 1,
        "first": batch.order_leaf(1),
        "firstProof": batch.order_proof(1),
        "second": batch.order_leaf(2),
        "secondProof": batch.order_proof(2),
    }


def resorted(batch: Batch, wrong: bool):
    if wrong:
        batch.order[1] = replace(batch.order[1], sort_key=bytes(32))
    proof = {"policy": POLICY, "position": 1, "leaf": batch.order_leaf(1), "proof": batch.order_proof(1)}
    return batch.signed(), proof


def retimed(batch: Batch, wrong: bool):
    cut_root, leaf, cut_proof = ordering.cut_root(batch.cut), batch.cut_leaf(2), batch.cut_proof(2)
    if wrong:
        batch.cut[2] = replace(batch.cut[2], received_at_millis=1)
    header = batch.signed()["header"] | {"cutRoot": cut_root}
    signature = signing.sign(ORDER_KEY, DOMAIN.digest("BatchHeader", header))
    return {"header": header, "signature": signature}, {
        "index": 2,
        "cutLeaf": leaf,
        "cutProof": cut_proof,
        "arrivalLeaf": batch.cut_leaf(2),
        "arrivalPosition": batch.positions[2],
        "arrivalProof": batch.arrival_proof(2),
    }


def misplaced(batch: Batch, wrong: bool):
    if wrong:
        batch.positions[2] = len(batch.order)
    return batch.signed(), {
        "index": 2,
        "leaf": batch.cut_leaf(2),
        "position": batch.positions[2],
        "proof": batch.arrival_proof(2),
    }


def unlike(batch: Batch, wrong: bool):
    position = batch.positions[2]
    if wrong:
        batch.order[position] = replace(batch.order[position], nonce=9)
    return batch.signed(), {
        "position": position,
        "orderLeaf": batch.order_leaf(position),
        "orderProof": batch.order_proof(position),
        "index": 2,
        "arrivalLeaf": batch.cut_leaf(2),
        "arrivalPosition": position,
        "arrivalProof": batch.arrival_proof(2),
    }


def false_leaf(batch: Batch, wrong: bool):
    if wrong:
        batch.cut[2] = replace(batch.cut[2], sender=batch.cut[1].sender)
    return batch.signed(), {
        "index": 2,
        "leaf": batch.cut_leaf(2),
        "inArrivalTree": True,
        "position": batch.positions[2],
        "proof": batch.arrival_proof(2),
        "rawTx": batch.raws[2],
    }


def false_order_leaf(batch: Batch, wrong: bool):
    position = batch.positions[2]
    if wrong:
        batch.order[position] = replace(batch.order[position], nonce=9)
    return batch.signed(), {
        "position": position,
        "leaf": batch.order_leaf(position),
        "proof": batch.order_proof(position),
        "rawTx": batch.raws[2],
    }


def false_duplicate(batch: Batch, wrong: bool):
    if wrong:
        batch.cut[3] = replace(batch.cut[3], duplicate_of=1)
    signed = batch.signed()
    return signed, {
        "index": 3,
        "leaf": batch.cut_leaf(3),
        "proof": batch.cut_proof(3),
        "earlierBatch": signed,
        "earlierIndex": 1,
        "earlierLeaf": batch.cut_leaf(1),
        "earlierProof": batch.cut_proof(1),
    }
