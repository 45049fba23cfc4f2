"""Rebuilds batches from what L1 has, without any network (protocol.md section 7 "Valid", 1 to 4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping, Sequence

from . import blocks, data, ordering
from .blocks import BlockHeader
from .eip712 import Domain, cut_of_header
from .ordering import Arrival, ForcedEntry, OrderEntry
from .policy import commitment_hash, policy_hash
from .signing import SignatureError, recover
from .transactions import Transaction, Undecodable, decode


class Invalid(ValueError):
    """The batch does not rebuild; the message names the first difference."""


@dataclass(frozen=True)
class Rollup:
    """What never changes."""

    domain: Domain
    rollup_id: int
    genesis_hash: bytes
    genesis_timestamp: int
    l2_gas_limit: int
    deployment_block: int


@dataclass(frozen=True)
class Posted:
    """One batch in the input of postBatches, its data, and L1's answers at its origin."""

    header: Mapping
    header_signature: bytes
    beacon_signature: bytes
    statement: Mapping
    statement_signature: bytes
    chunks: Sequence[bytes]
    data_hash: bytes
    data_signature: bytes
    posted_at: int
    challenge_window: int
    stored_commitment: bytes
    policy: Mapping
    order_key: bytes
    beacon_key: bytes
    origin_hash: bytes
    forced_due: int
    forced_queued: int


@dataclass(frozen=True)
class Rebuilt:
    """A batch that rebuilt bit for bit."""

    header: Mapping
    batch_hash: bytes
    cut_hash: bytes
    beacon_key: bytes
    beacon_signature: bytes
    statement: Mapping
    block: BlockHeader
    order: Sequence[OrderEntry]
    transactions: Sequence[Transaction | None]
    arrivals: Sequence[Arrival]


@dataclass
class Lineage:
    """The batches from genesis on; each must be given after its parent."""

    rollup: Rollup
    inbox: Sequence[ForcedEntry]
    first_seen: dict[bytes, int] = field(default_factory=dict)
    first_arrivals: dict[int, tuple[bytes, bytes, int]] = field(default_factory=dict)
    parent: Rebuilt | None = None

    def append(self, posted: Posted) -> Rebuilt:
        """Rebuilds the next batch or raises Invalid."""
        try:
            rebuilt = self._rebuild(posted)
        except (data.DataError, blocks.HeaderError, Undecodable, SignatureError) as failure:
            raise Invalid(f"batch {posted.header['number']}: {failure}") from failure
        self.parent = rebuilt
        return rebuilt

    def _rebuild(self, posted: Posted) -> Rebuilt:
        header, domain = posted.header, self.rollup.domain
        batch_hash, cut_hash = domain.digest("BatchHeader", header), domain.digest("Cut", cut_of_header(header))
        self._check_place(header)
        self._check_settlement(posted, batch_hash)
        posted_arrivals, header_rlp = data.decode(
            data.join(posted.chunks),
            posted.policy["maxBytes"],
            header["firstSeq"],
            _bounded_count(header, posted.policy),
            header["sealedAtMillis"],
        )
        seen = dict(self.first_seen)
        arrivals, by_seq = self._arrivals(posted_arrivals, seen)
        forced = self._forced(posted)
        seed = ordering.seed_of(posted.beacon_signature, cut_hash)
        entries = ordering.order(
            arrivals, forced, seed, posted.policy["ordering"], header["beaconKind"], self.rollup.rollup_id
        )
        _expect_all(header, _roots(arrivals, entries, seed))
        transactions = [self._transaction(entry, by_seq, forced) for entry in entries]
        _check_caps(posted.policy, arrivals, entries, transactions)
        block = self._block(header, batch_hash, header_rlp, posted)
        self.first_seen = seen
        return Rebuilt(
            header, batch_hash, cut_hash, posted.beacon_key, posted.beacon_signature, posted.statement, block,
            entries, transactions, arrivals,
        )

    def _check_place(self, header: Mapping) -> None:
        parent = self.parent
        wanted = {"rollupId": self.rollup.rollup_id, "depositsThrough": 0}
        if parent is None:
            wanted |= {"number": 1, "firstSeq": 0, "parentHash": self.rollup.genesis_hash}
            sealed, origin = self.rollup.genesis_timestamp * 1000, self.rollup.deployment_block
        else:
            wanted |= {
                "number": parent.header["number"] + 1,
                "firstSeq": parent.header["firstSeq"] + parent.header["seqCount"],
                "parentHash": parent.batch_hash,
            }
            sealed, origin = parent.header["sealedAtMillis"], parent.header["l1OriginNumber"]
            if header["generation"] < parent.header["generation"]:
                raise Invalid(f"expected a generation of at least {parent.header['generation']}, found {header['generation']}")
        _expect_all(header, wanted)
        if header["sealedAtMillis"] <= sealed:
            raise Invalid(f"expected sealedAtMillis over {sealed}, found {header['sealedAtMillis']}")
        if header["l1OriginNumber"] < origin:
            raise Invalid(f"expected an origin of at least {origin}, found {header['l1OriginNumber']}")

    def _check_settlement(self, posted: Posted, batch_hash: bytes) -> None:
        header, statement, policy = posted.header, posted.statement, posted.policy
        execution_hash = self.rollup.domain.digest("ExecutionStatement", statement)
        _expect("origin hash", posted.origin_hash, header["l1OriginHash"])
        _expect("policy hash", policy_hash(policy), header["policyHash"])
        if not policy["beaconKinds"] >> header["beaconKind"] & 1:
            raise Invalid(f"beacon kind {header['beaconKind']} is not in the policy")
        _expect("header signer", posted.order_key, recover(batch_hash, posted.header_signature))
        _expect("statement signer", posted.order_key, recover(execution_hash, posted.statement_signature))
        place = {name: header[name] for name in ("rollupId", "generation", "number")} | {"batchHash": batch_hash}
        data_digest = self.rollup.domain.digest("DataStatement", place | {"dataHash": posted.data_hash})
        _expect("data signer", posted.order_key, recover(data_digest, posted.data_signature))
        _expect_all(statement, place)
        commitment = commitment_hash(
            {
                "batchHash": batch_hash,
                "executionHash": execution_hash,
                "dataHash": posted.data_hash,
                "postedAt": posted.posted_at,
                "challengeWindow": posted.challenge_window,
            }
        )
        _expect("commitment", posted.stored_commitment, commitment)

    def _arrivals(self, items: Sequence[data.PostedArrival], seen: dict) -> tuple[list[Arrival], dict]:
        arrivals, by_seq = [], {}
        for item in items:
            if item.is_empty:
                arrivals.append(ordering.empty_arrival(item.seq))
                continue
            arrival = self._arrival(item, seen, by_seq)
            arrivals.append(arrival)
        return arrivals, by_seq

    def _arrival(self, item: data.PostedArrival, seen: dict, by_seq: dict) -> Arrival:
        if item.duplicate_of is None:
            transaction = decode(item.raw, self.rollup.rollup_id)
            by_seq[item.seq] = transaction
            arrival = ordering.arrival(item.seq, transaction, item.received_at_millis, seen)
            if not arrival.is_ordered:
                raise Invalid(f"arrival {item.seq} repeats arrival {arrival.duplicate_of} and is not marked")
            self.first_arrivals[item.seq] = (arrival.tx_hash, arrival.sender, arrival.nonce)
            return arrival
        original = self.first_arrivals.get(item.duplicate_of)
        if original is None:
            raise Invalid(f"arrival {item.seq} names {item.duplicate_of}, which is no first arrival")
        return Arrival(item.seq, *original, item.received_at_millis, item.duplicate_of)

    def _forced(self, posted: Posted) -> list[ForcedEntry]:
        start = 0 if self.parent is None else self.parent.header["forcedThrough"]
        through, cap = posted.header["forcedThrough"], posted.policy["forcedCap"]
        lowest = max(start, min(posted.forced_due, start + cap))
        highest = min(posted.forced_queued, start + cap)
        if not lowest <= through <= highest:
            raise Invalid(f"expected forcedThrough from {lowest} to {highest}, found {through}")
        return list(self.inbox[start:through])

    def _transaction(self, entry: OrderEntry, by_seq: dict, forced: Sequence[ForcedEntry]) -> Transaction | None:
        """What the engine is shown at a place of the order; None for a forced entry that it must not see."""
        if entry.kind == ordering.KIND_ARRIVAL:
            return by_seq[entry.seq_or_forced_index]
        return ordering.forced_transaction(forced[entry.position], self.rollup.rollup_id)

    def _block(self, header: Mapping, batch_hash: bytes, header_rlp: bytes, posted: Posted) -> BlockHeader:
        block = blocks.decode_header(header_rlp)
        parent = self.parent
        timestamp = self.rollup.genesis_timestamp if parent is None else parent.block.timestamp
        parent_hash = self.rollup.genesis_hash if parent is None else parent.block.hash
        wanted = blocks.attributes(
            header, batch_hash, timestamp, self.rollup.l2_gas_limit, posted.policy["feeRecipient"]
        )
        blocks.check_attributes(block, wanted, parent_hash)
        _expect_all(
            posted.statement,
            {
                "l2BlockHash": block.hash,
                "stateRoot": block.state_root,
                "receiptsRoot": block.receipts_root,
                "gasUsed": block.gas_used,
            },
        )
        return block


def _roots(arrivals: Sequence[Arrival], entries: Sequence[OrderEntry], seed: bytes) -> dict:
    return {
        "cutRoot": ordering.cut_root(arrivals),
        "arrivalRoot": ordering.arrival_root(arrivals, entries),
        "orderRoot": ordering.order_root(entries),
        "txCount": len(entries),
        "seed": seed,
    }


def _bounded_count(header: Mapping, policy: Mapping) -> int:
    count, most = header["seqCount"], max(1, policy["maxCount"])
    if count > most:
        raise Invalid(f"expected at most {most} arrivals, found {count}")
    return count


def _check_caps(policy: Mapping, arrivals: Sequence, entries: Sequence, transactions: Sequence) -> None:
    if len(arrivals) <= 1:
        return
    ordered = [tx for entry, tx in zip(entries, transactions) if entry.kind == ordering.KIND_ARRIVAL]
    raw_bytes = sum(len(tx.raw) for tx in ordered)
    gas = sum(tx.gas_limit for tx in transactions if tx is not None)
    if raw_bytes > policy["maxBytes"]:
        raise Invalid(f"expected at most {policy['maxBytes']} raw bytes, found {raw_bytes}")
    if gas > policy["maxGas"]:
        raise Invalid(f"expected at most {policy['maxGas']} gas, found {gas}")


def _expect_all(found: Mapping, wanted: Mapping) -> None:
    for name, value in wanted.items():
        _expect(name, value, found[name])


def _expect(what: str, wanted, found) -> None:
    if found != wanted:
        raise Invalid(f"expected {what} {_show(wanted)}, found {_show(found)}")


def _show(value) -> str:
    return "0x" + value.hex() if isinstance(value, bytes) else str(value)
