"""Outcomes of executed batches (protocol.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from . import abi, merkle
from .hashing import keccak256

SUCCEEDED, REVERTED, SKIPPED = 1, 2, 3


@dataclass(frozen=True)
class Outcome:
    """What became of the transaction at one position of the order."""

    position: int
    tx_hash: bytes
    outcome: int
    gas_used: int

    def leaf(self) -> bytes:
        return abi.encode(
            ["uint32", "bytes32", "uint8", "uint64"], [self.position, self.tx_hash, self.outcome, self.gas_used]
        )


def outcomes_root(outcomes: Sequence[Outcome]) -> bytes:
    return merkle.root(keccak256, [item.leaf() for item in outcomes])
