"""policy.json, commitment.json and outcomes.json."""

from __future__ import annotations

from .. import abi
from ..hashing import keccak256, to_hex
from ..outcomes import REVERTED, SKIPPED, SUCCEEDED, Outcome, outcomes_root
from ..policy import COMMITMENT_MEMBERS, POLICY_MEMBERS, commitment_hash, policy_hash
from . import jsonform

DEVNET_POLICY = {
    "version": 1,
    "ordering": 1,
    "beaconKinds": 0b011,
    "transactionTypes": 0b10111,
    "batchIntervalMillis": 1_000,
    "maxGas": 30_000_000,
    "maxCount": 5_000,
    "maxBytes": 1_048_576,
    "forcedCap": 4,
    "inclusionDelaySeconds": 3_600,
    "maxOrderingDelayMillis": 10_000,
    "feeRecipient": jsonform.sample_bytes("fee recipient", 20),
    "compensationWei": 10**16,
}


def policy_file() -> dict:
    policies = [
        ("devnet", DEVNET_POLICY),
        ("zero", {name: _extreme(kind, False) for kind, name in POLICY_MEMBERS}),
        ("max", {name: _extreme(kind, True) for kind, name in POLICY_MEMBERS}),
    ]
    cases = [_policy_case(name, policy) for name, policy in policies]
    packed = b"".join(
        DEVNET_POLICY[name] if kind == "address" else DEVNET_POLICY[name].to_bytes(int(kind[4:]) // 8, "big")
        for kind, name in POLICY_MEMBERS
    )
    wrong = [(keccak256(packed), "members packed instead of padded to words")]
    swapped = DEVNET_POLICY | {"ordering": DEVNET_POLICY["beaconKinds"], "beaconKinds": DEVNET_POLICY["ordering"]}
    wrong.append((policy_hash(swapped), "ordering and beaconKinds exchanged"))
    return {
        "cases": cases,
        "invalid": [{"case": "devnet", "hash": to_hex(value), "reason": reason} for value, reason in wrong],
        "type": "Policy(" + ",".join(f"{kind} {name}" for kind, name in POLICY_MEMBERS) + ")",
    }


def _policy_case(name: str, policy: dict) -> dict:
    kinds = [kind for kind, _ in POLICY_MEMBERS]
    return {
        "case": name,
        "encoded": to_hex(abi.encode(kinds, [policy[member] for _, member in POLICY_MEMBERS])),
        "hash": to_hex(policy_hash(policy)),
        "policy": {member: jsonform.value(kind, policy[member]) for kind, member in POLICY_MEMBERS},
    }


def commitment_file() -> dict:
    typical = {
        "batchHash": jsonform.sample_bytes("commitment batch"),
        "executionHash": jsonform.sample_bytes("commitment execution"),
        "dataHash": jsonform.sample_bytes("commitment data"),
        "postedAt": 1_795_370_444,
        "challengeWindow": 604_800,
    }
    zero = {name: _extreme(kind, False) for kind, name in COMMITMENT_MEMBERS}
    top = {name: _extreme(kind, True) for kind, name in COMMITMENT_MEMBERS}
    exchanged = typical | {"postedAt": typical["challengeWindow"], "challengeWindow": typical["postedAt"]}
    return {
        "cases": [_commitment_case(name, item) for name, item in (("typical", typical), ("zero", zero), ("max", top))],
        "dataHashes": [_data_hash_case(count) for count in (1, 2, 64)],
        "invalid": [
            {
                "case": "typical",
                "hash": to_hex(commitment_hash(exchanged)),
                "reason": "postedAt and challengeWindow exchanged",
            }
        ],
    }


def _commitment_case(name: str, item: dict) -> dict:
    return {
        "case": name,
        "fields": {member: jsonform.value(kind, item[member]) for kind, member in COMMITMENT_MEMBERS},
        "hash": to_hex(commitment_hash(item)),
    }


def _data_hash_case(count: int) -> dict:
    chunks = [jsonform.sample_bytes(f"chunk {i}", 5 + i) for i in range(count)]
    hashes = [keccak256(chunk) for chunk in chunks]
    return {
        "chunks": [to_hex(chunk) for chunk in chunks],
        "dataHash": to_hex(keccak256(b"".join(hashes))),
        "dataHashes": [to_hex(item) for item in hashes],
    }


def outcomes_file() -> dict:
    mixed = [
        Outcome(0, jsonform.sample_bytes("outcome 0"), SUCCEEDED, 21_000),
        Outcome(1, jsonform.sample_bytes("outcome 1"), REVERTED, 43_210),
        Outcome(2, jsonform.sample_bytes("outcome 2"), SKIPPED, 0),
        Outcome(3, jsonform.sample_bytes("outcome 3"), SUCCEEDED, 15_000_000),
        Outcome(4, jsonform.sample_bytes("outcome 4"), SKIPPED, 0),
    ]
    many = [Outcome(i, jsonform.sample_bytes(f"many {i}"), 1 + i % 2, 21_000 + i) for i in range(33)]
    cases = [("no transaction", []), ("one", mixed[:1]), ("mixed", mixed), ("33", many)]
    cumulative = [Outcome(i, item.tx_hash, item.outcome, 21_000 * (i + 1)) for i, item in enumerate(mixed)]
    left_out = [item for item in mixed if item.outcome != SKIPPED]
    return {
        "cases": [_outcomes_case(name, items) for name, items in cases],
        "invalid": [
            {"case": "mixed", "reason": "cumulative gas", "root": to_hex(outcomes_root(cumulative))},
            {"case": "mixed", "reason": "skipped ones left out", "root": to_hex(outcomes_root(left_out))},
        ],
    }


def _outcomes_case(name: str, items: list[Outcome]) -> dict:
    return {
        "case": name,
        "outcomes": [
            {
                "gasUsed": str(item.gas_used),
                "leaf": to_hex(item.leaf()),
                "outcome": item.outcome,
                "position": item.position,
                "txHash": to_hex(item.tx_hash),
            }
            for item in items
        ],
        "root": to_hex(outcomes_root(items)),
    }


def _extreme(kind: str, top: bool):
    if kind in ("address", "bytes32"):
        return (b"\xff" if top else b"\x00") * (20 if kind == "address" else 32)
    return (1 << int(kind[4:])) - 1 if top else 0
