"""From arrivals to the header's roots (protocol.md sections 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from . import abi, merkle
from .hashing import ZERO_ADDRESS, ZERO_HASH, keccak256
from .transactions import Transaction, Undecodable, decode

NO_DUPLICATE = 2**64 - 1
NO_POSITION = 2**32 - 1

KIND_ARRIVAL, KIND_FORCED = 0, 1
SHUFFLE, FIFO = 1, 2
BEACON_NONE, BEACON_OWN, BEACON_QUORUM = 0, 1, 2

CUT_LEAF = ["uint64", "bytes32", "address", "uint64", "uint64", "uint64"]
ORDER_LEAF = ["uint32", "uint8", "uint64", "bytes32", "address", "uint64", "bytes32"]


@dataclass(frozen=True)
class Arrival:
    """One place in the line of arrivals; an EMPTY one has no transaction and time 0."""

    seq: int
    tx_hash: bytes
    sender: bytes
    nonce: int
    received_at_millis: int
    duplicate_of: int

    @property
    def is_ordered(self) -> bool:
        """False for duplicates and for EMPTY arrivals: they get no position."""
        return self.duplicate_of == NO_DUPLICATE and self.tx_hash != ZERO_HASH

    def leaf(self) -> bytes:
        return abi.encode(
            CUT_LEAF,
            [self.seq, self.tx_hash, self.sender, self.nonce, self.received_at_millis, self.duplicate_of],
        )


@dataclass(frozen=True)
class ForcedEntry:
    """One entry of the forced inbox with the gas that was paid for."""

    index: int
    raw: bytes
    gas_limit: int


@dataclass(frozen=True)
class OrderEntry:
    """One place in the order of a batch."""

    position: int
    kind: int
    seq_or_forced_index: int
    tx_hash: bytes
    sender: bytes
    nonce: int
    sort_key: bytes

    def leaf(self) -> bytes:
        return abi.encode(
            ORDER_LEAF,
            [
                self.position,
                self.kind,
                self.seq_or_forced_index,
                self.tx_hash,
                self.sender,
                self.nonce,
                self.sort_key,
            ],
        )


def empty_arrival(seq: int) -> Arrival:
    return Arrival(seq, ZERO_HASH, ZERO_ADDRESS, 0, 0, NO_DUPLICATE)


def arrival(seq: int, transaction: Transaction, received_at_millis: int, first_seen: dict[bytes, int]) -> Arrival:
    """The arrival of a transaction; `first_seen` maps transaction hashes to their first seq in the lineage and learns."""
    tx_hash = transaction.hash
    earlier = first_seen.setdefault(tx_hash, seq)
    duplicate_of = NO_DUPLICATE if earlier == seq else earlier
    return Arrival(seq, tx_hash, transaction.sender, transaction.nonce, received_at_millis, duplicate_of)


def seed_of(beacon_signature: bytes, cut_hash: bytes) -> bytes:
    """keccak256(beaconSignature ‖ cutHash); the signature is empty for beacon kind 0."""
    return keccak256(beacon_signature + cut_hash)


def sort_key(entry: Arrival, seed: bytes, policy_ordering: int, beacon_kind: int) -> bytes:
    """FIFO when the policy says so, and whenever there was no beacon."""
    if policy_ordering == FIFO or beacon_kind == BEACON_NONE:
        return entry.seq.to_bytes(32, "big")
    if policy_ordering != SHUFFLE:
        raise ValueError(f"no ordering {policy_ordering}")
    return keccak256(seed + entry.sender)


def forced_transaction(entry: ForcedEntry, chain_id: int) -> Transaction | None:
    """The transaction of a forced entry, or None when the engine must never see it."""
    try:
        transaction = decode(entry.raw, chain_id)
    except Undecodable:
        return None
    return transaction if transaction.gas_limit == entry.gas_limit else None


def order(
    arrivals: Sequence[Arrival],
    forced: Sequence[ForcedEntry],
    seed: bytes,
    policy_ordering: int,
    beacon_kind: int,
    chain_id: int,
) -> list[OrderEntry]:
    """Forced entries in queue order, then the arrivals by (sortKey, nonce, seq)."""
    entries = [_forced_place(position, entry, chain_id) for position, entry in enumerate(forced)]
    keyed = sorted(
        (sort_key(item, seed, policy_ordering, beacon_kind), item.nonce, item.seq, item)
        for item in arrivals
        if item.is_ordered
    )
    for key, _, _, item in keyed:
        entries.append(
            OrderEntry(len(entries), KIND_ARRIVAL, item.seq, item.tx_hash, item.sender, item.nonce, key)
        )
    return entries


def arrival_leaves(arrivals: Sequence[Arrival], entries: Sequence[OrderEntry]) -> list[bytes]:
    """Each cut leaf followed by the arrival's position in the order."""
    positions = {entry.seq_or_forced_index: entry.position for entry in entries if entry.kind == KIND_ARRIVAL}
    return [item.leaf() + abi.word("uint32", positions.get(item.seq, NO_POSITION)) for item in arrivals]


def cut_root(arrivals: Sequence[Arrival]) -> bytes:
    return merkle.root(keccak256, [item.leaf() for item in arrivals])


def arrival_root(arrivals: Sequence[Arrival], entries: Sequence[OrderEntry]) -> bytes:
    return merkle.root(keccak256, arrival_leaves(arrivals, entries))


def order_root(entries: Sequence[OrderEntry]) -> bytes:
    return merkle.root(keccak256, [entry.leaf() for entry in entries])


def _forced_place(position: int, entry: ForcedEntry, chain_id: int) -> OrderEntry:
    transaction = forced_transaction(entry, chain_id)
    sender = transaction.sender if transaction else ZERO_ADDRESS
    nonce = transaction.nonce if transaction else 0
    return OrderEntry(position, KIND_FORCED, entry.index, keccak256(entry.raw), sender, nonce, ZERO_HASH)
