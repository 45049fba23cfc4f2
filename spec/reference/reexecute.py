#!/usr/bin/env python3
"""Re-executes exported L2 blocks on a fresh execution client and compares block hashes, skipped transactions and outcomes.

Either starts an unmodified geth of its own (--geth and --genesis), or uses one that runs at genesis (--rpc, --engine, --jwt; the
first needs the namespaces eth, debug and testing on a private port). Exits 1 at the first difference.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from candor_reference import execution, export
from candor_reference.engine import Engine, EngineError
from candor_reference.hashing import from_hex, to_hex
from candor_reference.jsonrpc import JsonRpc, RpcError
from candor_reference.local_geth import LocalGeth
from candor_reference.outcomes import REVERTED, SKIPPED, SUCCEEDED, outcomes_root
from candor_reference.transactions import decode


def main() -> int:
    arguments = _arguments()
    started = time.monotonic()
    try:
        with _engine(arguments) as engine:
            summary = _reexecute(engine, Path(arguments.blocks))
    except (EngineError, RpcError, OSError) as failure:
        _report({"ok": False, "error": str(failure)}, arguments.json)
        return 1
    _report(summary | {"ok": True, "seconds": round(time.monotonic() - started, 1)}, arguments.json)
    return 0


def _reexecute(engine: Engine, directory: Path) -> dict:
    facts, exported = export.read(directory)
    number, head = engine.head()
    if number != 0 or to_hex(head) != facts["genesisHash"]:
        raise EngineError(f"expected a fresh client at genesis {facts['genesisHash']}, found block {number} {to_hex(head)}")
    counts = {SUCCEEDED: 0, REVERTED: 0, SKIPPED: 0}
    blocks = 0
    for block in exported:
        order = [decode(raw, int(facts["rollupId"])) if raw else None for raw in block.raws]
        outcomes = execution.execute(engine, block.header, order, block.tx_hashes)
        found = outcomes_root(outcomes)
        if found != block.outcomes_root:
            raise EngineError(
                f"block {block.header.number}: expected outcomes root {to_hex(block.outcomes_root)}, found {to_hex(found)}"
            )
        for outcome in outcomes:
            counts[outcome.outcome] += 1
        blocks += 1
    _, head = engine.head()
    return {
        "blocks": blocks,
        "lastL2BlockHash": to_hex(head),
        "reverted": counts[REVERTED],
        "skipped": counts[SKIPPED],
        "succeeded": counts[SUCCEEDED],
    }


@contextmanager
def _engine(arguments: argparse.Namespace) -> Iterator[Engine]:
    if arguments.geth:
        genesis = Path(arguments.genesis)
        gas_limit = int(json.loads(genesis.read_text(encoding="utf-8"))["gasLimit"], 0)
        with LocalGeth(arguments.geth, genesis, gas_limit) as engine:
            yield engine
    else:
        secret = from_hex("0x" + Path(arguments.jwt).read_text(encoding="ascii").strip().removeprefix("0x"))
        yield Engine(JsonRpc(arguments.rpc), JsonRpc(arguments.engine, secret))


def _report(document: dict, as_json: bool) -> None:
    if as_json:
        print(json.dumps(document, sort_keys=True))
    elif document["ok"]:
        print(
            f"Re-executed {document['blocks']} blocks to the same hashes in {document['seconds']} s:"
            f" {document['succeeded']} succeeded, {document['reverted']} reverted, {document['skipped']} skipped."
        )
    else:
        print(f"Not re-executed: {document['error']}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", required=True, metavar="DIR", help="what rebuild_from_l1.py --l2-export wrote")
    parser.add_argument("--geth", metavar="FILE", help="a geth to start with an empty chain")
    parser.add_argument("--genesis", metavar="FILE", help="genesis.json for --geth")
    parser.add_argument("--rpc", metavar="URL", help="private JSON-RPC of a running client")
    parser.add_argument("--engine", metavar="URL", help="its engine API")
    parser.add_argument("--jwt", metavar="FILE", help="its JWT secret")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a sentence")
    arguments = parser.parse_args()
    if bool(arguments.geth) != bool(arguments.genesis):
        parser.error("--geth and --genesis belong together")
    if not arguments.geth and not (arguments.rpc and arguments.engine and arguments.jwt):
        parser.error("give --geth and --genesis, or --rpc, --engine and --jwt")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
