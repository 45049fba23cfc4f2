#!/usr/bin/env python3
"""Rebuilds every batch of a rollup from L1 JSON-RPC alone and compares it bit for bit with what was signed and posted.

Checked per batch: place in the lineage, origin, policy, signatures of header, statement and data, beacon signature, data, arrivals and duplicates,
forced entries, cut, seed, order, caps, stored commitment, L2 block header. With --l2-export the blocks are written for reexecute.py.
Exits 1 at the first difference and says what was expected and found.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from candor_reference import beacon, export, ordering
from candor_reference.hashing import from_hex, to_hex
from candor_reference.jsonrpc import JsonRpc, RpcError
from candor_reference.l1 import L1Error, L1Reader
from candor_reference.rebuild import Invalid, Lineage, Rebuilt


def main() -> int:
    arguments = _arguments()
    started = time.monotonic()
    try:
        reader = L1Reader(JsonRpc(arguments.l1), from_hex(arguments.rollup), arguments.from_block)
        rebuilt = _rebuild(reader)
        _check_beacon(rebuilt)
    except (Invalid, L1Error, RpcError, ConnectionError) as failure:
        _report({"ok": False, "error": str(failure)}, arguments.json)
        return 1
    if arguments.l2_export:
        export.write(Path(arguments.l2_export), reader.rollup, rebuilt)
    _report(_summary(reader, rebuilt, time.monotonic() - started), arguments.json)
    return 0


def _rebuild(reader: L1Reader) -> list[Rebuilt]:
    lineage = Lineage(reader.rollup, reader.inbox())
    return [lineage.append(reader.posted(post)) for post in reader.posts()]


def _check_beacon(rebuilt: list[Rebuilt]) -> None:
    """All signatures of one key at once; one by one only to name the wrong one."""
    by_key: dict[bytes, list[Rebuilt]] = {}
    for batch in rebuilt:
        if batch.header["beaconKind"] == ordering.BEACON_OWN:
            by_key.setdefault(batch.beacon_key, []).append(batch)
        elif batch.header["beaconKind"] != ordering.BEACON_NONE:
            raise Invalid(f"batch {batch.header['number']}: no key is registered for beacon kind 2")
    for key, batches in by_key.items():
        if beacon.verify_all(key, [(item.cut_hash, item.beacon_signature) for item in batches]):
            continue
        wrong = [item for item in batches if not beacon.verify(key, item.cut_hash, item.beacon_signature)]
        raise Invalid(f"batch {wrong[0].header['number']}: the beacon signature does not verify")


def _summary(reader: L1Reader, rebuilt: list[Rebuilt], seconds: float) -> dict:
    last = rebuilt[-1] if rebuilt else None
    return {
        "ok": True,
        "arrivals": sum(len(item.arrivals) for item in rebuilt),
        "batches": len(rebuilt),
        "finalFloor": reader.final_floor(),
        "forced": last.header["forcedThrough"] if last else 0,
        "lastBatchHash": to_hex(last.batch_hash) if last else None,
        "lastL2BlockHash": to_hex(last.block.hash) if last else None,
        "ordered": sum(len(item.order) for item in rebuilt),
        "rollupId": str(reader.rollup.rollup_id),
        "seconds": round(seconds, 1),
    }


def _report(document: dict, as_json: bool) -> None:
    if as_json:
        print(json.dumps(document, sort_keys=True))
    elif document["ok"]:
        print(
            f"Rebuilt {document['batches']} batches with {document['arrivals']} arrivals and {document['forced']} forced entries"
            f" bit for bit in {document['seconds']} s; final up to batch {document['finalFloor']}."
        )
    else:
        print(f"Not rebuilt: {document['error']}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--l1", required=True, metavar="URL", help="JSON-RPC of L1")
    parser.add_argument("--rollup", required=True, metavar="ADDRESS", help="the Rollup proxy")
    parser.add_argument("--from-block", type=int, default=0, metavar="N", help="first L1 block to read (default: the deployment's)")
    parser.add_argument("--l2-export", metavar="DIR", help="write the L2 blocks here for reexecute.py")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a sentence")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
