"""The L2 blocks of rebuilt batches as files, one per block, for re-execution."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Sequence

from . import blocks
from .blocks import BlockHeader
from .hashing import from_hex, to_hex
from .rebuild import Rebuilt, Rollup


@dataclass(frozen=True)
class ExportedBlock:
    """A block header with the whole order of its batch; `raws` has b"" where the engine must see nothing."""

    header: BlockHeader
    tx_hashes: Sequence[bytes]
    raws: Sequence[bytes]
    outcomes_root: bytes


def write(directory: Path, rollup: Rollup, rebuilt: Sequence[Rebuilt]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    facts = {
        "blocks": len(rebuilt),
        "genesisHash": to_hex(rollup.genesis_hash),
        "rollupId": str(rollup.rollup_id),
    }
    (directory / "rollup.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    for item in rebuilt:
        document = {
            "arrivals": [
                {"duplicateOf": str(arrival.duplicate_of), "seq": str(arrival.seq), "txHash": to_hex(arrival.tx_hash)}
                for arrival in item.arrivals
            ],
            "batchHash": to_hex(item.batch_hash),
            "headerRlp": to_hex(item.block.encode()),
            "order": [
                {"raw": "0x" if tx is None else to_hex(tx.raw), "txHash": to_hex(entry.tx_hash)}
                for entry, tx in zip(item.order, item.transactions)
            ],
            "outcomesRoot": to_hex(item.statement["outcomesRoot"]),
        }
        (directory / _name(item.block.number)).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def read(directory: Path) -> tuple[dict, Iterator[ExportedBlock]]:
    """(facts about the rollup, blocks in order)."""
    facts = json.loads((directory / "rollup.json").read_text(encoding="utf-8"))
    return facts, (_read_block(directory / _name(number)) for number in range(1, facts["blocks"] + 1))


def _read_block(path: Path) -> ExportedBlock:
    document = json.loads(path.read_text(encoding="utf-8"))
    return ExportedBlock(
        header=blocks.decode_header(from_hex(document["headerRlp"])),
        tx_hashes=[from_hex(item["txHash"]) for item in document["order"]],
        raws=[from_hex(item["raw"]) for item in document["order"]],
        outcomes_root=from_hex(document["outcomesRoot"]),
    )


def _name(number: int) -> str:
    return f"{number:010d}.json"
