"""The policy and the stored commitment (protocol.md sections 7 and 8)."""

from __future__ import annotations

from typing import Mapping

from . import abi

POLICY_MEMBERS = (
    ("uint16", "version"),
    ("uint8", "ordering"),
    ("uint8", "beaconKinds"),
    ("uint8", "transactionTypes"),
    ("uint64", "batchIntervalMillis"),
    ("uint64", "maxGas"),
    ("uint32", "maxCount"),
    ("uint32", "maxBytes"),
    ("uint32", "forcedCap"),
    ("uint64", "inclusionDelaySeconds"),
    ("uint64", "maxOrderingDelayMillis"),
    ("address", "feeRecipient"),
    ("uint256", "compensationWei"),
)

COMMITMENT_MEMBERS = (
    ("bytes32", "batchHash"),
    ("bytes32", "executionHash"),
    ("bytes32", "dataHash"),
    ("uint64", "postedAt"),
    ("uint64", "challengeWindow"),
)


def policy_hash(policy: Mapping) -> bytes:
    """keccak256(abi.encode(Policy)): thirteen words."""
    return _hash(POLICY_MEMBERS, policy)


def commitment_hash(commitment: Mapping) -> bytes:
    """What the Rollup contract stores for a batch."""
    return _hash(COMMITMENT_MEMBERS, commitment)


def _hash(members, values: Mapping) -> bytes:
    return abi.encode_hash([kind for kind, _ in members], [values[name] for _, name in members])
