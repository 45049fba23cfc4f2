"""A small L1 and L2 for tests: anvil with the contracts, geth, and a sequencer that follows the text and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from candor_reference import abi, beacon, blocks, data, ordering, signing, trie, wallet
from candor_reference.abi_calls import POST_BATCHES, POST_DATA, Array, Struct, is_dynamic, selector
from candor_reference.eip712 import Domain, cut_of_header
from candor_reference.engine import Engine
from candor_reference.hashing import checksum_address, from_hex, keccak256, to_hex
from candor_reference.jsonrpc import JsonRpc
from candor_reference.local_geth import _free_port
from candor_reference.outcomes import REVERTED, SKIPPED, SUCCEEDED, Outcome, outcomes_root
from candor_reference.policy import policy_hash
from candor_reference.transactions import decode

REPOSITORY = Path(__file__).resolve().parents[3]
DEPLOYER = from_hex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
L1_CHAIN_ID = 31_337
ROLLUP_ID = 901_901
GAS_LIMIT = 120_000_000
GENESIS_TIMESTAMP = 1_795_000_000
GWEI = 10**9
ORDER_KEY = keccak256(b"test order key")
BEACON_SECRET = 123_456_789
ETHER = 10**18


def find_anvil() -> str | None:
    local = REPOSITORY / "contracts" / "node_modules" / ".bin" / "anvil"
    return os.environ.get("CANDOR_ANVIL") or shutil.which("anvil") or (str(local) if local.exists() else None)


def find_geth() -> str | None:
    cached = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "candor" / "geth-1.17.8" / "geth"
    return os.environ.get("CANDOR_GETH") or shutil.which("geth") or (str(cached) if cached.exists() else None)


def genesis(accounts: dict[bytes, int], code: dict[bytes, str], delegated: dict[bytes, bytes]) -> dict:
    """A genesis of protocol.md section 6 for geth; `delegated` accounts have their code from an address (EIP-7702)."""
    forks = (
        "homestead eip150 eip155 eip158 byzantium constantinople petersburg istanbul muirGlacier berlin london"
        " arrowGlacier grayGlacier mergeNetsplit"
    ).split()
    config = {"chainId": ROLLUP_ID, "terminalTotalDifficulty": 0, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0}
    config |= {f"{fork}Block": 0 for fork in forks}
    config["blobSchedule"] = {
        "cancun": {"target": 3, "max": 6, "baseFeeUpdateFraction": 3_338_477},
        "prague": {"target": 6, "max": 9, "baseFeeUpdateFraction": 5_007_716},
    }
    contracts = {
        "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02": (
            "0x3373fffffffffffffffffffffffffffffffffffffffe14604d57602036146024575f5ffd5b5f35801560495762001fff81069081"
            "5414603c575f5ffd5b62001fff01545f5260205ff35b5f5ffd5b62001fff42064281555f359062001fff015500"
        ),
        "0x0000F90827F1C53a10cb7A02335B175320002935": (
            "0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff8143031160"
            "4257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500"
        ),
        "0x00000961Ef480Eb55e80D19ad83579A64c007002": "0x00",
        "0x0000BBdDc7CE488642fb579F8B00f3a590007251": "0x00",
    }
    contracts |= {checksum_address(address): runtime for address, runtime in code.items()}
    alloc = {address: {"nonce": "0x1", "balance": "0x0", "code": runtime} for address, runtime in contracts.items()}
    alloc |= {checksum_address(address): {"balance": hex(balance)} for address, balance in accounts.items()}
    for address, target in delegated.items():
        alloc[checksum_address(address)]["code"] = "0xef0100" + target.hex()
    return {
        "config": config, "timestamp": hex(GENESIS_TIMESTAMP), "gasLimit": hex(GAS_LIMIT), "difficulty": "0x0",
        "baseFeePerGas": hex(GWEI), "extraData": "0x", "alloc": alloc,
    }


class Anvil:
    """A real L1 on a free port; a block for each transaction."""

    def __init__(self, binary: str):
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.rpc = JsonRpc(self.url)
        command = [binary, "--host", "127.0.0.1", "--port", str(port), "--chain-id", str(L1_CHAIN_ID), "--silent"]
        self._process = subprocess.Popen(command + ["--hardfork", "prague"])
        for _ in range(200):
            try:
                self.rpc.call("eth_chainId")
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("anvil did not start")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)


class L1:
    """Deploys the contracts and sends transactions as the deployer."""

    def __init__(self, rpc: JsonRpc, url: str, genesis_hash: bytes):
        self.rpc, self._nonce = rpc, None
        self._directory = Path(tempfile.mkdtemp(prefix="candor-deploy-"))
        config, out = self._directory / "config.json", self._directory / "manifest.json"
        config.write_text(
            json.dumps(
                {
                    "rollupId": str(ROLLUP_ID),
                    "genesisHash": to_hex(genesis_hash),
                    "genesisTimestamp": str(GENESIS_TIMESTAMP),
                    "l2GasLimit": str(GAS_LIMIT),
                    "orderKey": checksum_address(signing.address_of_secret(ORDER_KEY)),
                    "beaconKey": to_hex(beacon.public_key(BEACON_SECRET)),
                }
            ),
            encoding="utf-8",
        )
        script = REPOSITORY / "contracts" / "script" / "deploy.mjs"
        subprocess.run(
            ["node", str(script), "--rpc", url, "--config", str(config), "--out", str(out)],
            check=True,
            env=os.environ | {"CANDOR_DEPLOYER_KEY": to_hex(DEPLOYER)},
            stdout=subprocess.DEVNULL,
        )
        manifest = json.loads(out.read_text(encoding="utf-8"))
        shutil.rmtree(self._directory)
        self.rollup = from_hex(manifest["contracts"]["rollup"]["proxy"].lower())
        self.inbox = from_hex(manifest["contracts"]["forcedInbox"]["proxy"].lower())
        self.policy = {
            name: from_hex(value.lower()) if name == "feeRecipient" else int(value)
            for name, value in manifest["policy"].items()
        }

    def send(self, to: bytes, call: bytes, value: int = 0) -> None:
        if self._nonce is None:
            address = checksum_address(signing.address_of_secret(DEPLOYER))
            self._nonce = int(self.rpc.call("eth_getTransactionCount", address, "latest"), 16)
        raw = wallet.dynamic_fee(DEPLOYER, L1_CHAIN_ID, self._nonce, 1, 100 * GWEI, 14_000_000, to, value, call)
        transaction = self.rpc.call("eth_sendRawTransaction", to_hex(raw))
        self._nonce += 1
        for _ in range(200):
            receipt = self.rpc.call("eth_getTransactionReceipt", transaction)
            if receipt is not None:
                break
            time.sleep(0.02)
        if receipt is None or receipt["status"] != "0x1":
            raise AssertionError(f"L1 transaction not mined or reverted: {receipt}")

    def block(self, number: str = "latest") -> dict:
        return self.rpc.call("eth_getBlockByNumber", number, False)


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
        empty = {name: bytes(32) if isinstance(value, bytes) else 0 for name, value in header.items()}
        call = {
            "parent": {"header": self._parent or empty} | self._commitment,
            "batches": [
                {
                    "header": header, "headerSignature": signing.sign(ORDER_KEY, batch_hash),
                    "beaconSignature": signature, "statement": statement,
                    "statementSignature": signing.sign(ORDER_KEY, execution_hash), "dataHashes": hashes,
                }
            ],
        }
        self._l1.send(self._l1.rollup, selector("postBatches", POST_BATCHES) + encode(POST_BATCHES, call))
        self._parent = header
        self._commitment = {
            "executionHash": execution_hash, "dataHash": keccak256(b"".join(hashes)),
            "postedAt": int(self._l1.block()["timestamp"], 16), "challengeWindow": 30,
        }


def encode(kind, value) -> bytes:
    """abi.encode of the structs of abi_calls, dynamic ones included."""
    if isinstance(kind, Struct):
        heads, tails, offset = [], [], sum(_head(item) for _, item in kind.members)
        for name, item in kind.members:
            encoded = encode(item, value[name])
            if is_dynamic(item):
                heads.append((offset + sum(map(len, tails))).to_bytes(32, "big"))
                tails.append(encoded)
            else:
                heads.append(encoded)
        return b"".join(heads + tails)
    if isinstance(kind, Array):
        inner = Struct(tuple((i, kind.item) for i in range(len(value))))
        return len(value).to_bytes(32, "big") + encode(inner, dict(enumerate(value)))
    if kind == "bytes":
        return len(value).to_bytes(32, "big") + value + bytes(-len(value) % 32)
    return abi.word(kind, value)


def _head(kind) -> int:
    if is_dynamic(kind) or not isinstance(kind, Struct):
        return 32
    return sum(_head(item) for _, item in kind.members)


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
