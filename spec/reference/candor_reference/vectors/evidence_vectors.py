"""evidence.json: for every kind of fault evidence that proves it, and what the honest act beside it gives."""

from __future__ import annotations

from dataclasses import replace

from .. import abi, beacon, evidence, log, merkle, ordering, signing
from ..eip712 import TYPES, cut_of_header
from ..hashing import ZERO_ADDRESS, checksum_address, keccak256, sha256, to_hex
from ..policy import POLICY_MEMBERS, policy_hash
from . import evidence_batch, jsonform
from .eip712_vectors import DOMAIN
from .evidence_batch import FORCED_RAW, POLICY, Batch
from .log_vectors import LOG_SECRET, ORIGIN
from .ordering_vectors import BEACON_SECRET, CHAIN_ID, ORDER_KEY, SEALED_AT_MILLIS

OPERATOR = jsonform.sample_bytes("operator", 20)
SEQUENCER_ID = abi.encode_hash(["uint64", "address"], [CHAIN_ID, OPERATOR])
WITNESS = jsonform.secret("witness")
WITNESS_OWNER = jsonform.sample_bytes("witness owner", 20)
SHARE_SECRET = jsonform.sample_int("witness share", beacon.curve_order - 1) + 1
SEAT_ID = 3


def file() -> dict:
    return {
        "beaconKey": to_hex(beacon.public_key(BEACON_SECRET)),
        "cases": [case for make in CASES for case in make()],
        "forced": {"gasLimit": "21000", "txHash": to_hex(keccak256(FORCED_RAW))},
        "logKey": checksum_address(signing.address_of_secret(LOG_SECRET)),
        "operator": checksum_address(OPERATOR),
        "orderKey": checksum_address(signing.address_of_secret(ORDER_KEY)),
        "originHash": to_hex(log.origin_hash(ORIGIN)),
        "rollupId": str(CHAIN_ID),
        "schemas": [
            {"abiType": text, "kind": kind, "schemaHash": to_hex(keccak256(text.encode()))}
            for kind, text in ((kind, abi.type_text(members)) for kind, members in evidence.STRUCTS.items())
        ],
        "seat": {
            "beaconKey": to_hex(beacon.public_key(SHARE_SECRET)),
            "owner": checksum_address(WITNESS_OWNER),
            "seatId": str(SEAT_ID),
            "signingKey": checksum_address(signing.address_of_secret(WITNESS)),
        },
        "sequencerId": to_hex(SEQUENCER_ID),
    }


def _json(kind, item):
    if not isinstance(kind, str):
        return {name: _json(member, item[name]) for member, name in kind}
    if kind == "bytes32[]":
        return [to_hex(node) for node in item]
    return item if kind == "bool" else jsonform.value(kind, item)


def _case(name: str, kind: int, value: dict, accused: bytes, slot: bytes, proven: bool = True, proof=None) -> dict:
    members = evidence.STRUCTS[kind]
    case = {"evidence": to_hex(evidence.encode(kind, value)), "kind": kind, "name": name, "proven": proven}
    case["value"] = _json(members, value)
    if proof is not None:
        case["proof"] = _json(evidence.ORDER_PROOFS[value["variant"]], proof)
    if proven:
        case["accused"] = to_hex(accused)
        case["faultId"] = to_hex(evidence.fault_id(kind, accused, CHAIN_ID, slot))
        case["slot"] = to_hex(slot)
    return case


def _promise(batch: Batch, index: int) -> dict:
    item = batch.cut[index]
    promised = {
        "rollupId": CHAIN_ID,
        "seq": item.seq,
        "txHash": item.tx_hash,
        "sender": item.sender,
        "nonce": item.nonce,
        "receivedAtMillis": item.received_at_millis,
        "includeBy": -(-item.received_at_millis // 1000) + POLICY["inclusionDelaySeconds"],
        "policyHash": policy_hash(POLICY),
    }
    return _signed_promise(promised)


def _signed_promise(promised: dict) -> dict:
    return {"promised": promised, "signature": signing.sign(ORDER_KEY, DOMAIN.digest("InclusionPromise", promised))}


def _words(type_name: str, message: dict) -> bytes:
    members = TYPES[type_name].members
    return abi.encode([kind for kind, _ in members], [message[name] for _, name in members])


def _pair(type_name: str, first: dict, second: dict, sign) -> dict:
    return {
        "typeHash": TYPES[type_name].type_hash,
        "first": _words(type_name, first),
        "firstSignature": sign(DOMAIN.digest(type_name, first)),
        "second": _words(type_name, second),
        "secondSignature": sign(DOMAIN.digest(type_name, second)),
    }


def _equivocations():
    batch = Batch()
    header = batch.signed()["header"]
    promised = _promise(batch, 2)["promised"]
    other = jsonform.sample_bytes("another")
    pairs = [
        ("two promises", "InclusionPromise", promised, promised | {"txHash": other}, ["uint64"] * 2, [CHAIN_ID, 2]),
        ("two cuts", "Cut", cut_of_header(header), cut_of_header(header) | {"cutRoot": other}, None, None),
        ("two headers", "BatchHeader", header, header | {"orderRoot": other}, None, None),
    ]
    for name, type_name, first, second, kinds, fields in pairs:
        value = _pair(type_name, first, second, lambda digest: signing.sign(ORDER_KEY, digest))
        slot_fields = abi.encode(kinds or ["uint64"] * 3, fields or [CHAIN_ID, 0, 1])
        yield _case(name, 1, value, SEQUENCER_ID, TYPES[type_name].type_hash + slot_fields)
        honest = _pair(type_name, first, first, lambda digest: signing.sign(ORDER_KEY, digest))
        yield _case(f"{name} that are one", 1, honest, SEQUENCER_ID, b"", proven=False)


def _latenesses():
    slot = lambda forced, index: abi.encode(["bool", "uint64"], [forced, index])
    value = {"forced": False, "forcedIndex": 0, "promised": _promise(Batch(), 2), "policy": POLICY}
    yield _case("a promise not covered", 2, value, SEQUENCER_ID, slot(False, 2))
    empty = {name: b"" if kind == "bytes" else _zero(kind) for kind, name in evidence.SIGNED_PROMISE}
    entry = {"forced": True, "forcedIndex": 0, "promised": empty, "policy": _zero(POLICY_MEMBERS)}
    yield _case("a forced entry not taken", 2, entry, SEQUENCER_ID, slot(True, 0))


def _zero(kind):
    if not isinstance(kind, str):
        return {name: _zero(member) for member, name in kind}
    return {"address": ZERO_ADDRESS, "bytes32": bytes(32), "bytes": b""}.get(kind, 0)


def _substitutions():
    for name, tree, change in (("in the cut", False, True), ("among the arrivals", True, True), ("kept", False, False)):
        batch = Batch()
        promise = _promise(batch, 2)
        if change:
            batch.cut[2] = replace(batch.cut[2], nonce=9)
        value = {
            "promised": promise,
            "batch": batch.signed(),
            "leaf": batch.cut_leaf(2),
            "inArrivalTree": tree,
            "position": batch.positions[2],
            "proof": batch.arrival_proof(2) if tree else batch.cut_proof(2),
        }
        yield _case(f"a promise, {name}", 3, value, SEQUENCER_ID, batch.slot(), proven=change)


def _orders():
    for wrong in (True, False):
        suffix = "" if wrong else ": none"
        yield _order_case("an inversion" + suffix, 1, wrong, evidence_batch.inverted)
        yield _order_case("another sort key" + suffix, 2, wrong, evidence_batch.resorted)
        yield _order_case("arrival leaves that differ" + suffix, 3, wrong, evidence_batch.retimed)
        yield _order_case("a position behind the order" + suffix, 4, wrong, evidence_batch.misplaced)
        yield _order_case("an order leaf unlike its arrival" + suffix, 5, wrong, evidence_batch.unlike)
        yield _order_case("a leaf unlike its transaction" + suffix, 6, wrong, evidence_batch.false_leaf)
        yield _order_case("an order leaf unlike its transaction" + suffix, 7, wrong, evidence_batch.false_order_leaf)
        yield _order_case("a duplicate of another transaction" + suffix, 8, wrong, evidence_batch.false_duplicate)


def _order_case(name: str, variant: int, wrong: bool, make) -> dict:
    batch = Batch()
    signed, proof = make(batch, wrong)
    value = {"batch": signed, "variant": variant, "proof": evidence.encode_order_proof(variant, proof)}
    return _case(name, 4, value, SEQUENCER_ID, batch.slot(), proven=wrong, proof=proof)


def _seeds():
    for wrong in (True, False):
        batch = Batch()
        if wrong:
            batch.beacon_signature = beacon.sign(BEACON_SECRET, jsonform.sample_bytes("another cut"))
            cut_hash = DOMAIN.digest("Cut", cut_of_header(batch.header))
            batch.header["seed"] = ordering.seed_of(batch.beacon_signature, cut_hash)
        value = {"batch": batch.signed(), "beaconSignature": batch.beacon_signature}
        name = "a seed of another cut" if wrong else "the beacon's seed"
        yield _case(name, 5, value, SEQUENCER_ID, batch.slot(), wrong)


def _delays():
    for wrong in (True, False):
        batch = Batch(beacon_kind=2)
        promised = _promise(batch, 2)["promised"]
        promised["receivedAtMillis"] = SEALED_AT_MILLIS - POLICY["maxOrderingDelayMillis"] - (1 if wrong else 0)
        value = {"promised": _signed_promise(promised), "batch": batch.signed(), "policy": POLICY}
        name = "sealed above the bound" if wrong else "sealed at the bound"
        yield _case(name, 6, value, SEQUENCER_ID, abi.encode(["bool", "uint64"], [False, 2]), wrong)


def _forced_entries():
    for wrong in (True, False):
        batch = Batch(forced=True)
        if wrong:
            batch.order[0] = replace(batch.order[0], tx_hash=jsonform.sample_bytes("another"))
        value = {
            "batch": batch.signed(),
            "parent": _zero(TYPES["BatchHeader"].members),
            "position": 0,
            "leaf": batch.order_leaf(0),
            "proof": batch.order_proof(0),
        }
        name = "a forced entry altered" if wrong else "a forced entry in its place"
        yield _case(name, 7, value, SEQUENCER_ID, batch.slot(), wrong)


def _forks():
    leaves = [jsonform.sample_bytes(f"log leaf {i}") for i in range(7)]
    forked = [jsonform.sample_bytes("forked")] + leaves[1:]
    for name, older, newer, nodes in (
        ("two roots of one size", leaves[:5], forked[:5], False),
        ("another beginning", leaves[:3], forked, True),
        ("another beginning, one full subtree", leaves[:4], forked, True),
        ("one tree", leaves[:5], leaves[:5], False),
        ("a tree that grew", leaves[:3], leaves, True),
    ):
        proof = merkle.consistency_proof(sha256, newer, len(older)) if nodes else []
        if nodes and len(older) & (len(older) - 1) == 0:
            proof = [merkle.root(sha256, newer[: len(older)])] + proof
        first, second = _checkpoint(older), _checkpoint(newer)
        value = {
            "older": first,
            "olderSignature": signing.sign(LOG_SECRET, DOMAIN.digest("LogCheckpoint", first)),
            "newer": second,
            "newerSignature": signing.sign(LOG_SECRET, DOMAIN.digest("LogCheckpoint", second)),
            "nodes": proof,
        }
        origin = log.origin_hash(ORIGIN)
        slot = abi.encode(["bytes32", "uint64"], [origin, len(older)])
        yield _case(name, 10, value, origin, slot, proven=newer[0] != older[0])


def _checkpoint(leaves: list[bytes]) -> dict:
    return {"originHash": log.origin_hash(ORIGIN), "size": len(leaves), "root": merkle.root(sha256, leaves)}


def _contradictions():
    cut = cut_of_header(Batch().header)
    attestation = {
        "rollupId": CHAIN_ID,
        "generation": 0,
        "number": 1,
        "batchHash": jsonform.sample_bytes("batch"),
        "executionHash": jsonform.sample_bytes("execution"),
        "verdict": 1,
    }
    verdict = {
        "disputeId": jsonform.sample_bytes("dispute"),
        "round": 0,
        "verdict": 1,
        "evidenceHash": jsonform.sample_bytes("found"),
        "decidedAt": SEALED_AT_MILLIS // 1000,
    }
    by_key = lambda digest: signing.sign(WITNESS, digest)
    by_share = lambda digest: beacon.sign(SHARE_SECRET, digest)
    batch_slot = abi.encode(["uint64"] * 4, [SEAT_ID, CHAIN_ID, 0, 1])
    verdict_slot = abi.encode(["uint64", "bytes32", "uint8"], [SEAT_ID, verdict["disputeId"], 0])
    other = jsonform.sample_bytes("another")
    for name, type_name, first, second, sign, slot, proven in (
        ("two attestations", "BatchAttestation", attestation, attestation | {"verdict": 2}, by_key, batch_slot, True),
        ("UNAVAILABLE", "BatchAttestation", attestation, attestation | {"verdict": 3}, by_key, b"", False),
        ("two verdicts", "DisputeVerdict", verdict, verdict | {"verdict": 2}, by_key, verdict_slot, True),
        ("two cut shares", "Cut", cut, cut | {"cutRoot": other}, by_share, batch_slot, True),
    ):
        value = {"seatId": SEAT_ID, "pair": _pair(type_name, first, second, sign)}
        owner = bytes(12) + WITNESS_OWNER
        yield _case(name, 11, value, owner, TYPES[type_name].type_hash + slot, proven)


CASES = (
    _equivocations,
    _latenesses,
    _substitutions,
    _orders,
    _seeds,
    _delays,
    _forced_entries,
    _forks,
    _contradictions,
)
