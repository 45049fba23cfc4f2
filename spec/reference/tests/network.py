"""A small L1 for tests, anvil with the contracts, and the genesis of an L2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from candor_reference import abi, beacon, signing, wallet
from candor_reference.abi_calls import Array, Struct, is_dynamic
from candor_reference.hashing import checksum_address, from_hex, keccak256, to_hex
from candor_reference.jsonrpc import JsonRpc
from candor_reference.local_geth import free_port

REPOSITORY = Path(__file__).resolve().parents[3]
DEPLOYER = from_hex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
L1_CHAIN_ID = 31_337
ROLLUP_ID = 901_901
GAS_LIMIT = 120_000_000
GENESIS_TIMESTAMP = 1_795_000_000
GWEI = 10**9
ORDER_KEY = keccak256(b"test order key")
LOG_KEY = keccak256(b"test log key")
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
        port = free_port()
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
                    "logKey": checksum_address(signing.address_of_secret(LOG_KEY)),
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
