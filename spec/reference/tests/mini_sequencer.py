"""A sequencer for tests that follows the text and nothing else: it seals, executes and posts."""

from __future__ import annotations

from candor_reference import beacon, blocks, data, ordering, signing, trie
from candor_reference.abi_calls import POST_BATCHES, POST_DATA, Struct, selector
from candor_reference.eip712 import Domain, cut_of_header
from candor_reference.engine import Engine
from candor_reference.hashing import from_hex, keccak256, to_hex
from candor_reference.outcomes import REVERTED, SKIPPED, SUCCEEDED, Outcome, outcomes_root
from candor_reference.policy import policy_hash
from candor_reference.transactions import decode
from network import BEACON_SECRET, ETHER, GAS_LIMIT, GENESIS_TIMESTAMP, L1, L1_CHAIN_ID, ORDER_KEY, ROLLUP_ID, encode


class MiniSequencer:
    """Seals, executes and posts batches; skipped transactions are named by the test, not found."""

    def __init__(self, l1: L1, engine: Engine):
        self._l1, self._engine = l1, engine
        self.domain = Domain(L1_CHAIN_ID, l1.rollup)
        self._seen: dict[bytes, int] = {}
        self._parent: dict | None = None
        self._commitment = {"executionHash": bytes(32), "dataHash": bytes(32), "postedAt": 0, "challengeWindow": 0}
        _, self._block_hash = engine.head()
        self._genesis_hash = self._block_hash
        self._timestamp = GENESIS_TIMESTAMP
        self._originals: dict[int, tuple[bytes, bytes, int]] = {}

    def batch(self, raws, forced=(), skipped=frozenset(), beacon_kind=ordering.BEACON_OWN, chunks=1) -> dict:
        """Runs one batch to its post; `raws` has b"" for EMPTY; `skipped`: hashes of arrivals, or a function of the order."""
        header, posted_arrivals, forced_entries, by_seq, signature = self._seal(raws, forced, beacon_kind)
        entries = self._order(header, forced_entries, signature)
        batch_hash = self.domain.digest("BatchHeader", header)
        shown = [
            by_seq[entry.seq_or_forced_index]
            if entry.kind == ordering.KIND_ARRIVAL
            else ordering.forced_transaction(forced_entries[entry.position], ROLLUP_ID)
            for entry in entries
        ]
        left_out = skipped(entries) if callable(skipped) else skipped
        payload, outcomes = self._execute(header, batch_hash, entries, shown, left_out)
        statement = self._statement(header, batch_hash, payload, outcomes)
        header_rlp = _header_of(payload, header["l1OriginHash"]).encode()
        content = data.encode_content(posted_arrivals, header["sealedAtMillis"], header_rlp)
        self._post(header, batch_hash, signature, statement, data.compress(content), chunks)
        return header

    def force(self, raw: bytes, gas_limit: int) -> ordering.ForcedEntry:
        types = Struct((("rawTx", "bytes"), ("gasLimit", "uint64")))
        call = selector("force", types) + encode(types, {"rawTx": raw, "gasLimit": gas_limit})
        index = int(self._view(self._l1.inbox, "entryCount"), 16)
        self._l1.send(self._l1.inbox, call, ETHER)
        return ordering.ForcedEntry(index, raw, gas_limit)

    def _view(self, to: bytes, name: str) -> str:
        return self._l1.rpc.call("eth_call", {"to": to_hex(to), "data": to_hex(selector(name))}, "latest")

    def _seal(self, raws, forced, beacon_kind):
        parent = self._parent
        self._l1.rpc.call("anvil_mine", "0x1")
        origin = self._l1.block(hex(int(self._l1.rpc.call("eth_blockNumber"), 16) - 1))
        first_seq = parent["firstSeq"] + parent["seqCount"] if parent else 0
        sealed = max(int(self._l1.block()["timestamp"], 16) * 1000, parent["sealedAtMillis"] + 1 if parent else 0)
        arrivals, posted, by_seq = [], [], {}
        for seq, raw in enumerate(raws, first_seq):
            if not raw:
                arrivals.append(ordering.empty_arrival(seq))
                posted.append(data.PostedArrival(seq, 0, b"", None))
                continue
            by_seq[seq] = decode(raw, ROLLUP_ID)
            received = sealed - 1000 + seq % 997
            item = ordering.arrival(seq, by_seq[seq], received, self._seen)
            arrivals.append(item)
            posted.append(
                data.PostedArrival(seq, received, raw, None)
                if item.is_ordered
                else data.PostedArrival(seq, received, b"", item.duplicate_of)
            )
        through = (parent["forcedThrough"] if parent else 0) + len(forced)
        self._arrivals = arrivals
        header = {
            "rollupId": ROLLUP_ID, "generation": 0, "number": parent["number"] + 1 if parent else 1,
            "parentHash": self.domain.digest("BatchHeader", parent) if parent else self._genesis_hash,
            "firstSeq": first_seq, "seqCount": len(arrivals), "cutRoot": ordering.cut_root(arrivals),
            "forcedThrough": through, "depositsThrough": 0, "sealedAtMillis": sealed,
            "policyHash": policy_hash(self._l1.policy), "l1OriginNumber": int(origin["number"], 16),
            "l1OriginHash": from_hex(origin["hash"]),
        }
        cut_hash = self.domain.digest("Cut", cut_of_header(header))
        signature = beacon.sign(BEACON_SECRET, cut_hash) if beacon_kind else b""
        header |= {"beaconKind": beacon_kind, "seed": ordering.seed_of(signature, cut_hash)}
        return header, posted, list(forced), by_seq, signature

    def _order(self, header, forced, signature):
        entries = ordering.order(
            self._arrivals, forced, header["seed"], self._l1.policy["ordering"], header["beaconKind"], ROLLUP_ID
        )
        header |= {
            "txCount": len(entries), "arrivalRoot": ordering.arrival_root(self._arrivals, entries),
            "orderRoot": ordering.order_root(entries),
        }
        return entries

    def _execute(self, header, batch_hash, entries, shown, skipped):
        wanted = blocks.attributes(header, batch_hash, self._timestamp, GAS_LIMIT, self._l1.policy["feeRecipient"])
        template = _template(wanted, self._block_hash)
        runs = [
            tx is not None and (entry.kind == ordering.KIND_FORCED or tx.hash not in skipped)
            for entry, tx in zip(entries, shown)
        ]
        included = [tx for tx, run in zip(shown, runs) if run]
        payload = self._engine.build(template, [tx.raw for tx in included])
        assert payload is not None, "the test names too few skipped transactions"
        self._engine.import_block(payload, header["l1OriginHash"])
        self._block_hash, self._timestamp = from_hex(payload["blockHash"]), wanted["timestamp"]
        self._engine.set_head(self._block_hash)
        receipts = {item[0]: item for item in self._engine.receipts(self._block_hash)}
        outcomes = []
        for entry, tx, run in zip(entries, shown, runs):
            if not run:
                outcomes.append(Outcome(entry.position, entry.tx_hash, SKIPPED, 0))
            else:
                _, status, used = receipts[tx.hash]
                outcomes.append(Outcome(entry.position, entry.tx_hash, SUCCEEDED if status else REVERTED, used))
        return payload, outcomes

    def _statement(self, header, batch_hash, payload, outcomes):
        return {
            "rollupId": ROLLUP_ID, "generation": 0, "number": header["number"], "batchHash": batch_hash,
            "l2BlockHash": from_hex(payload["blockHash"]), "stateRoot": from_hex(payload["stateRoot"]),
            "receiptsRoot": from_hex(payload["receiptsRoot"]), "outcomesRoot": outcomes_root(outcomes),
            "gasUsed": int(payload["gasUsed"], 16),
        }

    def _post(self, header, batch_hash, signature, statement, encoded, chunk_count):
        size = -(-len(encoded) // chunk_count)
        chunks = data.split(encoded, min(size, data.MAX_CHUNK_BYTES))
        for chunk in chunks:
            self._l1.send(self._l1.rollup, selector("postData", POST_DATA) + encode(POST_DATA, {"chunk": chunk}))
        execution_hash = self.domain.digest("ExecutionStatement", statement)
        hashes = [keccak256(chunk) for chunk in chunks]
        place = {name: header[name] for name in ("rollupId", "generation", "number")} | {"batchHash": batch_hash}
        data_digest = self.domain.digest("DataStatement", place | {"dataHash": keccak256(b"".join(hashes))})
        empty = {name: bytes(32) if isinstance(value, bytes) else 0 for name, value in header.items()}
        call = {
            "parent": {"header": self._parent or empty} | self._commitment,
            "batches": [
                {
                    "header": header, "headerSignature": signing.sign(ORDER_KEY, batch_hash),
                    "beaconSignature": signature, "statement": statement,
                    "statementSignature": signing.sign(ORDER_KEY, execution_hash), "dataHashes": hashes,
                    "dataSignature": signing.sign(ORDER_KEY, data_digest),
                }
            ],
        }
        self._l1.send(self._l1.rollup, selector("postBatches", POST_BATCHES) + encode(POST_BATCHES, call))
        self._parent = header
        self._commitment = {
            "executionHash": execution_hash, "dataHash": keccak256(b"".join(hashes)),
            "postedAt": int(self._l1.block()["timestamp"], 16), "challengeWindow": 30,
        }


def _template(wanted: dict, parent_hash: bytes) -> blocks.BlockHeader:
    zero = bytes(32)
    return blocks.BlockHeader(
        parent_hash, zero, wanted["feeRecipient"], zero, zero, zero, bytes(256), 0, wanted["number"],
        wanted["gasLimit"], 0, wanted["timestamp"], wanted["extraData"], wanted["prevRandao"], bytes(8), 0, zero, 0, 0,
        wanted["parentBeaconBlockRoot"], zero,
    )


def _header_of(payload: dict, parent_beacon_block_root: bytes) -> blocks.BlockHeader:
    header = blocks.BlockHeader(
        from_hex(payload["parentHash"]), blocks.EMPTY_OMMERS_HASH, from_hex(payload["feeRecipient"]),
        from_hex(payload["stateRoot"]), trie.list_root([from_hex(raw) for raw in payload["transactions"]]),
        from_hex(payload["receiptsRoot"]), from_hex(payload["logsBloom"]), 0, int(payload["blockNumber"], 16),
        int(payload["gasLimit"], 16), int(payload["gasUsed"], 16), int(payload["timestamp"], 16),
        from_hex(payload["extraData"]), from_hex(payload["prevRandao"]), bytes(8), int(payload["baseFeePerGas"], 16),
        blocks.EMPTY_TRIE_ROOT, 0, 0, parent_beacon_block_root, blocks.EMPTY_REQUESTS_HASH,
    )
    assert to_hex(header.hash) == payload["blockHash"], "header and payload disagree"
    return header
