"""Reads a rollup from L1 by JSON-RPC: logs, transaction inputs, blocks, and views of the contracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator

from . import abi
from .abi_calls import POLICY, POST_BATCHES, POST_DATA, Struct, decode, decode_call, selector, topic
from .eip712 import Domain
from .hashing import from_hex, keccak256, to_hex
from .jsonrpc import JsonRpc
from .ordering import ForcedEntry
from .rebuild import Posted, Rollup

LOG_RANGE_BLOCKS = 2_000

BATCH_POSTED = topic("BatchPosted(uint64,uint64,bytes32,bytes32,bytes32,uint64,uint64,uint64,uint64)")
ROLLBACK_EXECUTED = topic("RollbackExecuted(uint64,uint64,uint64,bytes32,bytes32)")
DATA_POSTED = topic("DataPosted(bytes32,address,uint256)")
BATCHES_FINALIZED = topic("BatchesFinalized(uint64,uint64,bytes32)")
FORCED_QUEUED = topic("ForcedQueued(uint64,uint64,bytes)")


class L1Error(RuntimeError):
    """L1 does not show what a rollup there must show."""


@dataclass(frozen=True)
class PostLog:
    """One BatchPosted log of the current lineage."""

    number: int
    generation: int
    batch_hash: bytes
    posted_at: int
    challenge_window: int
    transaction_hash: str
    block_number: int


class L1Reader:
    """Everything that a rebuild asks of L1; transactions are fetched once."""

    def __init__(self, rpc: JsonRpc, rollup: bytes, from_block: int = 0):
        self._rpc, self._address = rpc, rollup
        self._inputs: dict[str, bytes] = {}
        self._posts: dict[str, list] = {}
        self.chain_id = int(rpc.call("eth_chainId"), 16)
        self.rollup = Rollup(
            Domain(self.chain_id, rollup),
            self._view("rollupId", "uint64"),
            self._view("genesisHash", "bytes32"),
            self._view("genesisTimestamp", "uint64"),
            self._view("l2GasLimit", "uint64"),
            self._view("deploymentBlock", "uint64"),
        )
        self._inbox = self._view("forcedInbox", "address")
        self._registry = self._view("sequencerRegistry", "address")
        self._delay_blocks = self._view("forcedDelayBlocks", "uint64")
        self._head = int(rpc.call("eth_blockNumber"), 16)
        self._from_block = max(from_block, self.rollup.deployment_block)
        self._read_logs()

    def posts(self) -> list[PostLog]:
        """The batches of the current lineage, from number 1 on."""
        return self._lineage

    def final_floor(self) -> int:
        return self._final_floor

    def inbox(self) -> list[ForcedEntry]:
        return [entry for entry, _ in self._forced]

    def posted(self, post: PostLog) -> Posted:
        """A batch out of the input of its transaction, with its chunks and L1's answers at its origin."""
        batch = self._batch(post)
        header = batch["header"]
        origin = header["l1OriginNumber"]
        block = self._rpc.call("eth_getBlockByNumber", hex(origin), False)
        posted_in = self._rpc.call("eth_getBlockByNumber", hex(post.block_number), False)
        if int(posted_in["timestamp"], 16) != post.posted_at:
            raise L1Error(f"batch {post.number}: postedAt is not its block's timestamp")
        height = [("uint64", origin)]
        return Posted(
            header=header,
            header_signature=batch["headerSignature"],
            beacon_signature=batch["beaconSignature"],
            statement=batch["statement"],
            statement_signature=batch["statementSignature"],
            chunks=[self._chunk(item) for item in batch["dataHashes"]],
            data_hash=keccak256(b"".join(batch["dataHashes"])),
            data_signature=batch["dataSignature"],
            posted_at=post.posted_at,
            challenge_window=post.challenge_window,
            stored_commitment=self._view("commitmentOf", "bytes32", [("uint64", post.number)]),
            policy=self._view("policyAt", POLICY, height),
            order_key=self._view("orderKeyAt", "address", height, self._registry),
            beacon_key=self._view("beaconKeyAt", "bytes", height, self._registry),
            origin_hash=from_hex(block["hash"]),
            forced_due=sum(1 for _, queued in self._forced if queued + self._delay_blocks <= origin),
            forced_queued=sum(1 for _, queued in self._forced if queued <= origin),
        )

    def _read_logs(self) -> None:
        self._lineage: list[PostLog] = []
        self._chunks: dict[bytes, str] = {}
        self._forced: list[tuple[ForcedEntry, int]] = []
        self._final_floor = 0
        for log in self._logs([self._address, self._inbox]):
            topics = [from_hex(item) for item in log["topics"]]
            if from_hex(log["address"]) == self._inbox:
                if topics[0] == FORCED_QUEUED:
                    self._queued(topics, log)
            elif topics[0] == BATCH_POSTED:
                self._lineage.append(_post_log(topics, log))
            elif topics[0] == ROLLBACK_EXECUTED:
                anchor = _words(log)[1]
                self._lineage = [post for post in self._lineage if post.number <= anchor]
            elif topics[0] == DATA_POSTED:
                self._chunks.setdefault(topics[1], log["transactionHash"])
            elif topics[0] == BATCHES_FINALIZED:
                self._final_floor = int.from_bytes(topics[2], "big")
        for number, post in enumerate(self._lineage, 1):
            if post.number != number:
                raise L1Error(f"expected the post of batch {number}, found {post.number}: is --from-block too late?")

    def _queued(self, topics: list[bytes], log: dict) -> None:
        index = int.from_bytes(topics[1], "big")
        if index != len(self._forced):
            raise L1Error(f"expected forced entry {len(self._forced)}, found {index}")
        values = decode(Struct((("gasLimit", "uint64"), ("rawTx", "bytes"))), from_hex(log["data"]))
        entry = ForcedEntry(index, values["rawTx"], values["gasLimit"])
        self._forced.append((entry, int(log["blockNumber"], 16)))

    def _logs(self, addresses: list[bytes]) -> Iterator[dict]:
        for start in range(self._from_block, self._head + 1, LOG_RANGE_BLOCKS):
            end = min(start + LOG_RANGE_BLOCKS - 1, self._head)
            query = {"address": [to_hex(item) for item in addresses], "fromBlock": hex(start), "toBlock": hex(end)}
            yield from self._rpc.call("eth_getLogs", query)

    def _batch(self, post: PostLog) -> dict:
        if post.transaction_hash not in self._posts:
            call = decode_call("postBatches", POST_BATCHES, self._input(post.transaction_hash))
            self._posts[post.transaction_hash] = call["batches"]
        for batch in self._posts[post.transaction_hash]:
            header = batch["header"]
            if (header["generation"], header["number"]) == (post.generation, post.number):
                if self.rollup.domain.digest("BatchHeader", header) != post.batch_hash:
                    raise L1Error(f"batch {post.number}: the header in the input has another hash than the log")
                return batch
        raise L1Error(f"batch {post.number} is not in the input of {post.transaction_hash}")

    def _chunk(self, chunk_hash: bytes) -> bytes:
        transaction = self._chunks.get(chunk_hash)
        if transaction is None:
            raise L1Error(f"no log of chunk {to_hex(chunk_hash)}: is --from-block too late?")
        chunk = decode_call("postData", POST_DATA, self._input(transaction))["chunk"]
        if keccak256(chunk) != chunk_hash:
            raise L1Error(f"the input of {transaction} is not chunk {to_hex(chunk_hash)}")
        return chunk

    def _input(self, transaction_hash: str) -> bytes:
        if transaction_hash not in self._inputs:
            transaction = self._rpc.call("eth_getTransactionByHash", transaction_hash)
            if transaction is None:
                raise L1Error(f"L1 does not have transaction {transaction_hash}")
            if from_hex(transaction["to"]) != self._address:
                raise L1Error(f"transaction {transaction_hash} does not call the rollup itself")
            self._inputs[transaction_hash] = from_hex(transaction["input"])
        return self._inputs[transaction_hash]

    def _view(self, name: str, result, arguments=(), address: bytes | None = None):
        kinds = [kind for kind, _ in arguments]
        data = selector(name, Struct(tuple(enumerate(kinds)))) + abi.encode(kinds, [value for _, value in arguments])
        call = {"to": to_hex(address or self._address), "data": to_hex(data)}
        answer = from_hex(self._rpc.call("eth_call", call, "latest"))
        return decode(Struct((("result", result),)), answer)["result"]


def _post_log(topics: list[bytes], log: dict) -> PostLog:
    words = _words(log)
    return PostLog(
        number=int.from_bytes(topics[1], "big"),
        generation=int.from_bytes(topics[2], "big"),
        batch_hash=topics[3],
        posted_at=words[2],
        challenge_window=words[3],
        transaction_hash=log["transactionHash"],
        block_number=int(log["blockNumber"], 16),
    )


def _words(log: dict) -> list[int]:
    data = from_hex(log["data"])
    return [int.from_bytes(data[i : i + 32], "big") for i in range(0, len(data), 32)]
