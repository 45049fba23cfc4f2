"""An execution client as a checker: engine API, and geth's block builder on its private port."""

from __future__ import annotations

from typing import Sequence

from .blocks import BlockHeader
from .hashing import checksum_address, from_hex, to_hex
from .jsonrpc import JsonRpc, RpcError

METHOD_NOT_FOUND = -32601


class EngineError(RuntimeError):
    """The client refuses a block or does not behave as one."""


class Engine:
    """`rpc` is the client's private JSON-RPC, `engine` its authenticated engine API."""

    def __init__(self, rpc: JsonRpc, engine: JsonRpc):
        self.rpc, self._engine = rpc, engine

    def head(self) -> tuple[int, bytes]:
        block = self.rpc.call("eth_getBlockByNumber", "latest", False)
        return int(block["number"], 16), from_hex(block["hash"])

    def build(self, header: BlockHeader, raws: Sequence[bytes]) -> dict | None:
        """The payload of a block with exactly these transactions and the header's attributes; None when one cannot run."""
        attributes = {
            "timestamp": hex(header.timestamp),
            "prevRandao": to_hex(header.prev_randao),
            "suggestedFeeRecipient": checksum_address(header.fee_recipient),
            "withdrawals": [],
            "parentBeaconBlockRoot": to_hex(header.parent_beacon_block_root),
        }
        raw_hex = [to_hex(raw) for raw in raws]
        parent = to_hex(header.parent_hash)
        try:
            built = self.rpc.call("testing_buildBlockV1", parent, attributes, raw_hex, to_hex(header.extra_data))
        except RpcError as failure:
            if failure.code == METHOD_NOT_FOUND:
                raise EngineError(f"expected a client with testing_buildBlockV1, found {failure}") from failure
            return None
        return built["executionPayload"]

    def import_block(self, payload: dict, parent_beacon_block_root: bytes) -> None:
        """Executes and stores a block; it does not become the head."""
        status = self._engine.call("engine_newPayloadV4", payload, [], to_hex(parent_beacon_block_root), [])
        if status["status"] != "VALID":
            number = int(payload["blockNumber"], 16)
            raise EngineError(f"block {number}: expected VALID, found {status['status']}: {status.get('validationError')}")

    def set_head(self, block_hash: bytes) -> None:
        state = {name: to_hex(block_hash) for name in ("headBlockHash", "safeBlockHash", "finalizedBlockHash")}
        status = self._engine.call("engine_forkchoiceUpdatedV3", state, None)["payloadStatus"]
        if status["status"] != "VALID":
            raise EngineError(f"expected the head {to_hex(block_hash)} to be VALID, found {status}")

    def accounts(self, block_hash: bytes, addresses: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
        """(nonce, balance) of accounts after a block, canonical or not."""
        at = {"blockHash": to_hex(block_hash)}
        params = [[to_hex(address), at] for address in addresses]
        nonces = self.rpc.call_many("eth_getTransactionCount", params)
        balances = self.rpc.call_many("eth_getBalance", params)
        return {
            address: (int(nonce, 16), int(balance, 16))
            for address, nonce, balance in zip(addresses, nonces, balances)
        }

    def receipts(self, block_hash: bytes) -> list[tuple[bytes, int, int]]:
        """(transaction hash, status, gas used) of each transaction of a block."""
        return [
            (from_hex(item["transactionHash"]), int(item["status"], 16), int(item["gasUsed"], 16))
            for item in self.rpc.call("eth_getBlockReceipts", to_hex(block_hash))
        ]

    def account_changes(self, block_hash: bytes) -> list[dict[bytes, dict]]:
        """For each transaction of a block the accounts that it changed, with their new nonce and balance."""
        options = {"tracer": "prestateTracer", "tracerConfig": {"diffMode": True, "disableCode": True, "disableStorage": True}}
        changes = []
        for item in self.rpc.call("debug_traceBlockByHash", to_hex(block_hash), options):
            post = item["result"]["post"]
            changes.append({from_hex(address): account for address, account in post.items()})
        return changes


def payload_of(header: BlockHeader, raws: Sequence[bytes]) -> dict:
    """The execution payload that has this very header; the client computes and compares every root."""
    return {
        "baseFeePerGas": hex(header.base_fee_per_gas),
        "blobGasUsed": hex(header.blob_gas_used),
        "blockHash": to_hex(header.hash),
        "blockNumber": hex(header.number),
        "excessBlobGas": hex(header.excess_blob_gas),
        "extraData": to_hex(header.extra_data),
        "feeRecipient": checksum_address(header.fee_recipient),
        "gasLimit": hex(header.gas_limit),
        "gasUsed": hex(header.gas_used),
        "logsBloom": to_hex(header.logs_bloom),
        "parentHash": to_hex(header.parent_hash),
        "prevRandao": to_hex(header.prev_randao),
        "receiptsRoot": to_hex(header.receipts_root),
        "stateRoot": to_hex(header.state_root),
        "timestamp": hex(header.timestamp),
        "transactions": [to_hex(raw) for raw in raws],
        "withdrawals": [],
    }
